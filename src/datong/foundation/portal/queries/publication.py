"""The page of a publication: the answer, what was published word for word, its editions, and how to check it."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from datong.foundation.openness import service as openness
from datong.foundation.places import service as places
from datong.foundation.portal.protocols import Asked, Page
from datong.foundation.portal.queries import blocks, land, money, pictures, proving
from datong.foundation.portal.queries.rendering import html, piece
from datong.foundation.publiclog import service as publiclog
from datong.kernel import clock
from datong.kernel.bilingual import Text


@dataclass(frozen=True, slots=True)
class EditionLine:
    """One edition in the list of them. `replaced`: a newer one stands in its place."""

    version: int
    action: str
    at: dt.datetime
    reason: str
    index: int
    replaced: bool


def publication(asked: Asked) -> Page | None:
    """The current edition, or the one the address names. 410 for what is over, 503 for what the log does not prove."""
    number, version = asked.found["number"], asked.found.get("version")
    row = openness.Publication.objects.filter(number=number).select_related("edition").first()
    if row is None:
        return None
    try:
        reading = openness.read(number, int(version) if version else None)
        if reading.content["action"] not in SHOWN_ACTIONS:
            return gone(asked, row)
    except openness.NotShown as error:
        return gone(asked, row, error.text)
    except publiclog.NotProved as error:
        return refused(asked, row, error.text)
    return shown(asked, row, reading)


SHOWN_ACTIONS = ("publish", "correct")


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around the words of a publication on its page, in either language. `before`: what its money is compared
    with."""

    place: land.Village | None
    county: places.Place | None
    contacts: list[openness.Contact]
    editions: list[EditionLine]
    postings: list[openness.Posting]
    before: money.Before | None
    check: proving.Sight


def around(row: openness.Publication, reading: openness.Reading) -> Around:
    """Read for one page."""
    return Around(
        land.village(row.place_code),
        land.county(row.county),
        land.contacts(row.place_code),
        editions(row),
        list(reading.edition.postings.order_by("id")),
        money.before(row) if money.told(reading.content) else None,
        proving.sight(row.number, reading),
    )


def shown(
    asked: Asked, row: openness.Publication, reading: openness.Reading, there: Around | None = None
) -> Page:
    """The page of what may be shown and is proved; the current edition's is the same under both of its addresses."""
    at = current_address(asked, row, reading)
    return html("publication", at, **given(asked, row, reading, there or around(row, reading)))


def current_address(asked: Asked, row: openness.Publication, reading: openness.Reading) -> Asked:
    """The current edition is the publication."""
    return replace(asked, path=f"p/{row.number}/") if is_current(row, reading) else asked


def is_current(row: openness.Publication, reading: openness.Reading) -> bool:
    """Whether no newer edition stands in its place."""
    return row.edition is not None and row.edition.pk == reading.edition.pk


def given(
    asked: Asked, row: openness.Publication, reading: openness.Reading, there: Around
) -> dict[str, Any]:
    """What the page's template is given."""
    content, lang, check, current = reading.content, asked.lang, there.check, is_current(row, reading)
    purse = money.of_publication(row, content, lang, there.before)
    drawn = (
        content,
        blocks.drawn(content, lang),
        row.number,
        reading.edition.version,
        check.base + "files/",
        lang,
    )
    return {
        "listed": current and row.profile not in PERSONAL,
        "section": "home",
        "publication": row,
        "edition": reading.edition,
        "content": content,
        "article": piece("parts", "published", lang, *drawn),
        "pictures": pictures.pictures(purse, lang),
        "place": there.place,
        "county": there.county,
        "aspect": openness.aspect_name(row.aspect),
        "period": money.period(row.period_start, row.period_end),
        "contacts": there.contacts,
        "current": current,
        "editions": there.editions,
        "postings": there.postings,
        "check": check,
    }


PERSONAL = ("R2",)


def editions(row: openness.Publication) -> list[EditionLine]:
    """Every edition, the newest first; one query."""
    return listed(
        row.editions.order_by("-version").only(
            "publication", "version", "action", "released_at", "reason", "log_index"
        )
    )


def listed(rows: Iterable[openness.Edition]) -> list[EditionLine]:
    """Editions, the newest first, as lines."""
    return [
        EditionLine(each.version, each.action, each.released_at, each.reason, each.log_index, bool(place))
        for place, each in enumerate(rows)
    ]


def gone(asked: Asked, row: openness.Publication, why: Text | None = None) -> Page:
    """410: what was here, when and why it went; nothing of its content."""
    return html(
        "gone",
        asked,
        status=410,
        listed=False,
        section="home",
        publication=row,
        aspect=openness.aspect_name(row.aspect),
        place=land.village(row.place_code),
        county=land.county(row.county),
        editions=editions(row),
        why=why,
        today=clock.today(),
        day=land.present(row.county),
    )


def refused(asked: Asked, row: openness.Publication, why: Text) -> Page:
    """503: the log does not prove the content, so nobody is shown it."""
    return html(
        "refused",
        asked,
        status=503,
        seconds=0,
        listed=False,
        section="home",
        publication=row,
        place=land.village(row.place_code),
        county=land.county(row.county),
        why=why,
    )
