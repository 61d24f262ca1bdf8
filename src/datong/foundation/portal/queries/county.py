"""The county's pages: choose a village, see how many are open, read the figures and the briefing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from datong.foundation.briefings import service as briefings
from datong.foundation.openness import service as openness
from datong.foundation.portal.protocols import Asked, Page
from datong.foundation.portal.queries import counted, figures, land
from datong.foundation.portal.queries.rendering import html
from datong.kernel.bilingual import Text
from datong.web.charts import Datum, share

NEWEST = 12


@dataclass(frozen=True, slots=True)
class Town:
    """A town with its villages; `open`: how many of them are open in every aspect."""

    code: str
    name: Text
    villages: tuple[land.Village, ...]
    open: int


def home(asked: Asked) -> Page | None:
    """Choose a village; how many are open; what is new."""
    county = land.county(asked.found.get("county", ""))
    if county is None:
        return html("empty", asked, section="home", county=None)
    day = land.present(county.code)
    there = land.land(county)
    open_ = openness.open_villages(county.code[:6], day)
    grouped = towns(there, open_)
    newest = list(openness.shown().filter(county=county.code[:6])[:NEWEST])
    return html(
        "home",
        asked,
        section="home",
        county=county,
        day=day,
        land=there,
        open=open_,
        towns=grouped,
        tiles=[tile(each) for each in grouped],
        definition=openness.DEFINITION,
        newest=newest,
        names=land.called({row.place_code for row in newest}),
        programmes=figures.programmes(county.code, day, lead=True),
        others=land.others(county.code),
    )


def towns(there: land.Land, open_: set[str]) -> list[Town]:
    """Towns with their villages, in code order."""
    found = []
    for code, name in there.towns.items():
        inside = tuple(there.of(code))
        if inside:
            found.append(Town(code, name, inside, sum(each.code in open_ for each in inside)))
    return found


def tile(town: Town) -> Datum:
    """A town on the schematic map: the share of its villages that are open."""
    part = share(town.open, len(town.villages))
    return Datum(town.name, part, f"{part}%", f"#t{town.code}")


def figures_page(asked: Asked) -> Page | None:
    """Every public figure with its definition."""
    county = land.county(asked.found.get("county", ""))
    if county is None:
        return None
    day = land.present(county.code)
    return html(
        "figures",
        asked,
        section="figures",
        county=county,
        day=day,
        programmes=figures.programmes(county.code, day),
    )


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of the briefing; `figure`: the key of the figure they print, empty for words between."""

    text: str
    figure: str = ""


def briefing_page(asked: Asked) -> Page | None:
    """The newest issue in words; before the first, the text as the ledgers make it, said to be no issue."""
    county = land.county(asked.found.get("county", ""))
    if county is None:
        return None
    issue = briefings.newest_issue(county.code, asked.lang)
    day = issue.day if issue else land.present(county.code)
    readings = figures.county_readings(county.code, day)
    document = (
        issue.document
        if issue
        else briefings.draft(county.code, day, asked.lang, readings=readings, checks=())
    )
    small = dict.fromkeys(counted.withheld(county.code, day), figures.NOT_PRINTED)
    small |= {key: figures.FEW for key, reading in readings.items() if figures.withheld(reading)}
    return html(
        "briefing",
        asked,
        section="briefing",
        county=county,
        day=day,
        number=issue.number if issue else None,
        document=document,
        lead=pieces(document.lead, small, asked.lang),
        paragraphs=[(each.heading, pieces(each.runs, small, asked.lang)) for each in document.paragraphs],
    )


def pieces(runs: Iterable[briefings.Run], small: Mapping[str, Text], lang: str) -> list[Piece]:
    """The runs of a paragraph; `small`: what is said in place of figures that are withheld."""
    return [
        Piece(
            small[run.figure].to(lang) if run.figure and run.figure in small else run.text, run.figure or ""
        )
        for run in runs
    ]


def check_page(asked: Asked) -> Page | None:
    """How anybody checks, in plain words."""
    county = land.county()
    return html("check", asked, section="check", county=county)
