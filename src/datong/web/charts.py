"""Geometry of the small pictures (图形的几何): numbers in, positions out; components/charts.html draws them.

Horizontal positions are per cent of the width, so that a picture fits any screen while its letters keep their
size; vertical ones are pixels. A position never goes back into a printed number: those come from the caller.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from datong.kernel.bilingual import Text
from datong.kernel.numerals import group

__all__ = ["Datum", "bars", "line", "share", "spark", "tiles"]

Number = int | float | Decimal | Fraction
LINE_HEIGHT = 168
LINE_TOP = 24
SPARK_WIDTH, SPARK_HEIGHT, SPARK_PAD = 96, 28, 3
TILE_STEPS = 5


@dataclass(frozen=True, slots=True)
class Datum:
    """One value to draw. `text` is how it is printed (default: grouped), `at` a tile's (column, line)."""

    label: str | Text
    value: Number | None
    text: str | Text = ""
    url: str | None = None
    at: tuple[int, int] | None = None

    @property
    def printed(self) -> str | Text:
        """The value as the reader sees it; a dash where there is none."""
        if self.text or self.value is None:
            return self.text or "–"
        return group(self.value) if isinstance(self.value, int | Decimal) else f"{float(self.value):g}"


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar from `x` to `x + width`, per cent of the picture; without a value its width is 0."""

    datum: Datum
    x: float
    width: float


def bars(data: Sequence[Datum]) -> list[Bar]:
    """Horizontal bars on one scale that holds zero; negative values grow to the left of it."""
    values = [float(each.value) for each in data if each.value is not None]
    low, high = min([0.0, *values]), max([0.0, *values])
    scale = 100 / (high - low) if high > low else 0.0
    return [_bar(each, low, scale) for each in data]


def _bar(datum: Datum, low: float, scale: float) -> Bar:
    value = float(datum.value or 0)
    return Bar(datum, round((min(value, 0.0) - low) * scale, 2), round(abs(value) * scale, 2))


@dataclass(frozen=True, slots=True)
class Dot:
    """A point of a line: `x` per cent, `y` pixels. A `told` point carries its value, at `word_y`."""

    datum: Datum
    x: float
    y: float
    anchor: str
    told: bool
    word_y: float


@dataclass(frozen=True, slots=True)
class Line:
    """A line chart: dots, neighbours to join, (y, label) of the grid, (x, anchor, label) below it."""

    dots: list[Dot]
    joints: list[tuple[Dot, Dot]]
    grid: list[tuple[float, str]]
    labels: list[tuple[float, str, str | Text]]
    height: int = LINE_HEIGHT + LINE_TOP


def line(data: Sequence[Datum]) -> Line:
    """A line over time on a scale from zero; a missing value is a gap, never a straight line across it."""
    values = [float(each.value) for each in data if each.value is not None]
    ticks = _ticks(max(values, default=0.0))
    told = _told(data)
    heights = [None if each.value is None else _y(float(each.value), ticks[-1]) for each in data]
    dots = [
        Dot(each, _x(index, len(data)), y, _anchor(index, len(data)), index in told, _word_y(heights, index))
        for index, each in enumerate(data)
        if (y := heights[index]) is not None
    ]
    position = {id(dot.datum): dot for dot in dots}
    pairs = [(position.get(id(a)), position.get(id(b))) for a, b in pairwise(data)]
    joints = [(a, b) for a, b in pairs if a and b]
    grid = [(_y(tick, ticks[-1]), f"{tick:,.10g}") for tick in ticks]
    labels = [
        (_x(index, len(data)), _anchor(index, len(data)), each.label) for index, each in enumerate(data)
    ]
    return Line(dots, joints, grid, labels)


def _x(index: int, count: int) -> float:
    return round(100 * index / (count - 1), 2) if count > 1 else 50.0


def _y(value: float, top: float) -> float:
    return round(LINE_TOP + LINE_HEIGHT * (1 - max(value, 0.0) / top), 1)


def _word_y(heights: Sequence[float | None], index: int) -> float:
    """Above its point; below it where the line climbs from the first point, if there is room."""
    here = heights[index] or 0.0
    after = heights[index + 1] if index + 1 < len(heights) else None
    climbs = index == 0 and after is not None and after < here
    below = here + 20
    return round(below if climbs and below < LINE_TOP + LINE_HEIGHT - 4 else here - 10, 1)


def _anchor(index: int, count: int) -> str:
    if count > 1 and index in {0, count - 1}:
        return "start" if index == 0 else "end"
    return "middle"


def _told(data: Sequence[Datum]) -> set[int]:
    """The points whose value is written beside them: the first, the last and the highest."""
    known = [index for index, each in enumerate(data) if each.value is not None]
    if not known:
        return set()
    highest = max(known, key=lambda index: float(data[index].value or 0))
    return {known[0], known[-1], highest}


def _ticks(highest: float) -> list[float]:
    """Zero and round steps (1, 2 or 5 times a power of ten) up to or above `highest`; at least one step."""
    if highest <= 0:
        return [0.0, 1.0]
    rough = highest / 4
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(each * power for each in (1, 2, 5, 10) if each * power >= rough)
    return [step * index for index in range(math.ceil(highest / step) + 1)]


@dataclass(frozen=True, slots=True)
class Spark:
    """A sparkline: the `points` of a polyline and where it ends, in pixels of `width` x `height`."""

    points: str
    end: tuple[float, float]
    width: int = SPARK_WIDTH
    height: int = SPARK_HEIGHT


def spark(values: Sequence[Number]) -> Spark | None:
    """The shape of a development between its own lowest and highest value; None for fewer than two values."""
    if len(values) < 2:
        return None
    low, high = float(min(values)), float(max(values))
    inner_width, inner_height = SPARK_WIDTH - 2 * SPARK_PAD, SPARK_HEIGHT - 2 * SPARK_PAD
    dots = [
        (
            round(SPARK_PAD + inner_width * index / (len(values) - 1), 1),
            round(SPARK_PAD + inner_height * ((high - float(each)) / (high - low) if high > low else 0.5), 1),
        )
        for index, each in enumerate(values)
    ]
    return Spark(" ".join(f"{x:g},{y:g}" for x, y in dots), dots[-1])


@dataclass(frozen=True, slots=True)
class Tile:
    """One place: `step` 1 (lowest fifth of the range) to 5, 0 without a value; `place` is a class."""

    datum: Datum
    step: int
    place: str


@dataclass(frozen=True, slots=True)
class Tiles:
    """A tile grid with its lowest and highest value as printed."""

    tiles: list[Tile]
    lowest: str | Text
    highest: str | Text
    steps: list[int] = field(default_factory=lambda: list(range(1, TILE_STEPS + 1)))


def tiles(data: Sequence[Datum]) -> Tiles:
    """Tiles in five equal steps between the lowest and the highest value; all equal: the middle one."""
    known = sorted((each for each in data if each.value is not None), key=lambda each: float(each.value or 0))
    low = float(known[0].value or 0) if known else 0.0
    high = float(known[-1].value or 0) if known else 0.0
    drawn = [Tile(each, _step(each, low, high), _place(each)) for each in data]
    return Tiles(drawn, known[0].printed if known else "–", known[-1].printed if known else "–")


def _step(datum: Datum, low: float, high: float) -> int:
    if datum.value is None:
        return 0
    if high == low:
        return 3
    return min(TILE_STEPS, 1 + math.floor(TILE_STEPS * (float(datum.value) - low) / (high - low)))


def _place(datum: Datum) -> str:
    return f"tile-c{datum.at[0]} tile-r{datum.at[1]}" if datum.at else ""


def share(done: int, total: int) -> int:
    """Whole per cent done, cut down: 100 only when all is done; nothing to do counts as done."""
    return 100 if total <= 0 else min(100, max(0, done) * 100 // total)
