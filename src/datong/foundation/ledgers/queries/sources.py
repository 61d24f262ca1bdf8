"""Where entered rows come from, as a page tells it."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from datong.foundation.casework import service as casework
from datong.foundation.ledgers.models import Import
from datong.foundation.ledgers.registry import SOURCES
from datong.kernel.bilingual import Text


@dataclass(frozen=True, slots=True)
class Told:
    """The source in words, and its address if the reader may go there."""

    label: Text
    url: str | None


def source_name(door: str, number: str) -> Text:
    """What brought the rows: 办件 DB-510626-2014-000001."""
    return SOURCES.get(door).label.format(number=number) if door in SOURCES else Text(number, number)


def source_of(user: Any, batch: Import) -> Told | None:
    """The source of an entry; None for an import."""
    if not batch.source:
        return None
    url = SOURCES.get(batch.door).address(user, batch.source) if batch.door in SOURCES else None
    return Told(source_name(batch.door, batch.source), url)


def case_address(user: Any, number: str) -> str | None:
    """The page of a case, for whoever may see it. One query."""
    found = casework.seen(user).filter(number=number).values_list("pk", flat=True).first()
    return None if found is None else reverse("case", args=[found])
