"""The pages of many publications at once, byte for byte those that `pages.page` makes one by one.

A few queries for each few hundred publications, one look at the log, and what many pages share is looked up once.
"""

import datetime as dt
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from itertools import groupby
from operator import attrgetter
from typing import Any

from datong.foundation.openness import service as openness
from datong.foundation.openness.service import Edition, Publication, Reading
from datong.foundation.portal.protocols import LANGUAGES, Asked, Page
from datong.foundation.portal.queries import frames, land, money, proving, publication
from datong.foundation.portal.queries.publication import SHOWN_ACTIONS, Around
from datong.foundation.portal.queries.rendering import speaking

FILES = (
    ("content.json", proving.content),
    ("proof.json", proving.proof),
    ("publication.tlog-proof", proving.offline),
)
Made = list[tuple[str, str, Page | None, str]]  # path, language, page, or the path of an equal page


def pages(pks: Sequence[int]) -> Iterator[tuple[str, Made]]:
    """Number and pages of publications shown now. Raises openness.NotShown, publiclog.NotProved."""
    rows = list(
        openness.shown().filter(pk__in=pks).order_by("place_code", "key", "stage", "period_end", "id")
    )
    old, posted, earlier = editions(rows), postings(rows), befores(rows)
    said: dict[int, Reading] = {}
    for reading in openness.readings(rows):
        row = reading.publication
        said[row.pk] = reading
        there = around(row, reading, old[row.pk], posted)
        before = earlier.get(row.pk)
        if before is not None and money.told(reading.content):
            there = replace(there, before=content_of(before, said))
        yield row.number, made(row, reading, there, old[row.pk])


def made(row: Publication, reading: Reading, there: Around, old: list[Edition]) -> Made:
    """Every address of one publication."""
    found: Made = []
    home = f"p/{row.number}/"
    for lang in LANGUAGES:
        with speaking(lang):
            page = frames.shown(Asked(home, lang), row, reading, there)
        found += [(home, lang, page, ""), (f"{home}{reading.edition.version}/", lang, None, home)]
    found += files(home, reading)
    for each in old:
        if each.pk == reading.edition.pk or each.action not in SHOWN_ACTIONS:
            continue
        with suppress(openness.NotShown):
            past = openness.read(row.number, each.version)
            path = f"{home}{each.version}/"
            posted = replace(
                there,
                postings=list(past.edition.postings.order_by("id")),
                check=proving.sight(row.number, past),
            )
            found += [
                (path, lang, publication.shown(Asked(path, lang), row, past, posted), "")
                for lang in LANGUAGES
            ]
            found += files(home, past)
    return found


def files(home: str, reading: Reading) -> Made:
    """What stands beside the page of an edition: content, proofs, attachments."""
    base = f"{home}{reading.edition.version}/"
    found: Made = [(base + name, "zh", make(Asked(base + name), reading), "") for name, make in FILES]
    for each in reading.files:
        path = f"{base}files/{each.sha256}/{each.name}"
        found.append(
            (path, "zh", proving.attachment(Asked(path, found={"sha256": each.sha256}), reading), "")
        )
    return found


def around(row: Publication, reading: Reading, old: list[Edition], posted: dict[int, list[Any]]) -> Around:
    """As publication.around, out of what is known already."""
    code = row.place_code
    place, county, contacts = land.village(code), land.county(code), land.contacts(code)
    there, check = posted.get(reading.edition.pk, []), proving.sight(row.number, reading)
    return Around(place, county, contacts, publication.listed(old), there, None, check)


def editions(rows: list[Publication]) -> dict[int, list[Edition]]:
    """Every edition by publication, the newest first; two queries. Nearly all have but one, which is read already."""
    every = Edition.objects.filter(publication__in=rows)
    more = set(every.exclude(version=1).order_by().values_list("publication", flat=True))
    found = every.filter(publication__in=more).order_by("publication_id", "-version").defer("content")
    several = {pk: list(group) for pk, group in groupby(found, key=attrgetter("publication_id"))}
    return {row.pk: several.get(row.pk) or [row.edition] for row in rows if row.edition}


def postings(rows: list[Publication]) -> dict[int, list[Any]]:
    """Postings of the current editions."""
    found: dict[int, list[Any]] = {}
    for each in openness.Posting.objects.filter(edition__publication__in=rows).order_by("id"):
        found.setdefault(each.edition_id, []).append(each)
    return found


def befores(rows: list[Publication]) -> dict[int, int]:
    """The same item's publication of the period before: its id by id; one query."""
    places, keys = {row.place_code for row in rows}, {row.key for row in rows}
    every = openness.shown().filter(place_code__in=places, key__in=keys).order_by("period_end", "id")
    series: dict[tuple[str, str, str], list[tuple[dt.date, int]]] = {}
    for *name, end, pk in every.values_list("place_code", "key", "stage", "period_end", "id"):
        series.setdefault((name[0], name[1], name[2]), []).append((end, pk))
    found = {}
    for row in rows:
        there = series[row.place_code, row.key, row.stage]
        at = bisect_left(there, (row.period_start, 0))
        if at:
            found[row.pk] = there[at - 1][1]
    return found


def content_of(pk: int, said: dict[int, Reading]) -> money.Before | None:
    """A publication with its content, read already or now."""
    if pk in said:
        return said[pk].publication, said[pk].content
    row = openness.shown().get(pk=pk)
    found = money.contents((row,))
    return (row, found[0]) if found else None
