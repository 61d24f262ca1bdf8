"""Learning the weights of likeness (训练权重) with Splink, from lists whose truth is known.

`python -m datong.engine.matching.training RECIPIENTS REGISTER TRUTH WEIGHTS.json`, Parquet files as a review takes them; the truth
has the columns recipient and row. u comes from random pairs, m from the true pairs; what the lists are is told in the provenance.
"""

from __future__ import annotations

import json
import logging
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import duckdb
import splink
from splink import DuckDBAPI, Linker, SettingsCreator
from splink.internals.comparison_level_library import CustomLevel, ElseLevel
from splink.internals.comparison_library import CustomComparison

from datong.engine.matching.files import scan, types_of
from datong.engine.matching.fuzzy import FIELDS, read_both
from datong.engine.matching.likeness import COMPARISONS, Comparison
from datong.engine.matching.tables import OnDuckDB
from datong.engine.matching.workshop import workshop
from datong.kernel import clock

__all__ = ["learn"]

PAIRS = 5e6
"""Random pairs looked at for u."""
LEAST_M, LEAST_U = 1e-2, 1e-7
"""What was never seen is still not impossible."""
NUMBER = {
    "m": {"slip": 0.8, "another": 0.005, "other": 0.195},
    "u": {"slip": 0.001, "another": 0.8, "other": 0.199},
}
"""Set, not learnt: who has no number or a strange one depends on the office that keeps the list. A number one slip away speaks for
the person, though far less than chance says, as the numbers of neighbours and twins are close; two proper numbers
that differ speak against."""
LEARNT = tuple(each for each in COMPARISONS if each.name != "number")
EXPECTED, POPULATION = 0.2, 100_000


def learn(recipients: Path, register: Path, truth: Path, told: str) -> dict[str, Any]:
    """The weights as they are kept in JSON; `told`: what the lists are, for the provenance."""
    with tempfile.TemporaryDirectory() as folder, workshop(Path(folder), None, None) as connection:
        connection.execute("CREATE TEMP TABLE hits (row bigint, register varchar)")
        read_both(OnDuckDB(connection), (recipients, types_of(recipients)), (register, types_of(register)))
        learnt = _model(connection, truth)
    return {
        **{share: {name: levels[share] for name, levels in learnt.items()} for share in "mu"},
        "expected": EXPECTED,
        "population": POPULATION,
        "provenance": {"lists": told, "splink": splink.__version__, "on": clock.today().isoformat()},
    }


def _model(connection: duckdb.DuckDBPyConnection, truth: Path) -> dict[str, dict[str, dict[str, float]]]:
    """m and u of every level of every comparison."""
    listed = ", ".join(FIELDS)
    true = f"(SELECT recipient, row FROM {scan(truth)})"  # noqa: S608
    tables = (
        f"SELECT 'p' || no AS unique_id, 'p' || no AS person, {listed} FROM people",  # noqa: S608
        f"SELECT 'r' || lines.no AS unique_id, coalesce('p' || people.no, 'r' || lines.no) AS person, {', '.join('lines.' + field for field in FIELDS)}"  # noqa: S608
        f" FROM lines LEFT JOIN {true} AS known ON known.row = lines.no LEFT JOIN people ON people.id = known.recipient",
    )
    api = DuckDBAPI(connection)
    frames = [
        api.register(connection.sql(table), dataset_display_name=name)
        for table, name in zip(tables, ("left_list", "right_list"), strict=True)
    ]
    settings = SettingsCreator(
        link_type="link_only",
        comparisons=[_comparison(each) for each in LEARNT],
        additional_columns_to_retain=["person"],
    )
    linker = Linker(frames, settings)
    linker.training.estimate_u_using_random_sampling(max_pairs=PAIRS, seed=2014, min_count_per_level=None)
    linker.training.estimate_m_from_label_column("person")
    kept = linker.misc.save_model_to_json()
    return {
        each.name: _shares(each, found["comparison_levels"])
        for each, found in zip(LEARNT, kept["comparisons"], strict=True)
    } | {"number": NUMBER}


def _comparison(comparison: Comparison) -> CustomComparison:
    unknown = CustomLevel(comparison.unknown).configure(is_null_level=True)
    levels = [CustomLevel(condition) for _, condition in comparison.levels]
    return CustomComparison([unknown, *levels, ElseLevel()], comparison.name)


def _shares(comparison: Comparison, levels: list[Mapping[str, Any]]) -> dict[str, dict[str, float]]:
    names = [name for name, _ in comparison.levels] + ["other"]
    seen = [level for level in levels if not level.get("is_null_level")]
    return {
        "m": {name: _share(level, "m_probability", LEAST_M) for name, level in zip(names, seen, strict=True)},
        "u": {name: _share(level, "u_probability", LEAST_U) for name, level in zip(names, seen, strict=True)},
    }


def _share(level: Mapping[str, Any], key: str, least: float) -> float:
    value = level.get(key)
    return max(float(f"{value:.3g}"), least) if isinstance(value, int | float) else least


def main() -> None:
    """Learn from three files and keep what was learnt."""
    logging.getLogger("splink").setLevel(logging.ERROR)
    recipients, register, truth, weights, *told = sys.argv[1:]
    kept = learn(Path(recipients), Path(register), Path(truth), " ".join(told))
    Path(weights).write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
