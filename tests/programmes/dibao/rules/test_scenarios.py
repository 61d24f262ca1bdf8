"""Every scenario of the law, with values reckoned by hand in its file."""

from collections.abc import Callable
from typing import Any

import pytest

from datong.programmes.dibao import rules
from tests.programmes.dibao.rules.stand import Scenario, complete, county, scenarios

ALL = scenarios()
ASSESSED = [pytest.param(s, id=name) for name, s in ALL if "document" in s]
TAPERED = [pytest.param(s, id=name) for name, s in ALL if "taper" in s]
KEYS = {"name", "day", "county", "document", "expect", "taper", "until"}


def test_scenarios_are_many_and_named_once() -> None:
    names = [name for name, _ in ALL]
    assert len(names) >= 60
    assert len(set(names)) == len(names)
    assert {rules.pack_of(s["day"]).key for _, s in ALL} == {"v2012", "v2021"}


def test_scenarios_say_nothing_that_nobody_checks() -> None:
    strange = {name: set(s) - KEYS for name, s in ALL if set(s) - KEYS}
    strange |= {
        name: set(s.get("expect", {})) - set(SEEN) for name, s in ALL if set(s.get("expect", {})) - set(SEEN)
    }
    assert strange == {}


def changes(found: rules.Assessment) -> dict[str, list[int | None]]:
    """The changes by their kind; "fact" stands for all that are no amounts."""
    return {change.kind: [change.by, change.over_period] for change in found.changes}


SEEN: dict[str, Callable[[rules.Assessment], Any]] = {
    "eligible": lambda found: found.eligible,
    "amount": lambda found: found.amount,
    "pack": lambda found: found.pack,
    "borderline": lambda found: found.borderline,
    "missing": lambda found: [gap.key for gap in found.missing],
    "criteria": lambda found: {criterion.key: criterion.met for criterion in found.criteria},
    "counted": lambda found: {member.id: member.counted for member in found.members},
    "paid": lambda found: {member.id: member.paid for member in found.members},
    "basis": lambda found: {member.id: member.basis.zh for member in found.members},
    "income": lambda found: {line.path: line.amount for line in found.income},
    "changes": changes,
    "notices": lambda found: found.notices,
}
PARTLY = {"criteria", "counted", "paid", "basis", "income"}


@pytest.mark.parametrize("scenario", ASSESSED)
def test_scenario(scenario: Scenario) -> None:
    document = rules.parse_document(complete(scenario["document"], scenario["day"]))
    supplied = county(scenario.get("county"))
    found = rules.assess(document, scenario["day"], supplied)
    expected = {"missing": []} | scenario["expect"]
    for key, wanted in expected.items():
        seen = SEEN[key](found)
        if key == "notices":
            assert [any(words in text.zh for text in seen) for words in wanted] == [True for _ in wanted]
        elif key in PARTLY:
            assert {name: seen[name] for name in wanted} == wanted, key
        else:
            assert seen == wanted, key
    quick = rules.assess_amount(document, scenario["day"], supplied)
    assert (quick.eligible, quick.amount) == (found.eligible, found.amount)


@pytest.mark.parametrize("scenario", TAPERED)
def test_taper(scenario: Scenario) -> None:
    found = rules.taper(scenario["day"], county(scenario.get("county"), scenario.get("until")))
    assert {key: getattr(found, key) for key in scenario["taper"]} == scenario["taper"]
