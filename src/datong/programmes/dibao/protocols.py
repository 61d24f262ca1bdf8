"""What is handed in to the actions of dibao."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Named:
    """A person of a household document as the identity card says; the number goes into the register of people only."""

    name: str
    identity: str


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """A person of the register as a form shows it: name, masked number, date of birth, relation to the head as written."""

    id: int
    name: str
    number: str
    birth: dt.date | None = None
    written: str = ""


@dataclass(frozen=True, slots=True)
class Application:
    """An application as handed in. `document`: the household document (`rules.parse_document`); `people`: by member id,
    who they are; members without an entry carry the id of a person the register knows in this household. `village`: 12 digits."""

    village: str
    applied_on: dt.date
    document: Mapping[str, Any]
    people: Mapping[str, Named] = field(default_factory=dict)
    note: str = ""


@dataclass(frozen=True, slots=True)
class Filed:
    """A declaration as it lies on paper in the file of a household (its id) taken over from the ledger, signed on a day.
    `document`: the household document, its members by the ids of persons the register knows in this household."""

    household: int
    signed_on: dt.date
    document: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Relative:
    """A near relative among dibao staff or committee members whom the applicant declared."""

    name: str
    duty: str
    relation: str
    place_code: str = ""


@dataclass(frozen=True, slots=True)
class Disputed:
    """A fact on which household and investigators differ. `path` of the document: income[0].amount."""

    path: str
    theirs: str
    ours: str


@dataclass(frozen=True, slots=True)
class Paper:
    """A file handed in with a form: the kind of evidence, its name, its bytes."""

    kind: str
    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Visit:
    """A visit to a household. `investigators`: user ids, two at least. `document`: how the household stands by what was
    found (none: as in the newest version). `signatures`: ids of kept evidence."""

    day: dt.date
    investigators: Sequence[int]
    respondent: str
    present: str = ""
    document: Mapping[str, Any] | None = None
    people: Mapping[str, Named] = field(default_factory=dict)
    disputes: Sequence[Disputed] = ()
    signatures: Sequence[int] = ()
    remarks: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the decider says. `amount`: fen a month (none: the computed one). `departs`: why it is not the computed one.

    `category`: for the interval of re-verification (A, B, C; since 2021 stable, unstable). `taper_months`, `deaths`,
    `cause`: for the steps that ask for them. `seconds`: from opening the file to deciding.
    """

    reasons: str
    article: str
    amount: int | None = None
    departs: str = ""
    facts: str = ""
    category: str = ""
    kin_declared: bool = False
    seconds: int | None = None
    taper_months: int | None = None
    deaths: int | None = None
    cause: str = ""
