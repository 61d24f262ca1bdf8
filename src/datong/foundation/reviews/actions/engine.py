"""The engine as this house uses it: tables out, matches back. It is loaded with the first run, never with the server."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from datong.foundation.reviews.core.fields import BY_KEY
from datong.foundation.reviews.core.mapping import Understood
from datong.foundation.reviews.core.sheets import EMPTY, NotAList, Table, fits, unique
from datong.foundation.reviews.errors import BadList
from datong.kernel.bilingual import Text

DAMAGED = Text(
    "这份 Parquet 文件打不开，可能没有传完或已经损坏，请来源单位重新导出。",
    "This Parquet file cannot be read; it may be cut short or damaged. Ask the source to export it again.",
)
ALL = ("id", "name", *(key for key in BY_KEY if key not in ("id", "name")))


@dataclass(frozen=True, slots=True)
class Match:
    """One match: the recipient's number, the register, its row from 0, how it was found, how probable it is."""

    recipient: str
    register: str
    row: int
    kind: str
    probability: float


def parquet_table(path: Path, most: int | None = None) -> Table:
    """A Parquet file as a list, or its first rows; its columns are its headings. Raises NotAList."""
    from datong.engine import matching  # noqa: PLC0415 - heavy, and only for who hands in a list

    try:
        headings = matching.columns_of(path)
        count = matching.row_count(path)
        fits(count, len(headings), matching.unpacked(path))
        rows = matching.rows_of(path, range(count if most is None else min(most, count)))
    except matching.MatchingError as error:  # its sentence names a file of ours
        raise NotAList(DAMAGED) from error
    if not rows:
        raise NotAList(EMPTY)
    cells = tuple(tuple(row[heading] for heading in headings) for row in rows)
    return Table(unique(headings), cells, tuple(range(1, len(cells) + 1)), None)


def write_columns(columns: Mapping[str, Sequence[str | None]], path: Path) -> None:
    """Recipients as a table."""
    from datong.engine import matching  # noqa: PLC0415 - heavy, and only for who runs a review

    matching.write_table(columns, path)


def write_rows(rows: Sequence[Understood], path: Path) -> None:
    """A list as a table: what its fields say, as text."""
    used = {"id", "name"}.union(*(row.values for row in rows))
    columns = {
        key: [None if row.values.get(key) is None else str(row.values[key]) for row in rows]
        for key in ALL
        if key in used
    }
    write_columns(columns, path)


def matches(
    recipients: Path,
    registers: Mapping[str, Path],
    output: Path,
    *,
    engine: str,
    fuzzy: bool,
    tell: Callable[[int, int], None] | None = None,
) -> Iterator[Match]:
    """Compare, and read what was found. `tell` hears (steps done, of how many). Raises BadList for what the engine refuses."""
    from datong.engine import matching  # noqa: PLC0415 - heavy, and only for who runs a review

    try:
        matching.review(recipients, registers, output, engine=engine, fuzzy=fuzzy, tell=tell)
    except matching.MatchingError as error:
        raise BadList(error.text) from error
    for hit in matching.read_hits(output):
        yield Match(hit.recipient, hit.register, hit.row, hit.kind, hit.probability)
