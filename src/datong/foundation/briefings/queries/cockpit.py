"""The cockpit: every programme on one page, for a reader with two minutes."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from datong.foundation.access import service as access
from datong.foundation.briefings.core import Paragraph
from datong.foundation.briefings.models import FrozenBriefing
from datong.foundation.briefings.queries.assembling import draft, read_figures
from datong.foundation.briefings.queries.issues import frozen
from datong.foundation.briefings.queries.lights import Light, light, newest_ledgers, waiting_rows
from datong.foundation.indicators import service as indicators
from datong.foundation.ledgers import service as ledgers
from datong.kernel.bilingual import Text

FIRST_MAP = "dibao.households"
SPARK_MONTHS = 12
Trend = list[tuple[str, int]]


@dataclass(frozen=True)
class Lead:
    """A lead figure; `change`: against the newest snapshot of an earlier date, None without one."""

    reading: indicators.Reading
    change: int | Decimal | None = None
    since: dt.date | None = None


@dataclass(frozen=True)
class Card:
    """One programme: how it stands, its lead figures, records by month of the first of them that has dates."""

    slug: str
    label: Text
    light: Light
    leads: list[Lead]
    trend: Trend
    trend_of: Text | None
    limited: bool
    refused: int
    checks: list[indicators.SeenCheck]


@dataclass(frozen=True)
class Cockpit:
    """The page: cards, the figure on the map with what may be chosen instead (`mapped`: the viewer sees more than one
    village), the newest issue."""

    cards: list[Card]
    figure: indicators.Figure | None
    division: indicators.Division | None
    choices: list[tuple[str, Text]]
    mapped: bool
    limited: bool
    issue: FrozenBriefing | None
    may_brief: bool
    may_import: bool
    may_correct: bool


def see_cockpit(user: Any, county: str, day: dt.date, chosen: str = "") -> Cockpit:
    """The cockpit as the viewer may see it. Raises access.Refused. The number of queries does not grow with records."""
    access.require(user, "cockpit.view")
    seen = indicators.sights(user, county)
    if not seen:
        raise access.Refused(access.permission("figures.view").refusal, "figures.view")
    figure = on_map(chosen, seen)
    place = county[:6] + "000000"
    return Cockpit(
        cards=cards(user, county, day, seen),
        figure=figure,
        division=indicators.division(figure, day, seen[figure.programme], "") if figure else None,
        choices=[(each.key, each.name) for each in mappable() if each.programme in seen],
        mapped=any(where.top.endswith("000") for where in seen.values()),
        limited=not all(where.whole for where in seen.values()),
        issue=frozen(county).first(),
        may_brief=access.can(user, "briefings.view", place_code=place),
        may_import=access.can(user, "ledgers.import", place_code=place),
        may_correct=access.can(user, "ledgers.correct"),
    )


def mappable() -> list[indicators.Figure]:
    """Listed figures whose sheet says where each record is."""
    figures = [
        figure
        for figure in indicators.FIGURES.values()
        if figure.listed and (figure.share or figure.additive)
    ]
    return [figure for figure in figures if indicators.placed(figure)]


def on_map(chosen: str, seen: Mapping[str, indicators.Sight]) -> indicators.Figure | None:
    """The figure to draw: the one chosen if it may be seen, else the first of them."""
    offered = {figure.key: figure for figure in mappable() if figure.programme in seen}
    return offered.get(chosen) or offered.get(FIRST_MAP) or next(iter(offered.values()), None)


def cards(user: Any, county: str, day: dt.date, seen: Mapping[str, indicators.Sight]) -> list[Card]:
    """A card for each programme seen, in the order of the briefing."""
    keys = [key for key, check in indicators.CHECKS.items() if check.programme in seen]
    checks = indicators.checks_seen(user, county, day, keys)
    refused, newest = waiting_rows(user, county, seen), newest_ledgers(county, day)
    before = earlier(county, day)
    labels = access.programmes()
    found = []
    for slug, where in seen.items():
        leads = lead_figures(slug, where)
        readings = list(indicators.read(leads, county, day, where.within).values())
        mine = [each for each in checks if each.check.programme == slug]
        dated = next((figure for figure in leads if figure.day), None)
        trend = indicators.filled(indicators.monthly(dated, county, day, where.within)) if dated else []
        found.append(
            Card(
                slug=slug,
                label=labels[slug],
                light=light(
                    mine,
                    refused.get(slug, 0),
                    newest.get(slug),
                    day,
                    data=not readings or any(reading.value is not None for reading in readings),
                ),
                leads=[lead(reading, before if where.whole else {}) for reading in readings],
                trend=trend[-SPARK_MONTHS:],
                trend_of=dated.name if dated else None,
                limited=not where.whole,
                refused=refused.get(slug, 0),
                checks=mine,
            )
        )
    return found


def lead_figures(slug: str, where: indicators.Sight) -> list[indicators.Figure]:
    """A programme's lead figures; to who sees a part of the county, those whose records lie in places."""
    leads = [figure for figure in indicators.FIGURES.values() if figure.programme == slug and figure.lead]
    return [figure for figure in leads if where.whole or indicators.placed(figure)]


def earlier(county: str, day: dt.date) -> dict[str, indicators.FrozenFigure]:
    """Frozen figures of the newest date before a day, by key. Two queries."""
    snapshot = indicators.snapshots(county).filter(as_of__lt=day).order_by("-as_of", "-id").first()
    return {each.key: each for each in snapshot.figures.select_related("snapshot")} if snapshot else {}


def lead(reading: indicators.Reading, before: Mapping[str, indicators.FrozenFigure]) -> Lead:
    """A lead figure with what has changed since the earlier snapshot."""
    old = before.get(reading.figure.key)
    if old is None or old.value is None or reading.value is None:
        return Lead(reading)
    change = Decimal(reading.value) - Decimal(old.value)
    return Lead(reading, int(change) if change == change.to_integral_value() else change, old.snapshot.as_of)


@dataclass(frozen=True)
class Register:
    """One sheet of a programme with the number of records the viewer may open; None: may not."""

    sheet: ledgers.Sheet
    count: int | None


@dataclass(frozen=True)
class ProgrammePage:
    """A programme: figures, registers, checks, its paragraph, what was handed in last."""

    card: Card
    readings: list[indicators.Reading]
    registers: list[Register]
    paragraph: Paragraph | None
    files: list[ledgers.ImportedFile]
    may_edit: bool


def see_programme(user: Any, slug: str, county: str, day: dt.date, lang: str) -> ProgrammePage:
    """A programme as the viewer may see it. Raises access.Refused, UnknownKeyError."""
    ledgers.PROGRAMMES.get(slug)
    where = indicators.sight(user, "figures.view", slug, county)
    place = county[:6] + "000000"
    (card,) = cards(user, county, day, {slug: where})
    (listed,) = indicators.figures_seen(user, county, day, [slug])
    may_brief = access.can(user, "briefings.view", place_code=place)
    return ProgrammePage(
        card=card,
        readings=listed.readings,
        registers=[register(user, sheet, county, day) for sheet in ledgers.sheets_of(slug)],
        paragraph=paragraph_of(slug, county, day, lang, where) if may_brief else None,
        files=last_files(county, slug)
        if access.can(user, "ledgers.view", programme=slug, place_code=place)
        else [],
        may_edit=access.can(user, "briefings.edit", programme=slug, place_code=place),
    )


def register(user: Any, sheet: ledgers.Sheet, county: str, day: dt.date) -> Register:
    """A sheet and how many of its records the viewer may open. One query."""
    if not access.can(user, "registers.view", programme=sheet.programme):
        return Register(sheet, None)
    rows = sheet.model.objects.at(county, day)
    return Register(sheet, access.visible(rows, user, "registers.view", sheet.programme).count())


def paragraph_of(
    slug: str, county: str, day: dt.date, lang: str, where: indicators.Sight
) -> Paragraph | None:
    """The programme's paragraph of the draft."""
    within = {slug: where.within}
    drafted = draft(county, day, lang, readings=read_figures(county, day, within), within=within, checks=())
    return next(iter(drafted.paragraphs), None)


def last_files(county: str, slug: str) -> list[ledgers.ImportedFile]:
    """The five workbooks of a programme taken in last, with who handed them in."""
    files = ledgers.ImportedFile.objects.filter(
        batch__county=county[:6], batch__source="", programme=slug, state="imported"
    )
    return list(files.select_related("batch__by").order_by("-id")[:5])
