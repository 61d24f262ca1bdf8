"""Atom feeds (RFC 4287): what a village, or the whole county, published last."""

from xml.sax.saxutils import escape, quoteattr

from django.conf import settings

from datong.foundation.openness import service as openness
from datong.foundation.openness.service import Publication
from datong.foundation.places import service as places
from datong.foundation.portal.protocols import Asked, Page
from datong.foundation.portal.queries import datasets, opendata
from datong.foundation.publiclog import service as publiclog
from datong.kernel import clock

ATOM = "application/atom+xml; charset=utf-8"
NEWEST = 50


def feed(asked: Asked) -> Page | None:
    """The newest publications shown now; three queries."""
    place = opendata.place_of(asked.found["place"])
    if place is None:
        return None
    rows = list(datasets.inside(openness.shown(), place).defer("edition__content")[:NEWEST])
    return Page(written(place, rows).encode(), ATOM)


def written(place: places.Place, rows: list[Publication]) -> str:
    """The feed. Without anything published its day is the first on which nothing had been."""
    root = settings.DATONG_PUBLIC_URL.rstrip("/")
    home = "/open/" if place.level == "county" else f"/open/v/{place.code}/"
    newest = max((row.edition.released_at for row in rows if row.edition), default=None)
    updated = (
        newest.astimezone(clock.SHANGHAI).isoformat("T", "seconds") if newest else "2014-01-01T00:00:00+08:00"
    )
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-CN">',
        f"<title>{escape(place.name)} 村务公开</title>",
        f"<id>{tag('2014', place.code)}</id>",
        f"<updated>{updated}</updated>",
        f"<author><name>{escape(place.name)}</name></author>",
        f'<link rel="self" type="application/atom+xml" href={quoteattr(f"{root}/open/feeds/{place.code}.atom")}/>',
        f'<link rel="alternate" type="text/html" href={quoteattr(root + home)}/>',
    ]
    return "\n".join([*lines, *(entry(row, root) for row in rows), "</feed>", ""])


def entry(row: Publication, root: str) -> str:
    """One publication; a correction keeps its identity and is updated."""
    edition = row.edition
    assert edition is not None  # noqa: S101 - what is shown has an edition
    moment = edition.released_at.astimezone(clock.SHANGHAI).isoformat("T", "seconds")
    address = f"{root}/open/p/{row.number}/"
    return "\n".join(
        (
            "<entry>",
            f"<title>{escape(row.title_zh)}</title>",
            f"<id>{tag(row.published_on.isoformat(), row.number)}</id>",
            f"<updated>{moment}</updated>",
            f'<link rel="alternate" type="text/html" hreflang="zh-CN" href={quoteattr(address)}/>',
            f"<category term={quoteattr(row.aspect)} label={quoteattr(openness.aspect_name(row.aspect).zh)}/>",
            f"<summary>{escape(row.title_en or row.title_zh)}</summary>",
            "</entry>",
        )
    )


def tag(day: str, name: str) -> str:
    """A tag URI (RFC 4151) under the name of the log, which stays the same wherever the pages are served."""
    return f"tag:{publiclog.origin().partition('/')[0]},{day}:{name}"
