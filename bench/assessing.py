"""Assessments of households one by one, on one core: the plain form of the rules, the law resolved once for each day."""

import datetime as dt
import random
import time
from collections.abc import Callable
from typing import Any

from bench.home import ROOT
from datong.programmes.dibao import rules
from datong.programmes.dibao.rules.facts import Home
from datong.programmes.dibao.rules.quick import compiled, traced
from datong.programmes.dibao.rules.terms import terms_at

ASSESSED = 100_000
DOCUMENTS = 2_000
DAYS = (dt.date(2014, 9, 26), dt.date(2022, 3, 15))
SPANS = {DAYS[0]: ("2013-09", "2014-08"), DAYS[1]: ("2021-03", "2022-02")}


def measure() -> dict[str, float]:
    """Assessments, explained assessments and documents read, each a second; the mean size of a household."""
    county = rules.CountyParameters.load(ROOT / "examples" / "luojiang-2014" / "dibao-parameters.yaml")
    given = [household(random.Random(number), DAYS[number % 2]) for number in range(DOCUMENTS)]  # noqa: S311
    began = time.perf_counter()
    documents = [(rules.parse_document(document), DAYS[number % 2]) for number, document in enumerate(given)]
    read = time.perf_counter() - began
    for document, day in documents:
        rules.assess_amount(document, day, county)
    best = min(run(documents, county) for _ in range(3))
    began = time.perf_counter()
    for document, day in documents:
        rules.assess(document, day, county)
    explained = time.perf_counter() - began
    return {
        "assessed": ASSESSED / best,
        **one(documents, county),
        "explained": DOCUMENTS / explained,
        "read": DOCUMENTS / read,
        "members": sum(len(document.members) for document, _ in documents) / DOCUMENTS,
    }


def one(
    documents: list[tuple[rules.HouseholdDocument, dt.date]], county: rules.CountyParameters
) -> dict[str, float]:
    """Microseconds of one household, the best of its rounds: the compiled rule by itself, and the one that keeps every step.

    All steps are computed and kept within the time; they are laid out as a list when somebody reads it.
    """
    terms = {day: terms_at(day, county, "rural") for day in DAYS}

    def best(forms: dict[dt.date, Callable[[Home], object]], rounds: int) -> float:
        asked = [(forms[day], document.facts) for document, day in documents]
        taken = []
        for _ in range(rounds):
            began = time.process_time()
            for form, home in asked:
                form(home)
            taken.append((time.process_time() - began) / len(asked))
        return min(taken) * 1e6

    return {
        "plain": best({day: compiled(terms[day]) for day in DAYS}, 300),
        "traced": best({day: traced(terms[day]) for day in DAYS}, 50),
    }


def run(documents: list[tuple[rules.HouseholdDocument, dt.date]], county: rules.CountyParameters) -> float:
    """Seconds of one core for `ASSESSED` assessments, one after the other."""
    rounds = ASSESSED // len(documents)
    began = time.process_time()
    for _ in range(rounds):
        for document, day in documents:
            rules.assess_amount(document, day, county)
    return time.process_time() - began


def household(dice: random.Random, day: dt.date) -> dict[str, Any]:
    """A household of three: farm, odd jobs, a pension, a deposit, a house, a child at school."""
    first, last = SPANS[day]
    child = {
        "id": "c",
        "relation": "child",
        "birth": f"{day.year - dice.randint(2, 16)}-05-05",
        "hukou": "rural",
    }
    span = {"from": first, "to": last, "method": "declared"}
    return {
        "version": 1, "area": "rural", "applicant": "a", "registered_here": True,
        "declaration": {"date": str(day), "members_complete": True, "income_complete": True, "property_complete": True},
        "members": [
            {"id": "a", "relation": "self", "birth": f"{dice.randint(1940, 1985)}-01-01", "hukou": "rural"},
            {"id": "b", "relation": "spouse", "birth": f"{dice.randint(1940, 1985)}-01-01", "hukou": "rural", "serious_illness": dice.random() < 0.3},
            child,
        ],
        "income": [
            {"member": "a", "kind": "farming", "amount_fen": dice.randint(0, 900_000), "costs_fen": dice.randint(0, 200_000), **span},
            {"member": "b", "kind": "casual_work", "amount_fen": dice.randint(0, 20_000), "per": "month", **span},
            {"member": "a", "kind": "base_pension", "amount": "60.00", "per": "month", **span},
        ],
        "property": [
            {"kind": "deposit", "member": "a", "value_fen": dice.randint(0, 2_000_000)},
            {"kind": "house", "count": 1, "area": "90.00"},
        ],
    }  # fmt: skip
