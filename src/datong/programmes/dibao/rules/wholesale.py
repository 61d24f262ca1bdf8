"""The whole rule over files: which columns it reads, and what it writes for each household (see docs/reference/households.md)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from datong.engine.algebra import Algebra, Value
from datong.engine.runs.inputs import Field, Rows, Table
from datong.kernel.bilingual import Text
from datong.programmes.dibao.rules.codes import CODES, EXPENSES_FROM
from datong.programmes.dibao.rules.county import CountyParameters
from datong.programmes.dibao.rules.household import find, judge
from datong.programmes.dibao.rules.shapes import MOST_FEN
from datong.programmes.dibao.rules.terms import Both, terms_at

__all__ = ["Wholesale"]

DAYS = (10_000_101, 99_991_231)
MONTHS = (0, 9_999 * 12 + 11)
FLAG: Any = "bool"


def _codes(name: str, field: str, *, nullable: bool = True) -> Field:
    return Field(name, "int", nullable, 0, len(CODES[field]) - 1)


def _flags(*names: str) -> tuple[Field, ...]:
    return tuple(Field(name, FLAG) for name in names)


def _money(name: str) -> Field:
    return Field(name, "int", True, -MOST_FEN, MOST_FEN)


HOUSEHOLDS = Table("households", (
    _codes("area", "area", nullable=False), *_flags("registered_here", "residence_permit"), _codes("single", "single"),
    *_flags("family_borderline", "family_in_difficulty", "religious_house"), Field("county_ground", "text"),
    Field("declared_on", "int", True, *DAYS), *_flags("members_complete", "income_complete", "property_complete"),
))  # fmt: skip
PERSONS = Table("persons", (
    Field("person", "int", False, 0, 2**62), _codes("relation", "relation", nullable=False), Field("birth", "int", True, *DAYS),
    _codes("hukou", "hukou"), *_flags("lives_together", "legal_duty"), _codes("study", "study"),
    *_flags("full_time", "cannot_live_alone"), _codes("disability_kind", "disability"), Field("disability_grade", "int", True, 1, 4),
    *_flags("serious_illness"), _codes("work_capacity", "work_capacity"), *_flags("employed", "hard_to_employ", "own_register"),
    Field("clergy_since", "int", True, *DAYS), _codes("absence", "absence"), Field("provincial_exclusion", "text"),
    Field("died_on", "int", True, *DAYS), Field("groups", "text"),
))  # fmt: skip
INCOMES = Table("incomes", (
    Field("person", "int", True, 0, 2**62), Field("kind", "int", False, 0, EXPENSES_FROM + len(CODES["deduction"]) - 1),
    _codes("method", "method"), Field("first", "int", True, *MONTHS), Field("last", "int", True, *MONTHS),
    _money("amount"), _money("costs"), _codes("per", "per"), *_flags("spread"), _codes("giver", "giver"), *_flags("judged"),
))  # fmt: skip
ASSETS = Table("assets", (
    Field("person", "int", True, 0, 2**62), _codes("kind", "property", nullable=False), _money("value"), _money("count"),
    _money("area"), _codes("exempt", "exempt"),
))  # fmt: skip


OUTPUTS = {
    "eligible": Text("是否符合；空：还不能认定", "whether eligible; empty: undetermined"),
    "amount": Text(
        "月低保金（分）；不符合为 0；空：还不能认定", "fen a month; 0 when not eligible; empty: undetermined"
    ),
    "reasons": Text("缺什么，按位；0 表示不缺", "what is missing, as bits; 0 for nothing"),
    "registered": Text("户籍（或居住证）条件", "registered here, or by residence permit"),
    "ground": Text(
        "单独申请的理由是否成立；空：不是单独申请，或不知道",
        "whether the ground for applying alone holds; empty: not alone, or not known",
    ),
    "members": Text("计入的成员数", "members counted"),
    "paid": Text("本次保障的人数", "members paid"),
    "income": Text("核算期内可计收入（分，可为负）", "counted income over the period, fen; may be below 0"),
    "below_standard": Text("人均收入是否低于标准", "whether income a head is below the standard"),
    "property_KEY": Text(
        "每一项财产限额：合计；空：不知道", "for each limit on property: the total; empty: not known"
    ),
    "property_KEY_kept": Text("该限额是否符合", "whether that limit is kept"),
}


class Wholesale:
    """The rule of day `on` in one county, for `engine.runs`. Raises NotInForce before the first pack."""

    key = "household"
    tables: Sequence[Table] = (HOUSEHOLDS, PERSONS, INCOMES, ASSETS)
    rows: Sequence[Rows] = (
        Rows("persons", "persons"),
        Rows("incomes", "incomes", "kind", (0, EXPENSES_FROM - 1)),
        Rows("expenses", "incomes", "kind", (EXPENSES_FROM, 2 * EXPENSES_FROM - 1)),
        Rows("assets", "assets"),
    )

    def __init__(self, on: dt.date, county: CountyParameters) -> None:
        self.terms = Both(terms_at(on, county, "urban"), terms_at(on, county, "rural"))

    def write(self, alg: Algebra, home: Any) -> Mapping[str, Value]:
        """The verdict, the amount in fen, and every condition's value and verdict; `reasons` are bits of `household.Gap`."""
        found = find(alg, home, self.terms)
        verdict = judge(alg, home, found, self.terms)
        outputs: dict[str, Value] = {
            "eligible": verdict.eligible, "amount": verdict.amount, "reasons": verdict.reasons,
            "registered": found.registered, "ground": found.ground, "members": found.members, "paid": found.sums.paid,
            "income": found.raw_income, "below_standard": verdict.below,
        }  # fmt: skip
        for limit, tested in zip(self.terms.urban.rows.limits, found.limits, strict=True):
            outputs[f"property_{limit.key}"] = tested.total
            outputs[f"property_{limit.key}_kept"] = tested.kept
        return outputs
