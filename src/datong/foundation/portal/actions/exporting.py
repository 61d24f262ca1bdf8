"""Writing the public side out as files: the site as the export sees it, and the command's one call.

Nothing is changed in the database; what is written is what everybody may read, so no permission is asked.
"""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import Count, Max, Q

from datong.foundation.indicators import service as indicators
from datong.foundation.ledgers import service as ledgers
from datong.foundation.openness import service as openness
from datong.foundation.places import service as places
from datong.foundation.portal.extracts import static
from datong.foundation.portal.extracts.static import File, Progress, Publication, Report
from datong.foundation.portal.protocols import LANGUAGES, ROOTS, Asked
from datong.foundation.portal.queries import bulk, opendata, sitemap
from datong.foundation.portal.queries.listing import shelves
from datong.foundation.portal.queries.pages import page
from datong.foundation.portal.queries.remembering import remembering
from datong.foundation.portal.queries.rendering import html
from datong.foundation.publiclog import service as publiclog

SHELL = ("figures/", "check/", "data/", "search/", "ask/", "ask/receipt/", "ask/statistics/")
SOURCES = ("web/jinja2", "web/static", "foundation/portal", "foundation/openness/core", "locale")


def export(folder: Path, *, base_url: str = "", workers: int = 0, progress: Progress | None = None) -> Report:
    """Bring `folder` up to date with the public side, the log first. `base_url`: where the application runs; objections
    are sent there. `workers`: see static.export.

    Raises publiclog.NotProved when something shown is not what was logged; what was written before stays.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with suppress(publiclog.Unreadable):  # nothing was ever logged, so nothing is shown
        publiclog.export(folder / "log")
    assets(folder)
    return static.export(PublicSite(base_url.rstrip("/")), folder, workers=workers, progress=progress)


def assets(folder: Path) -> None:
    """Copy the shell's collected files that are not there yet: their names tell their contents."""
    source, target = Path(settings.STATIC_ROOT), folder / "static"
    for each in sorted(source.rglob("*")):
        if each.is_file() and not each.name.endswith((".gz", ".br")):
            there = target / each.relative_to(source)
            if not there.exists() or there.stat().st_size != each.stat().st_size:
                there.parent.mkdir(parents=True, exist_ok=True)
                there.write_bytes(each.read_bytes())


@dataclass
class PublicSite:
    """The public side now. What is asked for the plan is kept for the making of the parts."""

    base_url: str
    villages: dict[str, str] = field(default_factory=dict)
    shown: dict[str, Publication] = field(default_factory=dict)

    def detach(self) -> None:
        """Connections are not shared between processes."""
        connection.close()

    def publications(self) -> dict[str, Publication]:
        """Everything shown, by number. One query for all, four for what their pages show besides."""
        if not self.shown:
            self.shown = planned(self.shell())
        return self.shown

    def shell(self) -> str:
        """A mark of everything that all pages share: templates, styles, words, settings."""
        return mark(sources(), settings.DATONG_PUBLIC_URL, settings.DATONG_OPEN_LICENCE, self.base_url)

    def parts(self) -> dict[str, str]:
        """Home pages, lists, villages, counties; each with a mark of everything that it shows."""
        shell, shown = self.shell(), self.publications()
        by_place: dict[str, list[str]] = {}
        every = []
        for number, each in shown.items():
            by_place.setdefault(each.entry[3], []).append(f"{number}{each.token}")
            every.append((each.pk, each.token))
        days = {place.code: openness.present(place.code[:6]) for place in places.counties()}
        numbers = {code: figures_mark(code, day) for code, day in days.items()}
        duties, around = duties_marks(), surroundings()
        found = {
            "shell": mark(shell, days, numbers, around),
            "home": mark(shell, every, duties, days, numbers, around),
        }
        there = shelves()
        on_page: dict[int, list[Any]] = {page: [] for page in range(1, there.pages + 1)}
        for pk, token in sorted(every):
            on_page[there.of(pk)].append((pk, token))
        found |= {
            f"list {page}": mark(shell, rows, page == there.pages, there if page == 1 else "", around)
            for page, rows in on_page.items()
        }
        for county, day in days.items():
            inside = {code: rows for code, rows in by_place.items() if code.startswith(county[:6])}
            for year, rows in by_year(shown, county).items():
                found[f"year {county} {year}"] = mark(shell, rows, around)
            found[f"county {county}"] = mark(shell, inside, duties, day, around)
            found[f"figures {county}"] = mark(shell, numbers[county])
            for place in places.within(county[:6], "village").filter(valid_to__isnull=True):
                code = place.code
                found[f"village {code}"] = mark(
                    shell, by_place.get(code), duties.get(code), day, around, code
                )
                found[f"figures {code}"] = mark(shell, numbers[county], code)
        return found

    def part(self, key: str) -> Iterator[File]:
        """The files of a part; what its pages share is asked once."""
        kind, _, name = key.partition(" ")
        with remembering():
            yield from MAKERS[kind](self, name)

    def published(self, pks: Sequence[int]) -> Iterator[tuple[str, list[File]]]:
        """The files of publications."""
        with remembering():
            yield from self.each(pks)

    def each(self, pks: Sequence[int]) -> Iterator[tuple[str, list[File]]]:
        """Publication by publication."""
        for number, made in bulk.pages(pks):
            yield (
                number,
                [
                    File(
                        ROOTS[lang] + path,
                        made_page.body if made_page else b"",
                        ROOTS[lang] + like if like else "",
                    )
                    for path, lang, made_page, like in made
                    if like or (made_page is not None and made_page.status == 200)
                ],
            )

    def shared(self, _: str) -> Iterator[File]:
        """Pages that show no publication; what answers for an address where nothing is."""
        yield from self.both(*(path for path in SHELL if not path.startswith("ask/")))
        for lang in LANGUAGES:
            for path in (path for path in SHELL if path.startswith("ask/")):
                asked = Asked(path, lang)
                address = self.base_url + ROOTS[lang] + path
                there = html(
                    "elsewhere", asked, section="ask", county=None, address=address, known=bool(self.base_url)
                )
                yield File(ROOTS[lang] + path, there.body)
        yield File("/404.html", page("nothing/here", "zh").body)
        yield File("/robots.txt", sitemap.robots(self.root()).body)

    def home(self, _: str) -> Iterator[File]:
        """The home page, the briefing, the same of every county, the list for search engines."""
        yield from self.both("", "briefing/")
        for county in places.counties():
            yield from self.both(*(f"c/{county.code[:6]}/{path}" for path in ("", "figures/", "briefing/")))
        yield File("/sitemap.xml", sitemap.sitemap(self.root()).body)

    def listed(self, number: str) -> Iterator[File]:
        """One page of publications.json."""
        yield from self.one("publications.json" if number == "1" else f"publications-{number}.json")

    def village(self, code: str) -> Iterator[File]:
        """A village's pages, data and feed."""
        yield from self.both(f"v/{code}/", *(f"v/{code}/{aspect}/" for aspect in openness.ASPECTS))
        yield from self.one(f"v/{code}/qr.svg", *self.data(code, figures=False), f"feeds/{code}.atom")

    def county(self, code: str) -> Iterator[File]:
        """A county's data and feed."""
        yield from self.one(*self.data(code, figures=False), f"feeds/{code}.atom")

    def year(self, name: str) -> Iterator[File]:
        """What a county's villages published in a year, as data."""
        code, _, year = name.partition(" ")
        yield from self.one(*(f"data/{code}/publications-{year}.{kind}" for kind in ("csv", "json")))

    def figures(self, code: str) -> Iterator[File]:
        """The figures of a place as data."""
        yield from self.one(*self.data(code, figures=True))

    def data(self, code: str, *, figures: bool) -> list[str]:
        """Addresses of a place's data, with or without its figures."""
        place = opendata.place_of(code)
        every = opendata.paths(place) if place else []
        return [path for path in every if "/publications-" not in path and ("/figures." in path) == figures]

    def both(self, *paths: str) -> Iterator[File]:
        """Pages in both languages."""
        for lang in LANGUAGES:
            yield from self.one(*paths, lang=lang)

    def one(self, *paths: str, lang: str = "zh") -> Iterator[File]:
        """Pages in one language, as far as anything stands there."""
        for path in paths:
            made = page(path, lang)
            if made.status == 200:
                yield File(ROOTS[lang] + path, made.body)

    def root(self) -> str:
        """What the site's own addresses begin with."""
        return (settings.DATONG_PUBLIC_URL or self.base_url).rstrip("/") + "/"


MAKERS: dict[str, Callable[[PublicSite, str], Iterator[File]]] = {
    "shell": PublicSite.shared,
    "home": PublicSite.home,
    "list": PublicSite.listed,
    "village": PublicSite.village,
    "county": PublicSite.county,
    "year": PublicSite.year,
    "figures": PublicSite.figures,
}


def by_year(shown: Mapping[str, Publication], county: str) -> dict[str, list[tuple[int, str]]]:
    """The publications of a county by the year in which they were published."""
    found: dict[str, list[tuple[int, str]]] = {}
    for each in shown.values():
        if each.entry[3].startswith(county[:6]):
            found.setdefault(each.entry[4][:4], []).append((each.pk, each.token))
    return found


def mark(*values: Any) -> str:
    """A short mark that differs when any value does."""
    return hashlib.blake2b(repr(values).encode(), digest_size=12).hexdigest()


@cache
def sources() -> str:
    """The templates, styles, words and code that pages are made of, as this process has loaded them."""
    base = Path(settings.BASE)
    files = sorted(path for source in SOURCES for path in (base / source).rglob("*") if path.is_file())
    kept = (path for path in files if path.suffix in {".html", ".css", ".js", ".svg", ".mo", ".py"})
    return mark([(path.relative_to(base), path.stat().st_size, path.stat().st_mtime_ns) for path in kept])


def planned(shell: str) -> dict[str, Publication]:
    """Everything shown with a mark of all that its page shows: its editions, files, postings, the publication before it in
    its series, who answers for its village."""
    extras, contacts = extras_of(), contact_marks()
    names = places.names(set(openness.shown().order_by().values_list("place_code", flat=True).distinct()))
    rows = openness.shown().order_by("place_code", "key", "stage", "period_end", "id").values_list(
        "id", "number", "edition_id", "changed_at", "place_code", "key", "stage", "title_zh", "title_en", "published_on"
    )  # fmt: skip
    found, series, before, start = {}, None, 0, shell[:8]
    with connection.cursor() as cursor:  # days and moments as they are stored: they are only told apart
        cursor.execute(*rows.query.sql_with_params())
        for pk, number, edition, changed, place, key, stage, title, english, day in cursor:
            if series != (place, key, stage):
                series, before = (place, key, stage), 0
            token = f"{start}.{edition}.{changed}.{before}.{extras.get(pk, '')}{contacts.get(place, '')}"
            found[number] = Publication(
                pk, token, (number, title, english, place, str(day), names.get(place, ""))
            )
            before = edition
    return found


def extras_of() -> dict[int, str]:
    """What besides an edition a publication's page shows: postings on the board."""
    rows = openness.Posting.objects.values_list("edition__publication").annotate(
        Count("id"), Max("id"), Count("removed_on")
    )
    return {pk: f"{number}-{last}-{down}." for pk, number, last, down in rows.order_by()}


def contact_marks() -> dict[str, str]:
    """Who answers, by place."""
    found: dict[str, list[Any]] = {}
    for each in openness.Contact.objects.order_by("id").values():
        found.setdefault(each["place_code"], []).append(sorted(each.items()))
    return {code: mark(rows) for code, rows in found.items()}


def duties_marks() -> dict[str, Any]:
    """How the duties of each place stand; one query."""
    rows = openness.Duty.objects.order_by().values_list("place_code")
    told = rows.annotate(
        Count("id"), Max("id"), Count("fulfilled_on"), Max("fulfilled_on"), Max("publication"),
        exempted=Count("id", filter=~Q(exempt="")),
    )  # fmt: skip
    return {code: rest for code, *rest in told}


def surroundings() -> str:
    """The catalogue, the opened aspects, the places and their contacts: what any page of a village may show."""
    counts = [
        rows.order_by().aggregate(Count("id"), Max("id"))
        for rows in (openness.Item.objects, openness.Opened.objects, places.Place.objects)
    ]
    return mark(counts, contact_marks())


def figures_mark(county: str, day: Any) -> str:
    """The state of the ledgers and the frozen days."""
    imports = ledgers.Import.objects.filter(county=county[:6]).aggregate(Max("at"), Max("undone_at"))
    frozen = list(indicators.snapshots(county).values_list("as_of", flat=True))
    return mark(imports, frozen, day)
