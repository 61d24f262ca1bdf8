"""The compiled tracing form keeps, step for step, what a call by call writes down: every scenario, thousands of households by chance."""

import datetime as dt
import random
from collections import defaultdict

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from datong.engine.algebra import Tracing
from datong.programmes.dibao import rules
from datong.programmes.dibao.rules.facts import Home
from datong.programmes.dibao.rules.household import find, judge
from datong.programmes.dibao.rules.quick import WORTH_IT, machine_at, traced
from datong.programmes.dibao.rules.terms import Terms, terms_at
from tests.programmes.dibao.rules.stand import complete, county, scenarios
from tests.programmes.dibao.rules.tables import by_chance
from tests.programmes.dibao.rules.test_wholesale import COUNTIES, LAST, NEW, OLD, SAYS_ALL

FORMS = {
    (on, name, area): traced(terms_at(on, COUNTIES[name], area))
    for on in (OLD, NEW)
    for name in ("all", "lifted")
    for area in ("urban", "rural")
}


def told_twice(home: Home, terms: Terms, told: object) -> None:
    """The compiled form against the one that is called for every operation."""
    alg = Tracing()
    found = find(alg, home, terms)
    record = (found, judge(alg, home, found, terms))
    assert (told.found, list(told.steps)) == (record, alg.steps)  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", ["all", "lifted"])
@pytest.mark.parametrize("on", [OLD, NEW], ids=str)
@settings(max_examples=3, database=None, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(seed=st.integers(0, 2**64))
def test_households_by_chance(on: dt.date, name: str, seed: int) -> None:
    dice = random.Random(seed)
    for _ in range(40):
        home = by_chance(dice, LAST[on])
        area = "rural" if home.area else "urban"
        told_twice(home, terms_at(on, COUNTIES[name], area), FORMS[on, name, area](home))


def test_every_scenario_of_the_law() -> None:
    asked: dict[Terms, list[Home]] = defaultdict(list)
    for _, scenario in scenarios():
        if "document" in scenario:
            document = rules.parse_document(complete(scenario["document"], scenario["day"]))
            asked[terms_at(scenario["day"], county(scenario.get("county")), document.area)].append(
                document.facts
            )
    assert sum(map(len, asked.values())) >= 60
    for terms, homes in asked.items():
        form = traced(terms)
        for home in homes:
            told_twice(home, terms, form(home))


def test_a_machine_explains_the_same_before_and_after_it_is_compiled() -> None:
    machine, dice = machine_at(NEW, SAYS_ALL, "urban"), random.Random(5)
    homes = [by_chance(dice, LAST[NEW])._replace(area=0) for _ in range(3)]
    before = [machine.why(home) for home in homes]
    for _ in range(WORTH_IT):
        machine.why(homes[0])
    after = [machine.why(home) for home in homes]
    assert [(found, verdict, list(steps)) for found, verdict, steps in after] == before
    assert [type(steps).__name__ for _, _, steps in before + after] == ["list"] * 3 + ["Steps"] * 3
