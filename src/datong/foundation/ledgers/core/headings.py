"""Where a sheet's headings are, and which declared column each one means (表头识别)."""

from __future__ import annotations

import datetime as dt
import difflib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice, pairwise

from datong.foundation.ledgers.core.reader import RawSheet
from datong.kernel.text import fold, heading_key, tidy

__all__ = ["Heading", "cell_text", "find_heading", "is_blank", "nearest"]

_SIMILAR = 0.34  # of two headings of four characters two must agree


@dataclass(frozen=True)
class Heading:
    """The heading of a sheet; row and column indices are those of `RawSheet.columns`.

    row_index  the last row of the heading: data begin below it
    found      declared column -> index of the sheet's column; of repeated ones the first
    labels     declared column -> its heading as written in the sheet
    unknown    headings that mean no declared column, in sheet order
    repeated   headings whose column was already found, in sheet order
    untitled   sheet columns without any heading
    """

    row_index: int
    found: dict[str, int] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    unknown: list[str] = field(default_factory=list)
    repeated: list[str] = field(default_factory=list)
    untitled: list[int] = field(default_factory=list)


def find_heading(sheet: RawSheet, known: Mapping[str, str], scan: int = 30) -> Heading | None:
    """The row with the most known headings among the first `scan` filled ones; of equals the first.

    `known` maps the `heading_key` of every spelling to its column. A row with a single known heading is one
    only when a single column is declared. Under a merged group heading (户主 above 姓名 and 身份证号码) group
    and heading are read together (户主姓名) where that is known; a heading merged over both rows counts for
    the lower one. Such a pair of rows must tell more than either row alone.
    """
    rows = list(islice(_filled_rows(sheet), scan))
    # max() keeps the first of equals: rows alone come before pairs of rows
    scored = [(len(alone.found), 0, alone) for alone in (_read(row, texts, known) for row, texts in rows)]
    for (_, upper), (row, lower) in pairwise(rows):
        both = _read(row, _joined(upper, lower, known), known)
        scored.append((len(both.found), 1 if _is_split(upper, lower) else -1, both))
    count, _, best = max(scored, key=lambda each: each[:2], default=(0, 0, None))
    enough = min(2, len(set(known.values())))
    return best if count and count >= enough else None


def nearest(missing: str, headings: Sequence[str]) -> list[str]:
    """Up to three of the headings that look like the missing one, the most similar first."""
    keys = {heading_key(heading): heading for heading in reversed(headings)}
    return [keys[key] for key in difflib.get_close_matches(heading_key(missing), keys, 3, _SIMILAR)]


def cell_text(cell: object) -> str:
    """A cell as the text one sees: folded; 2015.0 is 2015."""
    if isinstance(cell, str):
        return fold(cell)
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return cell.isoformat() if isinstance(cell, dt.date | dt.time) else str(cell)


def _as_written(cell: object) -> str:
    """A heading as the sheet has it, full-width brackets and all; `heading_key` folds it where it is compared."""
    return tidy(cell) if isinstance(cell, str) else cell_text(cell)


def is_blank(cell: object) -> bool:
    """Nothing, or nothing one can see."""
    return isinstance(cell, str) and (not cell or not fold(cell))


def _filled_rows(sheet: RawSheet) -> Iterator[tuple[int, list[str]]]:
    for row in range(sheet.height):
        texts = [_as_written(column[row]) for column in sheet.columns]
        if any(texts):
            yield row, texts


def _read(row: int, texts: Sequence[str], known: Mapping[str, str]) -> Heading:
    heading = Heading(row)
    for at, text in enumerate(texts):
        column = known.get(heading_key(text))
        if not text:
            heading.untitled.append(at)
        elif column is None:
            heading.unknown.append(text)
        elif column in heading.found:
            heading.repeated.append(text)
        else:
            heading.found[column], heading.labels[column] = at, text
    return heading


def _groups(upper: Sequence[str], lower: Sequence[str]) -> list[int | None]:
    """For each column where the cell merged over it in the upper row begins; None where there is none."""
    groups: list[int | None] = []
    start: int | None = None
    for at, (above, below) in enumerate(zip(upper, lower, strict=True)):
        start = at if above else start if below else None
        groups.append(start)
    return groups


def _joined(upper: Sequence[str], lower: Sequence[str], known: Mapping[str, str]) -> list[str]:
    """Two rows read as one: group and heading together where known, else the lower, else the upper."""
    texts = []
    for start, above, below in zip(_groups(upper, lower), upper, lower, strict=True):
        together = upper[start] + below if start is not None else below
        texts.append(together if heading_key(together) in known else below or above)
    return texts


def _is_split(upper: Sequence[str], lower: Sequence[str]) -> bool:
    """Whether the lower row holds nothing but words under group headings of two columns and more.

    Then it is part of the heading even if none of its words is known. A row of data has something under the
    headings of single columns too, or a digit somewhere.
    """
    below = Counter(start for start, text in zip(_groups(upper, lower), lower, strict=True) if text)
    single = any(above and not text for above, text in zip(upper, lower, strict=True))
    words = not any(character.isdigit() for text in lower for character in text)
    return single and words and None not in below and all(count > 1 for count in below.values())
