"""Pages of publications out of frames (页框): what thousands of pages have in common is drawn once for each shape of page,
with holes for the words that differ; a page is the frame with its words put in.

A frame is used only after a page made with it was byte for byte the one that the template draws; a shape for which that
fails, and any publication out of the ordinary (corrected, withdrawn, posted with a photograph), is drawn by the template.
"""

from collections.abc import Hashable
from functools import lru_cache
from types import SimpleNamespace
from typing import Any

from markupsafe import Markup, escape

from datong.foundation.openness.service import Publication, Reading
from datong.foundation.portal.protocols import Asked, Page
from datong.foundation.portal.queries import publication
from datong.foundation.portal.queries.holes import form, hole
from datong.foundation.portal.queries.publication import Around
from datong.foundation.portal.queries.remembering import kept
from datong.foundation.portal.queries.rendering import html
from datong.kernel.bilingual import Text
from datong.web import jinja


def shown(asked: Asked, row: Publication, reading: Reading, there: Around) -> Page:
    """As publication.shown, the same bytes; asked for many publications within `remembering`."""
    given = publication.given(asked, row, reading, there)
    shape, frames = shape_of(asked, given), kept("frames")
    if shape is not None and frames is not None and (found := frames.get(shape)):
        frame, headers = found
        return Page(frame % words_of(asked.lang, given), headers=headers)
    at = publication.current_address(asked, row, reading)
    if shape is None or frames is None:
        return html("publication", at, **given)
    page = html("publication", at, **given)
    if shape not in frames:
        drawn = html("publication", Asked(f"p/{hole('number')}/", asked.lang), **holed(given))
        frame = form(drawn.body.decode()).encode()
        right = frame % words_of(asked.lang, given) == page.body
        frames[shape] = (frame, page.headers) if right else None
    return page


def shape_of(asked: Asked, given: dict[str, Any]) -> Hashable | None:
    """Everything that a page's frame depends on; None for pages that are drawn one by one."""
    content, check = given["content"], given["check"]
    plain = (
        given["current"] and content["action"] == "publish" and given["place"] and len(content["signed"]) < 2
    )
    if not plain or given["postings"] or len(given["editions"]) != 1:
        return None
    there = given["publication"].place_code if given["contacts"] else ""
    empty = tuple(not content[name] for name in ("until", "source", "signed"))
    return (
        asked.lang,
        given["listed"],
        given["county"],
        there,
        empty,
        check.origin,
        check.witnesses,
        given["edition"].version,
    )


def words_of(lang: str, given: dict[str, Any]) -> dict[bytes, bytes]:
    """What stands in the holes, escaped as the template escapes it; numbers, codes and days hold nothing to escape."""
    row, content, check = given["publication"], given["content"], given["check"]
    signed = content["signed"][0] if content["signed"] else ""
    return {
        b"number": row.number.encode(), b"code": row.place_code.encode(), b"key": row.aspect.encode(),
        b"board": jinja.day(row.board_until).encode(), b"base": check.base.encode(),
        b"index": jinja.grouped(check.index).encode(), b"print": check.fingerprint.encode(),
        b"commitment": check.commitment.encode(), b"article": given["article"].encode(),
        b"pictures": given["pictures"].encode(), b"title": escaped(content["title"][lang]),
        b"posted": escaped(content["posted"]), b"until": escaped(content["until"] or ""),
        b"source": escaped(content["source"] or ""), b"signed": escaped(signed),
        b"place": escaped(given["place"].name.to(lang)), b"aspect": escaped(given["aspect"].to(lang)),
        b"period": escaped(row.stage or given["period"].to(lang)),
    }  # fmt: skip


@lru_cache(maxsize=4096)
def escaped(word: str) -> bytes:
    """A word as it stands in a page."""
    return escape(word).encode()


def holed(given: dict[str, Any]) -> dict[str, Any]:
    """The same with holes for everything that differs between pages of one shape."""
    content, period, aspect, place = given["content"], hole("period"), hole("aspect"), hole("place")
    said = {name: hole(name) if content[name] else content[name] for name in ("posted", "until", "source")}
    check = SimpleNamespace(
        origin=given["check"].origin, witnesses=given["check"].witnesses, base=hole("base"), index=hole("index"),
        fingerprint=hole("print"), commitment=hole("commitment"),
    )  # fmt: skip
    row = SimpleNamespace(
        number=hole("number"),
        place_code=hole("code"),
        aspect=hole("key"),
        board_until=hole("board"),
        stage="",
    )
    return given | {
        "publication": row,
        "content": content | said | {
            "title": dict.fromkeys(("zh", "en"), hole("title")), "signed": [hole("signed")] if content["signed"] else [],
        },
        "place": SimpleNamespace(name=Text(place, place)),
        "period": Text(period, period),
        "aspect": Text(aspect, aspect),
        "article": Markup(hole("article")),  # noqa: S704 - a mark, not words
        "pictures": Markup(hole("pictures")),  # noqa: S704
        "check": check,
    }  # fmt: skip
