"""Households as the files of a run: from documents, and from chance with every fact missing now and then."""

import random
from pathlib import Path
from typing import Any

import polars as pl

from datong.programmes.dibao.rules.codes import CODES, EXPENSES_FROM
from datong.programmes.dibao.rules.facts import Asset, Home, Income, Person
from datong.programmes.dibao.rules.wholesale import Wholesale

KINDS = {"int": pl.Int64, "bool": pl.Boolean, "text": pl.String}
DAYS = [19_300_115, 19_640_926, 19_960_926, 19_960_927, 20_031_101, 20_140_926, 20_140_927, 20_300_101]


def write_files(homes: list[Home], folder: Path) -> dict[str, Path]:
    """The four files of a run, households numbered from 0 and persons across all of them."""
    rows: dict[str, list[dict[str, Any]]] = {table.name: [] for table in Wholesale.tables}
    for number, home in enumerate(homes):
        ids = {m.person: number * 1_000 + place for place, m in enumerate(home.persons)}
        rows["households"].append({"household": number} | home._asdict())
        for m in home.persons:
            rows["persons"].append(
                _row(number, m, ids) | {"groups": ",".join(m.groups) if m.groups is not None else None}
            )
        rows["incomes"] += [_row(number, i, ids) for i in (*home.incomes, *home.expenses)]
        rows["assets"] += [_row(number, a, ids) for a in home.assets]
    paths = {}
    for table in Wholesale.tables:
        schema = {"household": pl.Int64} | {field.name: KINDS[field.kind] for field in table.fields}
        frame = pl.DataFrame(
            [{name: row[name] for name in schema} for row in rows[table.name]], schema=schema
        )
        paths[table.name] = folder / f"{table.name}.parquet"
        frame.write_parquet(paths[table.name])
    return paths


def _row(number: int, facts: Any, ids: dict[Any, int]) -> dict[str, Any]:
    return {"household": number} | facts._asdict() | {"person": ids.get(facts.person)}


def by_chance(dice: random.Random, last: int) -> Home:
    """A household of any facts, many of them missing, some of them odd; `last`: the last month of the usual period."""
    maybe = _Maybe(dice, dice.choice((0.0, 0.0, 0.05, 0.3)))
    alone = dice.random() < 0.15
    persons = [
        Person(
            place, 0 if place == 0 else dice.randrange(1, 10), maybe(dice.choice(DAYS)), maybe(dice.randrange(3)), maybe.flag(),
            maybe.flag(), maybe(dice.randrange(6)), maybe.flag(), maybe.flag(), maybe(dice.randrange(7)), maybe(dice.randint(1, 4)),
            maybe.flag(), maybe(dice.randrange(3)), maybe.flag(), maybe.flag(), maybe.flag(), _rarely(dice, dice.choice(DAYS)),
            _rarely(dice, dice.randrange(4)), _rarely(dice, dice.choice(("overseas", "other"))), _rarely(dice, dice.choice(DAYS)),
            dice.choice(((), ("martyr_kin",), ("martyr_kin", "other"))),
        )
        for place in range(dice.choice((0, 1, 1, 2, 3, 3, 4, 6)))
    ]  # fmt: skip
    owners = [m.person for m in persons] + [None]
    return Home(
        dice.randrange(2), maybe(dice.random() < 0.9), maybe.flag(), dice.randrange(6) if alone else None, maybe.flag(), maybe.flag(),
        maybe.flag(), maybe(dice.choice(("typhoon", "none"))), maybe(dice.choice((20_140_926, 20_220_315, 20_100_101))),
        maybe(True), maybe(True), maybe(True), persons,
        [_income(dice, maybe, owners, last, len(CODES["income"])) for _ in range(dice.choice((0, 1, 2, 5)))],
        [_expense(dice, maybe, owners, last) for _ in range(dice.choice((0, 0, 1, 2)))],
        [
            Asset(
                dice.choice(owners), dice.randrange(len(CODES["property"])), maybe(dice.choice((0, 50_000_00, 9_999_999_99))),
                maybe(dice.randint(0, 2)), maybe(dice.randint(0, 20_000)), _rarely(dice, dice.randrange(2)),
            )
            for _ in range(dice.choice((0, 0, 1, 3)))
        ],
    )  # fmt: skip


class _Maybe:
    def __init__(self, dice: random.Random, gone: float) -> None:
        self.dice, self.gone = dice, gone

    def __call__(self, value: Any) -> Any:
        return None if self.dice.random() < self.gone else value

    def flag(self) -> bool | None:
        return self(self.dice.random() < 0.5)  # type: ignore[no-any-return]


def _rarely(dice: random.Random, value: Any) -> Any:
    return value if dice.random() < 0.05 else None


def _income(dice: random.Random, maybe: _Maybe, owners: list[Any], last: int, kinds: int) -> Income:
    first = last - dice.choice((0, 5, 11, 20, 40))
    return Income(
        dice.choice(owners), dice.randrange(kinds), maybe(dice.randrange(3)), maybe(first), maybe(first + dice.choice((0, 5, 11, 30, -1))),
        maybe(dice.choice((0, 1, 1_234_56, 99_999_99, 10**12))), maybe(dice.choice((0, 5_000_00, 10**11))), maybe(dice.randrange(2)),
        maybe.flag(), _rarely(dice, dice.randrange(3)), _rarely(dice, dice.random() < 0.5),
    )  # fmt: skip


def _expense(dice: random.Random, maybe: _Maybe, owners: list[Any], last: int) -> Income:
    found = _income(dice, maybe, owners, last, 1)
    return found._replace(
        kind=EXPENSES_FROM + dice.randrange(len(CODES["deduction"])), method=None, costs=None, spread=None
    )
