"""Tables of casework. Deliberately missing: deletion, and any column by which a machine could decide."""

from datong.foundation.casework.models.cases import Case, Event
from datong.foundation.casework.models.citizens import Code, Look, Wrong
from datong.foundation.casework.models.clocks import Deadline, Pause
from datong.foundation.casework.models.decisions import Decision
from datong.foundation.casework.models.objections import Objection
from datong.foundation.casework.models.tasks import Task

__all__ = [
    "Case",
    "Code",
    "Deadline",
    "Decision",
    "Event",
    "Look",
    "Objection",
    "Pause",
    "Task",
    "Wrong",
]
