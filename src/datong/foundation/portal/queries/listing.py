"""Every publication shown now, for machines: publications.json and the pages after it."""

from typing import Any

from datong.foundation.openness import service as openness
from datong.foundation.openness.service import Publication
from datong.foundation.portal.protocols import Asked, Page
from datong.foundation.portal.queries.rendering import data
from datong.kernel.bilingual import Text

SIZE = 1_000


def publications(asked: Asked) -> Page | None:
    """One page of them, the oldest first, so that a page once full only loses lines. At most three queries."""
    wanted = asked.found.get("page") or asked.query.get("page") or "1"
    number = int(wanted) if wanted.isascii() and wanted.isdigit() and len(wanted) < 8 else 1
    rows = openness.shown().order_by("id")
    total = rows.count()
    pages = max(1, -(-total // SIZE))
    if not 1 <= number <= pages:
        return None
    there = rows[(number - 1) * SIZE : number * SIZE]
    names = item_names(there)
    return data(
        {
            "format": 1,
            "page": number,
            "pages": pages,
            "total": total,
            "next": f"/open/publications-{number + 1}.json" if number < pages else None,
            "publications": [line(row, names) for row in there],
        }
    )


def item_names(rows: Any) -> dict[tuple[str, str], Text]:
    """Names of items by county and key, the newest version's; one query."""
    keys = {row.key for row in rows}
    found = openness.Item.objects.filter(key__in=keys).order_by("version")
    names = {(each.county, each.key): Text(each.name_zh, each.name_en) for each in found}
    return names


def line(row: Publication, names: dict[tuple[str, str], Text]) -> dict[str, Any]:
    """One publication."""
    edition = row.edition
    assert edition is not None  # noqa: S101 - what is shown has an edition
    base = f"/open/p/{row.number}/{edition.version}/"
    item = names.get((row.county, row.key))
    return {
        "number": row.number,
        "version": edition.version,
        "action": edition.action,
        "index": edition.log_index,
        "place": row.place_code,
        "aspect": row.aspect,
        "item": row.key,
        "item_name": {"zh": item.zh, "en": item.en} if item else None,
        "title": {"zh": row.title_zh, "en": row.title_en},
        "period": {"from": row.period_start.isoformat(), "to": row.period_end.isoformat()},
        "posted": row.published_on.isoformat(),
        "until": row.shown_until.isoformat() if row.shown_until else None,
        "address": f"/open/p/{row.number}/",
        "content": base + "content.json",
        "proof": base + "proof.json",
    }
