"""What a decider reads before deciding: the evidence, the computation, who must stay away, which category means what."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from datong.foundation.access.service import User
from datong.foundation.casework import service as casework
from datong.foundation.casework.service import Case
from datong.foundation.evidence import service as evidence
from datong.kernel.bilingual import Text
from datong.kernel.procedure import Step
from datong.programmes.dibao.queries import accepting, statements
from datong.programmes.dibao.queries.awards import interval
from datong.programmes.dibao.queries.panels import panels
from datong.programmes.dibao.rules import NotInForce, pack_of, review_categories

SURVEYED = Text("入户调查", "surveyed the household")
OTHER = Text("其他材料", "other papers")
CATEGORY = Text("{name}，每 {months} 个月复核一次", "{name}: re-verified every {months} months")
CATEGORIES = {
    "A": Text(
        "A 类（城市“三无”、重病重残且收入基本无变化）",
        "A (no means, or gravely ill or disabled; stable income)",
    ),
    "B": Text("B 类（短期内相对稳定）", "B (stable for the time being)"),
    "C": Text("C 类（收入不固定、有劳动能力）", "C (unsteady income, able to work)"),
    "stable": Text("短期内变化不大", "little change expected"),
    "unstable": Text("收入来源不固定、有劳动能力", "unsteady income, able to work"),
}


@dataclass(frozen=True, slots=True)
class Apart:
    """Somebody who must not take the step, and for what they did."""

    name: str
    did: Text


@dataclass(frozen=True, slots=True)
class Brief:
    """The file as a decider reads it. `parts`: the panels of the case page by key."""

    step: Step
    before: Text
    after: Text
    parts: dict[str, Any]
    items: list[tuple[Text, evidence.Item]]
    apart: list[Apart]
    shut: list[Text]


def step_of(case: Case, key: str) -> Step | None:
    """The step of the case's table, whether or not it follows now."""
    table = casework.PROCEDURES.get(case.workflow).workflow
    return next((step for step in table.steps if step.key == key), None)


def brief(user: User, case: Case, step: Step) -> Brief:
    """Everything at once."""
    table = casework.PROCEDURES.get(case.workflow).workflow
    found = [
        (OTHER if item.kind == "other" else evidence.kind_name(item.kind), item)
        for item in evidence.items_of(casework.target(case))
    ]
    return Brief(
        step=step,
        before=table.state(case.state).name,
        after=table.state(step.after).name,
        parts={panel.key: panel.context for panel in panels(user, case)},
        items=found,
        apart=apart(case, step),
        shut=accepting.hindrances(user, case, step.key),
    )


def apart(case: Case, step: Step) -> list[Apart]:
    """Who prepared the case and so does not take this step: surveyors, and whoever took the steps it is kept apart from."""
    table = casework.PROCEDURES.get(case.workflow).workflow
    found: list[Apart] = []
    if "not_investigator" in step.guards:
        surveyors = User.objects.in_bulk(statements.investigators(case, ("survey", "review")))
        found += [Apart(user.name, SURVEYED) for _, user in sorted(surveyors.items())]
    for taken, name, after in case.events.order_by("-number").values_list("step", "actor__name", "after"):
        if taken in step.apart:
            found.append(Apart(name, table.step(taken).name))
        if table.state(after).resting:
            break
    return list({(each.name, each.did.zh): each for each in found}.values())


def categories(case: Case) -> Sequence[tuple[str, Text]]:
    """The groups of re-verification that the case's law knows, with how often each is visited."""
    last = statements.latest(case)
    area = statements.document_of(last)["area"] if last else "rural"
    day = statements.law_day(case)
    try:
        named = [(key, interval(key, area, day)) for key in review_categories(pack_of(day))]
    except NotInForce:  # taken over from before the rules, and no re-verification yet
        return []
    return [(key, CATEGORY.format(name=CATEGORIES[key], months=months)) for key, months in named if months]
