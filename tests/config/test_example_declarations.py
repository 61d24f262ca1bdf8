"""The invented declarations of the example county: readable, the same in every load, of the persons the register knows."""

import datetime as dt
from types import SimpleNamespace
from typing import Any

import pytest

from datong.config import example_declarations as example
from datong.config.example import FOLDER
from datong.programmes.dibao.service import rules

DAY = dt.date(2026, 10, 30)
COUNTY = rules.CountyParameters.load(FOLDER / "dibao-parameters.yaml")


def case(number: str, area: str = "rural") -> Any:
    return SimpleNamespace(number=number, origin=f"ledger:dibao.roster:B:{area}")


HOME: list[example.Known] = [
    (7, "户主", dt.date(1958, 3, 12)),
    (8, "配偶", dt.date(1960, 7, 2)),
    (9, "孙女", dt.date(2014, 1, 5)),
]


def test_a_document_can_be_read_and_judged() -> None:
    made = example.document(case("DB-510626-2010-000001"), HOME, DAY)
    assert [(each["id"], each["relation"]) for each in made["members"]] == [
        ("7", "self"),
        ("8", "spouse"),
        ("9", "grandchild"),
    ]
    assert (made["area"], made["applicant"], made["members"][2]["study"]) == ("rural", "7", "school")
    assert [(each["from"], each["to"]) for each in made["income"]] == [("2025-10", "2026-09")] * 2
    found = rules.assess(rules.parse_document(made), DAY, COUNTY)
    assert found.eligible is not None
    assert made == example.document(case("DB-510626-2010-000001"), HOME, DAY)


@pytest.mark.parametrize("area", ["rural", "urban"])
def test_some_would_stay_some_would_leave(area: str) -> None:
    """Of a hundred households between a tenth and a half are above the standard or own too much; few are not known."""
    verdicts = [
        rules.assess(
            rules.parse_document(example.document(case(f"DB-510626-2010-{nth:06d}", area), HOME[:2], DAY)),
            DAY,
            COUNTY,
        ).eligible
        for nth in range(100)
    ]
    assert 50 <= verdicts.count(True) <= 90
    assert 10 <= verdicts.count(False) <= 50
    assert verdicts.count(None) <= 6


@pytest.mark.parametrize(("before", "expected"), [(1, "2026-09"), (10, "2025-12"), (12, "2025-10")])
def test_months(before: int, expected: str) -> None:
    assert example.month(DAY, before) == expected
