"""Every publication shown now, for machines: publications.json and the pages after it."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Max, Min

from datong.foundation.openness import service as openness
from datong.foundation.openness.service import Publication
from datong.foundation.portal.protocols import Asked, Page
from datong.foundation.portal.queries.rendering import lines

SIZE = 1_000


@dataclass(frozen=True, slots=True)
class Shelves:
    """How everything shown lies on pages: by id, so that a page once full only loses lines. `first`: the id before the
    first publication ever; `last`: the greatest shown."""

    first: int
    last: int
    total: int

    @property
    def pages(self) -> int:
        return max(1, -(-(self.last - self.first) // SIZE))

    def of(self, pk: int) -> int:
        """The page a publication is on, from 1."""
        return (pk - self.first - 1) // SIZE + 1


def shelves() -> Shelves:
    """Two queries."""
    ever = Publication.objects.aggregate(first=Min("id"))["first"] or 1
    now = openness.shown().order_by().aggregate(last=Max("id"), total=Count("id"))
    return Shelves(ever - 1, now["last"] or ever - 1, now["total"])


def publications(asked: Asked) -> Page | None:
    """One page of them, the oldest first; the first tells how many there are. Four queries."""
    wanted = asked.found.get("page") or asked.query.get("page") or "1"
    number = int(wanted) if wanted.isascii() and wanted.isdigit() and len(wanted) < 8 else 1
    there = shelves()
    if not 1 <= number <= there.pages:
        return None
    start = there.first + (number - 1) * SIZE
    found = openness.shown().filter(id__gt=start, id__lte=start + SIZE).order_by("id")
    rows = list(found.values_list(*FIELDS, named=True))
    names = item_names({row.key for row in rows})
    head: dict[str, Any] = {"format": 1, "page": number}
    if number == 1:
        head |= {"pages": there.pages, "total": there.total}
    head["next"] = f"/open/publications-{number + 1}.json" if number < there.pages else None
    return lines(head, "publications", [line(row, names) for row in rows])


FIELDS = (
    "number", "county", "place_code", "aspect", "key", "title_zh", "title_en", "period_start", "period_end", "published_on",
    "shown_until", "edition__version", "edition__action", "edition__log_index",
)  # fmt: skip


def item_names(keys: set[str]) -> dict[tuple[str, str], dict[str, str]]:
    """Names of items by county and key, the newest version's; one query."""
    found = openness.Item.objects.filter(key__in=keys).order_by("version")
    rows = found.values_list("county", "key", "name_zh", "name_en")
    return {(county, key): {"zh": zh, "en": en} for county, key, zh, en in rows}


def line(row: Any, names: dict[tuple[str, str], dict[str, str]]) -> dict[str, Any]:
    """One publication, from its FIELDS."""
    base = f"/open/p/{row.number}/{row.edition__version}/"
    return {
        "number": row.number,
        "version": row.edition__version,
        "action": row.edition__action,
        "index": row.edition__log_index,
        "place": row.place_code,
        "aspect": row.aspect,
        "item": row.key,
        "item_name": names.get((row.county, row.key)),
        "title": {"zh": row.title_zh, "en": row.title_en},
        "period": {"from": row.period_start.isoformat(), "to": row.period_end.isoformat()},
        "posted": row.published_on.isoformat(),
        "until": row.shown_until.isoformat() if row.shown_until else None,
        "address": f"/open/p/{row.number}/",
        "content": base + "content.json",
        "proof": base + "proof.json",
    }
