"""The run on Spark: one plan over the files, on this machine or on a cluster; the same rows as every other engine.

Tables that are read several times are written beside the output first, so that no plan grows with the number of its uses.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import count
from pathlib import Path
from typing import Any

import narwhals as nw
import pyarrow.parquet as pq

from datong.engine.runs.inputs import Rule, Table
from datong.engine.runs.writing import counted, written
from datong.engine.spark import gathered, read, spread

__all__ = ["compute"]

TYPES = {"int": "bigint", "bool": "boolean", "text": "string"}


def compute(spark: Any, rule: Rule, files: Mapping[str, Path], output: Path, folder: Path) -> int:
    """Write the rule's outputs for every household into one file, sorted; `folder` holds what lies between. Returns how many."""
    spread(spark, files.values())
    frames = {
        table.name: nw.from_native(_columns(read(spark, files[table.name]), table, rule.key))
        for table in rule.tables
    }
    numbers = count(1)

    def kept(native: Any) -> Any:
        path = folder / f"kept-{next(numbers)}"
        native.write.parquet(str(path))
        return read(spark, path)

    plan = written(
        rule,
        frames,
        whole_division=False,
        how_many=counted,
        keep=lambda frame: nw.from_native(kept(frame.to_native())),
    )
    # Sorting looks at its input twice, which must not compute the rule twice.
    found = kept(plan.to_native())
    found.orderBy(rule.key).write.parquet(str(folder / "sorted"))
    key = pq.read_schema(files[rule.tables[0].name]).field(rule.key).type
    return gathered(folder / "sorted", output, {rule.key: key})


def _columns(frame: Any, table: Table, key: str) -> Any:
    """The declared columns in the types that the algebra counts with, whatever the width in the file."""
    return frame.selectExpr(
        f"cast(`{key}` AS bigint) AS `{key}`",
        *(f"cast(`{field.name}` AS {TYPES[field.kind]}) AS `{field.name}`" for field in table.fields),
    )
