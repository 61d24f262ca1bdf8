"""Matching by likeness (模糊比对): recipients and register rows that no number has brought together.

Pairs worth judging agree in one of `RULES`; each is judged once by the levels of `likeness`. A row of a register is about one
person at most, so the recipients who resemble it share its probability: of two who resemble it equally neither reaches the threshold.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import duckdb

from datong.engine.matching.characters import characters
from datong.engine.matching.fields import fields_sql
from datong.engine.matching.files import quoted
from datong.engine.matching.keys import is_proper_sql
from datong.engine.matching.likeness import COMPARISONS, level_sql
from datong.engine.matching.weights import FLOOR, Weights

__all__ = ["FIELDS", "RULES", "compare", "prepare_people", "read_both"]

FIELDS = (
    "name", "plain", "sound", "letters", "size", "n1", "n2", "n3", "n4", "first", "given", "seen", "heard",
    "birth", "sex", "town", "county", "spelt", "proper",
)  # fmt: skip
RULES = (
    "l.birth = r.birth AND l.first = r.first",
    "l.birth = r.birth AND l.given = r.given",
    "l.birth = r.birth AND l.letters = r.letters",
    "l.sound = r.sound AND l.birth // 100 = r.birth // 100",
    "l.sound = r.sound AND l.birth % 10000 = r.birth % 10000",
    "l.sound = r.sound AND l.birth // 10000 = r.birth // 10000 AND l.birth % 100 = r.birth % 100",
    "l.sound = r.sound AND l.birth // 10000 = r.birth // 10000 AND l.birth // 100 % 100 = r.birth % 100",
    "l.plain = r.plain AND l.town = r.town",
    "l.letters = r.letters AND l.birth % 10000 = r.birth % 10000",
    "l.letters = r.letters AND l.birth // 100 = r.birth // 100",
    "l.ending = r.ending",
)
"""What a pair must share to be judged: equalities only, so that each is one join."""

PEOPLE = """
CREATE TEMP TABLE people_read AS
SELECT * FROM ({fields}) WHERE id IS NOT NULL QUALIFY row_number() OVER (PARTITION BY id ORDER BY row) = 1
"""
LINES = """
CREATE OR REPLACE TEMP TABLE lines_read AS
SELECT * FROM ({fields}) ANTI JOIN (SELECT row FROM hits WHERE register = {register}) USING (row)
"""
NAMES = """
CREATE OR REPLACE TEMP TABLE names AS
WITH counted AS (
    SELECT name, count(*) AS times FROM (SELECT name FROM people_read UNION ALL SELECT name FROM lines_read)
    WHERE name <> '' GROUP BY name
), spelt AS (
    SELECT name, times, length(name) AS size,
           coalesce(c1.plain, '') AS n1, coalesce(c2.plain, '') AS n2, coalesce(c3.plain, '') AS n3,
           coalesce(c4.plain, '') || substring(name, 5) AS n4, c1.surname AS first,
           hash(c1.surname, c2.sound, c3.sound, c4.sound, substring(name, 5)) AS sound
    FROM counted
    LEFT JOIN characters AS c1 ON c1.character = substring(name, 1, 1)
    LEFT JOIN characters AS c2 ON c2.character = substring(name, 2, 1)
    LEFT JOIN characters AS c3 ON c3.character = substring(name, 3, 1)
    LEFT JOIN characters AS c4 ON c4.character = substring(name, 4, 1)
)
SELECT name, n1 || n2 || n3 || n4 AS plain, sound, hash(list_sort(string_split(n1 || n2 || n3 || n4, ''))) AS letters,
       size, n1, n2, n3, n4, hash(first) AS first, hash(n2 || n3 || n4) AS given,
       sum(times) OVER (PARTITION BY n1 || n2 || n3 || n4) AS seen, sum(times) OVER (PARTITION BY sound) AS heard
FROM spelt
"""
NAMED = """
CREATE OR REPLACE TEMP TABLE {table} AS
SELECT row AS no, id, CASE WHEN strlen(spelt) = 18 THEN substring(spelt, 11, 8) END AS ending, {fields}
FROM (SELECT *, {proper} AS proper FROM {table}_read) LEFT JOIN names USING (name)
"""
PAIRS = "CREATE OR REPLACE TEMP TABLE pairs AS SELECT DISTINCT no, row FROM ({rules})"
PAIR = "SELECT l.no, r.no AS row FROM people AS l JOIN lines AS r ON {rule}"
JUDGED = """
INSERT INTO hits
WITH compared AS (
    SELECT recipient, no, row, {levels}, seen_l, heard_l
    FROM (SELECT l.id AS recipient, pairs.no, row, {left}, {right} FROM pairs JOIN people AS l ON l.no = pairs.no JOIN lines AS r ON r.no = pairs.row)
), weighed AS (
    SELECT recipient, no, row,
           $prior * pow(2, {weights} - CASE WHEN name_level IN (1, 2) THEN log2(($shrink * $name_u + seen_l) / ($shrink + $named))
                                          WHEN name_level = 3 THEN log2(($shrink * $sound_u + heard_l) / ($shrink + $named))
                                          ELSE 0 END) AS odds
    FROM compared
), shared AS (
    SELECT recipient, row, odds / (1 + sum(odds) OVER (PARTITION BY row ORDER BY no ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING))
           AS probability
    FROM weighed WHERE odds > 1e-3
)
SELECT recipient, {register}, row, 'fuzzy', round(probability, 4) FROM shared WHERE probability >= {floor}
"""


def prepare_people(connection: duckdb.DuckDBPyConnection, recipients: Path, types: Mapping[str, str]) -> None:
    """Read the recipients, once for all registers; one row for each number as it was given."""
    connection.execute(PEOPLE.format(fields=fields_sql(recipients, types)))


def compare(
    connection: duckdb.DuckDBPyConnection,
    register: str,
    path: Path,
    types: Mapping[str, str],
    weights: Weights,
) -> None:
    """Add to the table `hits` the likely pairs of one register; its exact hits stand there already."""
    name = quoted(register)
    connection.execute(LINES.format(fields=fields_sql(path, types), register=name))
    _named(connection)
    rules = " UNION ALL ".join(PAIR.format(rule=rule) for rule in RULES)
    connection.execute(PAIRS.format(rules=rules))
    connection.execute(_judged(name), _parameters(connection, weights))


def read_both(
    connection: duckdb.DuckDBPyConnection,
    recipients: tuple[Path, Mapping[str, str]],
    register: tuple[Path, Mapping[str, str]],
) -> None:
    """The tables `people` and `lines` of two lists, nothing matched before: what the weights are learnt from."""
    connection.execute("CREATE TEMP TABLE hits (row bigint, register varchar)")
    prepare_people(connection, *recipients)
    connection.execute(LINES.format(fields=fields_sql(*register), register="''"))
    _named(connection)


def _named(connection: duckdb.DuckDBPyConnection) -> None:
    """The tables `people` and `lines`: what was read, with the forms and frequencies of the names."""
    _characters(connection)
    connection.execute(NAMES)
    for table in ("people", "lines"):
        connection.execute(NAMED.format(table=table, fields=", ".join(FIELDS), proper=is_proper_sql("spelt")))


def _characters(connection: duckdb.DuckDBPyConnection) -> None:
    """The table of every character that stands in a name, with its form and sounds."""
    found = connection.execute(
        "SELECT DISTINCT unnest(string_split(name, '')) FROM (SELECT name FROM people_read UNION SELECT name FROM lines_read)"
    ).fetchall()
    table = characters(str(row[0]) for row in found if row[0])
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE characters (character varchar, plain varchar, sound varchar, surname varchar)"
    )
    columns = list(zip(*table, strict=True)) or [()] * 4
    connection.execute(
        "INSERT INTO characters SELECT unnest($1::varchar[]), unnest($2::varchar[]), unnest($3::varchar[]), unnest($4::varchar[])",
        [list(column) for column in columns],
    )


def _judged(register: str) -> str:
    sides = ((", ".join(f"{side}.{field} AS {field}_{side}" for field in FIELDS)) for side in "lr")
    left, right = sides
    return JUDGED.format(
        left=left,
        right=right,
        register=register,
        floor=FLOOR,
        levels=", ".join(f"{level_sql(each)} AS {each.name}_level" for each in COMPARISONS),
        weights=" + ".join(f"list_extract(${each.name}, {each.name}_level + 1)" for each in COMPARISONS),
    )


def _parameters(connection: duckdb.DuckDBPyConnection, weights: Weights) -> dict[str, object]:
    counted = connection.execute(
        "SELECT (SELECT count(*) FROM lines), (SELECT count(name) FROM people) + (SELECT count(name) FROM lines)"
    ).fetchone()
    rows, named = counted or (0, 0)
    return {
        "prior": weights.expected / max(rows, weights.population),
        "shrink": weights.population,
        "named": named,
        "name_u": weights.u["name"]["same"],
        "sound_u": weights.u["name"]["sound"],
    } | {each.name: weights.listed(each.name) for each in COMPARISONS}
