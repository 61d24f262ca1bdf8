"""Which column of a list means what (对应关系): proposed from heading and content, each with its reason; people have the last word."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from datong.foundation.reviews.core import writings
from datong.foundation.reviews.core.fields import (
    BY_KEY,
    REFUSED,
    SEX,
    Field,
    forbidden_content,
    forbidden_heading,
    spoken,
)
from datong.foundation.reviews.core.sheets import SPELLINGS, Table
from datong.foundation.reviews.core.writings import Cell, text_of
from datong.kernel.bilingual import Text
from datong.kernel.identity import mask

__all__ = [
    "BadMapping",
    "Proposal",
    "Understood",
    "as_read",
    "check",
    "mapping_of",
    "propose",
    "read_rows",
    "remembered",
    "samples",
]

SAMPLE = 300
SHOWN = 20
MOST_SHOWN = 24
LONG_NUMBER = re.compile(r"[0-9]{15}")
SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾"
    "夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳"
)
_NAME = re.compile(r"[\u3400-\u9fff]{2,4}|[\u3400-\u9fff]{1,8}[·.•][\u3400-\u9fff]{1,10}")
_ADDRESS = re.compile(r".*(省|市|县|区|镇|乡|街道|村|社区|组|路|街|号|栋|单元).*[0-9一二三四五六七八九十]?.*")
_PLACE = re.compile(r"[\u3400-\u9fff]{1,10}(镇|乡|街道|村|社区|居委会|村委会)|[1-6][0-9]{8}([0-9]{3})?")
FROM_BEFORE = Text("上次为这个来源定的", "as decided for this source before")
BY_HAND = Text("人工指定", "set by hand")
BY_HEADING = Text("表头“{heading}”就是{field}", "the heading “{heading}” means {field}")
BY_CONTENT = Text(
    "内容像{field}：{share}% 的格子符合", "the content looks like {field}: {share}% of the cells fit"
)
BOTH = Text(
    "表头“{heading}”是{field}，{share}% 的格子符合",
    "the heading “{heading}” means {field}, and {share}% of the cells fit",
)
DOUBTFUL = Text(
    "表头“{heading}”是{field}，但只有 {share}% 的格子符合，请核对",
    "the heading “{heading}” means {field}, but only {share}% of the cells fit; please check",
)
NOT_READ = Text("没有认出来，不读入、不保存", "not recognised; it is neither read nor kept")
NEVER = Text(
    "{what}与家庭经济状况无关，不读入、不保存",
    "{what} says nothing of a household's means; it is neither read nor kept",
)
TAKEN = Text("已有另一列是{field}，这一列不读入", "another column is {field} already; this one is not read")
NO_PERSON = Text(
    "没有找到身份证号码列，也没有同时找到姓名和出生日期列，无法核对。请指定哪一列是身份证号码。",
    "There is no column of identity numbers, nor both names and dates of birth; nothing can be matched. Say which column holds "
    "the identity number.",
)
LOST = Text(
    "“{heading}”列第 {row} 行的身份证号码是按数字保存的，末几位已经丢失，不能用来核对（共 {count} 行）。请让来源单位把这一列设为文本格式后"
    "重新导出。",
    "In column “{heading}”, row {row}, the identity number was kept as a number and its last digits are lost, so it cannot be "
    "matched ({count} rows in all). Ask the source to export the column as text.",
)
NO_COLUMN = Text("名单里没有“{heading}”这一列。", "The list has no column “{heading}”.")
NO_FIELD = Text(
    "没有“{field}”这个字段，请从列表中选择。", "There is no field “{field}”; choose from the list."
)
TWICE = Text("两列都指定为{field}，只能留一列。", "Two columns are set to {field}; keep one.")


class BadMapping(ValueError):
    """Columns that cannot be understood so; `text` says what is wrong, where, and what to do."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.zh)
        self.text = text


@dataclass(frozen=True, slots=True)
class Proposal:
    """One column: what it means (None: it is not read), why, and how sure (0 to 100)."""

    heading: str
    field: str | None
    why: Text
    confidence: int


@dataclass(frozen=True, slots=True)
class Understood:
    """One row as understood: values by field (money in fen, days ISO), and what could not be read, by field."""

    number: int
    values: dict[str, str | int]
    faults: dict[str, str] = field(default_factory=dict)


def fits(test: Callable[[str], bool]) -> Callable[[Sequence[Cell]], float]:
    """The share of filled cells that pass."""

    def share(cells: Sequence[Cell]) -> float:
        texts = [text for cell in cells if (text := text_of(cell))]
        return sum(map(test, texts)) / len(texts) if texts else 0.0

    return share


def reads(parse: Callable[[Cell], object]) -> Callable[[Sequence[Cell]], float]:
    """The share of filled cells that can be parsed."""

    def test(cell: Cell) -> bool:
        try:
            return parse(cell) is not None
        except ValueError:
            return False

    def share(cells: Sequence[Cell]) -> float:
        filled = [cell for cell in cells if text_of(cell)]
        return sum(map(test, filled)) / len(filled) if filled else 0.0

    return share


def like_names(cells: Sequence[Cell]) -> float:
    """The share of cells that look like a name; a column of names repeats little and begins with surnames."""
    texts = [text for cell in cells if (text := text_of(cell).replace(" ", ""))]
    if not texts:
        return 0.0
    good = [text for text in texts if _NAME.fullmatch(text)]
    surnamed = sum(text[0] in SURNAMES for text in good)
    return len(good) / len(texts) if surnamed * 10 >= len(good) * 7 else 0.0


def like_identities(cells: Sequence[Cell]) -> float:
    """The share of cells that are numbers with a right check character; lost ones count, so that they are told of."""
    filled = [cell for cell in cells if text_of(cell)]
    good = sum(writings.looks_lost(cell) or writings.valid_identity(text_of(cell)) for cell in filled)
    return good / len(filled) if filled else 0.0


def like_words(cells: Sequence[Cell]) -> float:
    """Words are anything at all."""
    return 1.0 if any(text_of(cell) for cell in cells) else 0.0


BY_SHAPE: dict[str, Callable[[Sequence[Cell]], float]] = {
    "identity": like_identities,
    "name": like_names,
    "sex": reads(writings.sex),
    "date": reads(writings.day),
    "money": reads(writings.fen),
    "plate": reads(writings.plate),
    "place": fits(lambda text: bool(_PLACE.fullmatch(text))),
    "address": fits(lambda text: len(text) >= 4 and bool(_ADDRESS.fullmatch(text))),
    "words": like_words,
}
GUESSES: tuple[tuple[str, Callable[[Sequence[Cell]], float]], ...] = (
    ("id", like_identities),
    ("plate", BY_SHAPE["plate"]),
    ("place", BY_SHAPE["place"]),
    ("name", like_names),
    ("address", fits(lambda text: len(text) >= 8 and bool(_ADDRESS.fullmatch(text)))),
)
LEAST = 0.6


def propose(
    table: Table,
    before: Mapping[str, str | None] | None = None,
    by_hand: Mapping[str, str | None] | None = None,
) -> list[Proposal]:
    """What each column means. `before`: field by heading as remembered; `by_hand`: corrections, which win.

    Raises BadMapping for a correction that names no column or field, one field twice, or something that may not select.
    """
    corrected = dict(by_hand or {})
    for heading in corrected.keys() - set(table.headings):
        raise BadMapping(NO_COLUMN.format(heading=heading))
    known = remembered(before or {})
    first = [one(table, at, known, corrected) for at in range(len(table.headings))]
    return settled(first, corrected)


def one(
    table: Table, at: int, known: Mapping[str, str | None], corrected: Mapping[str, str | None]
) -> Proposal:
    """What one column means by itself."""
    heading = table.headings[at]
    cells = [cell for cell in table.column(at) if text_of(cell)][:SAMPLE]
    if heading in corrected:
        wanted = corrected[heading]
        check_column(heading, wanted, cells)
        return Proposal(heading, wanted, BY_HAND, 100)
    if barred := barred_as(heading, cells):
        return barred
    key = spoken(heading)
    if key in known:
        return Proposal(heading, known[key], FROM_BEFORE, 99)
    if key in SPELLINGS:
        return by_heading(heading, BY_KEY[SPELLINGS[key]], cells)
    return by_content(heading, cells)


def barred_as(heading: str, cells: Sequence[Cell]) -> Proposal | None:
    """A column no rule may use, by its heading or by what stands in it; sex may identify and is let through as such."""
    found = forbidden_heading(heading) or forbidden_content([text_of(cell) for cell in cells])
    if found is None:
        return None
    if found is SEX:
        return Proposal(heading, "sex", BY_HEADING.format(heading=heading, field=BY_KEY["sex"].name), 95)
    return Proposal(heading, None, NEVER.format(what=found.name), 100)


def by_heading(heading: str, meant: Field, cells: Sequence[Cell]) -> Proposal:
    """A column with a known heading, checked against its content."""
    share = BY_SHAPE[meant.shape](cells)
    told = {"heading": heading, "field": meant.name, "share": round(share * 100)}
    if meant.shape == "words" or not cells:
        return Proposal(heading, meant.key, BY_HEADING.format(**told), 90)
    if share >= LEAST:
        own = spoken(heading) == spoken(
            meant.name.zh
        )  # of 户主姓名 and 姓名 the second is who the row is about
        return Proposal(heading, meant.key, BOTH.format(**told), 90 + round(share * 8) + own)
    return Proposal(heading, meant.key, DOUBTFUL.format(**told), 40)


def by_content(heading: str, cells: Sequence[Cell]) -> Proposal:
    """A column with a heading nobody knows."""
    for key, measure in GUESSES:
        share = measure(cells)
        if share >= LEAST:
            told = {"field": BY_KEY[key].name, "share": round(share * 100)}
            return Proposal(heading, key, BY_CONTENT.format(**told), round(share * 80))
    return Proposal(heading, None, NOT_READ, 0)


def settled(proposals: list[Proposal], corrected: Mapping[str, str | None]) -> list[Proposal]:
    """Each field once: the surest column keeps it. Raises BadMapping where two were set to one field by hand."""
    holder: dict[str, Proposal] = {}
    for each in sorted(proposals, key=lambda each: -each.confidence):
        if each.field is None:
            continue
        if each.field in holder and each.heading in corrected:
            raise BadMapping(TWICE.format(field=BY_KEY[each.field].name))
        holder.setdefault(each.field, each)
    return [
        each
        if each.field is None or holder[each.field] is each
        else Proposal(each.heading, None, TAKEN.format(field=BY_KEY[each.field].name), 0)
        for each in proposals
    ]


def check_column(heading: str, wanted: str | None, cells: Sequence[Cell]) -> None:
    """Raises BadMapping for an unknown field, and for a column no rule may use, whatever it is called."""
    if wanted is None:
        return
    if wanted not in BY_KEY:
        raise BadMapping(NO_FIELD.format(field=wanted))
    found = forbidden_heading(heading) or forbidden_content([text_of(cell) for cell in cells])
    if found is not None and not (found is SEX and wanted == "sex"):
        raise BadMapping(REFUSED.format(what=heading))


def remembered(mapping: Mapping[str, str | None]) -> dict[str, str | None]:
    """A mapping by the key of its headings, without fields that no longer are."""
    return {spoken(heading): key for heading, key in mapping.items() if key is None or key in BY_KEY}


def mapping_of(proposals: Sequence[Proposal]) -> dict[str, str | None]:
    """Field by heading, as it is remembered."""
    return {each.heading: each.field for each in proposals}


def check(proposals: Sequence[Proposal]) -> None:
    """Raises BadMapping unless people can be told from it: an identity number, or a name with a date of birth."""
    fields = {each.field for each in proposals}
    if "id" not in fields and not {"name", "birth"} <= fields:
        raise BadMapping(NO_PERSON)


def as_read(table: Table, proposals: Sequence[Proposal], count: int = SHOWN) -> list[Understood]:
    """The first rows as they would be understood, for people to look at; lost digits are a fault there."""
    return [understood(table, proposals, at) for at in range(min(count, len(table.rows)))]


def samples(table: Table, count: int = 2) -> list[list[str]]:
    """A few different cells of each column, for people to see what it holds: identity numbers masked, and none of a column
    no rule may use."""
    found = []
    for at, heading in enumerate(table.headings):
        texts = [text for cell in table.column(at)[:SAMPLE] if (text := text_of(cell))]
        barred = barred_as(heading, texts)
        shown = [] if barred and barred.field is None else list(dict.fromkeys(texts))[:count]
        found.append([mask(text) if LONG_NUMBER.search(text) else text[:MOST_SHOWN] for text in shown])
    return found


def read_rows(table: Table, proposals: Sequence[Proposal]) -> list[Understood]:
    """Every row that names somebody. Raises BadMapping where identity numbers have lost their digits."""
    check(proposals)
    at = next((c for c, each in enumerate(proposals) if each.field == "id"), None)
    if at is not None:
        lost = [row for row in range(len(table.rows)) if writings.looks_lost(table.rows[row][at])]
        if lost:
            told = {"heading": table.headings[at], "row": table.numbers[lost[0]], "count": len(lost)}
            raise BadMapping(LOST.format(**told))
    rows = (understood(table, proposals, row) for row in range(len(table.rows)))
    return [row for row in rows if row.values.get("id") or row.values.get("name")]


def understood(table: Table, proposals: Sequence[Proposal], at: int) -> Understood:
    """One row."""
    row = Understood(table.numbers[at], {})
    for each, cell in zip(proposals, table.rows[at], strict=True):
        if each.field is None:
            continue
        try:
            value = parsed(BY_KEY[each.field], each.heading, cell)
        except ValueError:  # lost digits among them
            row.faults[each.field] = text_of(cell)
        else:
            if value is not None:
                row.values[each.field] = value
    return row


def parsed(meant: Field, heading: str, cell: Cell) -> str | int | None:
    """A cell as its field means it. Raises ValueError."""
    if meant.shape == "money":
        return writings.fen(cell, ten_thousands="万" in heading)
    return PARSERS.get(meant.shape, plain)(cell)


def plain(cell: Cell) -> str | None:
    """The words as they stand."""
    return text_of(cell) or None


PARSERS: dict[str, Callable[[Cell], str | None]] = {
    "identity": writings.identity,
    "name": writings.name,
    "sex": writings.sex,
    "date": writings.day,
    "plate": writings.plate,
}
