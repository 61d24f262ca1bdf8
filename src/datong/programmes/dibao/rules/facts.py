"""The facts a rule reads, as whole numbers: one household at a time from its document, or columns of a file under the same names.

Days are yyyymmdd, months are counted from year 0 (`shapes.month_index`), money is fen, words are `codes`. None is not known.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, NamedTuple

from datong.programmes.dibao.rules.codes import PLACES

if TYPE_CHECKING:
    from datong.programmes.dibao.rules.document import (
        Deduction,
        HouseholdDocument,
        IncomeItem,
        Member,
        PropertyItem,
    )

__all__ = [
    "Asset",
    "Home",
    "Income",
    "Person",
    "asset_of",
    "day_number",
    "first_day",
    "home_of",
    "income_of",
    "person_of",
]

ABSENCE = PLACES["absence"]
AREA = PLACES["area"]
DEDUCTION = PLACES["deduction"]
DISABILITY = PLACES["disability"]
EXEMPT = PLACES["exempt"]
GIVER = PLACES["giver"]
HUKOU = PLACES["hukou"]
INCOME = PLACES["income"]
METHOD = PLACES["method"]
PER = PLACES["per"]
PROPERTY = PLACES["property"]
RELATION = PLACES["relation"]
SINGLE = PLACES["single"]
STUDY = PLACES["study"]
WORK_CAPACITY = PLACES["work_capacity"]


class Person(NamedTuple):
    """One person. `groups`: keys of groups in special need."""

    person: Any
    relation: Any
    birth: Any
    hukou: Any
    lives_together: Any
    legal_duty: Any
    study: Any
    full_time: Any
    cannot_live_alone: Any
    disability_kind: Any
    disability_grade: Any
    serious_illness: Any
    work_capacity: Any
    employed: Any
    hard_to_employ: Any
    own_register: Any
    clergy_since: Any
    absence: Any
    provincial_exclusion: Any
    died_on: Any
    groups: Any


class Income(NamedTuple):
    """One item of income, or of expense (`codes.EXPENSES_FROM`). `person` None: the household's. `judged`: a person's judgement."""

    person: Any
    kind: Any
    method: Any
    first: Any
    last: Any
    amount: Any
    costs: Any
    per: Any
    spread: Any
    giver: Any
    judged: Any


class Asset(NamedTuple):
    """One thing owned."""

    person: Any
    kind: Any
    value: Any
    count: Any
    area: Any
    exempt: Any


class Home(NamedTuple):
    """The household: its own facts, and its rows."""

    area: Any
    registered_here: Any
    residence_permit: Any
    single: Any
    family_borderline: Any
    family_in_difficulty: Any
    religious_house: Any
    county_ground: Any
    declared_on: Any
    members_complete: Any
    income_complete: Any
    property_complete: Any
    persons: Any
    incomes: Any
    expenses: Any
    assets: Any


def day_number(day: dt.date | None) -> int | None:
    """2014-09-26 is 20140926: days in this form compare as days do, and 10,000 apart is a full year."""
    return None if day is None else day.year * 10_000 + day.month * 100 + day.day


def first_day(month: int) -> int:
    """The first day, as a number, of a month counted from year 0."""
    return month // 12 * 10_000 + (month % 12 + 1) * 100 + 1


def person_of(m: Member) -> Person:
    """One member's facts."""
    disability = m.disability
    return Person(
        m.id, RELATION[m.relation], day_number(m.birth), HUKOU[m.hukou], m.lives_together, m.legal_duty,
        STUDY[m.study], m.full_time, m.cannot_live_alone,
        DISABILITY[disability.kind] if disability else None, disability.grade if disability else None,
        m.serious_illness, WORK_CAPACITY[m.work_capacity], m.employed, m.hard_to_employ, m.own_register,
        day_number(m.clergy_since), ABSENCE[m.absence.kind] if m.absence else None, m.provincial_exclusion,
        day_number(m.died_on), m.groups,
    )  # fmt: skip


def income_of(item: IncomeItem) -> Income:
    """One item of income's facts."""
    return Income(
        item.member, INCOME[item.kind], METHOD[item.method], item.first, item.last, item.amount, item.costs,
        PER[item.per], item.spread, GIVER[item.giver], item.judgement.counted if item.judgement else None,
    )  # fmt: skip


def expense_of(item: Deduction) -> Income:
    """One deduction's facts."""
    return Income(
        item.member,
        DEDUCTION[item.kind],
        None,
        item.first,
        item.last,
        item.amount,
        None,
        PER[item.per],
        None,
        None,
        None,
    )


def asset_of(item: PropertyItem) -> Asset:
    """One thing's facts."""
    return Asset(
        item.member,
        PROPERTY[item.kind],
        item.value,
        item.count,
        item.area,
        EXEMPT[item.exempt],
    )


def home_of(document: HouseholdDocument) -> Home:
    """The whole household's facts."""
    single, stated = document.single, document.declaration
    return Home(
        AREA[document.area], document.registered_here, document.residence_permit,
        SINGLE[single.ground] if single else None,
        single.family_borderline if single else None, single.family_in_difficulty if single else None,
        single.religious_house if single else None, single.county_ground if single else None,
        day_number(stated.date), stated.members_complete, stated.income_complete, stated.property_complete,
        [person_of(member) for member in document.members], [income_of(item) for item in document.income],
        [expense_of(item) for item in document.deductions], [asset_of(item) for item in document.property],
    )  # fmt: skip
