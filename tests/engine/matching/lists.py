"""Small lists written by hand."""

from collections.abc import Sequence
from pathlib import Path

from datong.engine import matching

PEOPLE = ("id", "name", "sex", "birth", "place", "household")
LI = ("510626197003041234", "李小明", 1, 19700304, "510626101201", 1)


def table(path: Path, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> Path:
    """Rows as a Parquet file."""
    matching.write_table({name: [row[at] for row in rows] for at, name in enumerate(columns)}, path)
    return path


def people(folder: Path, *rows: Sequence[object]) -> Path:
    """Recipients."""
    return table(folder / "recipients.parquet", PEOPLE, rows)


def hits(recipients: Path, register: Path, *, fuzzy: bool = False) -> list[matching.Hit]:
    """The hits of one register called `list`."""
    output = recipients.parent / "hits.parquet"
    output.unlink(missing_ok=True)
    matching.review(recipients, {"list": register}, output, fuzzy=fuzzy, threads=1)
    found = list(matching.read_hits(output))
    assert found == sorted(found, key=lambda hit: (hit.register, hit.row, hit.recipient))
    return sorted(found)
