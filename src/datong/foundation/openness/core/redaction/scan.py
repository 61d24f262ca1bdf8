"""The search for what must never stand in public text (公开前检查): one text, a table's neighbouring cells, a whole content.

What was found is told by place and kind with most of it masked, so that a message never repeats the number.
"""

import datetime as dt
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from datong.foundation.openness.core.content import shown
from datong.foundation.openness.core.redaction import numbers
from datong.foundation.openness.core.redaction.numbers import Hit
from datong.foundation.openness.core.redaction.sentences import ALLOWED_NAMES, sentences
from datong.kernel.bilingual import Text

KINDS: dict[str, Text] = {
    "identity": Text("身份证号码", "an identity number"),
    "bank": Text("银行卡号或账号", "a bank number"),
    "mobile": Text("手机号码", "a mobile number"),
    "landline": Text("座机号码（未登记为公开电话）", "a telephone that is not registered as an office's"),
    "address": Text("带门牌号的住址", "an address with a house number"),
    "illness": Text("疾病或残疾情况", "illness or disability"),
    "birth": Text("出生日期", "a date of birth"),
    "minor": Text("未成年人姓名", "the name of a minor"),
    "age": Text("未成年人年龄", "the age of a minor"),
}
# What a word pattern takes for personal may be something else; whoever releases may say so, with a reason.
OVERRULABLE = frozenset({"landline", "address", "illness", "birth", "age"})
FOUND = Text("{where}：像是{kind}（{shown}）", "{where}: looks like {kind} ({shown})")
LONG = re.compile(rf"[0-9](?:{numbers.GAP}{{0,3}}[0-9X]){{5,}}")
LONGEST, LONG_SPLIT, SPLIT = 19, 18, re.compile(r"[0-9]+X?")


@dataclass(frozen=True, slots=True)
class Finding:
    """Something personal: its kind (of KINDS), where, what of it may be repeated."""

    kind: str
    where: Text
    shown: str
    certain: bool = True

    @property
    def text(self) -> Text:
        """The sentence for whoever prepares or releases."""
        return FOUND.format(where=self.where, kind=KINDS[self.kind], shown=self.shown)

    @property
    def overrulable(self) -> bool:
        """Whether whoever releases may say that it is none."""
        return self.kind in OVERRULABLE


@dataclass(frozen=True, slots=True)
class Known:
    """What the search is told: the day; office telephones as digits; programmes' names; minors' names taken out."""

    today: dt.date
    phones: frozenset[str] = frozenset()
    names: tuple[str, ...] = ALLOWED_NAMES
    hidden: frozenset[str] = frozenset()


def scan(text: str, known: Known) -> list[Hit]:
    """Every hit in one text, in order; of overlapping ones the first of a kind."""
    if not text:
        return []
    plain = numbers.normal(text)
    found = [*numbers.hits(plain, known.today), *numbers.landlines(plain), *sentences(plain, known.names)]
    found += [
        Hit("minor", at, at + len(name), name)
        for name in known.hidden
        for at in [plain.find(name)]
        if at >= 0
    ]
    return sorted((hit for hit in found if not allowed(hit, known)), key=lambda hit: hit.start)


def allowed(hit: Hit, known: Known) -> bool:
    """Whether it is an office's telephone, or a landline that stands inside a longer number found already."""
    if hit.kind not in ("mobile", "landline"):
        return False
    return bool({hit.digits, hit.digits.lstrip("0")} & known.phones) or any(
        hit.kind == "landline" and phone.endswith(hit.digits) and len(hit.digits) >= 7
        for phone in known.phones
    )


def findings(text: str, where: Text, known: Known) -> list[Finding]:
    """What `scan` found, each once."""
    told = {(hit.kind, partly(hit)): hit.certain for hit in scan(text, known)}
    return [Finding(kind, where, part, certain) for (kind, part), certain in told.items()]


def partly(hit: Hit) -> str:
    """So much of a hit as shows which one is meant."""
    words = hit.digits
    if hit.kind in ("identity", "bank", "mobile", "landline"):
        return f"{words[:2]}…{words[-2:]}"
    if hit.kind == "minor":
        return words[:1] + "…"
    return words if len(words) <= 12 else words[:10] + "…"


def in_cells(rows: Sequence[Sequence[Any]], known: Known) -> Iterator[tuple[int, int, Hit]]:
    """Numbers split over neighbouring cells of one row or one column: (row, column) of the first piece, counted from 0."""
    for at, row in enumerate(rows):
        yield from ((at, start, hit) for start, hit in in_line(row, known))
    if rows:
        for column in range(max(map(len, rows))):
            line = [row[column] if column < len(row) else None for row in rows]
            yield from ((start, column, hit) for start, hit in in_line(line, known))


def in_line(cells: Sequence[Any], known: Known) -> Iterator[tuple[int, Hit]]:
    """Numbers split over cells that follow one another in a line of 2 to 18 pieces."""
    pieces = [piece(cell) for cell in cells]
    for first, begin in enumerate(pieces):
        digits = begin
        if not begin or len(begin) > LONG_SPLIT - 1:
            continue
        for last in range(first + 1, min(len(pieces), first + LONG_SPLIT)):
            if not pieces[last]:
                break
            digits += pieces[last]
            texts = all(isinstance(cells[at], str) for at in range(first, last + 1))
            if hit := together(digits, pieces[first : last + 1], texts=texts, known=known):
                yield first, hit
            if len(digits) > LONGEST:
                break


def piece(cell: Any) -> str:
    """The digits of a cell that holds nothing but digits; empty for any other."""
    if cell is None or isinstance(cell, bool):
        return ""
    plain = re.sub(r"\s", "", numbers.normal(str(cell)))
    return plain if SPLIT.fullmatch(plain) else ""


def together(digits: str, pieces: Sequence[str], *, texts: bool, known: Known) -> Hit | None:
    """What the pieces are as one number. Of amounts only a number whose check character is right counts."""
    graded = (
        numbers.identity(digits, whole=True, amounts=not texts, today=known.today)
        if len(digits) in (15, 18)
        else ""
    )
    if graded == "certain" or (graded and texts and len(digits) == 18):
        return Hit("identity", 0, 0, digits)
    if not texts or any(len(each) < 3 for each in pieces[:-1]):
        return None
    if 16 <= len(digits) <= 19 and digits.startswith("62") and numbers.luhn(digits):
        return Hit("bank", 0, 0, digits)
    if len(digits) == 11 and numbers.mobile(digits, [len(each) for each in pieces]):
        return Hit("mobile", 0, 0, digits) if digits not in known.phones else None
    return None


TITLE, CAPTION = Text("标题", "title"), Text("表名“{name}”", "caption “{name}”")
HEADING = Text("“{table}”的表头", "headings of “{table}”")
CELL = Text("“{table}”第 {row} 行“{column}”", "“{table}” row {row}, “{column}”")
CELLS = Text(
    "“{table}”第 {row} 行“{column}”起相邻几格",
    "“{table}” from row {row}, “{column}”, over neighbouring cells",
)
PARAGRAPH = Text("第 {at} 部分文字", "text of part {at}")
FILE_NAME = Text("附件名", "name of an attachment")
FIELD: Mapping[str, Text] = {
    "source": Text("来源", "source"),
    "reason": Text("更正或撤回的原因", "reason"),
    "signed": Text("签字人", "who signed"),
    "responsible": Text("负责单位", "who is responsible"),
}


def search(content: Mapping[str, Any], known: Known) -> list[Finding]:
    """Everything personal in a whole content: titles, captions, headings, cells (also split), words, file names, the rest."""
    found: list[Finding] = []
    for lang in ("zh", "en"):
        found += findings(content["title"][lang], TITLE, known)
    for at, block in enumerate(content["blocks"], start=1):
        found += in_words(block, at, known) if block["type"] == "words" else in_table(block, known)
    for file in content["files"]:
        found += findings(file["name"], FILE_NAME, known)
    for name, where in FIELD.items():
        for text in flat(content[name]):
            found += findings(text, where, known)
    return list(dict.fromkeys(found))


def flat(value: Any) -> Iterable[str]:
    """The texts in a text, a list or a mapping."""
    if isinstance(value, str):
        return [value]
    return [str(each) for each in (value.values() if isinstance(value, Mapping) else value)]


def in_words(block: Mapping[str, Any], at: int, known: Known) -> list[Finding]:
    """A paragraph with its heading, each alone and one after the other."""
    where = PARAGRAPH.format(at=at)
    return findings(f"{block['heading']}\n{block['text']}", where, known)


def in_table(block: Mapping[str, Any], known: Known) -> list[Finding]:
    """A table: its words, every cell as it is shown, cells that make one number together."""
    name = told(Text(block["caption"]["zh"], block["caption"]["en"]))
    found: list[Finding] = []
    for text in set(block["caption"].values()):
        found += findings(text, CAPTION.format(name=name), known)
    columns = [Text(**each["name"]) for each in block["columns"]]
    for each in columns:
        for text in {each.zh, each.en}:
            found += findings(text, HEADING.format(table=name), known)
    kinds = [each["kind"] for each in block["columns"]]
    for at, row in enumerate(block["rows"], start=1):
        for column, (cell, kind) in enumerate(zip(row, kinds, strict=True)):
            if kind == "money" and isinstance(cell, int):
                continue
            text = str(cell) if isinstance(cell, int) else shown(cell, kind)
            if isinstance(cell, str) and headed(columns[column]):
                text = f"{columns[column].zh} {text}"
            where = CELL.format(table=name, row=at, column=told(columns[column]))
            found += findings(text, where, known)
    for row_at, column, hit in in_cells(unmonied(block["rows"], kinds), known):
        where = CELLS.format(table=name, row=row_at + 1, column=told(columns[column]))
        found.append(Finding(hit.kind, where, partly(hit)))
    return found


def told(name: Text) -> Text:
    """A name for a message, without any longer number that stands in it."""
    return Text(
        *(
            LONG.sub("…", numbers.normal(each)) if LONG.search(numbers.normal(each)) else each
            for each in (name.zh, name.en)
        )
    )


def headed(column: Text) -> bool:
    """Whether a heading says what the digits below it are."""
    return bool(numbers.BANK_WORDS.search(column.zh) or numbers.PHONE_WORDS.search(column.zh))


def unmonied(rows: Sequence[Sequence[Any]], kinds: Sequence[str]) -> list[list[Any]]:
    """The rows without amounts, which are shown with commas and a point."""
    return [
        [None if kind in ("money", "date") else cell for cell, kind in zip(row, kinds, strict=True)]
        for row in rows
    ]


def kinds_of(found: Collection[Finding]) -> list[str]:
    """The kinds among findings, in the order of KINDS."""
    return [kind for kind in KINDS if any(each.kind == kind for each in found)]
