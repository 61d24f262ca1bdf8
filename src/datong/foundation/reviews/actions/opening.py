"""From a confirmed match to a check of the household (启动复核): a human opens it, by the programme's own procedure."""

from django.db import transaction

from datong.foundation.access.service import User
from datong.foundation.casework.service import Case
from datong.foundation.reviews.actions import asking
from datong.foundation.reviews.actions.journalling import tell
from datong.foundation.reviews.enums import HitState
from datong.foundation.reviews.errors import NotNow
from datong.foundation.reviews.queries import findings
from datong.foundation.reviews.registry import PROGRAMMES
from datong.foundation.reviews.workflow import DECIDE
from datong.kernel.bilingual import Text

UNCONFIRMED = Text("只有认定属实的线索才能启动复核。", "Only a confirmed match opens a check.")
OPENED = Text("已经启动复核，办件编号 {number}。", "A check was opened already: case {number}.")


def open_check(actor: User, hit_id: int, note: str, *, door: str = "page") -> Case:
    """Open a check of the household. What it gets goes on until that procedure ends with a decision of its own.

    Raises Refused, NotNow, and what the programme raises (a household without a case, a case under way).
    """
    with transaction.atomic():
        row = asking.locked(actor, [hit_id], DECIDE)[0]
        if row.state != HitState.CONFIRMED:
            raise NotNow(UNCONFIRMED)
        if row.case is not None:
            raise NotNow(OPENED.format(number=row.case.number))
        case = PROGRAMMES.get(row.programme).open_check(actor, findings.of(row), note, door)
        row.case = case
        row.save(update_fields=["case"])
        tell(actor, "open_check", f"reviews.Hit:{row.pk}", row.place_code, door, case=case.number)
    return case
