"""The household document: every fault is told with its place and what to write; the JSON schema says the same."""

import copy
import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from datong.programmes.dibao import rules
from tests.programmes.dibao.rules.stand import complete

ON = dt.date(2014, 9, 26)


def document(**changed: Any) -> dict[str, Any]:
    """A small sound document with some parts changed."""
    sound = {
        "area": "rural",
        "applicant": "a",
        "members": [{"id": "a", "relation": "self", "birth": "1950-01-01", "hukou": "rural"}],
        "income": [
            {"member": "a", "kind": "wage", "month": "2014-01", "amount": "800.00", "method": "documented"}
        ],
    }
    return complete(copy.deepcopy(sound) | changed, ON) | {"declaration": {"date": "2014-09-01"}}


def income(**changed: Any) -> dict[str, Any]:
    """The document with its item of income changed."""
    found = document()
    found["income"][0] |= changed
    return found


def problems(given: Any) -> list[tuple[str, str]]:
    """Paths and Chinese sentences of what is wrong."""
    with pytest.raises(rules.BadDocument) as refused:
        rules.parse_document(given)
    assert all(problem.text.en for problem in refused.value.problems)
    return [(problem.path, problem.text.zh) for problem in refused.value.problems]


def test_a_sound_document_is_read() -> None:
    found = rules.parse_document(document())
    assert (found.area, found.members[0].birth, found.income[0].amount) == (
        "rural",
        dt.date(1950, 1, 1),
        80000,
    )
    assert (found.income[0].first, found.income[0].last, found.income[0].per) == (
        2014 * 12,
        2014 * 12,
        "month",
    )
    assert found.income[0].path == "income[0]"


@pytest.mark.parametrize(("given", "path", "words"), [
    (document(version=2), "version", "应在 1 至 1 之间"),
    (document(county="510626"), "county", "不认识这个键"),
    (document(area="suburb"), "area", "没有“suburb”这一项"),
    (document(applicant="x"), "members[0].relation", "self"),
    (document(members=[]), "applicant", "没有这个编号"),
    (document(members={}), "members", "应为列表"),
    (document(registered_here="yes"), "registered_here", "true 或 false"),
    (document(members=[{"id": "a", "relation": "self", "birth": "2014-02-30"}]), "members[0].birth", "日期"),
    (document(members=[{"id": "a", "relation": "self", "birth": "20140201"}]), "members[0].birth", "日期"),
    (document(members=[{"id": "a", "relation": "self", "age": 60}]), "members[0].age", "不认识这个键"),
    (document(members=[{"id": "a", "relation": "boss"}]), "members[0].relation", "boss"),
    (document(members=[{"id": "a", "relation": "self", "disability": {"kind": "physical", "grade": 5}}]), "members[0].disability.grade", "应在 1 至 4 之间"),
    (document(members=[{"id": "a", "relation": "self"}, {"id": "a", "relation": "self"}]), "members[1].id", "重复"),
    (income(member="z"), "income[0].member", "没有 z"),
    (income(kind="salary"), "income[0].kind", "salary"),
    (income(amount=800), "income[0].amount", "加引号"),
    (income(amount="800.005"), "income[0].amount", "加引号"),
    (income(amount="-1"), "income[0].amount", "应在 0"),
    (income(amount="1,000"), "income[0].amount", "加引号"),
    (income(amount_fen=80000), "income[0].amount", "只能填一个"),
    (income(**{"from": "2014-01"}), "income[0].month", "只能填一个"),
    (income(month="2014-13"), "income[0].month", "月份"),
    (income(month=None, **{"from": "2014-05", "to": "2014-04"}), "income[0].to", "早于"),
    (income(method="guessed"), "income[0].method", "guessed"),
    (income(method="imputed"), "income[0].reason", "理由"),
    (income(operator="sum"), "income[0].operator", "不认识这个键"),
    (income(judgement={"counted": False}), "income[0].judgement.reason", "必须填写"),
    (document(property=[{"kind": "yacht"}]), "property[0].kind", "yacht"),
    (document(property=[{"kind": "house", "area": 85.5}]), "property[0].area", "加引号"),
    (document(deductions=[{"kind": "holiday"}]), "deductions[0].kind", "holiday"),
    (document(single={"ground": "lonely"}), "single.ground", "lonely"),
    (document(supporters=[{"relation": "child", "member": "q", "method": "declared"}]), "supporters[0].member", "没有 q"),
    ([], "", "一组键和值"),
    ("household", "", "一组键和值"),
])  # fmt: skip
def test_faults_have_their_place_and_a_sentence(given: Any, path: str, words: str) -> None:
    found = problems(given)
    assert path in [place for place, _ in found]
    assert words in dict(found)[path]


def test_all_faults_are_told_at_once() -> None:
    found = problems(
        {"version": 1, "area": "x", "members": [{"id": 1, "relation": "self"}], "income": [{"kind": "wage"}]}
    )
    assert [path for path, _ in found] == ["area", "applicant", "members[0].id", "income[0].method"]


def test_null_is_not_stated() -> None:
    assert rules.parse_document(document(registered_here=None)).registered_here is None


def test_fen_and_yuan_are_the_same_money() -> None:
    for spelling, fen in (("800", 80000), ("800.5", 80050), ("0", 0), ("0.01", 1)):
        assert rules.parse_document(income(amount=spelling)).income[0].amount == fen
    found = income(amount_fen=80050)
    del found["income"][0]["amount"]
    assert rules.parse_document(found).income[0].amount == 80050


def test_the_schema_knows_every_key_and_nothing_more() -> None:
    schema = rules.json_schema()
    assert schema["additionalProperties"] is False
    assert schema["required"] == ["version", "area", "applicant", "members"]
    item = schema["properties"]["income"]["items"]
    assert {"member", "kind", "from", "to", "month", "per", "amount", "amount_fen", "costs", "method"} <= set(
        item["properties"]
    )
    assert item["properties"]["method"]["enum"] == ["documented", "declared", "imputed"]
    assert item["not"]["anyOf"][0] == {"required": ["amount", "amount_fen"]}


def test_the_schema_in_the_documents_is_this_one() -> None:
    file = Path(__file__).parents[4] / "docs" / "reference" / "household.schema.json"
    assert json.loads(file.read_text()) == rules.json_schema()
