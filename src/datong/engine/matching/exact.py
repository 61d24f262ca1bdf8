"""Exact matching (精确比对): the same identity number on both sides, one of them perhaps still with 15 digits.

The recipients' numbers are the side held in memory, once for all registers; every register streams by once and leaves only the rows
about a recipient. Whom such a row is about is its own number, unless a recipient gave that number in another spelling: those
recipients are few, and are looked up for the rows left. What does not fit into memory is spilled to the folder given, and goes
with it.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from datong.engine.matching.files import quoted, scan
from datong.engine.matching.keys import is_old_sql, spelling_sql

__all__ = ["exact_sql"]

HITS = """
WITH people AS NOT MATERIALIZED (SELECT id AS given, {spelling} AS spelt FROM {people}),
otherwise AS (SELECT DISTINCT given, spelt FROM people WHERE spelt IN (SELECT spelt FROM people WHERE given <> spelt)),
found AS (
    SELECT coalesce(given, spelt) AS recipient, register, row, raw
    FROM (({lines}) AS lines SEMI JOIN people USING (spelt)) LEFT JOIN otherwise USING (spelt)
)
SELECT recipient, register, row,
       CASE WHEN raw = recipient OR {old_line} = {old_person} THEN 'exact' ELSE 'converted' END AS kind,
       1.0::double AS probability
FROM found
"""
LINES = "SELECT {register} AS register, file_row_number AS row, id AS raw, {spelling} AS spelt FROM {source}"


def exact_sql(recipients: Path, registers: Mapping[str, Path]) -> str:
    """A query of every exact hit: recipient, register, row, kind, probability."""
    spelling = spelling_sql("id")
    lines = " UNION ALL ".join(
        LINES.format(register=quoted(name), spelling=spelling, source=scan(path))
        for name, path in registers.items()
    )
    return HITS.format(
        people=scan(recipients),
        spelling=spelling,
        lines=lines,
        old_line=is_old_sql("raw"),
        old_person=is_old_sql("recipient"),
    )
