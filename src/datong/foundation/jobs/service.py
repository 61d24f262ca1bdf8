"""The door: a kind of long work, what an order keeps, how it stands."""

from datong.foundation.jobs.actions import Kind
from datong.foundation.jobs.enums import OPEN, JobState
from datong.foundation.jobs.models import Job
from datong.foundation.ledgers.service import Meter, Progress

__all__ = ["OPEN", "Job", "JobState", "Kind", "Meter", "Progress"]
