"""A procedure as one table (办事流程表): states, steps, who may, under which article, within which time.

A programme declares its table in `workflow.py`; the foundation interprets it, tests walk it and its complement, the
diagram in the documents is drawn from it. Everything that decides what may follow stands in the table.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from datong.kernel.bilingual import Text
from datong.kernel.workdays import Limit

__all__ = [
    "ADVERSE",
    "ENTERED",
    "TOLD",
    "Clock",
    "Deadline",
    "Desk",
    "Effect",
    "Entitlement",
    "Objectable",
    "State",
    "Step",
    "Stop",
    "Workflow",
    "problems",
]

Desk = Literal["citizen", "village", "town", "county", "review"]
Effect = Literal["", "grant", "refuse", "change", "reduce", "stop", "restore"]
Entitlement = Literal["none", "paid", "refused", "stopped"]

ADVERSE: frozenset[str] = frozenset({"refuse", "reduce", "stop"})
TOLD = ("notice_delivered", "notice_period_over", "no_open_objection")
ENTERED = "entered"


@dataclass(frozen=True, slots=True)
class State:
    """Where a case can stand. `final`: nothing follows, but putting a wrong ending right. `resting`: may stay without a task (in pay).

    `retired`: no case enters it any more; those that stand in it stay readable. `entitlement`: what the household has.
    """

    key: str
    name: Text
    final: bool = False
    resting: bool = False
    retired: bool = False
    entitlement: Entitlement = "none"


@dataclass(frozen=True, slots=True)
class Deadline:
    """A day that binds a step: `limit` from the event `since`: ENTERED (the day the state was entered), a step's key
    (the day that step was last taken; of a step with a floor the day that floor ended), `delivered:<notice>` (the day
    that notice was proved delivered). It binds in the state that event leads to and no longer; over several states there is `Clock`.

    `floor`: the step may not be taken before the day is over (a posting that must hang for 7 days), instead of not
    after it. `extension`: once, by so much, under its article. `other`: a second norm on the same thing; the later day
    binds, both are shown.
    """

    limit: Limit
    since: str = ENTERED
    extension: Limit | None = None
    floor: bool = False
    other: Limit | None = None


@dataclass(frozen=True, slots=True)
class Clock:
    """A limit over several steps (total time): from the step `since` until the case stands in one of `until`."""

    key: str
    name: Text
    limit: Limit
    since: str
    until: tuple[str, ...]
    extension: Limit | None = None


@dataclass(frozen=True, slots=True)
class Stop:
    """A legal reason for which the clocks of a case stand still (中止计时), with its article."""

    key: str
    name: Text
    article: str


@dataclass(frozen=True, slots=True)
class Objectable:
    """In which states an objection (异议) may be raised, who answers, within which limit from its receipt.

    An open one freezes every effect. `by`: the desk that answers; the person and the unit that decided never do.
    """

    key: str
    name: Text
    states: tuple[str, ...]
    by: Desk
    limit: Limit


@dataclass(frozen=True, slots=True)
class Step:
    """One edge. `who` is an action of the permission table; `desk` the unit whose duty it is.

    `duty`: entering a `before` state makes it a task of that desk; other steps are possible, not owed.
    `effect`: what it does to the household; any effect needs a decision object. `apart`: whoever took one of these
    steps of the same case may not take this one. `evidence`: kinds of records that must lie in the case. `guards`: named
    conditions, the foundation's or the programme's own. `notice`: the letter that follows from it. `back`: sends the case
    back to be done again (for the diagram and the reader).
    """

    key: str
    name: Text
    before: tuple[str, ...]
    after: str
    who: str
    desk: Desk
    article: str
    deadlines: tuple[Deadline, ...] = ()
    duty: bool = True
    effect: Effect = ""
    notice: str = ""
    evidence: tuple[str, ...] = ()
    guards: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()
    back: bool = False

    @property
    def decides(self) -> bool:
        """Whether a named human answers for it with reasons."""
        return self.effect != ""


@dataclass(frozen=True, slots=True)
class Workflow:
    """The whole table. `key` is `programme.version`; `start`: the state a new case stands in; `entries`: other states a case may be
    opened in (taken over from a ledger)."""

    key: str
    name: Text
    programme: str
    start: str
    states: tuple[State, ...]
    steps: tuple[Step, ...]
    clocks: tuple[Clock, ...] = ()
    entries: tuple[str, ...] = ()
    stops: tuple[Stop, ...] = ()
    objections: tuple[Objectable, ...] = ()

    def state(self, key: str) -> State:
        """The state; raises KeyError."""
        return {state.key: state for state in self.states}[key]

    def step(self, key: str) -> Step:
        """The step; raises KeyError."""
        return {step.key: step for step in self.steps}[key]

    def leaving(self, state: str) -> Iterator[Step]:
        """The steps that may follow `state`."""
        return (step for step in self.steps if state in step.before)

    def mermaid(self, lang: str = "zh") -> str:
        """The diagram, for the documents: duties as full arrows, what else is possible in brackets."""
        lines = ["stateDiagram-v2", "    direction TB"]
        lines += [f'    state "{state.name.to(lang)}" as {state.key}' for state in self.states]
        lines += [f"    [*] --> {key}" for key in (self.start, *self.entries)]
        for step in self.steps:
            told = step.name.to(lang) if step.duty else f"({step.name.to(lang)})"
            lines += [f"    {before} --> {step.after}: {told}" for before in step.before]
        lines += [f"    {state.key} --> [*]" for state in self.states if state.final]
        return "\n".join(lines) + "\n"


def problems(table: Workflow) -> list[str]:
    """What is wrong with a table, in words; an empty list for a sound one.

    Unknown or doubled names, unreachable states, dead ends, ways out of a final state, decisions nobody answers for
    apart from who prepared them, and anything that takes away without notice, waiting time and freedom from objection.
    """
    return [*_names(table), *_ways(table), *_care(table)]


def _names(table: Workflow) -> Iterator[str]:
    states = [state.key for state in table.states]
    steps = [step.key for step in table.steps]
    for kind, keys in (("state", states), ("step", steps), ("clock", [clock.key for clock in table.clocks])):
        yield from (f"{kind} {key} stands twice" for key in sorted(set(keys)) if keys.count(key) > 1)
    for key in (table.start, *table.entries):
        if key not in states:
            yield f"a case cannot begin in {key}: no such state"
    for step in table.steps:
        yield from (
            f"step {step.key}: no state {key}" for key in (*step.before, step.after) if key not in states
        )
        yield from (
            f"step {step.key}: apart from unknown step {key}" for key in step.apart if key not in steps
        )
        for since in (deadline.since for deadline in step.deadlines):
            if since == ENTERED or since.startswith("delivered:"):
                continue
            if since not in steps:
                yield f"step {step.key}: its time runs from unknown step {since}"
            elif table.step(since).after not in step.before:
                yield f"step {step.key}: its time from {since} runs where it cannot be taken"
    for clock in table.clocks:
        if clock.since not in steps:
            yield f"clock {clock.key}: runs from unknown step {clock.since}"
        yield from (f"clock {clock.key}: no state {key}" for key in clock.until if key not in states)
    for right in table.objections:
        yield from (f"objection {right.key}: no state {key}" for key in right.states if key not in states)


def _ways(table: Workflow) -> Iterator[str]:
    retired = {state.key for state in table.states if state.retired}
    reached = _reached(table, (table.start, *table.entries), retired)
    endings = {state.key for state in table.states if state.final or state.resting}
    for state in table.states:
        out = [
            step for step in table.leaving(state.key) if step.after != state.key and step.effect != "restore"
        ]
        if state.key not in reached and not state.retired:
            yield f"state {state.key} is never reached"
        if state.final and out:
            yield f"state {state.key} is final, yet {out[0].key} leaves it"
        if not state.final and not state.retired and not endings & _reached(table, (state.key,), retired):
            yield f"state {state.key} is a dead end"
        if not state.final and not out and not state.retired:
            yield f"state {state.key} is a dead end"
    yield from (
        f"step {step.key} enters retired state {step.after}" for step in table.steps if step.after in retired
    )


def _reached(table: Workflow, starts: Iterable[str], without: Iterable[str]) -> set[str]:
    shut, found, fringe = set(without), set[str](), list(starts)
    while fringe:
        here = fringe.pop()
        if here not in found and here not in shut:
            found.add(here)
            fringe += [step.after for step in table.leaving(here)]
    return found


def _care(table: Workflow) -> Iterator[str]:
    for step in table.steps:
        if step.decides and not step.apart:
            yield f"step {step.key} decides, but nobody is kept apart from it"
        if step.effect in ADVERSE and not step.notice:
            yield f"step {step.key} is adverse, but sends no notice"
    entitled = {state.key: state.entitlement for state in table.states}
    for step in table.steps:
        takes = entitled.get(step.after) == "stopped" and any(
            entitled.get(key) == "paid" for key in step.before
        )
        if takes and (missing := _missing(step.guards, TOLD)):
            yield f"step {step.key} ends a benefit without {', '.join(missing)}"


def _missing(have: Sequence[str], wanted: Sequence[str]) -> list[str]:
    return [name for name in wanted if name not in have]
