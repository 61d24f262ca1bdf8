"""Registers: who sees which rows, finding, narrowing, ordering, paging, choosing columns."""

from pathlib import Path

import pytest
from django.test import Client

from datong.foundation.access import service as access
from datong.foundation.ledgers import service as ledgers
from tests.foundation.ledgers.importing import ROSTER as HEADINGS
from tests.foundation.ledgers.importing import recipient, take, write
from tests.foundation.ledgers.reading_room import (
    CONTRACTS,
    LINXI,
    ROSTER,
    SERVICES,
    SHIQIAO,
    headings,
    names,
    queries,
    readers,
    says_no_number,
    text,
)
from tests.second_county.people import ID

__all__ = ["readers"]
pytestmark = pytest.mark.django_db
LINXI_NAMES = ["刘桂芳", "刘小军", "陈志高", "陈志明", "周玉兰", "周建国", "周小梅", "何大明"]


def test_a_register_says_what_it_is_and_how_many(readers: dict[str, Client]) -> None:
    page = readers["officer"].get(ROSTER)
    assert page.status_code == 200
    assert "在册对象 15 行" in text(page)
    assert "青溪县，2015年6月30日的台账" in text(page)


def test_identity_first_state_second_numbers_of_persons_never(readers: dict[str, Client]) -> None:
    page = readers["officer"].get(ROSTER)
    assert headings(page) == [
        "成员姓名", "保障类别", "村（社区）", "低保证号", "户主姓名", "与户主关系", "城乡类别", "月人均补助（元）", "享受起始日期",
    ]  # fmt: skip
    assert names(page)[:3] == ["刘桂芳", "刘小军", "陈志高"]
    assert "1,055.50" in text(page)
    assert "*" not in text(page)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_register_opens_without_anybodys_number(readers: dict[str, Client], language: str) -> None:
    for sheet in ledgers.SHEETS.values():
        page = readers["officer"].get(
            f"/registers/{sheet.programme}/{sheet.slug}/", headers={"accept-language": language}
        )
        assert page.status_code == 200, sheet.id
        assert says_no_number(page), sheet.id
        assert sheet.label.to(language) in text(page)


def test_rows_are_those_of_the_readers_places(readers: dict[str, Client]) -> None:
    assert names(readers["linxi"].get(ROSTER)) == LINXI_NAMES
    assert names(readers["cadre"].get(ROSTER)) == ["周玉兰", "周建国", "周小梅"]
    assert len(names(readers["leader"].get(ROSTER))) == 15


def test_a_filter_does_not_lead_out_of_the_readers_places(readers: dict[str, Client]) -> None:
    page = readers["linxi"].get(f"{ROSTER}?town={SHIQIAO}")
    assert names(page) == []
    assert "没有找到符合条件的行" in text(page)


@pytest.mark.parametrize(("who", "status"), [("dibao", 200), ("doctors", 403), ("admin", 403), ("far", 403)])
def test_who_opens_the_roster(readers: dict[str, Client], who: str, status: int) -> None:
    assert readers[who].get(f"{ROSTER}?county=519999").status_code == status


def test_the_refusal_says_why(readers: dict[str, Client]) -> None:
    assert "您的岗位不含这个地方或这项工作的名册。" in text(readers["doctors"].get(ROSTER))


def test_no_such_register(readers: dict[str, Client]) -> None:
    assert readers["officer"].get("/registers/dibao/nothing/").status_code == 404
    assert readers["officer"].get(f"{ROSTER}?as_of=someday").status_code == 404


def test_a_town_and_a_village_of_it(readers: dict[str, Client]) -> None:
    page = readers["officer"].get(f"{ROSTER}?town={LINXI}")
    assert names(page) == LINXI_NAMES
    assert "临溪镇（8）" in text(page)
    assert "柳坝村" in text(page).split("村（社区）")[1]
    page = readers["officer"].get(f"{ROSTER}?town={LINXI}&village=519999100201")
    assert names(page) == ["陈志高", "陈志明"]
    assert "全部 15 行中找到" in text(page)


def test_declared_filters_with_their_counts(readers: dict[str, Client]) -> None:
    page = readers["officer"].get(f"{ROSTER}?category=A类")
    assert names(page) == ["刘桂芳", "刘小军", "石光明", "石小燕", "龙文秀"]
    assert "A类（5）" in text(page)
    assert names(readers["officer"].get(f"{ROSTER}?category=A类&area=农村")) == ["龙文秀"]
    assert names(readers["officer"].get("/registers/irrigation/canals/?year=2017")) == ["龙洞干渠"]
    assert names(readers["officer"].get("/registers/irrigation/canals/?year=soon")) == []


def test_bodies_of_the_county_are_a_place_of_their_own(readers: dict[str, Client]) -> None:
    page = readers["officer"].get("/registers/membership/members/?town=519999000000")
    assert names(page) == ["白求平"]
    assert "县级机关（1）" in text(page)


def test_a_register_narrowed_to_one_number_of_another(readers: dict[str, Client]) -> None:
    page = readers["officer"].get(f"{SERVICES}?contract=Y-01")
    assert names(page) == ["Y-01", "Y-01"]
    assert "签约编号 Y-01" in text(page)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("桂芳", ["刘桂芳", "刘小军"]),  # the second by his head of household
        ("小梅", ["周小梅"]),
        ("龙", ["龙文秀"]),
        ("qx005", ["何大林", "何小林"]),
        ("QX00", [name for name in LINXI_NAMES if name != "陈志明"]
         + ["石光明", "石小燕", "何大林", "何小林", "龙文秀", "江水生", "钱多福"]),
        ("没有人", []),
    ],
)  # fmt: skip
def test_finding_by_part_of_a_name_or_number(
    readers: dict[str, Client], words: str, found: list[str]
) -> None:
    assert names(readers["officer"].get(ROSTER, {"q": words})) == found


def test_a_very_common_name_is_read_in_the_register(
    readers: dict[str, Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("datong.foundation.ledgers.queries.finding.FEW_PERSONS", 0)
    assert names(readers["officer"].get(ROSTER, {"q": "周"})) == ["周玉兰", "周建国", "周小梅"]


def test_a_sheet_without_names_is_searched_by_place(readers: dict[str, Client]) -> None:
    page = readers["officer"].get("/registers/sunshine/progress/", {"q": "hpc"})
    assert names(page) == ["和平村", "和平村"]


def test_words_are_posted_and_then_stand_in_the_address(readers: dict[str, Client]) -> None:
    answer = readers["officer"].post(f"{ROSTER}?as_of=2015-06-30", {"q": " 桂芳 ", "town": LINXI})
    assert answer.status_code == 302
    assert answer["Location"] == f"{ROSTER}?as_of=2015-06-30&q=%E6%A1%82%E8%8A%B3&town={LINXI}"


def test_an_identity_number_finds_exactly_and_stays_out_of_the_address(readers: dict[str, Client]) -> None:
    page = readers["officer"].post(ROSTER, {"q": ID["陈志高"].lower()})
    assert page.status_code == 200
    assert names(page) == ["陈志高"]
    assert says_no_number(page)
    assert "no-store" in page["Cache-Control"]
    moved = readers["officer"].get(ROSTER, {"q": ID["陈志高"], "town": LINXI})
    assert moved.status_code == 302
    assert moved["Location"] == f"{ROSTER}?town={LINXI}&number=1"


def test_a_number_out_of_reach_finds_nobody(readers: dict[str, Client]) -> None:
    page = readers["shiqiao"].post(ROSTER, {"q": ID["陈志高"]})
    assert page.status_code == 200
    assert names(page) == []
    assert "没有找到符合条件的行" in text(page)


def test_a_number_with_a_slip_says_what_is_wrong(readers: dict[str, Client]) -> None:
    page = readers["officer"].post(ROSTER, {"q": ID["刘桂芳"][:17] + "0"})
    assert page.status_code == 422
    assert "第 18 位校验码应为" in text(page)
    assert ID["刘桂芳"][:17] not in page.content.decode()


def test_headings_sort(readers: dict[str, Client]) -> None:
    ordered = names(readers["officer"].get(f"{ROSTER}?sort=-monthly_benefit"))
    assert ordered[0] == "陈志高"
    assert names(readers["officer"].get(f"{ROSTER}?sort=monthly_benefit"))[0] == "钱多福"
    assert names(readers["officer"].get(f"{ROSTER}?sort=nonsense"))[0] == "刘桂芳"


def test_empty_cells_come_last_either_way(readers: dict[str, Client]) -> None:
    for sort in ("grade", "-grade"):
        assert names(readers["officer"].get(f"/registers/membership/members/?sort={sort}"))[-1] == "白求平"


def test_the_page_size_is_kept(readers: dict[str, Client]) -> None:
    client = readers["officer"]
    client.get(f"{ROSTER}?size=100")
    assert client.session["page_size"] == "100"
    client.get(f"{ROSTER}?size=7")
    assert client.session["page_size"] == "100"


def test_columns_are_chosen(readers: dict[str, Client]) -> None:
    page = readers["officer"].get(f"{ROSTER}?col=town&col=remark&col=person&col=nonsense")
    assert headings(page) == ["成员姓名", "镇", "备注"]
    assert "五保转入" in text(page)


def test_before_the_first_ledger_there_is_nothing_and_a_way_on(readers: dict[str, Client]) -> None:
    page = readers["officer"].get(f"{ROSTER}?as_of=2015-06-29")
    assert "这本名册在这一天还没有内容" in text(page)
    assert "看最新的台账（2015-06-30）" in text(page)


def test_rows_keep_county_and_date_in_their_addresses(readers: dict[str, Client]) -> None:
    body = readers["officer"].get(f"{ROSTER}?as_of=2015-07-01&county=519999&sort=name").content.decode()
    assert "/?county=519999&amp;as_of=2015-07-01" in body


def test_as_many_queries_for_one_row_as_for_many(readers: dict[str, Client]) -> None:
    one, three = f"{ROSTER}?category=C类&area=农村&q=钱多福", f"{ROSTER}?category=C类&area=农村&q=周"
    assert len(names(readers["officer"].get(one))) == 1
    assert len(names(readers["officer"].get(three))) == 3
    assert queries(readers["officer"], one) == queries(readers["officer"], three) <= 7


def test_what_is_remembered_follows_imports_and_their_undoing(
    readers: dict[str, Client], tmp_path: Path
) -> None:
    client = readers["officer"]
    assert "在册对象 15 行" in text(client.get(ROSTER))
    receipt = take(write(tmp_path, [HEADINGS, recipient("冯七夕")]))
    assert "在册对象 16 行" in text(client.get(ROSTER))
    assert names(client.get(f"{ROSTER}?q=七夕")) == ["冯七夕"]
    ledgers.undo(access.console(), receipt.import_id, door="page")
    assert "在册对象 15 行" in text(client.get(ROSTER))
    assert names(client.get(f"{ROSTER}?q=七夕")) == []


def test_two_readers_do_not_get_each_others_page(readers: dict[str, Client]) -> None:
    assert len(names(readers["officer"].get(CONTRACTS))) == 5
    assert len(names(readers["linxi"].get(CONTRACTS))) == 2
    assert len(names(readers["officer"].get(CONTRACTS))) == 5
