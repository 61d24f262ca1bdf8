"""Exact matching (精确比对): the same identity number on both sides, one of them perhaps still with 15 digits.

The recipients are the side held in memory, once for all registers; every register streams by once. What does not fit into
memory is spilled to the folder given, and goes with it.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from datong.engine.matching.files import quoted, scan
from datong.engine.matching.keys import is_old_sql, spelling_sql

__all__ = ["exact_sql"]

PEOPLE = """
SELECT nullif(given, spelt) AS otherwise, spelt FROM (SELECT given, {spelling} AS spelt FROM (SELECT DISTINCT id AS given FROM {source}))
"""
LINES = "SELECT {register} AS register, file_row_number AS row, id AS raw, {spelling} AS spelt FROM {source}"
HITS = """
SELECT coalesce(otherwise, lines.spelt) AS recipient, register, row,
       CASE WHEN raw = recipient OR {old_line} = {old_person} THEN 'exact' ELSE 'converted' END AS kind,
       1.0::double AS probability
FROM ({lines}) AS lines JOIN ({people}) AS people ON lines.spelt = people.spelt
"""


def exact_sql(recipients: Path, registers: Mapping[str, Path]) -> str:
    """A query of every exact hit: recipient, register, row, kind, probability."""
    lines = " UNION ALL ".join(
        LINES.format(register=quoted(name), spelling=spelling_sql("id"), source=scan(path))
        for name, path in registers.items()
    )
    people = PEOPLE.format(spelling=spelling_sql("given"), source=scan(recipients))
    return HITS.format(
        lines=lines, people=people, old_line=is_old_sql("raw"), old_person=is_old_sql("recipient")
    )
