"""Exact matching (精确比对): the same identity number on both sides, one of them perhaps still with 15 digits.

The recipients' numbers are the side held in memory, once for all registers; every register streams by once and leaves only the rows
about a recipient. Whom such a row is about is its own number, unless a recipient gave that number in another spelling: those
recipients are few, are looked for first, and are joined to the rows left where there are any. What does not fit into memory is
spilled to the folder given, and goes with it.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import duckdb

from datong.engine.matching.files import quoted, scan
from datong.engine.matching.keys import is_old_sql, spelling_sql

__all__ = ["exact_sql"]

NUMBERS = """
CREATE TEMP TABLE numbers AS SELECT spelt, id <> spelt AS respelt FROM (SELECT id, {spelling} AS spelt FROM {people})
"""
"""Each recipient's number as it is spelt, and whether it was given in another way."""
OTHERWISE = """
CREATE TEMP TABLE otherwise AS SELECT DISTINCT id AS recipient, spelt FROM (SELECT id, {spelling} AS spelt FROM {people})
WHERE spelt IN (SELECT spelt FROM numbers WHERE respelt)
"""
WORDS = "CREATE TYPE register AS ENUM ({registers}); CREATE TYPE kind AS ENUM ('exact', 'converted', 'fuzzy')"
"""The two columns of few words, as numbers in the order of the words: sorting and writing them as text costs as much as the join."""
HITS = """
SELECT {recipient} AS recipient, register, row,
       CASE WHEN raw = {recipient} OR {old_line} = {old_person} THEN 'exact'::kind ELSE 'converted'::kind END AS kind,
       1.0::double AS probability
FROM ({lines}) AS lines SEMI JOIN numbers USING (spelt) {more}
"""
LINES = "SELECT {register}::register AS register, file_row_number AS row, id AS raw, {spelling} AS spelt FROM {source}"


def exact_sql(connection: duckdb.DuckDBPyConnection, recipients: Path, registers: Mapping[str, Path]) -> str:
    """A query, for this connection, of every exact hit: recipient, register, row, kind, probability."""
    spelling = spelling_sql("id")
    connection.execute(WORDS.format(registers=", ".join(map(quoted, sorted(registers)))))
    connection.execute(NUMBERS.format(spelling=spelling, people=scan(recipients)))
    some = connection.execute("SELECT 1 FROM numbers WHERE respelt LIMIT 1").fetchone()
    if some:
        connection.execute(OTHERWISE.format(spelling=spelling, people=scan(recipients)))
    lines = " UNION ALL ".join(
        LINES.format(register=quoted(name), spelling=spelling, source=scan(path))
        for name, path in registers.items()
    )
    recipient = "coalesce(recipient, spelt)" if some else "spelt"
    return HITS.format(
        recipient=recipient,
        lines=lines,
        more="LEFT JOIN otherwise USING (spelt)" if some else "",
        old_line=is_old_sql("raw"),
        old_person=is_old_sql(recipient),
    )
