"""Every public address that exists now: for search engines, and for whoever writes the public side out as files."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote
from xml.sax.saxutils import escape

from django.conf import settings

from datong.foundation.openness import service as openness
from datong.foundation.openness.service import Edition, Publication, PublicFile
from datong.foundation.places import service as places
from datong.foundation.portal.protocols import LANGUAGES, ROOTS, Page
from datong.foundation.portal.queries import land
from datong.foundation.portal.queries.listing import SIZE, shelves
from datong.foundation.portal.queries.publication import PERSONAL
from datong.foundation.portal.queries.stored import fetched, text

FIXED = ("", "figures/", "briefing/", "search/", "check/", "data/")
XML = "application/xml; charset=utf-8"
MOST = 50_000


@dataclass(frozen=True, slots=True)
class Address:
    """`path` as page() takes it. `changed`: when what it shows was last changed, None when that is not one moment;
    `indexed`: search engines may keep it; `html`: it is a page for people."""

    path: str
    lang: str
    changed: dt.datetime | None = None
    indexed: bool = False
    html: bool = True


def addresses() -> Iterator[Address]:
    """All of them, in both languages: fixed pages, villages, aspects, publications with editions, proofs and files.

    Queries: six, and one for each thousand publications.
    """
    villages = village_codes()
    for lang in LANGUAGES:
        yield from places_of(lang, villages)
    if settings.DATONG_PUBLIC_URL:
        yield from (Address(f"v/{code}/qr.svg", "zh", html=False) for code in villages)
    pages = shelves().pages
    yield from (
        Address(f"publications-{number}.json" if number > 1 else "publications.json", "zh", html=False)
        for number in range(1, pages + 1)
    )
    for part in parts():
        yield from publication_addresses(part)


def village_codes() -> list[str]:
    """Every village that exists now; a query a county."""
    return [
        code
        for county in places.counties()
        for code in places.within(county.code[:6], "village")
        .filter(valid_to__isnull=True)
        .values_list("code", flat=True)
    ]


def places_of(lang: str, villages: list[str]) -> Iterator[Address]:
    """The pages of the county and of its villages."""
    yield from (Address(path, lang, indexed=path != "search/") for path in FIXED)
    yield from county_addresses(lang)
    for code in villages:
        yield Address(f"v/{code}/", lang, indexed=True)
        yield from (Address(f"v/{code}/{aspect}/", lang, indexed=True) for aspect in openness.ASPECTS)


def county_addresses(lang: str) -> Iterator[Address]:
    """The pages of counties other than the first."""
    first = land.county()
    for county in places.counties().order_by("code"):
        if first is not None and county.code != first.code:
            yield from (
                Address(f"c/{county.code[:6]}/{path}", lang, indexed=True)
                for path in ("", "figures/", "briefing/")
            )


def parts() -> Iterator[list[Publication]]:
    """Everything shown, a thousand at a time."""
    rows, last = openness.shown().order_by("id").defer("edition__content"), 0
    while part := list(rows.filter(id__gt=last)[:SIZE]):
        yield part
        last = part[-1].pk


def publication_addresses(rows: list[Publication]) -> Iterator[Address]:
    """The pages of these publications, of each edition that still has its content, and their files."""
    ids = [row.pk for row in rows]
    versions: dict[int, list[int]] = {}
    kept = Edition.objects.filter(publication__in=ids, action__in=("publish", "correct")).exclude(content="")
    for publication, version in kept.order_by("version").values_list("publication_id", "version"):
        versions.setdefault(publication, []).append(version)
    files: dict[int, list[tuple[str, str]]] = {}
    attached = PublicFile.objects.filter(publication__in=ids).order_by("id")
    for publication, sha256, name in attached.values_list("publication_id", "sha256", "name"):
        files.setdefault(publication or 0, []).append((sha256, name))
    for row in rows:
        listed = row.profile not in PERSONAL
        for lang in LANGUAGES:
            yield Address(f"p/{row.number}/", lang, row.changed_at, indexed=listed)
            yield from (
                Address(f"p/{row.number}/{each}/", lang, row.changed_at) for each in versions.get(row.pk, ())
            )
        for version in versions.get(row.pk, ()):
            base = f"p/{row.number}/{version}/"
            for name in ("content.json", "proof.json", "publication.tlog-proof"):
                yield Address(base + name, "zh", row.changed_at, html=False)
            for sha256, name in files.get(row.pk, ()):
                yield Address(f"{base}files/{sha256}/{name}", "zh", row.changed_at, html=False)


def robots(root: str) -> Page:
    """robots.txt: the public pages may be read, the work pages are nobody's business. `root`: https://host/."""
    lines = ("User-agent: *", "Allow: /open/", "Allow: /log/", "Allow: /static/", "Disallow: /")
    return Page("\n".join([*lines, f"Sitemap: {root}sitemap.xml", ""]).encode(), "text/plain; charset=utf-8")


def sitemap(root: str) -> Page:
    """sitemap.xml: pages for people that search engines may keep; lists of persons are not among them. A few queries."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
    ]
    base, villages = root.rstrip("/"), village_codes()
    for lang in LANGUAGES:
        for each in places_of(lang, villages):
            if each.indexed:
                lines.append(f"<url><loc>{escape(base + ROOTS[lang] + quote(each.path))}</loc></url>")
    rows = openness.shown().exclude(profile__in=PERSONAL).order_by("id").annotate(changed=text("changed_at"))
    homes = [f"<url><loc>{escape(base)}{ROOTS[lang]}p/" for lang in LANGUAGES]
    for number, changed in fetched(rows.values_list("number", "changed")[: (MOST - len(lines)) // 2]):
        rest = f"{number}/</loc><lastmod>{changed[:10]}</lastmod></url>"
        lines += [home + rest for home in homes]
    return Page("\n".join([*lines, "</urlset>", ""]).encode(), XML, seconds=3600)
