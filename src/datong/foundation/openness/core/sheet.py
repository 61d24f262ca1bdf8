"""The sheet for the village board (张贴单): what the public page says, with number, period, hash and a QR code, on paper.

Plain black and white; the page behind the QR is the same content, checked against the public log.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from datong.foundation.documents.service import (
    Block,
    Doc,
    Fields,
    Grid,
    Heading,
    Lang,
    Note,
    Paper,
    Para,
    Signatures,
)
from datong.foundation.openness.core.content import shown
from datong.kernel.bilingual import Text

NUMBERS = ("number", "money")
PIECES = 8  # a digest in groups of so many, so that a reader can compare it with the screen
WORDS = {
    "place": Text("村（社区）", "Village"),
    "item": Text("公开事项", "Item"),
    "period": Text("所属期间", "Period"),
    "posted": Text("公布日期", "Published"),
    "board": Text("张贴至", "On the board until"),
    "version": Text("版本", "Edition"),
    "to": Text("{start} 至 {end}", "{start} to {end}"),
    "edition": Text("第 {version} 版", "Edition {version}"),
    "corrects": Text("本页更正 {replaces}：{reason}", "This corrects {replaces}: {reason}"),
    "signed": Text("张贴前审核签字：{names}", "Checked and signed before posting: {names}"),
    "files": Text("附件（见网页）：{names}", "Attachments (on the page): {names}"),
    "ask": Text(
        "有疑问请找{name}（电话 {phone}）；不同意可提异议，村里应在期限内答复，不满意可向镇（街道）、县反映。",
        "Questions: {name} (telephone {phone}). You may object; the village must answer in time, else turn to the town or county.",
    ),
    "ask_nobody": Text(
        "不同意可提异议，村里应在期限内答复，不满意可向镇（街道）、县反映。",
        "You may object; the village must answer in time, else turn to the town or county.",
    ),
    "hash": Text("本页内容的 SHA-256：{hash}", "SHA-256 of this content: {hash}"),
    "log": Text(
        "公开日志第 {index} 条；检查点 {size} 条，根 {root}。扫码可核对内容是否被改动。",
        "Entry {index} of the public log; checkpoint of {size} entries, root {root}. Scan the code to check that nothing was altered.",
    ),
    "up": Text("张贴人", "Posted by"),
    "down": Text("揭下日期", "Taken down"),
}


@dataclass(frozen=True, slots=True)
class Logged:
    """Where the content stands in the log: its digest in hex, index, size and root (base64) of the checkpoint."""

    digest: str
    index: int
    size: int
    root: str


def sheet(
    content: Mapping[str, Any],
    logged: Logged,
    board_until: dt.date,
    link: str,
    *,
    paper: Paper = "a3",
    lang: Lang = "zh",
) -> Doc:
    """The document for the board; `link`: the address of the public page."""
    said = {key: text.to(lang) for key, text in WORDS.items()}
    return Doc(
        title=content["title"][lang],
        blocks=[*head(content, board_until, said, lang), *body(content, lang), *foot(content, logged, said)],
        unit=content["publisher"]["name"] or content["place"]["name"],
        number=content["number"],
        code=link,
        lang=lang,
        foot=asked(content, said),
        paper=paper,
        large=True,
    )


def head(
    content: Mapping[str, Any], board_until: dt.date, said: Mapping[str, str], lang: Lang
) -> Iterator[Block]:
    """What, where, of when, until when."""
    period = content["period"]
    span = said["to"].format(start=period["from"], end=period["to"])
    yield Fields(
        [
            (said["place"], content["place"]["name"]),
            (said["item"], content["item"][lang]),
            (said["period"], period["from"] if period["from"] == period["to"] else span),
            (said["version"], said["edition"].format(version=content["version"])),
            (said["posted"], content["posted"]),
            (said["board"], board_until.isoformat()),
        ]
    )
    if content["replaces"]:
        yield Para(said["corrects"].format(replaces=content["replaces"], reason=content["reason"]), "flush")


def body(content: Mapping[str, Any], lang: Lang) -> Iterator[Block]:
    """The blocks of the content in their order."""
    for block in content["blocks"]:
        if block["type"] == "words":
            if block["heading"]:
                yield Heading(block["heading"])
            yield Para(block["text"])
            continue
        yield Heading(block["caption"][lang])
        yield grid(block, lang)


def grid(block: Mapping[str, Any], lang: Lang) -> Grid:
    """A table with its total as the last row."""
    columns = block["columns"]
    kinds = [column["kind"] for column in columns]
    rows = [*block["rows"], *([block["total"]] if block["total"] else [])]
    return Grid(
        head=[column["name"][lang] + unit(column, lang) for column in columns],
        rows=[[shown(cell, kind) for cell, kind in zip(row, kinds, strict=True)] for row in rows],
        numbers=[index for index, kind in enumerate(kinds) if kind in NUMBERS],
    )


def unit(column: Mapping[str, Any], lang: Lang) -> str:
    """（元） behind a heading."""
    if not column["unit"]:
        return ""
    return f"（{column['unit']['zh']}）" if lang == "zh" else f" ({column['unit']['en']})"


def foot(content: Mapping[str, Any], logged: Logged, said: Mapping[str, str]) -> Iterator[Block]:
    """Who signed, what is attached, how to check it, who put it up."""
    if content["signed"]:
        yield Para(said["signed"].format(names="、".join(content["signed"])), "flush")
    if content["files"]:
        yield Para(said["files"].format(names="、".join(file["name"] for file in content["files"])), "flush")
    yield Note(
        said["hash"].format(hash=pieces(logged.digest))
        + "\n"
        + said["log"].format(index=logged.index, size=logged.size, root=logged.root)
    )
    yield Signatures([said["up"], said["down"]])


def asked(content: Mapping[str, Any], said: Mapping[str, str]) -> str:
    """Whom to ask, and how to object."""
    who = content["responsible"]
    if who.get("name") and who.get("phone"):
        return said["ask"].format(name=who["name"], phone=who["phone"])
    return said["ask_nobody"]


def pieces(digest: str) -> str:
    """A digest in groups of eight."""
    return " ".join(digest[start : start + PIECES] for start in range(0, len(digest), PIECES))
