"""Records as plain tables: masked, in both languages, with a constant number of queries, safe in files."""

import csv
import datetime as dt
import io
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from datong.foundation.indicators import service as indicators
from datong.foundation.ledgers import service as ledgers
from datong.foundation.ledgers.core.sheet import Column
from tests import small_county as second
from tests.counties import County
from tests.foundation.ledgers.reading_back import sheets
from tests.second_county.people import ID

pytestmark = pytest.mark.django_db


def rows(sheet: str, day: dt.date = second.AS_OF) -> Any:
    return ledgers.SHEETS.get(sheet).model.objects.at(second.COUNTY, day)


def shown(sheet: str, lang: str = "zh", **asked: Any) -> tuple[list[str], list[list[Any]]]:
    headings, lines = ledgers.table(ledgers.SHEETS.get(sheet), rows(sheet), lang, **asked)
    return headings, list(lines)


def test_numbers_of_persons_are_masked(small_county: County) -> None:
    headings, lines = shown("family_doctor.contracts")
    assert headings[:7] == [
        "签约编号",
        "镇",
        "村（社区）",
        "户主姓名",
        "户主身份证号码",
        "家庭人口",
        "联系电话",
    ]
    assert lines[0] == [
        "Y-01", "临溪镇", "大安村", "周玉兰", "519999********1289", 3, "138****0001", "儿童", "D01", "白求平",
        dt.date(2015, 1, 8),
    ]  # fmt: skip
    assert lines[3][6] is None
    everything = repr(lines)
    assert [number for number in [*ID.values(), "13800000001"] if number in everything] == []


def test_in_english(small_county: County) -> None:
    headings, lines = shown("membership.disposals", "en")
    assert headings == [
        "Name", "Citizen number", "Party branch", "Appraised on", "Measure", "Approved on", "Family told", "Employer told",
    ]  # fmt: skip
    assert [line[6:] for line in lines] == [["yes", "no"], ["yes", "yes"], [None, None]]
    assert lines[0][1].startswith("519999****")


def test_two_queries_however_many_rows(small_county: County) -> None:
    for sheet in ledgers.SHEETS:
        with CaptureQueriesContext(connection) as asked:
            _, lines = shown(sheet)
        assert (len(lines) > 1, len(asked)) == (True, 2), sheet
    one = rows("dibao.roster").order_by("-id")[:1]
    with CaptureQueriesContext(connection) as asked:
        assert len(list(ledgers.table(ledgers.SHEETS.get("dibao.roster"), one)[1])) == 1
    assert len(asked) == 2


def test_chosen_columns_and_the_order_asked_for(small_county: County) -> None:
    sheet = ledgers.SHEETS.get("dibao.roster")
    chosen = [sheet.by_name["name"], sheet.by_name["monthly_benefit"], sheet.by_name["town"]]
    ordered = rows("dibao.roster").order_by("-monthly_benefit", "-id")[:2]
    headings, lines = ledgers.table(sheet, ordered, columns=chosen)
    assert headings == ["成员姓名", "月人均补助（元）", "镇"]
    assert list(lines) == [["陈志高", 1055.5, "临溪镇"], ["石小燕", 310, "石桥乡"]]


def test_without_records_there_are_headings_only(small_county: County) -> None:
    headings, lines = ledgers.table(
        ledgers.SHEETS.get("sunshine.progress"), rows("sunshine.progress", dt.date(2014, 1, 1))
    )
    assert (len(headings), list(lines)) == (13, [])


def test_a_column_without_a_field_of_its_own_is_shown_from_the_rest(small_county: County) -> None:
    sheet = ledgers.SHEETS.get("irrigation.funding")
    record = rows("irrigation.funding").order_by("id")[0]
    record.more = {"signed": "2015-03-02", "note": "=补充"}
    record.save()
    extra = [
        Column(name="signed", heading="签批日期", en="Signed on", kind=ledgers.Day(), required=False),
        Column(name="note", heading="附件", en="Annex", kind=ledgers.Words(20), required=False),
        Column(name="other", heading="其他", en="Other", kind=ledgers.Words(20), required=False),
    ]
    _, lines = ledgers.table(sheet, rows("irrigation.funding").filter(pk=record.pk), columns=extra)
    assert list(lines) == [[dt.date(2015, 3, 2), "=补充", None]]


def test_csv() -> None:
    content = ledgers.csv_bytes(
        ["姓名", "=金额"], [["=1+1", 12.5], ['甲,"乙"', None], ["-", dt.date(2015, 3, 2)]]
    )
    assert content.startswith(b"\xef\xbb\xbf")
    assert list(csv.reader(io.StringIO(content.decode("utf-8-sig")))) == [
        ["姓名", "'=金额"],
        ["'=1+1", "12.5"],
        ['甲,"乙"', ""],
        ["'-", "2015-03-02"],
    ]


def test_xlsx() -> None:
    content = ledgers.xlsx_bytes(
        ["姓名", "金额", "日期"], [["=1+1", 12.5, dt.date(2015, 3, 2)], ["甲", None, None]], "名册/一"
    )
    assert sheets(content) == {
        "名册 一": [["姓名", "金额", "日期"], ["'=1+1", 12.5, dt.date(2015, 3, 2)], ["甲", "", ""]]
    }


def test_the_records_behind_a_figure(small_county: County) -> None:
    headings, lines = indicators.trace(
        indicators.FIGURES.get("membership.unqualified"), second.COUNTY, second.AS_OF
    )
    assert headings[0] == "姓名"
    assert [line[0] for line in lines] == ["何大林", "龙在田", "钱进"]


def test_the_records_behind_a_share_are_those_of_its_numerator(small_county: County) -> None:
    figure = indicators.FIGURES.get("membership.unqualified_share")
    _, lines = indicators.trace(figure, second.COUNTY, second.AS_OF, lang="en")
    found = list(lines)
    assert [line[0] for line in found] == ["何大林", "龙在田", "钱进"]
    assert [line[1] for line in found if line[1] in ID.values()] == []
