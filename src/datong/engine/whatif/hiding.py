"""A report that may leave the department: cells about fewer than ten households are left out, and so much more that they cannot
be worked out by subtraction (`kernel.suppression`, the mechanism of the public pages).

Amounts and shares of a line are left out with the moves behind them: whatever could tell one household's amount is not there. In every
sum over the parts of a dimension none or at least two counts are left out (or one and the whole), so the same holds for amounts.
What this cannot stop is asking again and again with slightly other parameters; who may ask is bounded by the permission.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from typing import Final

from datong.engine.whatif.report import DIMENSIONS, MOVES, SIDES, TOTAL, Line, Measures, Report
from datong.kernel.suppression import SMALL, Cell, Key, Sum, protect

__all__ = ["released"]

HOUSEHOLDS: Final = "households"
BEHIND: Final = {
    "now": ("entering", "leaving", "more", "less", "same"),
    "then": ("entering", "leaving", "more", "less", "same"),
}
RECEIPT: Final = tuple((name, side) for name in ("leaking", "missed") for side in SIDES)
WEIGHT: Final = 20
"""The whole is worth more to a reader than a part."""
ASIDE: Final = ("outside", "unknown")
NEEDED: Final = 6
"""A number with whose loss every amount of its line is lost is worth more than one beside it."""
SHARES: Final = {"leaking": "leakage", "missed": "uncovered"}


def released(report: Report) -> Report:
    """The same report without its small cells."""
    out = _moves_out(report)
    if report.paid_known:
        for name, side in RECEIPT:
            for key in _column_out(report, name, side):
                out.setdefault(key, set()).add((name, side))
    lines = tuple(_cut(line, out.get(line.key, set())) for line in report.lines)
    return replace(report, hidden=True, lines=lines)


def _moves_out(report: Report) -> dict[Key, set[Key]]:
    """By line, the moves (or all households) whose number is left out."""
    cells: dict[Key, Cell] = {}
    for line in report.lines:
        cells |= {
            (line.key, move): _cell(line, line.moves[move], 1 if move in ASIDE else NEEDED) for move in MOVES
        }
        cells[line.key, HOUSEHOLDS] = _cell(line, line.households, NEEDED, told=line.key == TOTAL)
    left_out = protect(cells, _sums(report)).left_out
    return {
        line.key: {name for name in (*MOVES, HOUSEHOLDS) if (line.key, name) in left_out}
        for line in report.lines
    }


def _sums(report: Report) -> Iterator[Sum]:
    for line in report.lines:
        yield Sum((line.key, HOUSEHOLDS), tuple((line.key, move) for move in MOVES))
    for dimension in DIMENSIONS:
        parts = report.parts(dimension)
        for name in (*MOVES, HOUSEHOLDS) if parts else ():
            yield Sum((TOTAL, name), tuple((line.key, name) for line in parts))


def _column_out(report: Report, name: str, side: str) -> Collection[Key]:
    """One count of every line, over each dimension."""
    cells: dict[Key, Cell] = {line.key: _cell(line, getattr(line.side(side), name)) for line in report.lines}
    sums = [
        Sum(TOTAL, tuple(line.key for line in report.parts(dimension)))
        for dimension in DIMENSIONS
        if report.parts(dimension)
    ]
    return protect(cells, sums).left_out


def _cell(line: Line, value: int | None, worth: int = 1, *, told: bool = False) -> Cell:
    """`told`: how many were simulated is said beside the report, and cannot be hidden in it unless they are few."""
    number = value or 0
    return Cell(number, weight=worth * (WEIGHT if line.key == TOTAL else 1), fixed=told and number >= SMALL)


def _cut(line: Line, out: Collection[Key]) -> Line:
    def kept(values: Mapping[str, int | None]) -> dict[str, int | None]:
        return {name: None if name in out else value for name, value in values.items()}

    return replace(
        line,
        households=None if HOUSEHOLDS in out else line.households,
        moves=kept(line.moves),
        heads=kept(line.heads),
        now=_measures(line, "now", out),
        then=_measures(line, "then", out),
    )


def _measures(line: Line, side: str, out: Collection[Key]) -> Measures:
    """Both sides go together: the difference of two printed amounts is an amount too."""
    gone: set[str] = set()
    if HOUSEHOLDS in out or any(move in out for move in BEHIND[side]):
        gone = set(Measures.__dataclass_fields__)
    for name, share in SHARES.items():
        if (name, side) in out:
            gone |= {name, share}
    return replace(line.side(side), **dict.fromkeys(gone, None))
