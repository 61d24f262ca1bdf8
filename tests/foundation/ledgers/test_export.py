"""Whole ledgers out and in again: nothing changes, nothing is taken for a formula, nobody exports unseen."""

import datetime as dt
from pathlib import Path

import pytest

from datong.foundation.access import service as access
from datong.foundation.journal import service as journal
from datong.foundation.ledgers import service as ledgers
from tests import small_county as second
from tests.counties import County
from tests.foundation.ledgers.reading_back import holder, keep, sheets, tally
from tests.second_county.people import ID

pytestmark = pytest.mark.django_db
SEVEN = ("dibao", "family_doctor", "irrigation", "sunshine", "membership", "silver_age", "approvals")


def export(programme: str, county: str = second.COUNTY, day: dt.date = second.AS_OF) -> bytes:
    return ledgers.export(access.console(), programme, county, day, door="cli")


def test_contracts_as_the_register_has_them(small_county: County) -> None:
    assert sheets(export("family_doctor"))["签约结对"] == [
        [
            "签约编号", "镇", "村（社区）", "户主姓名", "户主身份证号码", "家庭人口", "联系电话", "重点人群", "医生编号",
            "医生姓名", "签约日期",
        ],
        ["Y-01", "临溪镇", "大安村", "周玉兰", ID["周玉兰"], 3, "13800000001", "儿童", "D01", "白求平", dt.date(2015, 1, 8)],
        ["Y-02", "临溪镇", "柳坝村", "陈志高", ID["陈志高"], 1, "13800000002", "老年人", "D01", "白求平", dt.date(2015, 2, 11)],
        ["Y-03", "石桥乡", "和平村", "何大林", ID["何大林"], 2, "13800000003", "", "D03", "孙思远", dt.date(2015, 3, 1)],
        ["Y-04", "云台街道", "望江社区", "江老太", ID["江老太"], 4, "", "老年人", "D02", "华小佗", dt.date(2015, 2, 2)],
        ["Y-05", "石桥乡", "石桥社区", "石光明", ID["石光明"], 2, "09995550199", "残疾人", "D04", "李时珍", dt.date(2015, 3, 15)],
    ]  # fmt: skip


def test_money_lengths_and_years_are_numbers(small_county: County) -> None:
    canal = sheets(export("irrigation"))["渠道"][1]
    assert [type(cell) for cell in canal] == [str, str, str, str, float, str, float, float, float]
    lengths = [line[4] for line in sheets(export("irrigation"))["渠道"][1:]]
    assert sorted(lengths) == [500, 1200.5, 2300]


def test_bodies_of_the_county_keep_their_name_and_members_their_number(small_county: County) -> None:
    [heading, *lines] = sheets(export("membership"))["党员名册"]
    assert heading == ["姓名", "身份证号码", "性别", "镇（单位）", "党支部", "入党时间", "民主评议等次"]
    assert [line[:1] + line[2:] for line in lines if line[0] in {"白求平", "何大林"}] == [
        ["何大林", "", "石桥乡", "和平村支部", dt.date(1990, 7, 1), "不合格"],
        ["白求平", "", "县级机关", "县卫生局党支部", dt.date(2003, 7, 1), ""],
    ]
    disposals = sheets(export("membership"))["处置台账"][1:]
    assert [(line[0], line[1], *line[6:]) for line in disposals] == [
        ("何大林", ID["何大林"], "是", "否"),
        ("龙在田", ID["龙在田"], "是", "是"),
        ("江涛", ID["江涛"], "", ""),
    ]


def test_what_was_exported_comes_in_unchanged_and_goes_out_the_same(
    small_county: County, tmp_path: Path
) -> None:
    before = {programme: export(programme) for programme in SEVEN}
    paths = [keep(tmp_path, content, f"{programme}.xlsx") for programme, content in before.items()]
    receipt = second.load(small_county.user, paths)
    told = [tally_of for file in receipt.files for tally_of in file["sheets"]]
    assert [sheet["accepted"] for sheet in told] == [sheet["unchanged"] for sheet in told]
    assert [sheet["refused"] for sheet in told] == [{}] * 21
    # accepted when the county was first taken in, in the order of the declarations; see second_county/expected.py
    assert [sheet["accepted"] for sheet in told] == [
        *(15, 3, 3, 4), *(4, 5, 7), *(3, 2, 6), 8, *(7, 3), *(4, 4, 6), *(18, 2, 5, 7, 2),
    ]  # fmt: skip
    assert {programme: sheets(export(programme)) for programme in SEVEN} == {
        programme: sheets(content) for programme, content in before.items()
    }


@pytest.mark.slow
@pytest.mark.parametrize("programme", SEVEN)
def test_the_example_county_comes_in_unchanged(luojiang: County, tmp_path: Path, programme: str) -> None:
    content = ledgers.export(luojiang.user, programme, luojiang.code, luojiang.as_of, door="cli")
    order = ledgers.Order(user=luojiang.user, county=luojiang.code, as_of=luojiang.as_of)
    told = tally(ledgers.receive(order, [keep(tmp_path, content)]), "added", "changed", "refused", "problem")
    assert set(told) == {sheet.name for sheet in ledgers.sheets_of(programme)}
    assert [each for each in told.values() if each != (0, 0, {}, "")] == []


def test_a_day_before_the_ledger_gives_headings_only(small_county: County) -> None:
    book = sheets(export("sunshine", day=dt.date(2015, 6, 29)))
    assert [len(lines) for lines in book.values()] == [1]


def test_only_the_programmes_officer_exports_and_says_why(small_county: County) -> None:
    officer = holder("county_officer", "519999000000", "dibao", name="minzheng")
    clerk = holder("town_clerk", "519999100000", name="jingban")
    other = holder("county_officer", "519999000000", "membership", name="other")
    for user in (clerk, other):
        with pytest.raises(access.Refused):
            ledgers.export(user, "dibao", second.COUNTY, second.AS_OF, door="page", why="年度核对")
    with pytest.raises(ledgers.PurposeMissing):
        ledgers.export(officer, "dibao", second.COUNTY, second.AS_OF, door="page", why=" 核 ")
    assert (
        not journal.entries("ledgers.Programme:dibao")
        .filter(actor__in=["minzheng", "jingban", "other"])
        .exists()
    )
    ledgers.export(officer, "dibao", second.COUNTY, second.AS_OF, door="page", why="年度核对")
    entry = journal.entries("ledgers.Programme:dibao")[0]
    assert (entry.actor, entry.action, entry.door, entry.why) == (
        "minzheng",
        "ledgers.export",
        "page",
        "年度核对",
    )
    assert entry.detail == {
        "as_of": "2015-06-30",
        "rows": {"roster": 15, "removals": 3, "additions": 3, "gatherings": 4},
    }


def test_an_unknown_county_has_no_ledger() -> None:
    with pytest.raises(ledgers.UnknownCounty):
        export("dibao", "110101")
