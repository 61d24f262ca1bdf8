"""Disclosure control of published tables (统计披露控制): which cells are left out so that no small one can be worked out.

Everything published about a table is a set of equations between its cells: a total and its parts, by place, by kind,
by period. A cell about 1 to 9 persons is left out first (primary). Then further cells are left out (complementary)
until for every primary cell two whole alternative tables exist that agree with all that is printed: one in which the
cell is as small as its range allows, one in which it is as large. These tables are the proof: whatever is computed
from what is printed, nothing narrower than the range can follow, since both tables would have been printed alike.

Zero is not small: that nobody is concerned says nothing about a person. It is left out only where it hides a neighbour,
so a left-out cell may be zero. "All but one" is covered by an unprinted cell for the remainder of a whole, which is
protected like any other.
"""

import heapq
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import count

SMALL = 10  # a cell about fewer persons is not printed
LIMIT = 2_000  # partial moves looked at before the search settles for the way over the totals
AHEAD = 2  # what mending one more sum is taken to cost
NEW = 8  # what leaving out one more cell costs, times its weight, against 1 for one more step

Key = Hashable


def few(number: int | Decimal | None) -> bool:
    """Whether it is about 1 to 9; what is not told is not."""
    return number is not None and 0 < number < SMALL


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its whole number; `behind`: how many persons or records it is made of (its own value for a count).

    `weight`: how much a reader loses with it. `hidden`: never printed (a remainder). `fixed`: known whatever is
    done here, because it stands elsewhere.
    """

    value: int
    behind: int | None = None
    weight: int = 1
    hidden: bool = False
    fixed: bool = False

    @property
    def small(self) -> bool:
        """Whether it is about 1 to 9 persons."""
        persons = self.value if self.behind is None else self.behind
        return not self.fixed and (few(persons) or (self.behind is not None and few(self.value)))

    @property
    def span(self) -> tuple[int, int]:
        """What must stay possible for a small cell: 1 to 9 for a count; half to one and a half of an amount."""
        if self.value < SMALL:
            return 1, SMALL - 1
        return self.value - self.value // 2, self.value + self.value // 2


@dataclass(frozen=True, slots=True)
class Sum:
    """`whole` equals the sum of `parts`, and the reader knows that it does."""

    whole: Key
    parts: tuple[Key, ...]


@dataclass(frozen=True, slots=True)
class Protected:
    """What is left out: `primary` for being small, `extra` so that they cannot be worked out.

    `proofs`: for every primary cell the changes (cell to difference) that lead to the tables at both ends of its
    range. `bare`: primary cells that cannot be protected because fixed cells around them already give them away.
    """

    primary: frozenset[Key]
    extra: frozenset[Key]
    proofs: Mapping[Key, tuple[Mapping[Key, int], Mapping[Key, int]]]
    bare: frozenset[Key]

    @property
    def left_out(self) -> frozenset[Key]:
        return self.primary | self.extra


def protect(cells: Mapping[Key, Cell], sums: Iterable[Sum], again: Iterable[Key] = ()) -> Protected:
    """Choose what to leave out. `again`: cells left out the last time this table was printed, left out anew at no cost,
    so that two printings cannot be held against each other. Raises ValueError when a sum does not add up.

    Cost: one search a primary cell, in the common case among the cells of its own sums only.
    """
    system = System(cells, tuple(sums), {key for key in again if key in cells})
    primary = frozenset(key for key, cell in cells.items() if cell.small)
    system.out |= primary | {key for key, cell in cells.items() if cell.hidden}
    proofs, bare = {}, set()
    for key in sorted(primary, key=lambda key: (cells[key].value, str(key))):
        low, high = cells[key].span
        ends = system.moved(key, low), system.moved(key, high)
        if ends[0] is None or ends[1] is None:
            bare.add(key)
        else:
            proofs[key] = (ends[0], ends[1])
    hidden = {key for key in system.out if cells[key].hidden}
    return Protected(primary - hidden, frozenset(system.out - primary - hidden), proofs, frozenset(bare))


def audit(cells: Mapping[Key, Cell], sums: Iterable[Sum], found: Protected) -> list[Key]:
    """Primary cells whose proof does not hold: a table that breaks a sum, alters a printed cell or falls below 0."""
    every, printed = tuple(sums), set(cells) - found.left_out - {k for k, c in cells.items() if c.hidden}
    failed = [key for key, cell in cells.items() if cell.small and key not in found.proofs]
    for key, ends in found.proofs.items():
        for change, wanted in zip(ends, cells[key].span, strict=True):
            whole = all(
                change.get(each.whole, 0) == sum(change.get(part, 0) for part in each.parts) for each in every
            )
            kept = all(cells[k].value + by >= 0 for k, by in change.items())
            if (
                not whole
                or not kept
                or printed & {k for k, by in change.items() if by}
                or cells[key].value + change.get(key, 0) != wanted
            ):
                failed.append(key)
    return failed


Imbalance = tuple[tuple[int, int], ...]  # sums that do not add up, with by how many times the step


@dataclass(slots=True)
class System:
    """Cells, the sums that bind them, and what is left out so far."""

    cells: Mapping[Key, Cell]
    sums: Sequence[Sum]
    again: set[Key]
    out: set[Key] = field(default_factory=set)
    bound: dict[Key, list[tuple[int, int]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for number, each in enumerate(self.sums):
            if self.cells[each.whole].value != sum(self.cells[part].value for part in each.parts):
                raise ValueError(f"{each.whole}: the parts do not add up")
            self.bound.setdefault(each.whole, []).append((number, 1))
            for part in each.parts:
                self.bound.setdefault(part, []).append((number, -1))

    def members(self, number: int) -> Iterable[tuple[Key, int]]:
        """The cells of a sum with their signs."""
        yield self.sums[number].whole, 1
        for part in self.sums[number].parts:
            yield part, -1

    def moved(self, key: Key, wanted: int) -> dict[Key, int] | None:
        """Changes that bring a cell to the value wanted and keep every sum; what they touch is left out from now on.

        None when fixed cells forbid it. The way is made in steps; each goes as far as the cells it passes allow.
        """
        change: dict[Key, int] = {}
        while rest := wanted - self.cells[key].value - change.get(key, 0):
            sign = 1 if rest > 0 else -1
            over = self.record(key, sign, change)
            free = over is not None and over.keys() <= self.out
            way = over if free else self.step(key, sign, abs(rest), change) or over
            if way is None:
                return None
            size = min([abs(rest), *(self.room(k, change) for k, by in way.items() if by < 0)])
            for k, by in way.items():
                change[k] = change.get(k, 0) + by * size
            self.out |= way.keys()
        return {k: by for k, by in change.items() if by}

    def room(self, key: Key, change: Mapping[Key, int]) -> int:
        """How far a cell may still fall: to nothing."""
        return self.cells[key].value + change.get(key, 0)

    def step(self, key: Key, sign: int, size: int, change: Mapping[Key, int]) -> dict[Key, int] | None:
        """The cheapest set of unit moves (cell to +1 or -1) that starts with this cell and leaves every sum whole.

        A search over what does not add up yet: always the first such sum is mended, by each of its cells in turn; what
        is nearly mended is looked at first (`AHEAD`), which finds a way soon that is cheap if not always the cheapest.
        """
        start = {key: sign}
        heap: list[tuple[int, int, int, Imbalance, dict[Key, int]]] = [
            (0, 0, 0, self.after((), key, sign), start)
        ]
        order = count(1)
        seen: set[Imbalance] = set()
        while heap and len(seen) < LIMIT:
            _, _, cost, off, way = heapq.heappop(heap)
            if not off:
                return way
            if off in seen:
                continue
            seen.add(off)
            number, by = off[0]
            for k, coefficient in self.members(number):
                move = -coefficient if by > 0 else coefficient
                if k in way or not self.may(k, move, change):
                    continue
                price = cost + self.price(k, move, size, change)
                rest = self.after(off, k, move)
                guess = price + AHEAD * sum(abs(each) for _, each in rest)
                heapq.heappush(heap, (guess, next(order), price, rest, {**way, k: move}))
        return None

    def record(self, key: Key, sign: int, change: Mapping[Key, int]) -> dict[Key, int] | None:
        """The way over the totals: one record more, or fewer, in the largest of this cell's own parts and so in every
        total that holds it. None where that breaks a sum or touches a cell that may not move."""
        way: dict[Key, int] = {}
        start: Key | None = key
        while start is not None:
            waiting = [self.smallest_part(start, change)]
            while waiting:
                k = waiting.pop()
                if k not in way:
                    way[k] = sign
                    waiting += [self.sums[number].whole for number, by in self.bound.get(k, ()) if by < 0]
            lacking = next((number for number, inside in self.wholes(way) if not inside), None)
            start = None if lacking is None else self.largest(self.sums[lacking].parts, change)
        if any(inside != 1 for _, inside in self.wholes(way)):
            return None
        return way if all(self.may(k, sign, change) for k in way) else None

    def smallest_part(self, key: Key, change: Mapping[Key, int]) -> Key:
        """A cell without parts inside this one: down by the largest part each time."""
        while below := next(
            (self.sums[number].parts for number, by in self.bound.get(key, ()) if by > 0), ()
        ):
            key = self.largest(below, change)
        return key

    def largest(self, parts: Sequence[Key], change: Mapping[Key, int]) -> Key:
        """The part that can give most."""
        return max(parts, key=lambda part: self.room(part, change))

    def wholes(self, way: Mapping[Key, int]) -> Iterator[tuple[int, int]]:
        """Every sum whose whole is passed: its number, and how many of its parts are passed."""
        for key in list(way):
            for number, by in self.bound.get(key, ()):
                if by > 0:
                    yield number, sum(part in way for part in self.sums[number].parts)

    def may(self, key: Key, move: int, change: Mapping[Key, int]) -> bool:
        """Whether a cell may move: not what stands elsewhere, not below zero."""
        return not self.cells[key].fixed and (move > 0 or self.room(key, change) > 0)

    def price(self, key: Key, move: int, size: int, change: Mapping[Key, int]) -> int:
        """1 for a step, more for a cell that would be newly left out, less so when it can carry the whole step."""
        if key in self.out:
            return 1
        if key in self.again:
            return 2
        short = move < 0 and self.room(key, change) < size
        return NEW * self.cells[key].weight * (2 if short else 1)

    def after(self, off: Imbalance, key: Key, move: int) -> Imbalance:
        """The sums that do not add up once a cell has moved."""
        now = dict(off)
        for number, coefficient in self.bound.get(key, ()):
            now[number] = now.get(number, 0) + coefficient * move
        return tuple(sorted((number, by) for number, by in now.items() if by))
