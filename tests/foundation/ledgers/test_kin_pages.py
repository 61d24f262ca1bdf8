"""The kin of a person: recorded by name and number or from the household, taken back with a reason, shown to who may."""

from typing import Any

import pytest
from django.test import Client

from datong.foundation.journal import service as journal
from datong.foundation.people import service as people
from datong.foundation.people.service import Kinship, Person
from tests.foundation.ledgers.reading_room import number_of, queries, readers, says_no_number, text
from tests.second_county.people import ID

__all__ = ["readers"]
pytestmark = pytest.mark.django_db
MAY = {"officer", "dibao", "doctors", "linxi"}  # officers and the clerk of 周玉兰's town


def kin(name: str) -> str:
    return f"/persons/{number_of(name)}/kin/"


def typed(name: str, **changes: str) -> dict[str, str]:
    """The form as a clerk fills it in."""
    return {"name": name, "identity": ID.get(name, ""), "relation": "sibling", "source": "户口簿"} | changes


def tie(name: str, other: str, relation: str = "sibling") -> Kinship:
    return people.declare_kinship("linxi", number_of(name), number_of(other), relation, "户口簿")


def test_who_may_record(readers: dict[str, Client]) -> None:
    answers = {
        who: client.get(f"{kin('周玉兰')}?county=519999").status_code for who, client in readers.items()
    }
    assert {who for who, status in answers.items() if status == 200} == MAY
    assert {status for who, status in answers.items() if who not in MAY} == {403}


def test_the_person_page_leads_there_for_who_may(readers: dict[str, Client]) -> None:
    for who in ("linxi", "cadre", "leader", "auditor"):
        page = readers[who].get(f"/persons/{number_of('周玉兰')}/")
        assert (f'href="{kin("周玉兰")}' in page.content.decode()) == (who == "linxi")


def test_a_brother_in_the_next_town_by_name_and_number(readers: dict[str, Client]) -> None:
    answer: Any = readers["linxi"].post(kin("周玉兰"), typed("何大林"), follow=True)
    assert "亲属关系已登记" in text(answer)
    assert "何大林 兄弟姐妹 519999********" in text(answer)
    assert says_no_number(answer)
    assert people.relatives([number_of("周玉兰")])[number_of("周玉兰")] >= {number_of("何大林")}
    [entry] = journal.entries().filter(action="kinship.declare")
    assert (entry.actor, entry.place, entry.detail) == ("linxi", "519999100202", {})


def test_the_relation_is_said_from_the_persons_side(readers: dict[str, Client]) -> None:
    tie("周玉兰", "何大林", "parent")
    assert "何大林 父母" in text(readers["officer"].get(kin("周玉兰")))
    assert "周玉兰 子女" in text(readers["officer"].get(kin("何大林")))


def test_somebody_of_the_household_needs_no_number(readers: dict[str, Client]) -> None:
    home = number_of("周建国")
    answer = readers["linxi"].post(kin("周玉兰"), typed("", known=str(home), relation="spouse"))
    assert answer.status_code == 302
    row = Kinship.objects.get()
    assert {row.person_id, row.relative_id} == {number_of("周玉兰"), home}
    assert row.relation == "spouse"


def test_somebody_of_no_register_enters_it(readers: dict[str, Client]) -> None:
    assert not Person.objects.filter(name="郑五湖").exists()
    assert readers["linxi"].post(kin("周玉兰"), typed("郑五湖")).status_code == 302
    assert Person.objects.get(name="郑五湖").identity == ID["郑五湖"]


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"source": ""}, "请填写亲属的身份证号码。"),
        (typed("何大林", identity=ID["何大林"][:17] + "0"), "身份证号码"),
        (typed("何大林", identity=ID["何大明"]), "名册里这个号码的姓名与所填姓名不同"),
        (typed("何大林", relation="cousin"), "选择一个有效的选项"),
        (typed("何大林", source="本"), "请写明关系的依据"),
        (typed("周玉兰"), "不能登记本人与本人的亲属关系"),
        (typed("", known=str(2**31)), "选择一个有效的选项"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    readers: dict[str, Client], sent: dict[str, str], sentence: str
) -> None:
    answer = readers["linxi"].post(kin("周玉兰"), sent)
    assert (answer.status_code, Kinship.objects.count()) == (422, 0)
    assert sentence in text(answer)
    assert sent.get("source", "") in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]


def test_taken_back_with_a_reason_it_stays_on_the_page(readers: dict[str, Client]) -> None:
    row = tie("周玉兰", "何大林")
    address = f"{kin('周玉兰')}{row.pk}/withdraw/"
    assert "何大林" in text(readers["linxi"].get(address))
    assert readers["linxi"].post(address, {"why": ""}).status_code == 422
    answer: Any = readers["linxi"].post(address, {"why": "登记错了人"}, follow=True)
    assert "登记错了人" in text(answer)
    assert address not in answer.content.decode()
    assert Kinship.objects.get().withdrawn_at is not None
    assert "这条关系已经撤回" in text(readers["linxi"].post(address, {"why": "再撤一次"}))


def test_a_tie_of_somebody_else_is_not_found(readers: dict[str, Client]) -> None:
    row = tie("何大林", "江老太")
    assert readers["linxi"].get(f"{kin('周玉兰')}{row.pk}/withdraw/").status_code == 404
    assert readers["linxi"].post(f"{kin('周玉兰')}{row.pk}/withdraw/", {"why": "不是我的"}).status_code == 404
    assert readers["linxi"].post(f"{kin('何大林')}{row.pk}/withdraw/", {"why": "不在本镇"}).status_code == 403


def test_as_many_queries_for_one_tie_as_for_three(readers: dict[str, Client]) -> None:
    tie("周玉兰", "何大林")
    one = queries(readers["linxi"], kin("周玉兰"))
    tie("周玉兰", "何小林")
    tie("周玉兰", "江老太")
    assert queries(readers["linxi"], kin("周玉兰")) == one


def test_in_english(readers: dict[str, Client]) -> None:
    tie("周玉兰", "何大林")
    page = readers["officer"].get(kin("周玉兰"), headers={"accept-language": "en"})
    assert "sibling" in text(page)
