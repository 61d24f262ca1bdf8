"""A model of the whole life: the table's own words, and what the foundation promises of them; explored in full.

Hostile on purpose: everybody but the machine holds every role, so that only distance, reasons, letters, time and objections
stand in the way.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from datong.kernel.procedure import ADVERSE, Step, Workflow

ACTORS = ("first", "second", "kin", "machine")
PEOPLE = ("first", "second")


@dataclass(frozen=True)
class World:
    """Where a case stands. `took`: who took which step since it last rested. `letter`: of the adverse decision that
    waits: sent, told, over. `decided`: by whom, with reasons, and whether they were near."""

    state: str
    took: frozenset[tuple[str, str]] = frozenset()
    letter: str = ""
    objection: bool = False
    decided: str = ""
    reasoned: bool = False


@dataclass(frozen=True)
class Try:
    """Somebody tries a step, with or without reasons."""

    step: Step
    actor: str
    reasons: bool


def apart_steps(table: Workflow) -> frozenset[str]:
    """Steps that keep somebody from another one."""
    return frozenset(key for step in table.steps for key in step.apart)


def allowed(table: Workflow, world: World, tried: Try) -> bool:
    """What the foundation promises of every table."""
    step = tried.step
    return (
        world.state in step.before and may(world, tried) and fair(table, world, tried) and told(world, step)
    )


def may(world: World, tried: Try) -> bool:
    """Somebody with a post, at a distance from the case."""
    near = tried.actor == "kin" and (tried.step.decides or tried.step.apart)
    prepared = any((tried.actor, key) in world.took for key in tried.step.apart)
    return tried.actor != "machine" and not near and not prepared


def fair(table: Workflow, world: World, tried: Try) -> bool:
    """Reasons where something is decided; nothing taken while an objection is open."""
    step = tried.step
    after, before = table.state(step.after).entitlement, table.state(world.state).entitlement
    takes = step.effect in ADVERSE or (after in ("refused", "stopped") and after != before)
    frozen = world.objection and (takes or "no_open_objection" in step.guards)
    return not frozen and (tried.reasons or not step.decides)


def told(world: World, step: Step) -> bool:
    """The letter has arrived, and where it says so its time has passed."""
    if "notice_period_over" in step.guards:
        return world.letter == "over"
    return "letter_delivered" not in step.guards or world.letter in ("told", "over")


def taken(table: Workflow, world: World, tried: Try, apart: frozenset[str]) -> World:
    """The world after the step."""
    step, after = tried.step, table.state(tried.step.after)
    took = world.took | ({(tried.actor, step.key)} if step.key in apart else set())
    made = replace(world, state=after.key, took=frozenset() if after.resting else took)
    if step.effect in ADVERSE:
        made = replace(made, letter="sent", decided=tried.actor, reasoned=tried.reasons)
    elif step.effect or after.resting:
        made = replace(made, letter="", decided="", reasoned=False)
    return made


def happenings(table: Workflow, world: World) -> Iterator[World]:
    """What happens beside steps: a letter arrives, time passes, somebody objects, is answered."""
    if world.letter == "sent":
        yield replace(world, letter="told")
    if world.letter == "told":
        yield replace(world, letter="over")
    rights = any(world.state in right.states for right in table.objections)
    if rights and not world.objection:
        yield replace(world, objection=True)
    if world.objection:
        yield replace(world, objection=False)


def tries(table: Workflow, world: World) -> Iterator[Try]:
    """Everything anybody could try from here."""
    for step in table.leaving(world.state):
        for actor in ACTORS:
            yield Try(step, actor, True)
            if step.decides:
                yield Try(step, actor, False)


def explore(table: Workflow, start: str) -> tuple[set[World], list[tuple[World, Try, World]]]:
    """All worlds that can be reached, and every step that was allowed on the way."""
    apart, found, fringe = apart_steps(table), set[World](), [World(start)]
    moves: list[tuple[World, Try, World]] = []
    while fringe:
        world = fringe.pop()
        if world in found:
            continue
        found.add(world)
        fringe += happenings(table, world)
        for tried in tries(table, world):
            if allowed(table, world, tried):
                after = taken(table, world, tried, apart)
                moves.append((world, tried, after))
                fringe.append(after)
    return found, moves
