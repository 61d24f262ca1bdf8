"""The county's figures by place and day as everybody may have them.

A figure about persons is divided by town, and by village, only where most of the numbers there are 10 or more; of the
others what is about fewer is left out, and so much more that it cannot be worked out (see kernel.suppression).
"""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import Any

from django.db.models import Max
from django.db.models.functions import Substr

from datong.foundation.indicators import service as indicators
from datong.foundation.ledgers import service as ledgers
from datong.foundation.places import service as places
from datong.foundation.portal.core import relations
from datong.kernel.suppression import SMALL, Cell, Protected, Sum, protect

DIRECT = "direct"
WEIGHTS = {"county": 200, "town": 20, "village": 1, DIRECT: 1}
DAYS = 6  # frozen days published besides the present one
At = tuple[str, str]  # level, place
CellKey = tuple[str, dt.date, str, str]  # figure, day, level, place


@dataclass(frozen=True, slots=True)
class Line:
    """One figure in one place on one day. `level`: county, town, village, or direct (in the place itself and in none of
    its parts). `number`: in the figure's own unit, None when `withheld`."""

    figure: indicators.Figure
    day: dt.date
    level: str
    place: str
    number: indicators.Value
    withheld: bool


@dataclass(frozen=True, slots=True)
class Tree:
    """The places of a county: towns, and the town of each village, by 12-digit code."""

    county: str
    towns: tuple[str, ...]
    villages: dict[str, str]


def lines(county: str, present: dt.date) -> tuple[Line, ...]:
    """Every figure of the present day and of the days that were frozen; computed again when a ledger came in or a day
    was frozen."""
    imports = ledgers.Import.objects.filter(county=county[:6]).aggregate(Max("at"), Max("undone_at"))
    frozen = indicators.snapshots(county).filter(as_of__lt=present).values_list("as_of", flat=True)
    days = sorted({*sorted(set(frozen))[-DAYS:], present})
    return computed(county[:6], tuple(days), tuple(imports.values()))


def withheld(county: str, present: dt.date) -> frozenset[str]:
    """Figures whose number for the whole county is left out, so that pages leave out what the tables do."""
    return frozenset(
        line.figure.key for line in lines(county, present) if line.level == "county" and line.withheld
    )


@lru_cache(maxsize=8)
def computed(county: str, days: tuple[dt.date, ...], imports: tuple[object, ...]) -> tuple[Line, ...]:
    """The lines of these days; the last argument only tells one state of the ledgers from another."""
    del imports
    tree = tree_of(county)
    tables = [table for day in days for table in day_tables(tree, day)]
    shut = protected(tree, [table for table in tables if table.personal]).left_out
    found = [line for table in tables for line in table.lines(shut)]
    return tuple(found + [line for day in days for line in shares(day, found)])


def tree_of(county: str) -> Tree:
    """The towns and villages of a county, abolished ones too: old ledgers name them."""
    rows = places.Place.objects.filter(code__startswith=county, level__in=("town", "village"))
    listed = list(rows.values_list("code", "level").distinct())
    villages = {code: code[:9] + "000" for code, level in listed if level == "village"}
    return Tree(county + "000000", tuple(code for code, level in listed if level == "town"), villages)


@dataclass(frozen=True, slots=True)
class Table:
    """One figure on one day: whole numbers (`per` of them make one of its unit) by level and place, and how many records
    each is made of (None where the number itself says how many)."""

    figure: indicators.Figure
    day: dt.date
    numbers: dict[At, int]
    behind: dict[At, int] | None
    per: int
    personal: bool

    def key(self, at: At) -> CellKey:
        return (self.figure.key, self.day, *at)

    def cell(self, at: At, fixed: str = "") -> Cell:
        """The cell; `fixed`: the level at which numbers that are not small stand elsewhere too."""
        behind = self.behind[at] if self.behind is not None else None
        cell = Cell(self.numbers[at], behind, WEIGHTS[at[0]])
        return replace(cell, fixed=at[0] == fixed and not cell.small)

    def divided(self) -> dict[At, int]:
        """The numbers down to the last level at which at least half of those that are not zero are not small."""
        kept = self.numbers
        for level, inside in (("town", ("town", "village")), ("village", ("village",))):
            there = [number for at, number in kept.items() if at[0] == level and number]
            if self.personal and 2 * sum(number >= SMALL for number in there) < len(there):
                direct = {at[1] for at in kept if level == "town" or at[0] == "town"}
                kept = {
                    at: n
                    for at, n in kept.items()
                    if at[0] not in inside and (at[0] != DIRECT or at[1] not in direct)
                }
        return kept

    def lines(self, shut: Collection[Any]) -> Iterator[Line]:
        """The table as everybody may have it; of the numbers lying in no part only those that are not zero."""
        for at, number in self.divided().items():
            withheld = self.key(at) in shut
            if at[0] != DIRECT or number or withheld:
                value = None if withheld else indicators.exact(number, self.per)
                yield Line(self.figure, self.day, *at, value, withheld)


def day_tables(tree: Tree, day: dt.date) -> Iterable[Table]:
    """The figures that have a number on a day, by place where they divide. Two queries a figure."""
    there = indicators.handed_in(tree.county, day)
    for figure in indicators.FIGURES.values():
        if figure.measure is None or figure.sheet not in there:
            continue
        if not figure.additive or not indicators.placed(figure):
            value = indicators.read([figure], tree.county, day)[figure.key].value
            if value is not None:
                whole, per = int(value * 10_000), 10_000
                yield Table(figure, day, {("county", tree.county): whole}, None, per, False)
            continue
        yield by_place(figure, tree, day)


def by_place(figure: indicators.Figure, tree: Tree, day: dt.date) -> Table:
    """A figure that divides: its records counted by the code they lie in, summed up the tree."""
    rows = indicators.rows_behind(figure, tree.county, day).annotate(at=Substr("place_code", 1, 12))
    per = getattr(figure.measure, "per", 1)
    assert figure.measure is not None  # noqa: S101 - callers ask only for figures with one
    own = {code: int((value or 0) * per) for code, value in figure.measure.by(rows, "at").items()}
    counts = indicators.Count().by(rows, "at") if isinstance(figure.measure, indicators.Total) else None
    behind = (
        summed(tree, {code: int(count or 0) for code, count in counts.items()})
        if counts is not None
        else None
    )
    return Table(figure, day, summed(tree, own), behind, per, names_persons(figure.sheet))


def summed(tree: Tree, own: dict[str, int]) -> dict[At, int]:
    """Numbers of every place from the numbers of the records that lie there."""
    found = {("village", code): own.get(code, 0) for code in tree.villages}
    known = set(tree.villages)
    for town in tree.towns:
        inside = sum(own.get(code, 0) for code, above in tree.villages.items() if above == town)
        direct = sum(n for code, n in own.items() if code[:9] == town[:9] and code not in known)
        found["town", town], found[DIRECT, town] = inside + direct, direct
    towns = {town[:9] for town in tree.towns}
    loose = sum(n for code, n in own.items() if code[:9] not in towns and code not in known)
    stray = sum(own.get(code, 0) for code, above in tree.villages.items() if above not in tree.towns)
    found[DIRECT, tree.county] = loose
    found["county", tree.county] = sum(found["town", town] for town in tree.towns) + loose + stray
    return found


def names_persons(sheet: str) -> bool:
    """Whether the rows of a sheet (programme.slug) are about persons, themselves or through a sheet they point to."""
    kinds = [column.kind for column in ledgers.SHEETS.get(sheet).columns]
    pointed = [kind.to for kind in kinds if isinstance(kind, ledgers.Reference)]
    return any(isinstance(kind, ledgers.Identity) for kind in kinds) or any(map(names_persons, pointed))


def protected(tree: Tree, tables: Sequence[Table]) -> Protected:
    """What must be left out of these tables. The county's own totals are printed, unless nothing can be hidden beside
    them. Raises ValueError where even that does not help."""
    for fixed in ("county", ""):
        cells, sums = system(tree, tables, fixed)
        found = protect(cells, sums)
        if not found.bare:
            return found
    raise ValueError(f"cells that cannot be protected: {sorted(map(str, found.bare))}")


def system(tree: Tree, tables: Sequence[Table], fixed: str = "") -> tuple[dict[Any, Cell], list[Sum]]:
    """Every printed cell and every unprinted remainder, and all that a reader knows to add up: places, figures that are
    the sum of others, and what did not change between two days."""
    cells: dict[Any, Cell] = {}
    sums: list[Sum] = []
    shown = {id(table): table.divided() for table in tables}
    for table in tables:
        cells |= {table.key(at): table.cell(at, fixed) for at in shown[id(table)]}
        sums += tree_sums(tree, table, shown[id(table)])
    days = by_day(tables)
    for whole, parts, exact in (each for mine in days.values() for each in wholes(mine)):
        for at, number in shown[id(whole)].items():
            there = [part for part in parts if at in shown[id(part)]]
            known: list[Any] = [part.key(at) for part in there]
            if there and not (exact and len(there) == len(parts)):
                known.append(("rest", whole.key(at), *sorted(part.figure.key for part in there)))
                cells[known[-1]] = Cell(number - sum(part.numbers[at] for part in there), hidden=True)
            if there:
                sums.append(Sum(whole.key(at), tuple(known)))
    for before, after in pairwise(days.values()):
        for key in sorted(before.keys() & after.keys()):
            old = shown[id(before[key])]
            same = (at for at, number in shown[id(after[key])].items() if number and old.get(at) == number)
            sums += [Sum(after[key].key(at), (before[key].key(at),)) for at in same]
    return cells, sums


def by_day(tables: Sequence[Table]) -> dict[dt.date, dict[str, Table]]:
    """The tables by day, the oldest first, and figure."""
    days = sorted({table.day for table in tables})
    return {day: {table.figure.key: table for table in tables if table.day == day} for day in days}


def tree_sums(tree: Tree, table: Table, shown: Collection[At]) -> Iterator[Sum]:
    """Villages make a town, towns the county, as far as the table is divided."""
    inside: dict[str, list[At]] = {place: [] for place in (tree.county, *tree.towns)}
    for town in tree.towns:
        inside[tree.county].append(("town", town))
    for code, town in tree.villages.items():
        inside[town if town in inside else tree.county].append(("village", code))
    for place, below in inside.items():
        whole = ("county" if place == tree.county else "town", place)
        parts = [at for at in (*below, (DIRECT, place)) if at in shown]
        if whole in shown and parts:
            yield Sum(table.key(whole), tuple(map(table.key, parts)))


def wholes(tables: Mapping[str, Table]) -> Iterator[tuple[Table, tuple[Table, ...], bool]]:
    """Figures of one day that hold others: (whole, parts, whether nothing else is in it)."""
    for programme in dict.fromkeys(table.figure.programme for table in tables.values()):
        mine = {key: list(t.numbers.values()) for key, t in tables.items() if t.figure.programme == programme}
        for key, parts in relations.found(mine):
            yield tables[key], tuple(tables[part] for part in parts), True
    for whole in tables.values():
        for part in tables.values():
            one, other = whole.figure.measure, part.figure.measure
            same = (
                type(one) is type(other)
                and vars(one) == vars(other)
                and whole.figure.sheet == part.figure.sheet
            )
            if same and part.figure.where and not whole.figure.where:
                yield whole, (part,), False


def shares(day: dt.date, found: Sequence[Line]) -> Iterable[Line]:
    """Per cents, only where both of their sides are printed."""
    numbers = {(line.figure.key, line.level, line.place): line for line in found if line.day == day}
    for figure in indicators.FIGURES.values():
        if figure.share is None or not figure.listed:
            continue
        for (key, level, place), top in list(numbers.items()):
            bottom = numbers.get((figure.share.denominator, level, place))
            if key != figure.share.numerator or bottom is None or level == DIRECT:
                continue
            if top.withheld or bottom.withheld:
                yield Line(figure, day, level, place, None, True)
            else:
                reading = indicators.share_of(figure, top.number, bottom.number)
                yield Line(figure, day, level, place, reading.value, False)
