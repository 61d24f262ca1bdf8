"""An attack on published tables: can a number that was left out be worked out from those that are printed?

python -m tests.foundation.portal.attack_tables DIR      DIR: a folder made by `datong portal export`, or its open/data

Reads every figures table of the folder and every number of a figure on its pages, writes down all that is known to add
up (villages make a town, towns the county; figures that are sums of others, as the printed numbers show; what is printed
elsewhere), and solves: exact elimination over fractions, then bounds by propagation until nothing moves, knowing that no
number is below zero. Prints what it recovers; exit 1 when that is anything.
"""

import csv
import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import combinations
from pathlib import Path

Name = tuple[str, ...]
Equation = tuple[dict[Name, int], Fraction]  # coefficients of the unknown cells, and what they sum to
SMALL = 10


@dataclass
class Known:
    """Printed cells, cells left out, and the sums between them as (whole, parts)."""

    printed: dict[Name, Fraction] = field(default_factory=dict)
    blank: set[Name] = field(default_factory=set)
    sums: list[tuple[Name, tuple[Name, ...]]] = field(default_factory=list)

    def add(self, whole: Name, parts: Iterable[Name]) -> None:
        """A sum whose cells are all there."""
        cells = tuple(parts)
        if cells and all(each in self.printed or each in self.blank for each in (whole, *cells)):
            self.sums.append((whole, cells))

    def equations(self) -> list[Equation]:
        """The sums with what is printed put in; those without an unknown fall out."""
        found = []
        for whole, parts in self.sums:
            unknown: dict[Name, int] = defaultdict(int)
            right = Fraction(0)
            for cell, sign in [(whole, 1), *((part, -1) for part in parts)]:
                if cell in self.blank:
                    unknown[cell] += sign
                else:
                    right -= sign * self.printed[cell]
            if unknown:
                found.append((dict(unknown), right))
        return found


def solved(equations: Sequence[Equation]) -> dict[Name, Fraction]:
    """Cells that the equations alone determine: reduced row echelon form, exactly."""
    rows: dict[Name, Equation] = {}
    for coefficients, given in equations:
        right = given
        row = {name: Fraction(by) for name, by in coefficients.items() if by}
        for pivot in [name for name in row if name in rows]:
            right = reduce(row, right, pivot, rows[pivot])
        if not row:
            continue
        pivot = min(row)
        scale = row[pivot]
        row, right = {name: by / scale for name, by in row.items()}, right / scale
        for other, (there, value) in list(rows.items()):
            if pivot in there:
                changed = dict(there)
                rows[other] = (changed, reduce(changed, value, pivot, (row, right)))
        rows[pivot] = (row, right)
    return {pivot: value for pivot, (row, value) in rows.items() if len(row) == 1}


def reduce(
    row: dict[Name, Fraction], right: Fraction, pivot: Name, other: tuple[Mapping, Fraction]
) -> Fraction:
    """Take a multiple of another row from this one so that the pivot falls out; the new right side."""
    times = row[pivot]
    for name, by in other[0].items():
        row[name] = row.get(name, Fraction(0)) - times * by
        if not row[name]:
            del row[name]
    return right - times * other[1]


def bounds(
    equations: Sequence[Equation], blank: Iterable[Name]
) -> dict[Name, tuple[Fraction, Fraction | None]]:
    """The least and the greatest each unknown can be, as far as single equations tell, over and over."""
    low = dict.fromkeys(blank, Fraction(0))
    high: dict[Name, Fraction | None] = dict.fromkeys(blank)
    moved = True
    while moved:
        moved = False
        for coefficients, right in equations:
            for name, by in coefficients.items():
                rest = [(other, c) for other, c in coefficients.items() if other != name]
                least = reach(rest, low, high, least=True)
                most = reach(rest, low, high, least=False)
                ends = [None if end is None else (right - end) / by for end in (most, least)]
                bottom, top = ends if by > 0 else ends[::-1]
                if bottom is not None and bottom > low[name]:
                    low[name], moved = bottom, True
                if top is not None and (high[name] is None or top < high[name]):
                    high[name], moved = top, True
    return {name: (low[name], high[name]) for name in low}


def reach(rest: Sequence[tuple[Name, int]], low: Mapping, high: Mapping, *, least: bool) -> Fraction | None:
    """The least or greatest sum of some cells; None without an end."""
    total = Fraction(0)
    for name, by in rest:
        end = low[name] if (by > 0) == least else high[name]
        if end is None:
            return None
        total += by * end
    return total


def recovered(known: Known) -> dict[Name, str]:
    """What the attack gets: exact values, and bounds that leave less open than "fewer than ten"."""
    equations = known.equations()
    found = {name: f"= {value}" for name, value in solved(equations).items()}
    for name, (least, most) in bounds(equations, known.blank).items():
        if most is not None and (most == least or most < SMALL - 1):
            found.setdefault(name, f"{least} to {most}")
    return found


def of_tables(rows: Iterable[Mapping[str, str]]) -> Known:
    """What the figures table of a county tells."""
    known = Known()
    for row in rows:
        if row["unit_en"] == "%":
            continue
        cell = (row["figure"], row["day"], row["level"], row["place"])
        if row["withheld"] == "true":
            known.blank.add(cell)
        else:
            known.printed[cell] = Fraction(row["value"])
    link(known)
    return known


def link(known: Known) -> None:
    """Everything that is known to add up."""
    cells = sorted(known.printed.keys() | known.blank)
    known.sums.clear()
    below: dict[Name, list[Name]] = defaultdict(list)
    for figure, day, level, place in cells:
        above = {"town": ("county", place[:6] + "000000"), "village": ("town", place[:9] + "000")}.get(level)
        if level == "direct":
            above = ("county" if place.endswith("000000") else "town", place)
        if above:
            below[(figure, day, *above)].append((figure, day, level, place))
    for whole, parts in below.items():
        levels = {part[2] for part in parts} - {"direct"}
        if levels:
            known.add(whole, parts)
    between(known, cells)


def between(known: Known, cells: Sequence[Name]) -> None:
    """Figures of one programme that are sums of others wherever all of them are printed: two places at least."""
    by_day: dict[tuple[str, str], dict[str, dict[Name, Name]]] = defaultdict(lambda: defaultdict(dict))
    for cell in cells:
        by_day[cell[0].partition(".")[0], cell[1]][cell[0]][cell[2:]] = cell
    for figures in by_day.values():
        for whole in figures:
            others = [key for key in figures if key != whole]
            for parts in (each for size in (1, 2, 3) for each in combinations(others, size)):
                places = [at for at in figures[whole] if all(at in figures[part] for part in parts)]
                sides = [(figures[whole][at], [figures[part][at] for part in parts]) for at in places]
                open_ = [(top, rest) for top, rest in sides if not known.blank & {top, *rest}]
                told = [
                    known.printed[top] == sum(known.printed[each] for each in rest) for top, rest in open_
                ]
                if len([1 for top, _ in open_ if known.printed[top]]) >= 3 and all(told):
                    for top, rest in sides:
                        known.add(top, rest)


NUMBER = r"([\d,]+)(?![\d,.]|万|余|%)"
FIGURE = re.compile(
    rf'(?:id="([a-z_]+-[a-z_]+)"><dt>[^<]*</dt>\s*<dd class="figure-value digits">\s*{NUMBER})'
    rf'|(?:#([a-z_]+-[a-z_]+)">(?:<span[^>]*>[^<]*</span>\s*<strong[^>]*>)?\s*{NUMBER})'
)


def on_pages(folder: Path, known: Known) -> int:
    """Numbers of figures that stand on pages though the table leaves them out; how many."""
    told = 0
    pages = [page for page in folder.rglob("index.html") if "/p/" not in page.as_posix()]
    for page in pages:
        for one, first, other, second in FIGURE.findall(page.read_text(encoding="utf-8")):
            key, number = (one or other).replace("-", ".", 1), (first or second).replace(",", "")
            for cell in [each for each in known.blank if each[0] == key and each[2] == "county"]:
                known.printed[cell] = Fraction(number)
                known.blank.discard(cell)
                told += 1
    return told


def attack(folder: Path) -> tuple[Known, dict[Name, str]]:
    """Everything in a folder against what it leaves out."""
    data = folder / "open" / "data" if (folder / "open" / "data").is_dir() else folder
    rows = []
    for table in sorted(data.glob("*000000/figures.csv")):
        with table.open(encoding="utf-8", newline="") as file:
            rows += list(csv.DictReader(file))
    known = of_tables(rows)
    before = set(known.blank)
    on_pages(folder, known)
    found = {name: f"= {known.printed[name]} (printed on a page)" for name in before - known.blank}
    for village in sorted(data.glob("*/figures.json")):
        for row in json.loads(village.read_text(encoding="utf-8")):
            cell = (row["figure"], row["day"], row["level"], row["place"])
            if cell in known.blank and row["value"] is not None:
                found[cell] = f"= {row['value']} ({village.parent.name})"
    link(known)
    return known, found | recovered(known)


def main() -> int:
    """Tell what was recovered."""
    known, found = attack(Path(sys.argv[1]))
    for name, how in sorted(found.items()):
        sys.stdout.write(" ".join(name) + f": {how}\n")
    sys.stdout.write(
        f"{len(known.printed)} cells printed, {len(known.blank)} left out, {len(known.sums)} sums, {len(found)} recovered\n"
    )
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main())
