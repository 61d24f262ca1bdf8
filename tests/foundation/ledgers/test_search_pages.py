"""One search for persons, places and papers; identity numbers by a posted form only."""

import pytest
from django.test import Client

from tests.foundation.ledgers.reading_room import (
    LINXI,
    ROSTER,
    names,
    number_of,
    queries,
    readers,
    record_of,
    says_no_number,
    text,
)
from tests.second_county.people import ID

__all__ = ["readers"]
pytestmark = pytest.mark.django_db


def test_a_person_by_part_of_the_name(readers: dict[str, Client]) -> None:
    page = readers["officer"].get("/search/", {"q": "大林"})
    said = text(page)
    assert "搜索“大林” 1 条" in said
    assert names(page) == ["何大林"]
    assert "石桥乡和平村" in said
    assert "低保专项整治、农村家庭医生、" in said
    assert says_no_number(page)
    assert f'href="/persons/{number_of("何大林")}/"' in page.content.decode()


def test_the_whole_name_comes_first(readers: dict[str, Client]) -> None:
    assert names(readers["officer"].get("/search/", {"q": "江涛"})) == ["江涛"]
    assert names(readers["officer"].get("/search/", {"q": "何"})) == ["何大明", "何大林", "何小林"]


def test_a_very_common_name(readers: dict[str, Client], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("datong.foundation.ledgers.queries.searching.FEW_PERSONS", 0)
    monkeypatch.setattr("datong.foundation.ledgers.queries.searching.MOST_PERSONS", 2)
    page = readers["officer"].get("/search/", {"q": "何"})
    assert names(page) == ["何大明", "何大林"]
    assert "还有更多同名或近名的人" in text(page)


@pytest.mark.parametrize(
    ("who", "found"),
    [("shiqiao", ["何大林"]), ("linxi", []), ("doctors", ["何大林"]), ("leader", ["何大林"])],
)
def test_only_persons_in_reach(readers: dict[str, Client], who: str, found: list[str]) -> None:
    assert names(readers[who].get("/search/", {"q": "何大林"})) == found


def test_programmes_out_of_reach_are_not_told(readers: dict[str, Client]) -> None:
    said = text(readers["doctors"].get("/search/", {"q": "何大林"}))
    assert "农村家庭医生" in said
    assert "低保" not in said.split("条", 1)[1]


@pytest.mark.parametrize("words", ["lbc", "柳坝", "柳坝村村民委员会"])
def test_a_village_by_initials_or_name_leads_to_its_registers(readers: dict[str, Client], words: str) -> None:
    page = readers["officer"].get("/search/", {"q": words})
    assert "柳坝村 519999100201" in text(page)
    assert f'href="{ROSTER}?town={LINXI}&amp;village=519999100201"' in page.content.decode()


def test_two_villages_of_one_name(readers: dict[str, Client]) -> None:
    said = text(readers["officer"].get("/search/", {"q": "和平村"}))
    assert "519999100203" in said
    assert "519999101201" in said


def test_a_place_out_of_reach_has_no_registers(readers: dict[str, Client]) -> None:
    page = readers["shiqiao"].get("/search/", {"q": "柳坝村"})
    assert "不在您负责的范围内" in text(page)
    assert "village=519999100201" not in page.content.decode()


@pytest.mark.parametrize(
    ("words", "sheet", "facts"),
    [
        ("Y-0", "family_doctor.contracts", {"number": "Y-01"}),
        ("y-05", "family_doctor.contracts", {"number": "Y-05"}),
        ("qx006", "dibao.roster", {"certificate": "QX006"}),
        ("D03", "family_doctor.doctors", {"number": "D03"}),
        ("K2", "irrigation.canals", {"number": "K2"}),
        ("龙洞干渠", "irrigation.canals", {"number": "K2"}),
    ],
)
def test_papers_by_number_and_works_by_name(
    readers: dict[str, Client], words: str, sheet: str, facts: dict[str, str]
) -> None:
    body = readers["officer"].get("/search/", {"q": words}).content.decode()
    assert f'href="/registers/{sheet.replace(".", "/")}/{record_of(sheet, **facts)}/"' in body


def test_many_papers_are_cut_and_say_so(readers: dict[str, Client], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("datong.foundation.ledgers.queries.searching.MOST_PAPERS", 3)
    page = readers["doctors"].get("/search/", {"q": "Y-0"})
    assert names(page) == ["周玉兰", "陈志高", "何大林"]
    assert "每本名册最多列出 10 条" in text(page)


def test_papers_out_of_reach_are_not_found(readers: dict[str, Client]) -> None:
    assert names(readers["linxi"].get("/search/", {"q": "QX006"})) == []
    assert names(readers["dibao"].get("/search/", {"q": "Y-01"})) == []


def test_nothing_found_says_what_to_try(readers: dict[str, Client]) -> None:
    assert "姓名可以只写其中两个字" in text(readers["officer"].get("/search/", {"q": "没有这个人"}))
    assert "想找什么？" in text(readers["officer"].get("/search/"))


def test_an_identity_number_leads_to_its_person(readers: dict[str, Client]) -> None:
    answer = readers["officer"].post("/search/?as_of=2015-06-30", {"q": " " + ID["陈志高"].lower()})
    assert answer.status_code == 302
    assert answer["Location"] == f"/persons/{number_of('陈志高')}/?as_of=2015-06-30"


def test_words_that_are_posted_go_into_the_address(readers: dict[str, Client]) -> None:
    assert readers["officer"].post("/search/", {"q": "大林"})["Location"] == "/search/?q=%E5%A4%A7%E6%9E%97"
    assert readers["officer"].post("/search/", {"q": ""})["Location"] == "/search/"


def test_a_number_in_the_address_is_taken_out_at_once(readers: dict[str, Client]) -> None:
    for typed in (
        ID["陈志高"],
        ID["陈志高"][:17] + "5",
        "519999480118119",
        f"张 {ID['陈志高'][:6]} {ID['陈志高'][6:]}",
    ):
        answer = readers["officer"].get("/search/", {"q": typed})
        assert (answer.status_code, answer["Location"]) == (302, "/search/?number=1")
    page = readers["officer"].get("/search/?number=1")
    assert "身份证号码不放在网址里" in text(page)


@pytest.mark.parametrize("who", ["shiqiao", "officer"])
def test_nobody_in_reach_has_the_number(readers: dict[str, Client], who: str) -> None:
    number = ID["陈志高"] if who == "shiqiao" else ID["杨入党"]  # 杨入党 stands in refused rows only
    page = readers[who].post("/search/", {"q": number})
    assert page.status_code == 200
    assert "没有找到这个号码的人" in text(page)
    assert says_no_number(page)


def test_a_number_with_a_slip(readers: dict[str, Client]) -> None:
    page = readers["officer"].post("/search/", {"q": "519999480118119"})
    assert page.status_code == 422
    assert "519999480118119" not in page.content.decode()


def test_the_administrator_does_not_search(readers: dict[str, Client]) -> None:
    assert readers["admin"].get("/search/", {"q": "大林"}).status_code == 403
    assert readers["admin"].post("/search/", {"q": ID["陈志高"]}).status_code == 403


def test_as_many_queries_for_one_person_as_for_three(readers: dict[str, Client]) -> None:
    assert queries(readers["officer"], "/search/?q=方") == queries(readers["officer"], "/search/?q=何")


def test_in_english(readers: dict[str, Client]) -> None:
    page = readers["officer"].get("/search/", {"q": "和平"}, headers={"accept-language": "en"})
    assert page.status_code == 200
    assert "Recipients" in text(page)
