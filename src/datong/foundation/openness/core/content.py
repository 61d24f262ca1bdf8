"""What a publication says (公开内容): plain data, canonical JSON, and the words a reader of its page must find there.

The canonical bytes (RFC 8785) are what the public log commits to; money is whole fen, days are YYYY-MM-DD.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import rfc8785

from datong.kernel.bilingual import Text

Kind = Literal["text", "number", "money", "date"]
Cell = str | int | None
FORMAT = 1


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `holds`: the category of personal data in it (see redaction), empty for none. `unit`: beside the heading."""

    key: str
    name: Text
    kind: Kind = "text"
    holds: str = ""
    unit: Text | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table. `role` lets the public page draw it: income, spending, balance, assets, resources, contracts, debts, list."""

    caption: Text
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    role: str = "list"
    total: tuple[Cell, ...] | None = None


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph as written."""

    text: str
    heading: str = ""


Block = Table | Words


@dataclass(frozen=True, slots=True)
class PublicFileNote:
    """An attachment as the public may fetch it."""

    name: str
    media: str
    size: int
    sha256: str


def content(
    *,
    number: str,
    version: int,
    action: str,
    title: Text,
    place: tuple[str, str],
    publisher: tuple[str, str],
    aspect: tuple[str, Text],
    item: tuple[str, Text],
    period: tuple[str, str],
    posted: str,
    until: str | None,
    blocks: Sequence[Block],
    source: str = "",
    files: Sequence[PublicFileNote] = (),
    replaces: str = "",
    reason: str = "",
    responsible: Mapping[str, str] | None = None,
    signed: Sequence[str] = (),
) -> dict[str, Any]:
    """The content as plain data; `place` and `publisher` are code and name, `period` first and last day."""
    return {
        "format": FORMAT,
        "number": number,
        "version": version,
        "action": action,
        "title": text(title),
        "place": {"code": place[0], "name": place[1]},
        "publisher": {"code": publisher[0], "name": publisher[1]},
        "aspect": {"key": aspect[0], **text(aspect[1])},
        "item": {"key": item[0], **text(item[1])},
        "period": {"from": period[0], "to": period[1]},
        "posted": posted,
        "until": until,
        "source": source,
        "replaces": replaces,
        "reason": reason,
        "responsible": dict(responsible or {}),
        "signed": list(signed),
        "blocks": [plain(block) for block in blocks],
        "files": [
            {"name": each.name, "media": each.media, "size": each.size, "sha256": each.sha256}
            for each in files
        ],
    }


def text(words: Text) -> dict[str, str]:
    """Both languages."""
    return {"zh": words.zh, "en": words.en}


def plain(block: Block) -> dict[str, Any]:
    """A block as plain data."""
    if isinstance(block, Words):
        return {"type": "words", "heading": block.heading, "text": block.text}
    return {
        "type": "table",
        "role": block.role,
        "caption": text(block.caption),
        "columns": [
            {
                "key": each.key,
                "kind": each.kind,
                "name": text(each.name),
                "unit": text(each.unit) if each.unit else None,
            }
            for each in block.columns
        ],
        "rows": [list(row) for row in block.rows],
        "total": list(block.total) if block.total else None,
    }


def canonical(data: Mapping[str, Any]) -> bytes:
    """RFC 8785 bytes."""
    return rfc8785.dumps(dict(data))


def shown(value: Cell, kind: str) -> str:
    """One cell as a reader sees it; the same in both languages."""
    if value is None:
        return "—"
    if kind == "money" and isinstance(value, int):
        return f"{'-' if value < 0 else ''}{abs(value) // 100:,}.{abs(value) % 100:02d}"
    if kind == "number" and isinstance(value, int):
        return f"{value:,}"
    return str(value)


def words(data: Mapping[str, Any], lang: str = "zh") -> Iterator[str]:
    """Every word of the content in the order a page shows it, so that a page can be compared with what was logged."""
    yield data["title"][lang]
    yield data["place"]["name"]
    for block in data["blocks"]:
        if block["type"] == "words":
            if block["heading"]:
                yield block["heading"]
            yield block["text"]
            continue
        yield block["caption"][lang]
        for column in block["columns"]:
            yield column["name"][lang]
        kinds = [column["kind"] for column in block["columns"]]
        for row in [*block["rows"], *([block["total"]] if block["total"] else [])]:
            for value, kind in zip(row, kinds, strict=True):
                yield shown(value, kind)
    for file in data["files"]:
        yield file["name"]
