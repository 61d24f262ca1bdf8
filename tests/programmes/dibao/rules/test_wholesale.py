"""The rule over files says of every household what it says of it alone: every scenario, thousands by chance, on two engines."""

import datetime as dt
import random
from collections import defaultdict
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from datong.engine.algebra import PLAIN, Overflow
from datong.engine.runs.checking import prove
from datong.engine.runs.inputs import BadFile
from datong.engine.runs.running import run
from datong.programmes.dibao import rules
from datong.programmes.dibao.rules.facts import Home
from datong.programmes.dibao.rules.household import find, judge
from datong.programmes.dibao.rules.quick import WORTH_IT, compiled, machine_at
from datong.programmes.dibao.rules.terms import terms_at
from datong.programmes.dibao.rules.wholesale import Wholesale
from tests.programmes.dibao.rules.stand import complete, county, scenarios
from tests.programmes.dibao.rules.tables import by_chance, write_files
from tests.programmes.dibao.rules.test_properties import LIFTED, SUMMED, TIERED, UPLIFTS

OLD, NEW = dt.date(2014, 9, 26), dt.date(2022, 3, 15)
LAST = {OLD: 2014 * 12 + 7, NEW: 2022 * 12 + 1}
SAYS_ALL = county({
    "uplifts": [*UPLIFTS, {"group": "named", "named": "martyr_kin", "percent": 5, "of": "benefit"}], "uplift_combination": "highest",
    "loss_offsets": True, "mixed_household": "together", "provincial_exclusions": ["overseas"], "residence_permit": True,
    "imputed_income": True, "spread_kinds": ["farming", "wage"], "necessities": ["vehicle"], "single_grounds": ["typhoon"],
    "deductions": [{"kind": "serious_illness", "at_most": "100.00"}, {"kind": "tax"}],
    "income_kinds": [{"kind": "other", "counted": True}, {"kind": "scholarship", "counted": False}],
})  # fmt: skip
APART = county({"mixed_household": "apart", "imputed_income": False, "uplifts": UPLIFTS, "spread_kinds": []})
COUNTIES = {
    "all": SAYS_ALL,
    "apart": APART,
    "lifted": LIFTED,
    "summed": SUMMED,
    "tiered": TIERED,
    "bare": county({"uplifts": None}),
}


def alone(home: Home, on: dt.date, given: rules.CountyParameters) -> tuple[Any, ...]:
    """What the rule says of one household."""
    terms = terms_at(on, given, "rural" if home.area else "urban")
    found = find(PLAIN, home, terms)
    verdict = judge(PLAIN, home, found, terms)
    limits = [each for limit in found.limits for each in (limit.total, limit.kept)]
    return (
        verdict.eligible, verdict.amount, verdict.reasons, found.registered, found.ground, found.members, found.sums.paid,
        found.raw_income, verdict.below, *limits,
    )  # fmt: skip


def of_files(
    homes: list[Home], on: dt.date, given: rules.CountyParameters, folder: Path, engine: str, **more: Any
) -> list[Any]:
    """What the run says of all of them."""
    output = folder / f"{engine}.parquet"
    done = run(Wholesale(on, given), write_files(homes, folder), output, engine=engine, **more)
    assert done.households == len(homes)
    rows = pl.read_parquet(output).rows()
    assert [row[0] for row in rows] == list(range(len(homes)))
    return [row[1:] for row in rows]


@pytest.mark.parametrize("name", list(COUNTIES))
@pytest.mark.parametrize("on", [OLD, NEW], ids=str)
def test_households_by_chance(name: str, on: dt.date, tmp_path: Path) -> None:
    dice = random.Random(f"{name} {on}")
    homes = [by_chance(dice, LAST[on]) for _ in range(300)]
    expected = [alone(home, on, COUNTIES[name]) for home in homes]
    found = of_files(homes, on, COUNTIES[name], tmp_path, "polars", piece=100)
    assert found == expected
    eligible = {row[0] for row in expected}
    assert eligible == ({None} if name == "bare" else {True, False, None})


@pytest.mark.parametrize("on", [OLD, NEW], ids=str)
def test_the_same_households_on_duckdb(on: dt.date, tmp_path: Path) -> None:
    dice = random.Random(f"duckdb {on}")
    homes = [by_chance(dice, LAST[on]) for _ in range(600)]
    assert of_files(homes, on, SAYS_ALL, tmp_path, "duckdb") == [alone(home, on, SAYS_ALL) for home in homes]


@pytest.mark.parametrize("name", list(COUNTIES))
@pytest.mark.parametrize("on", [OLD, NEW], ids=str)
def test_the_compiled_function_says_the_same(name: str, on: dt.date) -> None:
    dice = random.Random(f"compiled {name} {on}")
    urban, rural = (compiled(terms_at(on, COUNTIES[name], area)) for area in ("urban", "rural"))
    for _ in range(300):
        home = by_chance(dice, LAST[on])
        assert (rural if home.area else urban)(home) == alone(home, on, COUNTIES[name])[:2]


def test_a_machine_says_the_same_before_and_after_it_is_compiled() -> None:
    machine = machine_at(NEW, SAYS_ALL, "rural")
    homes = [
        home for seed in range(2 * WORTH_IT + 60) if (home := by_chance(random.Random(seed), LAST[NEW])).area
    ]
    assert len(homes) > WORTH_IT
    assert [machine(home) for home in homes] == [alone(home, NEW, SAYS_ALL)[:2] for home in homes]


def test_every_scenario_of_the_law(tmp_path: Path) -> None:
    together: dict[tuple[dt.date, str], list[tuple[Home, rules.CountyParameters, Any]]] = defaultdict(list)
    for _, scenario in scenarios():
        if "document" in scenario:
            given = county(scenario.get("county"))
            home = rules.parse_document(complete(scenario["document"], scenario["day"])).facts
            together[scenario["day"], given.digest].append((home, given, scenario["expect"]))
    assert sum(map(len, together.values())) >= 60
    for number, ((on, _), cases) in enumerate(together.items()):
        folder = tmp_path / str(number)
        folder.mkdir()
        found = of_files([home for home, _, _ in cases], on, cases[0][1], folder, "polars")
        for row, (_, _, expect) in zip(found, cases, strict=True):
            assert {key: row[place] for place, key in enumerate(("eligible", "amount")) if key in expect} == {
                key: expect[key] for key in ("eligible", "amount") if key in expect
            }


def test_files_in_any_order_and_households_without_rows(tmp_path: Path) -> None:
    homes = [by_chance(random.Random(n), LAST[NEW]) for n in range(40)]
    files = write_files(homes, tmp_path)
    for path in files.values():
        pl.read_parquet(path).sample(fraction=1, shuffle=True, seed=3).write_parquet(path)
    run(Wholesale(NEW, SAYS_ALL), files, tmp_path / "o.parquet", piece=7)
    found = [row[1:] for row in pl.read_parquet(tmp_path / "o.parquet").rows()]
    assert found == [alone(home, NEW, SAYS_ALL) for home in homes]


@pytest.mark.parametrize("engine", ["polars", "duckdb"])
def test_no_households_at_all(engine: str, tmp_path: Path) -> None:
    assert of_files([], NEW, SAYS_ALL, tmp_path, engine) == []


@pytest.mark.parametrize(("table", "column", "values", "said"), [
    ("incomes", "amount", [2**53 + 1], "列 amount 的值在 9007199254740993"),
    ("persons", "relation", [None], "1 行为空"),
    ("persons", "relation", [10], "允许 0 到 9"),
    ("assets", "value", ["12"], "应为整数"),
    ("households", "registered_here", [1], "应为是/否"),
])  # fmt: skip
def test_values_that_are_not_allowed_are_named(
    table: str, column: str, values: list[Any], said: str, tmp_path: Path
) -> None:
    some = (by_chance(random.Random(seed), LAST[NEW]) for seed in range(100))
    home = next(each for each in some if each.persons and each.incomes and each.assets)
    files = write_files([home], tmp_path)
    frame = pl.read_parquet(files[table])
    frame.head(1).with_columns(pl.Series(column, values)).write_parquet(files[table])
    with pytest.raises(BadFile) as refused:
        run(Wholesale(NEW, SAYS_ALL), files, tmp_path / "o.parquet")
    assert said in refused.value.text.zh
    assert not (tmp_path / "o.parquet").exists()


def test_missing_files_columns_and_households_twice(tmp_path: Path) -> None:
    files = write_files([by_chance(random.Random(1), LAST[NEW])] * 2, tmp_path)
    rule = Wholesale(NEW, SAYS_ALL)
    with pytest.raises(BadFile, match="没有这个文件"):
        run(rule, files | {"persons": tmp_path / "none.parquet"}, tmp_path / "o.parquet")
    with pytest.raises(BadFile, match="缺少列 person, relation"):
        run(rule, files | {"persons": files["households"]}, tmp_path / "o.parquet")
    with pytest.raises(BadFile, match="没有引擎 excel"):
        run(rule, files, tmp_path / "o.parquet", engine="excel")
    with pytest.raises(BadFile, match="已经存在"):
        run(rule, files, files["assets"])
    (tmp_path / "text.parquet").write_text("household,area")
    with pytest.raises(BadFile, match="不是 Parquet"):
        run(rule, files | {"households": tmp_path / "text.parquet"}, tmp_path / "o.parquet")
    pl.read_parquet(files["households"]).with_columns(household=pl.lit(1)).write_parquet(files["households"])
    with pytest.raises(BadFile, match="household 1 出现多次"):
        run(rule, files, tmp_path / "o.parquet")


def test_a_county_whose_numbers_leave_64_bits_is_refused_before_anything_is_computed() -> None:
    great = [{"group": "elderly", "from_age": 60, "amount": "9999999999.99"}]
    with pytest.raises(Overflow):
        prove(
            Wholesale(
                NEW, county({"uplifts": great, "uplift_combination": "highest", "income_period_months": 24})
            )
        )
    prove(Wholesale(NEW, SAYS_ALL))
