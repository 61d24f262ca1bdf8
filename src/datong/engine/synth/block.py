"""One block of ten thousand households as Arrow tables, the truth about them included."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from datong.engine.synth import identity, naming
from datong.engine.synth.codes import Codes
from datong.engine.synth.columns import NULL, Ints, Truths, chance, numbers, truths, words
from datong.engine.synth.conditions import (
    EXCLUSIONS,
    GROUNDS,
    GROUPS,
    Condition,
    Household,
    draw_condition,
    draw_household,
)
from datong.engine.synth.money import draw_assets, draw_incomes
from datong.engine.synth.people import BLOCK, Homes, People, draw_homes, draw_people, issue_numbers
from datong.engine.synth.planting import FACTS, REGISTERS, Cast, Rows, Scene, everyday, planted
from datong.engine.synth.registers import OWN, Source, as_of, employers
from datong.engine.synth.shapes import schema
from datong.engine.synth.slips import FORMS, Typed, typed

__all__ = ["draw_block"]

STAGES: Final = ("people", "conditions", "money", "rows", "numbers", "registers", "recipients")
FALSE: Final = tuple(
    FACTS.index(fact) for fact in ("stale_vehicle", "namesake", "dead_spouse", "wrong_source")
)
"""Facts whose circumstance does not exist."""
LISTED_OLD: Final = 0.01
"""Recipients whom the roster still knows by fifteen digits."""
ELSEWHERE: Final = 0.08
"""Rows that give another town than where the person lives."""


def draw_block(seed: int, block: int, codes: Codes, keep: int = BLOCK) -> dict[str, pa.Table]:
    """All tables of a block, its first `keep` households only. `row` in truth counts within the block."""
    dice = {
        stage: np.random.default_rng(np.random.SeedSequence((seed, block, number)))
        for number, stage in enumerate(STAGES)
    }
    homes = draw_homes(dice["people"], block)
    people = draw_people(dice["people"], homes)
    condition = draw_condition(dice["conditions"], people, homes, codes)
    household = draw_household(dice["conditions"], homes, people, condition, codes)
    head = np.full(BLOCK, -1)
    head[people.home[people.slot == 0]] = np.flatnonzero(people.slot == 0)
    alone = np.where(household.single == NULL, -1, head)
    incomes = draw_incomes(dice["money"], people, homes, condition, alone, codes)
    assets = draw_assets(dice["money"], people, homes, condition, codes)
    on_list = homes.poor[people.home] & (condition.died == NULL)
    scene = Scene(people, homes, condition, assets, np.flatnonzero(on_list), on_list, head)
    cast = Cast(people)
    found = everyday(dice["rows"], scene, cast, codes)
    planted(dice["rows"], scene, cast, found)
    everybody = cast.all()
    issue_numbers(dice["numbers"], block, everybody)
    for column in ("number", "check"):
        setattr(people, column, getattr(everybody, column)[: len(people)])
    rows = {name: _shuffled(dice["rows"], parts) for name, parts in found.items()}
    tables = {
        "households": _households(homes, household, codes, keep),
        "persons": _persons(homes, people, condition, keep),
        "incomes": _money("incomes", homes, people, incomes, keep),
        "assets": _money("assets", homes, people, assets, keep),
    }
    listed, tables["recipients"] = _recipients(dice["recipients"], homes, people, scene.listed, keep)
    firms = employers(dice["registers"])
    truth = []
    for number, name in enumerate(REGISTERS):
        source = Source(block, rows[name], everybody, firms)
        seen = typed(dice["registers"], rows[name], everybody)
        stands = as_of(seed, block // identity.BLOCKS, number)
        kept = _whose(source) < keep
        tables[name] = _register(dice["registers"], name, source, seen, homes, stands).filter(pa.array(kept))
        truth.append(_truth(name, source, seen, homes, listed, kept))
    tables["truth"] = pa.concat_tables(truth)
    return tables


def _shuffled(dice: np.random.Generator, parts: list[Rows]) -> Rows:
    """The rows of a register in no order."""
    joined = {
        name: np.concatenate([getattr(part, name) for part in parts]) for name in Rows.__dataclass_fields__
    }
    order = dice.permutation(len(joined["who"]))
    return Rows(**{name: column[order] for name, column in joined.items()})


def _whose(source: Source) -> Ints:
    """The household each row goes with: that of the recipient it is about, else of the person it names."""
    rows = source.rows
    return source.people.home[np.where(rows.target >= 0, rows.target, rows.who)]


def _table(name: str, columns: dict[str, pa.Array | npt.NDArray[Any]]) -> pa.Table:
    """Columns in the order and with the types of the schema."""
    shape = schema(name)
    made = [columns[field.name] for field in shape]
    arrays = [
        numbers(column, field.type) if isinstance(column, np.ndarray) else column.cast(field.type)
        for column, field in zip(made, shape, strict=True)
    ]
    return pa.Table.from_arrays(arrays, schema=shape)


def _households(homes: Homes, said: Household, codes: Codes, keep: int) -> pa.Table:
    area = np.where(homes.urban, codes("area", "urban"), codes("area", "rural"))
    return _table(
        "households",
        {
            "household": homes.number, "place": homes.place, "area": area, "registered_here": truths(said.registered),
            "residence_permit": truths(said.permit), "single": said.single, "family_borderline": truths(said.borderline),
            "family_in_difficulty": truths(said.difficulty), "religious_house": truths(said.religious),
            "county_ground": words(said.ground, GROUNDS), "declared_on": said.declared, "members_complete": truths(said.members),
            "income_complete": truths(said.income), "property_complete": truths(said.property),
        },
    ).slice(0, keep)  # fmt: skip


def _person(homes: Homes, people: People, places: Ints) -> Ints:
    """Numbers of people in the files: the household's, and two digits for the place in it."""
    return homes.number[people.home[places]] * 100 + people.slot[places] + 1


def _persons(homes: Homes, people: People, said: Condition, keep: int) -> pa.Table:
    everybody = np.arange(len(people))
    return _table(
        "persons",
        {
            "household": homes.number[people.home], "person": _person(homes, people, everybody), "relation": said.relation,
            "birth": people.birth, "hukou": said.hukou, "lives_together": truths(said.together), "legal_duty": truths(said.duty),
            "study": said.study, "full_time": truths(said.full_time), "cannot_live_alone": truths(said.dependent),
            "disability_kind": said.disability, "disability_grade": said.grade, "serious_illness": truths(said.ill),
            "work_capacity": said.capacity, "employed": truths(said.employed), "hard_to_employ": truths(said.hard),
            "own_register": truths(said.own_register), "clergy_since": said.clergy, "absence": said.absence,
            "provincial_exclusion": words(said.exclusion, EXCLUSIONS), "died_on": said.died, "groups": words(said.groups, GROUPS),
            "name": naming.written(people.surname, people.first, people.second), "sex": np.where(people.male, 1, 2),
            "identity": identity.whole(people.number, people.check),
        },
    ).slice(0, int(np.searchsorted(people.home, keep)))  # fmt: skip


def _money(name: str, homes: Homes, people: People, lines: Any, keep: int) -> pa.Table:
    """Incomes or assets."""
    whose = np.where(lines.person == NULL, NULL, _person(homes, people, np.maximum(lines.person, 0)))
    columns: dict[str, Any] = {
        field: getattr(lines, field)
        for field in lines.__dataclass_fields__
        if field not in {"home", "person"}
    }
    for field in {"spread", "judged"} & columns.keys():
        columns[field] = truths(columns[field])
    columns |= {"household": homes.number[lines.home], "person": whose}
    return _table(name, columns).slice(0, int(np.searchsorted(lines.home, keep)))


def _recipients(
    dice: np.random.Generator, homes: Homes, people: People, listed: Ints, keep: int
) -> tuple[pa.Array, pa.Table]:
    """For each person the number the roster knows them by, and the roster."""
    old: Truths = chance(dice, len(people), LISTED_OLD) & (people.birth < 20_000_101)
    known = pc.if_else(
        pa.array(old), identity.old(people.number), identity.whole(people.number, people.check)
    )
    here = listed[people.home[listed] < keep]
    table = _table(
        "recipients",
        {
            "id": known.take(pa.array(here)), "name": naming.written(people.surname[here], people.first[here], people.second[here]),
            "sex": np.where(people.male[here], 1, 2), "birth": people.birth[here], "place": homes.place[people.home[here]],
            "household": homes.number[people.home[here]],
        },
    )  # fmt: skip
    return known, table


def _register(
    dice: np.random.Generator, name: str, source: Source, seen: Typed, homes: Homes, stands: int
) -> pa.Table:
    """One register: number, name and address as they were typed, and its own columns."""
    who, people, count = source.rows.who, source.people, source.count
    town = homes.place[people.home[who]] // 1000 * 1000
    other = homes.place[dice.integers(0, BLOCK, count)] // 1000 * 1000
    town = np.where(chance(dice, count, ELSEWHERE), other, town)
    return _table(
        name,
        {
            "id": seen.number, "name": seen.name, "sex": np.where(chance(dice, count, 0.01), NULL, np.where(people.male[who], 1, 2)),
            "birth": seen.birth, "place": np.where(chance(dice, count, 0.04), NULL, town), "as_of": np.full(count, stands),
        }
        | OWN[name](dice, source),
    )  # fmt: skip


def _truth(name: str, source: Source, seen: Typed, homes: Homes, listed: pa.Array, kept: Truths) -> pa.Table:
    """What the rows of a register are, for those kept that are about a recipient."""
    row = np.flatnonzero((source.rows.target >= 0) & kept)
    place = np.cumsum(kept)[row] - 1
    target, fact, base = source.rows.target[row], seen.fact[row], source.rows.fact[row]
    return _table(
        "truth",
        {
            "recipient": listed.take(pa.array(target)), "household": homes.number[source.people.home[target]],
            "register": pa.array([name], pa.string()).take(pa.array(np.zeros(len(row), dtype=np.int64))), "row": place,
            "what": words(fact, FACTS), "base": words(base, FACTS), "form": words(seen.form[row], FORMS),
            "same_person": pa.array(base != FACTS.index("namesake")), "real": pa.array(~np.isin(base, FALSE)),
        },
    )  # fmt: skip
