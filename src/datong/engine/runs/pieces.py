"""A run piece by piece, so that memory does not grow with the nation: some households after the others, each with all its rows.

Some pieces are under way while others are written: planning, reading and writing do not fill every processor alone.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import chain, pairwise
from pathlib import Path
from typing import Any, TypeVar

import polars as pl
from polars.io.plugins import register_io_source

from datong.engine.runs.checking import in_order, keys_of, spans_of_groups
from datong.engine.runs.inputs import Job

__all__ = ["Ends", "Piece", "compute"]

GROUP = 100_000
"""Households in a row group of the output."""

Ends = tuple[int, int]
"""The first and the last household of a piece."""
Piece = Callable[[Ends], pl.DataFrame]
"""What a rule says of the households of a piece, sorted."""
Asked = TypeVar("Asked")
Found = TypeVar("Found")


def compute(
    job: Job, folder: Path, planned: Callable[[Mapping[str, Path]], Piece], size: int, ahead: int = 1
) -> int:
    """Write the rule's outputs for every household into one file, sorted; returns how many.

    `planned`: the engine, given files in whose order the rows of a household lie together; `size`: the most households in a piece;
    `ahead`: so many pieces are under way at a time, each in a thread of its own.
    """
    key = job.rule.key
    keys = keys_of(job.files[job.rule.tables[0].name], key)
    files = {name: _sorted(path, folder / f"{name}.parquet", key) for name, path in job.files.items()}
    ranges, households = cuts(files.values(), key, keys, job.piece or size), len(keys)
    del keys  # those of a nation are as large as a piece
    found = in_turn(ranges, planned(files), ahead)
    first = next(found)
    pieces = chain((first,), found)

    def frames(*_asked: Any) -> Iterator[pl.DataFrame]:
        done = 0
        for frame in pieces:
            done += len(frame)
            job.tell(done, households)
            yield frame

    source = register_io_source(frames, schema=first.schema)
    source.sink_parquet(job.output, compression="zstd", row_group_size=GROUP)
    return households


def _sorted(path: Path, target: Path, key: str) -> Path:
    """The file, or the same rows sorted by DuckDB, which spills what does not fit into memory."""
    if in_order(path, key):
        return path
    import duckdb  # noqa: PLC0415 - only for files that lie in no order

    with duckdb.connect() as database:
        database.execute("SET temp_directory = ?", [str(target.parent)])
        database.read_parquet(str(path)).order(f'"{key}"').write_parquet(str(target), compression="zstd")
    return target


def cuts(files: Iterable[Path], key: str, keys: pl.Series, piece: int) -> list[Ends]:
    """Pieces of at most `piece` households; `keys`: all of them, sorted.

    Pieces end where row groups of the largest file do, as far as they can: a group that is cut in two is read twice.
    """
    if not len(keys):
        return [(0, -1)]
    largest = max(files, key=lambda path: path.stat().st_size)
    lowest = [low for low, _ in spans_of_groups(largest, key) or ()]
    groups = keys.search_sorted(pl.Series(lowest, dtype=keys.dtype)).to_list()
    starts = [0]
    for group, end in pairwise(sorted({0, *groups, len(keys)})):
        if end - starts[-1] > piece and group > starts[-1]:
            starts.append(group)
        while end - starts[-1] > piece:
            starts.append(starts[-1] + piece)
    return [(keys[start], keys[end - 1]) for start, end in pairwise([*starts, len(keys)])]


def in_turn(asked: Iterable[Asked], of: Callable[[Asked], Found], ahead: int) -> Iterator[Found]:
    """`of` each, in their order, in `ahead` threads of their own; at most so many are under way or waiting."""
    waiting: deque[Future[Found]] = deque()
    with ThreadPoolExecutor(ahead) as threads:
        try:
            for each in asked:
                if len(waiting) == ahead:
                    yield waiting.popleft().result()
                waiting.append(threads.submit(of, each))
            while waiting:
                yield waiting.popleft().result()
        finally:
            for future in waiting:
                future.cancel()
