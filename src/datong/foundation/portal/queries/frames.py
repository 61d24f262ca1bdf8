"""Pages of publications out of frames (页框): what thousands of pages have in common is drawn once for each shape of page,
with holes for the words that differ; a page is the frame with its words put in.

A frame is used only after a page made with it was byte for byte the one that the template draws; a shape for which that
fails, and any publication out of the ordinary (corrected, withdrawn, posted with a photograph), is drawn by the template.
"""

import re
from collections.abc import Hashable
from types import SimpleNamespace
from typing import Any

from markupsafe import Markup, escape

from datong.foundation.openness.service import Publication, Reading
from datong.foundation.portal.protocols import Asked, Page
from datong.foundation.portal.queries import publication
from datong.foundation.portal.queries.publication import Around
from datong.foundation.portal.queries.remembering import kept
from datong.foundation.portal.queries.rendering import html
from datong.kernel.bilingual import Text
from datong.web import jinja

HOLE = re.compile("\ue000([a-z]+)\ue001")
Frame = list[bytes | str]  # in turn what all pages have, and the name of what is put in


class Hole(str):
    """Where a word will stand, whatever it is formatted as."""

    __slots__ = ()

    def strftime(self, _: str) -> "Hole":
        return self

    def __format__(self, _: str) -> str:
        return str(self)


def hole(name: str) -> Hole:
    """A hole with a name."""
    return Hole(f"\ue000{name}\ue001")


def shown(asked: Asked, row: Publication, reading: Reading, there: Around) -> Page:
    """As publication.shown, the same bytes; asked for many publications within `remembering`."""
    given = publication.given(asked, row, reading, there)
    at = publication.current_address(asked, row, reading)
    shape, frames = shape_of(asked, given), kept("frames")
    if shape is None or frames is None:
        return html("publication", at, **given)
    words = words_of(asked.lang, given)
    if shape not in frames:
        page = html("publication", at, **given)
        frame = frame_of(html("publication", Asked(f"p/{hole('number')}/", asked.lang), **holed(given)))
        frames[shape] = (frame, page.headers) if filled(frame, words) == page.body else None
        return page
    if frames[shape] is None:
        return html("publication", at, **given)
    frame, headers = frames[shape]
    return Page(filled(frame, words), headers=headers)


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


def words_of(lang: str, given: dict[str, Any]) -> dict[str, str]:
    """What stands in the holes, escaped as the template escapes it."""
    row, content, check = given["publication"], given["content"], given["check"]
    words: dict[str, Any] = {
        "number": row.number, "code": row.place_code, "key": row.aspect, "board": jinja.day(row.board_until),
        "title": content["title"][lang], "posted": content["posted"], "until": content["until"], "source": content["source"],
        "signed": content["signed"][0] if content["signed"] else "", "place": given["place"].name.to(lang),
        "aspect": given["aspect"].to(lang), "period": row.stage or given["period"].to(lang), "base": check.base,
        "index": jinja.grouped(check.index), "print": check.fingerprint, "commitment": check.commitment,
        "article": given["article"], "pictures": given["pictures"],
    }  # fmt: skip
    return {name: str(escape(word)) for name, word in words.items()}


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


def frame_of(page: Page) -> Frame:
    """A page cut at its holes."""
    parts = HOLE.split(page.body.decode())
    return [part if at % 2 else part.encode() for at, part in enumerate(parts)]


def filled(frame: Frame, words: dict[str, str]) -> bytes:
    """The frame with its words put in."""
    return b"".join(words[part].encode() if isinstance(part, str) else part for part in frame)
