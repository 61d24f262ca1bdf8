"""Which matches one cause would explain: those to verify of one source, narrowed, as they stood when they were shown."""

from dataclasses import dataclass, replace

from django.db.models import Count, Max, QuerySet

from datong.foundation.access.service import AnyUser
from datong.foundation.reviews.enums import HitState
from datong.foundation.reviews.models import Hit, Source
from datong.foundation.reviews.queries import lists, queue
from datong.foundation.reviews.queries.queue import Wanted
from datong.foundation.reviews.workflow import MOST

DECIDE = "reviews.decide"


@dataclass(frozen=True, slots=True)
class Batch:
    """`rows` for paging, `total` of them, `upto`: the newest of them (its id), `source`: of which they all are."""

    source: Source
    rows: QuerySet[Hit]
    total: int
    upto: int

    @property
    def many(self) -> bool:
        """More than can be explained at once."""
        return self.total > MOST


def sources(viewer: AnyUser) -> list[tuple[Source, int]]:
    """Sources with matches to verify which the viewer may decide on, and how many; the most first. Two queries."""
    rows = Hit.objects.filter(lists.within(viewer, DECIDE), state=HitState.TO_VERIFY.value)
    counts = dict(rows.order_by().values_list("source").annotate(n=Count("id")))
    found = Source.objects.filter(pk__in=counts).select_related("owner")
    return sorted(((row, counts[row.pk]) for row in found), key=lambda pair: (-pair[1], pair[0].pk))


def batch(viewer: AnyUser, wanted: Wanted) -> Batch | None:
    """What the cause would be said of; None without a source. Three queries."""
    source = Source.objects.select_related("owner").filter(pk=wanted.asking.source or 0).first()
    if source is None:
        return None
    asking = replace(wanted.asking, state=HitState.TO_VERIFY.value)
    rows = queue.queue(viewer, replace(wanted, asking=asking, sort="found")).rows
    rows = rows.filter(lists.within(viewer, DECIDE))
    told = rows.order_by().aggregate(n=Count("id"), last=Max("id"))
    return Batch(source, rows, told["n"], told["last"] or 0)


def ids(found: Batch) -> list[int]:
    """All of them, by id."""
    return list(found.rows.order_by("id").values_list("id", flat=True))
