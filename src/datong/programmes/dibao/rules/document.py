"""The household document (家庭情况文书): what is known of a household, as stated, with its sources.

The same document is filled by the pages, read by the command line and printed in letters. What is not stated is None: it is
not known, and never zero.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from datong.programmes.dibao.rules.facts import Home, home_of
from datong.programmes.dibao.rules.national import Area

__all__ = [
    "Absence",
    "Declaration",
    "Deduction",
    "Disability",
    "HouseholdDocument",
    "IncomeItem",
    "Judgement",
    "Member",
    "PropertyItem",
    "Single",
]


@dataclass(frozen=True, slots=True)
class Declaration:
    """What the household declared and signed: that the three parts of the document are complete."""

    date: dt.date | None = None
    members_complete: bool | None = None
    income_complete: bool | None = None
    property_complete: bool | None = None


@dataclass(frozen=True, slots=True)
class Disability:
    """A disability certificate: kind and grade, 1 (gravest) to 4."""

    kind: str
    grade: int

    @property
    def severe(self) -> bool:
        """Grade 1 or 2 (重度)."""
        return self.grade <= 2


@dataclass(frozen=True, slots=True)
class Absence:
    """Why a member is away by order of law."""

    kind: str
    since: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Member:
    """One person. `relation` is to the applicant."""

    id: str
    relation: str
    name: str | None = None
    birth: dt.date | None = None
    hukou: str | None = None
    lives_together: bool | None = None
    legal_duty: bool | None = None
    study: str | None = None
    full_time: bool | None = None
    cannot_live_alone: bool | None = None
    disability: Disability | None = None
    serious_illness: bool | None = None
    pregnant: bool | None = None
    work_capacity: str | None = None
    employed: bool | None = None
    hard_to_employ: bool | None = None
    work_refusals: int | None = None
    own_register: bool | None = None
    clergy_since: dt.date | None = None
    absence: Absence | None = None
    provincial_exclusion: str | None = None
    died_on: dt.date | None = None
    groups: tuple[str, ...] = ()
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Judgement:
    """A person's decision on an item where the law leaves room, with the reason."""

    counted: bool
    reason: str


@dataclass(frozen=True, slots=True)
class IncomeItem:
    """Money or goods received. Months are counted from year 0 (`shapes.month_index`); money is in fen.

    `per`: the amount (and its costs) is for each month or for the whole span. `path` is where it stands in the document.
    """

    path: str
    member: str | None
    kind: str
    method: str
    first: int | None = None
    last: int | None = None
    amount: int | None = None
    costs: int | None = None
    per: str = "period"
    spread: bool | None = None
    giver: str | None = None
    judgement: Judgement | None = None
    reason: str | None = None
    source: str | None = None
    supporter: str | None = None


@dataclass(frozen=True, slots=True)
class Deduction:
    """Money that had to be spent and may lower counted income."""

    path: str
    member: str | None
    kind: str
    first: int | None = None
    last: int | None = None
    amount: int | None = None
    per: str = "period"
    source: str | None = None


@dataclass(frozen=True, slots=True)
class PropertyItem:
    """A thing owned: value in fen, number, area in hundredths of a square metre."""

    path: str
    kind: str
    member: str | None = None
    value: int | None = None
    count: int = 1
    area: int | None = None
    exempt: str | None = None
    reason: str | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Single:
    """An application by one person alone (单人户) and its ground."""

    ground: str
    family_borderline: bool | None = None
    family_in_difficulty: bool | None = None
    county_ground: str | None = None
    religious_house: bool | None = None


@dataclass(frozen=True, slots=True)
class HouseholdDocument:
    """Everything the assessment reads. `income` holds supporters' payments too; `facts`: the same as numbers, for the rules."""

    area: Area
    applicant: str
    members: tuple[Member, ...]
    registered_here: bool | None = None
    residence_permit: bool | None = None
    single: Single | None = None
    declaration: Declaration = Declaration()
    income: tuple[IncomeItem, ...] = ()
    deductions: tuple[Deduction, ...] = ()
    property: tuple[PropertyItem, ...] = ()
    note: str | None = None
    facts: Home = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "facts", home_of(self))
