"""Tables of joint review. Deliberately missing: rows nobody matched, and any column by which a benefit could change."""

from datong.foundation.reviews.models.hits import BatchCause, Hit, Reply, Verdict
from datong.foundation.reviews.models.jobs import Job
from datong.foundation.reviews.models.runs import Control, Listing, Run
from datong.foundation.reviews.models.sources import Source, Switch

__all__ = ["BatchCause", "Control", "Hit", "Job", "Listing", "Reply", "Run", "Source", "Switch", "Verdict"]
