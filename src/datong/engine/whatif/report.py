"""What comes out of a comparison: one line for the whole and one for each town and group, both sides in each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final

__all__ = ["DIMENSIONS", "MOVES", "SIDES", "TOTAL", "Line", "Measures", "Report", "nothing", "read"]

MOVES: Final = ("entering", "leaving", "more", "less", "same", "outside", "unknown")
"""What becomes of a household: eligible only then, only now, both with a higher, lower, equal amount; in neither; not known."""
SIDES: Final = ("now", "then")
DIMENSIONS: Final = ("area", "town", "size", "minor", "elderly", "disability")
"""Each cuts all households into parts."""
TOTAL: Final = ("", "")


@dataclass(frozen=True, slots=True)
class Measures:
    """One side of a line. None: not known, or (in what is handed out) left out because too few households are behind it.

    `eligible` households and `persons` in them; `cost` fen a month; `gini`, `poor`, `gap` as in `inequality`; `poor_new` and
    `gap_new` against the changed standard. `leaking`, `missed`: households behind `leakage` and `uncovered`.
    """

    eligible: int | None = None
    persons: int | None = None
    cost: int | None = None
    gini: Fraction | None = None
    poor: Fraction | None = None
    gap: Fraction | None = None
    poor_new: Fraction | None = None
    gap_new: Fraction | None = None
    leaking: int | None = None
    leakage: Fraction | None = None
    missed: int | None = None
    uncovered: Fraction | None = None

    @property
    def cost_year(self) -> int | None:
        """Twelve equal months."""
        return None if self.cost is None else 12 * self.cost


@dataclass(frozen=True, slots=True)
class Line:
    """The whole (`TOTAL`) or one part of a dimension: households in it, households and persons by move, both sides."""

    dimension: str
    value: str
    households: int | None
    moves: Mapping[str, int | None]
    heads: Mapping[str, int | None]
    now: Measures
    then: Measures

    @property
    def key(self) -> tuple[str, str]:
        return self.dimension, self.value

    def side(self, name: str) -> Measures:
        """The measures of `now` or `then`."""
        return self.now if name == "now" else self.then

    @property
    def more_cost(self) -> int | None:
        """What the change costs a month, in fen; below 0 where it saves."""
        if self.now.cost is None or self.then.cost is None:
            return None
        return self.then.cost - self.now.cost


@dataclass(frozen=True, slots=True)
class Report:
    """All lines, the whole first. `paid_known`: whether it was said who is paid; else leakage and coverage are unknown.
    `hidden`: small cells have been left out."""

    lines: tuple[Line, ...]
    paid_known: bool
    hidden: bool = False

    @property
    def total(self) -> Line:
        return self.lines[0]

    def parts(self, dimension: str) -> list[Line]:
        """The lines of one dimension."""
        return [line for line in self.lines if line.dimension == dimension]

    def as_json(self) -> dict[str, Any]:
        """For a file: shares with four decimals, what is not known or left out as null."""
        return {
            "small_cells_left_out": self.hidden,
            "receipt_known": self.paid_known,
            "lines": [dict(_told(line)) for line in self.lines],
        }


def nothing() -> Report:
    """The report about no household at all."""
    none = dict.fromkeys(MOVES, 0)
    return Report((Line(*TOTAL, 0, none, none, Measures(0, 0, 0), Measures(0, 0, 0)),), paid_known=True)


def read(kept: Mapping[str, Any]) -> Report:
    """A report as `as_json` wrote it; shares with the four decimals they were kept with."""
    return Report(
        tuple(_line(line) for line in kept["lines"]), kept["receipt_known"], kept["small_cells_left_out"]
    )


def _line(kept: Mapping[str, Any]) -> Line:
    dimension = "" if kept["dimension"] == "all" else kept["dimension"]
    now, then = (
        Measures(**{name: _exact(kept[side][name]) for name in Measures.__dataclass_fields__})
        for side in SIDES
    )
    return Line(
        dimension,
        kept["value"],
        kept["households"],
        kept["households_by_move"],
        kept["persons_by_move"],
        now,
        then,
    )


def _exact(value: Any) -> Any:
    return Fraction(round(value * 10_000), 10_000) if isinstance(value, float) else value


def _told(line: Line) -> Iterator[tuple[str, Any]]:
    yield "dimension", line.dimension or "all"
    yield "value", line.value
    yield "households", line.households
    yield "households_by_move", dict(line.moves)
    yield "persons_by_move", dict(line.heads)
    for name in SIDES:
        yield name, {key: _plain(value) for key, value in _numbers(line.side(name))}


def _numbers(side: Measures) -> Iterator[tuple[str, int | Fraction | None]]:
    for name in Measures.__dataclass_fields__:
        yield name, getattr(side, name)
        if name == "cost":
            yield "cost_year", side.cost_year


def _plain(value: int | Fraction | None) -> int | float | None:
    return round(float(value), 4) if isinstance(value, Fraction) else value
