"""Writing the public side out as files: the site as the export sees it, and the command's one call.

Nothing is changed in the database; what is written is what everybody may read, so no permission is asked.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from django.conf import settings
from django.db import connection

from datong.foundation.openness import service as openness
from datong.foundation.places import service as places
from datong.foundation.portal.extracts import static
from datong.foundation.portal.extracts.static import File, Progress, Publication, Report
from datong.foundation.portal.protocols import LANGUAGES, ROOTS, Asked
from datong.foundation.portal.queries import bulk, opendata, planning, sitemap
from datong.foundation.portal.queries.listing import Shelves, shelves
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
    """The public side now. What is asked for the plan is kept."""

    base_url: str

    def detach(self) -> None:
        """Connections are not shared between processes."""
        connection.close()

    @cached_property
    def shell(self) -> str:
        """A mark of everything that all pages share: templates, styles, words, settings."""
        licence = settings.DATONG_OPEN_LICENCE
        return planning.mark(sources(), settings.DATONG_PUBLIC_URL, licence, self.base_url)

    @cached_property
    def shelves(self) -> Shelves:
        """How everything shown lies on the pages of the list."""
        return shelves()

    @property
    def total(self) -> int:
        """How many publications are shown."""
        return self.shelves.total

    @cached_property
    def cells(self) -> planning.Cells:
        """Everything shown, in marks."""
        return planning.cells(self.shelves)

    @cached_property
    def places(self) -> dict[str, str]:
        """Places that show something, each with a mark of everything on the pages of its publications."""
        return planning.place_marks(self.shell, self.cells)

    def publications(self, codes: Collection[str]) -> dict[str, Publication]:
        """What these places show, by number."""
        planned = planning.planned(self.shell, codes)
        return {number: Publication(*each) for number, each in planned.items()}

    def parts(self) -> dict[str, str]:
        """Home pages, lists, villages, counties; each with a mark of everything that it shows."""
        return planning.part_marks(self.shell, self.shelves, self.cells, self.places)

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


@cache
def sources() -> str:
    """The templates, styles, words and code that pages are made of, as this process has loaded them."""
    base = Path(settings.BASE)
    files = sorted(path for source in SOURCES for path in (base / source).rglob("*") if path.is_file())
    kept = (path for path in files if path.suffix in {".html", ".css", ".js", ".svg", ".mo", ".py"})
    return planning.mark(
        [(path.relative_to(base), path.stat().st_size, path.stat().st_mtime_ns) for path in kept]
    )
