"""A village's pages: what it owes and what it published, by aspect; who answers for it."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from datong.foundation.openness import service as openness
from datong.foundation.openness.service import Duty, DutyState, Item, Publication
from datong.foundation.portal.protocols import Asked, Page
from datong.foundation.portal.queries import land, money, pictures
from datong.foundation.portal.queries.remembering import going_on, remembered
from datong.foundation.portal.queries.rendering import html
from datong.kernel.bilingual import Text

NEWEST, LATE, NEXT, PAPERS = 8, 20, 8, 600
NOT_BEGUN = Text("还没有开始公开", "not begun yet")
BEHIND = Text("有 {count} 项逾期未公开", "{count} overdue")
OLD = Text("最近没有更新", "not renewed lately")
GOOD = Text("按时公开", "on time")


@dataclass(frozen=True, slots=True)
class Owed:
    """A duty in words: what, by when; `days` past the due day, negative while it is coming."""

    name: Text
    aspect: str
    due_on: dt.date
    days: int
    period: Text


@dataclass(frozen=True, slots=True)
class AspectCard:
    """One aspect of a village in words; `tone` as in the badge: good, soon, late, quiet."""

    line: openness.AspectLine
    words: Text
    tone: str


def village(asked: Asked) -> Page | None:
    """What the village owes and what it published."""
    code = asked.found["place"]
    place, county = land.village(code), land.county(code)
    if place is None or county is None:
        return None
    day = land.present(code)
    return html(
        "village",
        asked,
        section="home",
        place=place,
        county=county,
        day=day,
        contacts=land.contacts(code),
        definition=openness.DEFINITION,
        code=bool(settings.DATONG_PUBLIC_URL),
        **stands_at(code, day),
    )


@remembered
def stands_at(code: str, day: dt.date) -> dict[str, Any]:
    """How a village stands, what it owes, what it published last, in either language."""
    card = card_of(code, day)
    undone = Duty.objects.filter(place_code=code, fulfilled_on__isnull=True, exempt="").select_related("item")
    shown = openness.shown().filter(place_code=code)
    return {
        "card": card,
        "aspects": [carded(line) for line in card.aspects],
        "late": owed(undone.filter(due_on__lt=day).order_by("due_on", "id")[:LATE], day),
        "coming": owed(undone.filter(due_on__gte=day).order_by("due_on", "id")[:NEXT], day),
        "newest": list(shown[:NEWEST]),
        "published": shown.count(),
    }


def carded(line: openness.AspectLine) -> AspectCard:
    """How an aspect stands, the gravest first."""
    if line.tally.late:
        return AspectCard(line, BEHIND.format(count=line.tally.late), "late")
    if line.opened is None:
        return AspectCard(line, NOT_BEGUN, "quiet")
    if line.fresh is False:
        return AspectCard(line, OLD, "soon")
    return AspectCard(line, GOOD, "good")


def owed(rows: Iterable[Duty], day: dt.date) -> list[Owed]:
    """Duties in words."""
    return [
        Owed(
            Text(row.item.name_zh, row.item.name_en),
            row.aspect,
            row.due_on,
            (day - row.due_on).days,
            Text(row.stage, row.stage) if row.stage else money.period(row.period_start, row.period_end),
        )
        for row in rows
    ]


@dataclass(frozen=True, slots=True)
class ItemLine:
    """One item of the catalogue in a village: its newest publication, earlier ones, or why there is none."""

    item: Item
    name: Text
    current: Publication | None
    earlier: tuple[Publication, ...]
    duty: Duty | None
    state: DutyState | None


@dataclass(frozen=True, slots=True)
class Group:
    """A class of items. `sheets`: publications of the whole class, the newest first."""

    name: Text
    sheets: tuple[Publication, ...]
    lines: tuple[ItemLine, ...]


def aspect(asked: Asked) -> Page | None:
    """One aspect of a village: every item with what is published, what came before, what is missing."""
    code, key = asked.found["place"], asked.found["aspect"]
    place, county = land.village(code), land.county(code)
    if place is None or county is None or key not in openness.ASPECTS:
        return None
    day = land.present(code)
    papers, found, rest = told(code, key, day)
    purse = money.of_aspect(papers, asked.lang)
    return html(
        "aspect",
        asked,
        section="home",
        place=place,
        county=county,
        day=day,
        aspect=openness.ASPECTS.get(key),
        groups=found,
        others=rest,
        money=purse,
        pictures=pictures.pictures(purse, asked.lang),
        contacts=land.contacts(code),
    )


@remembered
def told(code: str, key: str, day: dt.date) -> tuple[list[Publication], list[Group], list[Publication]]:
    """What the page of an aspect says: publications, items by class, publications of items that are no more."""
    published, owing = every(code, "" if going_on() else key)
    papers, waiting = published.get(key, []), owing.get(key, [])
    items = [item for item in catalogue(code[:6], day) if item.aspect == key]
    return papers, groups(items, papers, waiting, day), others(papers, items)


@remembered
def every(code: str, key: str) -> tuple[dict[str, list[Publication]], dict[str, list[Duty]]]:
    """The newest publications and the duties not fulfilled of one aspect, or of all (""), by aspect; two queries."""
    shown = openness.shown().filter(place_code=code).defer("edition__content").order_by("-period_end", "-id")
    duties = Duty.objects.filter(place_code=code, fulfilled_on__isnull=True).order_by("due_on", "id")
    duties = duties.defer("item")
    if key:
        return {key: list(shown.filter(aspect=key)[:PAPERS])}, {key: list(duties.filter(aspect=key)[:PAPERS])}
    return first_of(shown), first_of(duties)


def first_of(rows: Iterable[Any]) -> dict[str, list[Any]]:
    """Rows by aspect, of each the first."""
    found: dict[str, list[Any]] = {}
    for row in rows:
        there = found.setdefault(row.aspect, [])
        if len(there) < PAPERS:
            there.append(row)
    return found


@remembered
def catalogue(county: str, day: dt.date) -> list[Item]:
    """The items in force; one query."""
    return openness.items(county, day)


@remembered
def card_of(code: str, day: dt.date) -> openness.Card:
    """A village's scores."""
    return openness.village_card(code, day)


def groups(items: list[Item], papers: list[Publication], duties: list[Duty], day: dt.date) -> list[Group]:
    """Items by class, in the order of the catalogue."""
    by_key: dict[str, list[Publication]] = {}
    for paper in papers:
        by_key.setdefault(paper.key, []).append(paper)
    waiting: dict[str, Duty] = {}
    for each in duties:
        waiting.setdefault(each.key, each)
    found: dict[str, list[ItemLine]] = {}
    sheets: dict[str, str] = {}
    for item in items:
        mine, duty = by_key.get(item.key, []), waiting.get(item.key)
        name = Text(item.name_zh, item.name_en)
        state = stands(duty, day) if duty else None
        line = ItemLine(item, name, mine[0] if mine else None, tuple(mine[1:]), duty, state)
        found.setdefault(item.group_zh, []).append(line)
        if item.key.count(".") > 1:
            sheets.setdefault(item.group_zh, item.key.rsplit(".", 1)[0])
    return [
        Group(
            Text(name, lines[0].item.group_en),
            tuple(by_key.get(sheets.get(name, ""), ())),
            tuple(lines),
        )
        for name, lines in found.items()
    ]


def stands(duty: Duty, day: dt.date) -> DutyState:
    """A duty not fulfilled, in one word."""
    if duty.exempt:
        return DutyState.EXEMPT
    return DutyState.LATE if duty.due_on < day else DutyState.COMING


def others(papers: list[Publication], items: list[Item]) -> list[Publication]:
    """Publications of items that the catalogue knows no more."""
    known = {item.key for item in items} | {item.key.rsplit(".", 1)[0] for item in items}
    return [paper for paper in papers if paper.key not in known]
