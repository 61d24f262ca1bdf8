"""The door: write an entry, read entries."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet

from datong.foundation.journal.models import Entry
from datong.kernel import clock

__all__ = ["entries", "record"]


def record(
    actor: str,
    action: str,
    target: str,
    *,
    place: str = "",
    why: str = "",
    door: str = "page",
    detail: Mapping[str, Any] | None = None,
) -> None:
    """Append one act; call it inside the transaction of the change it tells of."""
    Entry.objects.create(
        at=clock.now(),
        actor=actor,
        action=action,
        target=target,
        place=place,
        why=why,
        door=door,
        detail=dict(detail or {}),
    )


def entries(target: str | None = None) -> QuerySet[Entry]:
    """Entries, the newest first; of one target when given."""
    return Entry.objects.filter(target=target) if target else Entry.objects.all()
