"""Recipients drawn as controls, one or some."""

from django.db.models import QuerySet

from datong.foundation.access.service import AnyUser
from datong.foundation.reviews.enums import Seen
from datong.foundation.reviews.models import Control
from datong.foundation.reviews.queries import lists


def narrowed(rows: QuerySet[Control], seen: str) -> QuerySet[Control]:
    """Those with this result; "none": those not checked yet; anything else: all."""
    if seen == "none":
        return rows.filter(seen="")
    return rows.filter(seen=seen) if seen in set(Seen) else rows


def control(viewer: AnyUser, pk: int) -> Control | None:
    """One the viewer may see."""
    return lists.controls(viewer).filter(pk=pk).first()
