"""Matching by likeness (模糊比对): recipients and register rows that no number has brought together.

Pairs worth judging agree in one of `RULES`; each is judged once by the levels of `likeness`. A row of a register is about one
person at most, so the recipients who resemble it share its probability: of two who resemble it equally neither reaches the threshold.

The SQL is the same on every engine. Odds are multiplied and divided in one order and never brought to a logarithm, so that they
are the same to the last bit.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from datong.engine.matching.characters import Character, characters
from datong.engine.matching.fields import fields_sql
from datong.engine.matching.likeness import COMPARISONS, level_sql
from datong.engine.matching.tables import Tables
from datong.engine.matching.weights import FLOOR, Weights
from datong.engine.matching.workshop import Tell

__all__ = ["FIELDS", "RULES", "compare_all", "read_both"]

FIELDS = (
    "name", "plain", "sound", "letters", "size", "n1", "n2", "n3", "n4", "first", "given", "seen", "heard",
    "birth", "year", "month", "day", "sex", "town", "county", "number", "proper",
)  # fmt: skip
RULES = (
    "l.birth = r.birth AND l.first = r.first",
    "l.birth = r.birth AND l.given = r.given",
    "l.birth = r.birth AND l.letters = r.letters",
    "l.sound = r.sound AND l.year = r.year AND l.month = r.month",
    "l.sound = r.sound AND l.month = r.month AND l.day = r.day",
    "l.sound = r.sound AND l.year = r.year AND l.day = r.day",
    "l.sound = r.sound AND l.year = r.year AND l.month = r.day",
    "l.plain = r.plain AND l.town = r.town",
    "l.letters = r.letters AND l.month = r.month AND l.day = r.day",
    "l.letters = r.letters AND l.year = r.year AND l.month = r.month",
    "l.ending = r.ending",
)
"""What a pair must share to be judged: equalities only, so that each is one join."""

PEOPLE = "SELECT * FROM ({fields}) WHERE id IS NOT NULL QUALIFY row_number() OVER (PARTITION BY id ORDER BY row) = 1"
LINES = "SELECT * FROM ({fields}) ANTI JOIN ({settled}) USING (row)"
CHARACTERS = "SELECT DISTINCT {w.unnest}({w.split}(name, '')) FROM (SELECT name FROM people_read UNION SELECT name FROM lines_read)"
NAMES = """
WITH counted AS (
    SELECT name, count(*) AS times FROM (SELECT name FROM people_read UNION ALL SELECT name FROM lines_read)
    WHERE name <> '' GROUP BY name
), spelt AS (
    SELECT name, times, length(name) AS size,
           coalesce(c1.plain, '') AS n1, coalesce(c2.plain, '') AS n2, coalesce(c3.plain, '') AS n3,
           coalesce(c4.plain, '') || substring(name, 5) AS n4, c1.surname AS first,
           {w.hash}(c1.surname, c2.sound, c3.sound, c4.sound, substring(name, 5)) AS sound
    FROM counted
    LEFT JOIN characters AS c1 ON c1.character = substring(name, 1, 1)
    LEFT JOIN characters AS c2 ON c2.character = substring(name, 2, 1)
    LEFT JOIN characters AS c3 ON c3.character = substring(name, 3, 1)
    LEFT JOIN characters AS c4 ON c4.character = substring(name, 4, 1)
)
SELECT name, n1 || n2 || n3 || n4 AS plain, sound, {w.hash}({w.sort}({w.split}(n1 || n2 || n3 || n4, ''))) AS letters,
       size, n1, n2, n3, n4, {w.hash}(first) AS first, {w.hash}(n2 || n3 || n4) AS given,
       sum(times) OVER (PARTITION BY n1 || n2 || n3 || n4) AS seen, sum(times) OVER (PARTITION BY sound) AS heard
FROM spelt
"""
NAMED = """
SELECT row AS no, id, CASE WHEN length(number) = 18 THEN substring(number, 11, 8) END AS ending, {fields}
FROM {table}_read LEFT JOIN names USING (name)
"""
PAIR = "SELECT l.no, r.no AS row FROM people AS l JOIN lines AS r ON {rule}"
COUNTED = (
    "SELECT (SELECT count(*) FROM lines), (SELECT count(name) FROM people) + (SELECT count(name) FROM lines)"
)
JUDGED = """
WITH compared AS (
    SELECT recipient, no, row, {levels}, seen_l, heard_l
    FROM (SELECT l.id AS recipient, pairs.no, row, {left}, {right} FROM pairs JOIN people AS l ON l.no = pairs.no JOIN lines AS r ON r.no = pairs.row)
), weighed AS (
    SELECT recipient, no, row,
           {prior} * {ratios} / CASE WHEN name_level IN (1, 2) THEN ({seen_before} + seen_l) / {named}
                                     WHEN name_level = 3 THEN ({heard_before} + heard_l) / {named}
                                     ELSE 1e0 END AS odds
    FROM compared
), shared AS (
    SELECT recipient, row, odds / (1e0 + sum(odds) OVER (PARTITION BY row ORDER BY no ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING))
           AS probability
    FROM weighed WHERE odds > 1e-3
)
SELECT recipient, row, floor(probability * 1e4 + 5e-1) / 1e4 AS probability FROM shared WHERE probability >= {floor}
"""


def compare_all(
    tables: Tables,
    recipients: Path,
    registers: Mapping[str, Path],
    types: Mapping[Path, Mapping[str, str]],
    tell: Tell | None = None,
) -> None:
    """Add to the table `hits` the likely pairs of every register; the exact hits stand there already."""
    _read_people(tables, recipients, types[recipients])
    for done, (register, path) in enumerate(registers.items(), 1):
        _read_lines(tables, register, path, types[path])
        _named(tables)
        rules = " UNION ALL ".join(PAIR.format(rule=rule) for rule in RULES)
        tables.keep("pairs", f"SELECT DISTINCT no, row FROM ({rules})")  # noqa: S608
        tables.hit(register, _judged(tables, Weights.kept()))
        if tell:
            tell(done, len(registers))


def read_both(
    tables: Tables, recipients: tuple[Path, Mapping[str, str]], register: tuple[Path, Mapping[str, str]]
) -> None:
    """The tables `people` and `lines` of two lists: what the weights are learnt from."""
    _read_people(tables, *recipients)
    _read_lines(tables, "", *register)
    _named(tables)


def _read_people(tables: Tables, path: Path, types: Mapping[str, str]) -> None:
    """The recipients, once for all registers; one row for each number as it was given."""
    tables.keep("people_read", PEOPLE.format(fields=fields_sql(tables, path, types)))


def _read_lines(tables: Tables, register: str, path: Path, types: Mapping[str, str]) -> None:
    """The rows of a register that no number has settled."""
    fields = fields_sql(tables, path, types)
    tables.keep("lines_read", LINES.format(fields=fields, settled=tables.settled(register)))


def _named(tables: Tables) -> None:
    """The tables `people` and `lines`: what was read, with the forms and frequencies of the names."""
    found = tables.rows(CHARACTERS.format(w=tables.words))
    known = characters(str(row[0]) for row in found if row[0])
    tables.fill(
        "characters", {field: [str(each[at]) for each in known] for at, field in enumerate(Character._fields)}
    )
    tables.keep("names", NAMES.format(w=tables.words))
    for table in ("people", "lines"):
        tables.keep(table, NAMED.format(table=table, fields=", ".join(FIELDS)))


def _judged(tables: Tables, weights: Weights) -> str:
    """A query of the pairs that are likely: recipient, row, probability."""
    rows, named = tables.rows(COUNTED)[0]
    left, right = (", ".join(f"{side}.{field} AS {field}_{side}" for field in FIELDS) for side in "lr")
    return JUDGED.format(
        left=left,
        right=right,
        levels=", ".join(f"{level_sql(each, tables.words)} AS {each.name}_level" for each in COMPARISONS),
        prior=_number(weights.expected / max(rows, weights.population)),
        ratios=" * ".join(_chosen(f"{each.name}_level", weights.ratios(each.name)) for each in COMPARISONS),
        seen_before=_number(weights.population * weights.u["name"]["same"]),
        heard_before=_number(weights.population * weights.u["name"]["sound"]),
        named=_number(weights.population + named),
        floor=_number(FLOOR),
    )


def _chosen(level: str, values: list[float]) -> str:
    """The value of a level."""
    listed = " ".join(f"WHEN {at} THEN {_number(value)}" for at, value in enumerate(values))
    return f"CASE {level} {listed} END"


def _number(value: float) -> str:
    """A floating-point number to its last bit; without an exponent engines would read it as a decimal."""
    return f"{value:.17e}"
