"""A synthetic county or nation written to a folder: county after county, one row group each, in bounded memory.

Processes draw counties into scratch files; this one appends them in order, so the bytes do not depend on how many draw.
"""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import shutil
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from datong.engine.synth import errors
from datong.engine.synth.block import draw_block
from datong.engine.synth.calendar import DAY
from datong.engine.synth.codes import Codes
from datong.engine.synth.identity import BLOCKS, COUNTIES
from datong.engine.synth.people import BLOCK
from datong.engine.synth.planting import REGISTERS
from datong.engine.synth.shapes import FILES, schema

__all__ = ["COUNTY", "MANIFEST", "MOST", "REGISTERS", "VERSION", "Written", "generate"]

VERSION: Final = 1
"""Of the generator: the same version, seed and number of households give the same files."""
COUNTY: Final = BLOCK * BLOCKS
MOST: Final = COUNTIES * COUNTY
MANIFEST: Final = "synth.json"
BYTES, SCRATCH_BYTES = 300, 1_600
"""Room that a household takes in the files, and in the scratch of the counties being drawn."""
AHEAD: Final = 5
"""Counties in scratch at most: two being drawn, three waiting."""
PLAIN: Final = {
    "id", "identity", "person", "household", "plate", "certificate", "credit_code", "spouse_id", "staff_id", "recipient", "row",
}  # fmt: skip
"""Columns that hold few values twice; a dictionary of them would only cost time."""
SCRATCH: Final = ".scratch"

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Written:
    """What was written. `rows` and `sizes` (bytes) by file, `planted` rows of truth by what they are."""

    directory: Path
    rows: dict[str, int]
    sizes: dict[str, int]
    planted: dict[str, int]


@dataclass(frozen=True)
class _Order:
    """What is asked for, as in `generate`."""

    households: int
    seed: int
    codes: Codes
    scratch: Path
    together: int


def generate(
    households: int, seed: int, directory: Path, codes: Codes, progress: Progress | None = None, workers: int = 2,
    together: int = COUNTY,
) -> Written:  # fmt: skip
    """Write everything into a new or empty folder. Raises SynthRefused; then nothing is left behind.

    `progress` is told households done and in all. `together`: households of one row group, a multiple of a block; memory
    grows with it and not with the number of households.
    """
    _check(households, directory)
    fresh = not directory.exists()
    scratch = directory / SCRATCH
    try:
        scratch.mkdir(parents=True)
        (directory / "registers").mkdir()
        order = _Order(households, seed, codes, scratch, together)
        written = _write(order, directory, progress or (lambda _done, _all: None), workers)
    except BaseException as error:
        _clear(directory, whole=fresh)
        if isinstance(error, BrokenProcessPool):
            raise errors.ended() from error
        if isinstance(error, OSError):
            raise errors.cannot_write(directory, error.strerror or error) from error
        raise
    shutil.rmtree(scratch, ignore_errors=True)
    return written


def _check(households: int, directory: Path) -> None:
    """Refuse what cannot be done before anything is."""
    if not 1 <= households <= MOST:
        raise errors.bad_number(households, MOST)
    if directory.exists() and (not directory.is_dir() or any(directory.iterdir())):
        raise errors.not_empty(directory)
    there = next(
        parent for parent in (directory.absolute(), *directory.absolute().parents) if parent.is_dir()
    )
    needed = households * BYTES + min(households, AHEAD * COUNTY) * SCRATCH_BYTES
    free = shutil.disk_usage(there).free
    if free < needed:
        raise errors.no_space(directory, needed // 10**6 + 1, free // 10**6)


def _clear(directory: Path, whole: bool) -> None:
    """Take away what was begun."""
    if whole:
        shutil.rmtree(directory, ignore_errors=True)
        return
    for entry in directory.iterdir():
        if entry.is_dir():
            shutil.rmtree(entry, ignore_errors=True)
        else:
            entry.unlink(missing_ok=True)


def _write(order: _Order, directory: Path, progress: Progress, workers: int) -> Written:
    rows = dict.fromkeys(FILES, 0)
    planted: dict[str, int] = {}
    with ExitStack() as stack:
        writers = {
            table: stack.enter_context(_writer(directory / file, table)) for table, file in FILES.items()
        }
        for folder in _drawn(order, workers):
            _append(folder, writers, rows, planted)
            progress(rows["households"], order.households)
    _manifest(order, directory, rows)
    sizes = {table: (directory / file).stat().st_size for table, file in FILES.items()}
    return Written(directory, rows, sizes, planted)


def _writer(path: Path, table: str) -> pq.ParquetWriter:
    shape = schema(table)
    dictionary = [name for name in shape.names if name not in PLAIN]
    return pq.ParquetWriter(path, shape, compression="zstd", compression_level=1, use_dictionary=dictionary)


def _drawn(order: _Order, workers: int) -> Iterator[Path]:
    """The folders of the counties in order, each drawn by a process of its own where there are several."""
    counties = range(-(-order.households // order.together))
    if workers < 2 or len(counties) == 1:
        yield from (_draw(order, county) for county in counties)
        return
    spawning = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=spawning) as pool:
        waiting: deque[Future[Path]] = deque()
        for county in counties:
            waiting.append(pool.submit(_draw, order, county))
            if len(waiting) > workers:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _draw(order: _Order, county: int) -> Path:
    """Draw one county into scratch files; the rows its truth names count within the county."""
    folder = order.scratch / str(county)
    folder.mkdir()
    parts: dict[str, list[pa.Table]] = {table: [] for table in FILES}
    rows = dict.fromkeys(REGISTERS, 0)
    first = county * order.together
    for begin in range(first, min(first + order.together, order.households), BLOCK):
        keep = min(BLOCK, order.households - begin)
        tables = draw_block(order.seed, begin // BLOCK, order.codes, keep)
        tables["truth"] = _moved(tables["truth"], rows)
        for table, drawn in tables.items():
            parts[table].append(drawn)
        for register in REGISTERS:
            rows[register] += tables[register].num_rows
    for table, blocks in parts.items():
        with pa.OSFile(str(folder / table), "wb") as sink, pa.ipc.new_file(sink, schema(table)) as file:
            file.write_table(pa.concat_tables(blocks))
        blocks.clear()
    return folder


def _moved(truth: pa.Table, rows: dict[str, int]) -> pa.Table:
    """Truth whose rows come after so many of each register."""
    register = pc.index_in(truth["register"], pa.array(REGISTERS)).to_numpy()
    before = np.array([rows[name] for name in REGISTERS], dtype=np.int64)
    moved = truth["row"].to_numpy() + before[register]
    return truth.set_column(
        truth.schema.get_field_index("row"), schema("truth").field("row"), pa.array(moved)
    )


def _append(
    folder: Path, writers: dict[str, pq.ParquetWriter], rows: dict[str, int], planted: dict[str, int]
) -> None:
    """Add a county to the files and throw its scratch away. `rows` counts on; truth is moved before the registers are."""
    for table in ("truth", *(name for name in FILES if name != "truth")):
        with pa.memory_map(str(folder / table)) as source:
            drawn = pa.ipc.open_file(source).read_all()
            if table == "truth":
                drawn = _moved(drawn, rows)
                for found in pc.value_counts(drawn["what"].combine_chunks()).to_pylist():
                    planted[found["values"]] = planted.get(found["values"], 0) + found["counts"]
            if drawn.num_rows:
                writers[table].write_table(drawn, row_group_size=drawn.num_rows)
            rows[table] += drawn.num_rows
            del drawn
    shutil.rmtree(folder)


def _manifest(order: _Order, directory: Path, rows: dict[str, int]) -> None:
    """What the files are, for whoever gets them without this program."""
    files: dict[str, Any] = {}
    for table, file in FILES.items():
        with (directory / file).open("rb") as opened:
            files[file] = {"rows": rows[table], "sha256": hashlib.file_digest(opened, "sha256").hexdigest()}
    kept = {
        "generator": "datong synth", "version": VERSION, "households": order.households, "seed": order.seed, "day": str(DAY),
        "made_with": {"numpy": np.__version__, "pyarrow": pa.__version__}, "files": files,
    }  # fmt: skip
    (directory / MANIFEST).write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
