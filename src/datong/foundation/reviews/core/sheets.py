"""A list as rows of cells: where its heading is, which rows are data (名单的表头与数据行)."""

from __future__ import annotations

import codecs
import contextlib
import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from datong.foundation.reviews.core.fields import FIELDS, forbidden_heading, spoken
from datong.foundation.reviews.core.writings import Cell, is_identity, looks_lost, text_of
from datong.kernel.bilingual import Text

__all__ = ["SPELLINGS", "Grid", "NotAList", "Table", "decoded", "fits", "from_csv", "table"]

Grid = Sequence[Sequence[Cell]]
SPELLINGS = {spoken(word): each.key for each in FIELDS for word in each.spellings}
SCAN = 30
_TOTAL = re.compile(
    r"(合|总|小)\s*计|本页合计|total|制表(人|单位|日期)?|填表(人|单位|日期)?|填报(人|单位|日期)?|审核(人|签字)?|负责人|(备)?注"
)
_NO_LABEL = re.compile(r"[0-9]{3}|[：:]")
LABEL = 15  # characters in a heading of two rows
_DELIMITERS = (",", "\t", ";", "|", "，")
EMPTY = Text("这份名单里没有一行数据，请检查文件。", "There is no row of data in this list; check the file.")
ENCODING = Text(
    "这份文本文件既不是 UTF-8，也不是 GBK 或 GB18030 编码，请另存为 UTF-8 的 CSV 后再上传。",
    "This text file is neither UTF-8 nor GBK nor GB18030; save it as CSV in UTF-8 and hand it in again.",
)
NO_TABLE = Text(
    "这不是表格文件（可能是 PDF、图片或压缩包）。请向来源单位要 .xlsx、CSV 或 Parquet 文件；压缩包请先解压。",
    "This is no table (perhaps a PDF, a picture or an archive). Ask the source for .xlsx, CSV or Parquet; unpack archives first.",
)
OTHERS = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"{\\rtf")
MOST_COLUMNS, MOST_CELLS, MOST_TEXT = 256, 6_000_000, 400_000_000
LONGEST = 32_767  # characters in a cell, as in a spreadsheet
TOO_MUCH = Text(
    "这份名单太大：最多 256 列、600 万个格子。请去掉核对用不着的列，或分成几份。",
    "This list is too large: at most 256 columns and 6 million cells. Leave out columns that are not needed, or split it.",
)
BROKEN_CSV = Text(
    "这份文本文件的第 {row} 行读不懂，可能引号没有成对，或者根本不是表格。请用 Excel 或 WPS 打开，另存为 CSV 后再上传。",
    "Line {row} of this text file cannot be read: a quotation mark is missing, or it is no table. Open it in a spreadsheet and "
    "save it as CSV again.",
)


class NotAList(ValueError):
    """A file that cannot be read as a list; `text` says why and what to do."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.zh)
        self.text = text


@dataclass(frozen=True, slots=True)
class Table:
    """A list: headings (a column without one is called 第 n 列), the rows of data, the number each has in its file (from 1)."""

    headings: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    numbers: tuple[int, ...]
    heading_row: int | None

    def column(self, at: int) -> list[Cell]:
        """The cells of one column."""
        return [row[at] for row in self.rows]


def table(grid: Grid, first_row: int = 1) -> Table:
    """The list in a grid: title rows above the heading, blank rows and columns, repeated headings, totals and signatures
    below are left out. `first_row`: the number of the grid's first row in its file. Raises NotAList for no data."""
    texts = [[text_of(cell) for cell in row] for row in grid]
    width = max((len(row) for row in texts), default=0)
    texts = [row + [""] * (width - len(row)) for row in texts]
    at = heading_at(texts)
    labels, start = heading(texts, at) if at is not None else ([""] * width, 0)
    data = [
        index
        for index in range(start, len(texts))
        if any(texts[index]) and texts[index] != labels and not is_foot(texts[index])
    ]
    kept = [c for c in range(width) if labels[c] or any(texts[index][c] for index in data)]
    if not data or not kept:
        raise NotAList(EMPTY)
    padded = [[*row, *[None] * (width - len(row))] for row in grid]
    return Table(
        headings=unique([labels[c] or f"第 {c + 1} 列" for c in kept]),
        rows=tuple(tuple(padded[index][c] for c in kept) for index in data),
        numbers=tuple(first_row + index for index in data),
        heading_row=first_row + at if at is not None else None,
    )


def heading_at(texts: Sequence[Sequence[str]]) -> int | None:
    """The row with the most headings one knows among the first filled ones; without any known the last row of words above
    the first row with a number; None where data begin at once."""
    filled = [index for index, row in enumerate(texts) if any(row)][:SCAN]
    best, known = None, 0
    for index in filled:
        count = sum(is_known(cell) for cell in texts[index])
        if count > known and not any(is_identity(cell) for cell in texts[index]):
            best, known = index, count
    if best is not None:
        return best
    above = None
    for index in filled:
        cells = [cell for cell in texts[index] if cell]
        if any(re.search(r"[0-9]{3}", cell) for cell in cells):
            return above
        above = index if len(cells) > 1 else above
    return None


def heading(texts: Sequence[Sequence[str]], at: int) -> tuple[list[str], int]:
    """What stands above each column, and where data begin; of a heading in two rows, some cells of it merged, the lower word."""
    if at + 1 < len(texts) and is_merged(texts[at], texts[at + 1]):
        return [low or high for high, low in zip(texts[at], texts[at + 1], strict=True)], at + 2
    if at and is_merged(texts[at - 1], texts[at]):
        return [low or high for high, low in zip(texts[at - 1], texts[at], strict=True)], at + 1
    return list(texts[at]), at + 1


def is_merged(upper: Sequence[str], lower: Sequence[str]) -> bool:
    """Whether two rows are one heading: words alone, some headings of the lower one known, and nothing below a known one of
    the upper, unless that stands over several."""
    words = [cell for cell in (*upper, *lower) if cell]
    return (
        sum(map(bool, upper)) > 1
        and any(map(is_known, lower))
        and not any(len(cell) > LABEL or _NO_LABEL.search(cell) for cell in words)
        and not any(
            lower[c] and is_known(upper[c]) and not (upper[c + 1 :][:1] == [""] and any(lower[c + 1 :][:1]))
            for c in range(len(upper))
        )
    )


def is_known(text: str) -> bool:
    """Whether a cell is a heading one knows, wanted or forbidden."""
    return bool(text) and (
        spoken(text) in SPELLINGS or (len(text) < 12 and forbidden_heading(text) is not None)
    )


def is_foot(row: Sequence[str]) -> bool:
    """Whether a row is a total, a signature, a remark below the data: such a word in front, and no identity number."""
    first = next((cell for cell in row if cell), "")
    words = [cell for cell in row[:4] if cell]
    return any(_TOTAL.match(cell.replace(" ", "")) for cell in (first, *words[:2])) and not any(
        is_identity(cell) or looks_lost(cell) for cell in row
    )


def unique(labels: Sequence[str]) -> tuple[str, ...]:
    """Headings, each once: the second 姓名 is 姓名 (2)."""
    seen: dict[str, int] = {}
    found = []
    for label in labels:
        seen[label] = seen.get(label, 0) + 1
        found.append(label if seen[label] == 1 else f"{label} ({seen[label]})")
    return tuple(found)


def decoded(content: bytes) -> tuple[str, str]:
    """A text file's words and its encoding: UTF-8 (with or without its mark), GBK, GB18030; UTF-16 with its mark, as a
    spreadsheet saves “Unicode text”. Raises NotAList."""
    if content.startswith(OTHERS):
        raise NotAList(NO_TABLE)
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        with contextlib.suppress(UnicodeDecodeError):
            return content.decode("utf-16"), "UTF-16"
    for label, codec in (("UTF-8", "utf-8-sig"), ("GBK", "gbk"), ("GB18030", "gb18030")):
        try:
            text = content.decode(codec)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text and not garbled(text[:40_000]):
            return text, label
    raise NotAList(ENCODING)


def garbled(text: str) -> bool:
    """Whether a text was read by the wrong encoding (Big5 as GB18030): more than one foreign character in fifty is of nobody's
    script. A rare name or two written so is none."""
    foreign = [char for char in text if ord(char) > 127]
    return sum("\ue000" <= char <= "\uf8ff" for char in foreign) * 50 > len(foreign)


def fits(rows: int, columns: int, size: int = 0) -> None:
    """Raises NotAList for more than a list may hold. `size`: bytes of all its values as text, where they are known."""
    if columns > MOST_COLUMNS or rows * columns > MOST_CELLS or size > MOST_TEXT:
        raise NotAList(TOO_MUCH)


def from_csv(content: bytes, most: int | None = None) -> tuple[list[list[Cell]], str]:
    """The grid of a CSV, or its first rows, and its encoding; apart by whatever stands most evenly in the first lines.
    Raises NotAList."""
    text, encoding = decoded(content)
    lines = [line for line in text[:400_000].splitlines()[:SCAN] if line.strip()]
    delimiter = max(
        _DELIMITERS, key=lambda mark: sum(mark in line for line in lines) * 1_000 + text[:4_000].count(mark)
    )
    rows: list[list[Cell]] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    cells = 0
    try:
        for row in islice(reader, most):
            cells += len(row)
            fits(cells, 1)
            fits(1, len(row))
            if any(len(cell) > LONGEST for cell in row):
                raise NotAList(BROKEN_CSV.format(row=reader.line_num))
            rows.append(list(row))
    except csv.Error as error:
        raise NotAList(BROKEN_CSV.format(row=reader.line_num)) from error
    return rows, encoding
