"""Which rows under a heading are data (数据行), and which are totals, signatures and notes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from datong.foundation.ledgers.core.headings import Heading, cell_text, is_blank
from datong.foundation.ledgers.core.reader import RawSheet
from datong.kernel.text import heading_key

__all__ = ["Body", "body_rows"]

_TOTAL_WORDS = ("合计", "小计", "总计", "共计")
_TOTAL = re.compile(r"(?:合计|小计|总计|共计):?$|^(?:合计|小计|总计)[:\d(,、;共人户金数元]")
_TOTAL_CELLS = frozenset(
    word[0] + blank + word[1] for word in _TOTAL_WORDS for blank in ("", " ", "  ", "\u3000")
)
_NUMBER = re.compile(r"[-+]?[\d,.]+(?:户|人|人次|件|项|元|万元|%)?")
_LAST = 8  # rows at the end that are looked at whatever they hold
_TITLE = 4  # characters; a shorter text above the heading is no title
_SIGNATURE = re.compile(
    r"(?:单位|分管|主要|主管|部门|科室|财务|镇|村)?(?:填表|填报|制表|审核|审批|复核|负责|经办|联系|监督|统计|录入)"
    r"(?:人|单位|日期|时间|领导|电话|意见)?(?:\((?:签字|签名|签章|盖章|公章|章)\))?[:]"
    r"|(?:单位|村委会|党支部)\((?:盖章|公章|章)\)[:]?"
    r"|(?:分管领导|主要领导|日期|电话)(?:\((?:签字|签名)\))?[:]"
)
_NOTE = re.compile(r"(?:备注|注|说明|附注|填表说明|填报说明)[:]|\(?以下(?:空白|无正文)\)?$")


@dataclass
class Body:
    """Rows as indices into `RawSheet.columns`: data, and what was left out for a reason.

    Reasons: "total" (合计、小计), "heading" (the heading repeated), "signature", "note". Blank rows are in
    neither. `without_heading` holds the indices of columns that have data but no heading.
    """

    rows: list[int]
    left_out: list[tuple[int, str]] = field(default_factory=list)
    without_heading: list[int] = field(default_factory=list)


def body_rows(sheet: RawSheet, heading: Heading) -> Body:
    """The data rows below the heading, in order.

    A row is left out only for its words, and only if little else stands in it: at most three cells, or a
    third of the columns found. A row with the one word 合计 and otherwise nothing but numbers is a total
    however long it is, and a row of which every other cell is a signature label is one of signatures.
    """
    reasons = _Reasons(sheet, heading)
    left_out = {row: reason for row in _doubtful(sheet, heading) if (reason := reasons.of(row))}
    start = heading.row_index + 1
    body = Body([row for row in range(start, sheet.height) if row not in left_out])
    body.left_out = [(row, reason) for row, reason in sorted(left_out.items()) if reason != "blank"]
    for at in heading.untitled:
        if any(not is_blank(sheet.columns[at][row]) for row in body.rows):
            body.without_heading.append(at)
    return body


def _few(heading: Heading) -> int:
    return max(3, len(heading.found) // 3)


def _doubtful(sheet: RawSheet, heading: Heading) -> set[int]:
    """Rows worth a look, found column by column: short ones, the last ones, totals and repeated headings."""
    start, width = heading.row_index + 1, len(sheet.columns)
    below = [column[start:] for column in sheet.columns]
    at_least = width - _few(heading)
    doubtful = {
        row for row, cells in enumerate(zip(*below, strict=True), start) if cells.count("") >= at_least
    }
    doubtful.update(range(max(start, sheet.height - _LAST), sheet.height))
    marks = _TOTAL_CELLS | {sheet.columns[at][heading.row_index] for at in heading.found.values()} - {""}
    for column in below:
        if not marks.isdisjoint(column):
            doubtful.update(row for row, cell in enumerate(column, start) if cell in marks)
    return doubtful


class _Reasons:
    """Why a row is no data, if it is none."""

    def __init__(self, sheet: RawSheet, heading: Heading) -> None:
        self._columns, self._few = sheet.columns, _few(heading)
        self._keys = {at: heading_key(heading.labels[name]) for name, at in heading.found.items()}
        above = range(heading.row_index)
        self._titles = {text for row in above for text in self._texts(row) if len(text) >= _TITLE}

    def _texts(self, row: int) -> list[str]:
        """The filled cells without any blanks, in order."""
        return [text for column in self._columns if (text := cell_text(column[row]).replace(" ", ""))]

    def of(self, row: int) -> str | None:
        texts = self._texts(row)
        if not texts:
            return "blank"
        if self._is_heading(row, texts):
            return "heading"
        if self._is_total(texts):
            return "total"
        if self._is_signature(texts):
            return "signature"
        return "note" if len(texts) == 1 and _NOTE.match(texts[0]) else None

    def _is_heading(self, row: int, texts: list[str]) -> bool:
        """Headings again, as on every printed page, or the title above them again."""
        same = sum(heading_key(cell_text(self._columns[at][row])) == key for at, key in self._keys.items())
        return same * 2 >= len(self._keys) or (len(texts) == 1 and texts[0] in self._titles)

    def _is_total(self, texts: list[str]) -> bool:
        words = [text for text in texts[:3] if _TOTAL.search(text)]
        if not words or len(texts) <= self._few:
            return bool(words)
        return words[0] in _TOTAL_CELLS and all(text in words or _NUMBER.fullmatch(text) for text in texts)

    def _is_signature(self, texts: list[str]) -> bool:
        labels = sum(bool(_SIGNATURE.match(text)) for text in texts)
        return bool(_SIGNATURE.match(texts[0])) and (len(texts) <= self._few or labels * 2 >= len(texts))
