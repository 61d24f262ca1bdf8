"""What a programme tells casework about its procedure, and what an official hands in with a step."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from datong.kernel.bilingual import Text
from datong.kernel.procedure import Step, Workflow
from datong.kernel.workdays import Limit

SHORTEST_REASONS = 20


@dataclass(frozen=True, slots=True)
class Input:
    """One fact a decision rests on: its name, value, source (who told it, which paper) and the day it was true."""

    name: str
    value: str
    source: str
    day: str


@dataclass(frozen=True, slots=True)
class Ruling:
    """What the decider says. `amount`: fen a month. `seconds`: from opening the file to deciding."""

    reasons: str
    article: str
    facts: str = ""
    rule_version: str = ""
    inputs: Sequence[Input] = ()
    amount: int | None = None
    kin_declared: bool = False
    seconds: int | None = None


@dataclass(frozen=True, slots=True)
class Move:
    """One step as handed in. `on`: its legal day (none: today). `seen`: the `moves` of the case as the page showed it.

    `data` is for the programme's own guards and hooks. `looking`: nothing is handed in, a page only asks what stands in
    the way; what the step's own form will bring is not missed yet.
    """

    step: str
    on: dt.date | None = None
    note: str = ""
    ruling: Ruling | None = None
    seen: int | None = None
    data: Mapping[str, Any] = field(default_factory=dict)
    looking: bool = False


@dataclass(frozen=True, slots=True)
class NewCase:
    """A case to be opened. `entry`: a state of the table's entries (none: its start). `law_on`: whose day's law governs."""

    workflow: str
    place_code: str
    label: str
    law_on: dt.date
    household: int | None = None
    subject: int | None = None
    entry: str = ""
    origin: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Panel:
    """A part of the case page a programme draws: heading, its own template and what that needs."""

    key: str
    title: Text
    template: str
    context: Mapping[str, Any]


Guard = Callable[[Any, Move, Any], Text | None]
Hook = Callable[[Any, Move, Any], Callable[[], None] | None]
Own = Limit | tuple[Limit, dt.date]


def no_panels(_user: Any, _case: Any) -> Sequence[Panel]:
    """A programme without parts of its own."""
    return ()


def no_address(_case: Any, _step: Step) -> str | None:
    """Every step is taken on casework's own form."""
    return None


def no_facts(_case: Any, _step: Step, _decision: Any) -> Mapping[str, Any]:
    """A letter that needs nothing from the programme."""
    return {}


@dataclass(frozen=True, slots=True)
class Procedure:
    """A table and what it needs from its programme; registered from `wiring.py`.

    guards: by name; a Text is the sentence why not. after: by step key, run inside the transaction once the case has
    moved, before anything is journalled; what it returns is called at the very end, and may journal. `open`: who may open
    a case (an action of the permission table); `anybody`: also a citizen without a login; `codes`: who may give out a fresh code. `parties`: person ids the case is about, besides the household's members. `letter`: facts of the notice a step sends. `panels`:
    parts of the case page. `address`: the programme's own page for a step. `prefix`: of case numbers, as in DB-510626-2014-00001.
    `limits`: by step key, a limit the programme computes for a case in place of the table's (a review by category); with a
    day, it runs from there instead of from the event.
    `citizen`: parts of the household's own page.
    """

    workflow: Workflow
    prefix: str
    open: str
    guards: Mapping[str, Guard] = field(default_factory=dict)
    after: Mapping[str, Hook] = field(default_factory=dict)
    parties: Callable[[Any], set[int]] = lambda _case: set()
    letter: Callable[[Any, Step, Any], Mapping[str, Any]] = no_facts
    panels: Callable[[Any, Any], Sequence[Panel]] = no_panels
    address: Callable[[Any, Step], str | None] = no_address
    limits: Mapping[str, Callable[[Any], Own | None]] = field(default_factory=dict)
    citizen: Callable[[Any, str], Sequence[Panel]] = lambda _case, _lang: ()
    anybody: bool = False
    codes: str = "cases.handle"
