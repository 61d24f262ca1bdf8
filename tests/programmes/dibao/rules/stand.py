"""What the tests of the law stand on: the scenarios' county with its exceptions, documents filled up to be complete."""

import copy
import datetime as dt
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from datong.programmes.dibao import rules

SCENARIOS = Path(rules.__file__).parent / "scenarios"
Scenario = dict[str, Any]


@cache
def given() -> dict[str, Any]:
    """The county of the scenarios as its file holds it."""
    return dict(yaml.load((SCENARIOS / "county.yaml").read_text(), Loader=yaml.CSafeLoader))


def county(changed: dict[str, Any] | None = None, until: dt.date | None = None) -> rules.CountyParameters:
    """That county with some values changed; None takes one away."""
    found = copy.deepcopy(given())
    for key, value in (changed or {}).items():
        found["parameters"].pop(key, None)
        if value is not None:
            row = {"from": dt.date(2012, 1, 1), "value": value, "document": "算例"}
            row["from"] = dt.date(2021, 7, 1) if key == "benefit_method" and value == "tiers" else row["from"]
            found["parameters"][key] = [row | ({"to": until} if until else {})]
    return rules.CountyParameters.parse(found)


def complete(document: dict[str, Any], on: dt.date) -> dict[str, Any]:
    """A document with what every one needs: version, register, a declaration of that day."""
    declared = {"date": on, "members_complete": True, "income_complete": True, "property_complete": True}
    return {"version": 1, "registered_here": True, "declaration": declared} | document


def scenarios() -> list[tuple[str, Scenario]]:
    """Every scenario with its file and name."""
    return [
        (f"{path.stem}: {scenario['name']}", scenario)
        for path in sorted(SCENARIOS.glob("v*.yaml"))
        for scenario in yaml.load(path.read_text(), Loader=yaml.CSafeLoader)
    ]
