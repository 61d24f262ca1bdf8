"""Pages of figures: value, arithmetic, places, records behind them, and who sees which part."""

import csv
import io
import re
from typing import Any

import pytest

from datong.foundation.journal import service as journal
from datong.foundation.ledgers import service as ledgers
from tests import small_county as second
from tests.foundation.briefings.readers import LINXI, Reader, officer, reader

__all__ = ["officer"]
pytestmark = pytest.mark.django_db
IDENTITY = re.compile(r"(?<![\dA-Za-z])[1-9]\d{16}[\dX](?![\dA-Za-z])")
HOUSEHOLDS = "/figures/dibao.households/"
SHARE = "/figures/membership.unqualified_share/"


def test_the_list_names_every_figure_with_its_number(officer: Reader) -> None:
    page = officer.text("/figures/")
    assert "在册低保户 10户 10 户 在册对象中不同的户。" in page
    assert "不合格党员占比 42.85% 42.85%" in page
    assert f"指标 {len(second.EXPECTED['figures'])} 项" in page


def test_a_figure_shows_its_towns_and_their_sum(officer: Reader) -> None:
    page = officer.text(HOUSEHOLDS)
    assert "青溪县各镇" in page
    assert "临溪镇 5 户" in page
    assert "石桥乡 3 户" in page
    assert "云台街道 2 户" in page
    assert "合计 10 户" in page


def test_a_town_opens_its_villages(officer: Reader) -> None:
    page = officer.text(f"{HOUSEHOLDS}?inside={LINXI}")
    # 东街社区 QX001; 柳坝村 QX002 and QX010; 大安村 QX003; 和平村 QX004
    assert "临溪镇各村（社区）" in page
    assert "东街社区 1 户" in page
    assert "柳坝村 2 户" in page
    assert "大安村 1 户" in page
    assert "和平村 1 户" in page
    assert "合计 5 户" in page
    assert "回到全县" in page


@pytest.mark.parametrize("inside", ["510922000000", "519999999000", "x", "519999100202"])
def test_a_place_that_is_no_town_of_the_county_shows_the_county(officer: Reader, inside: str) -> None:
    assert "青溪县各镇" in officer.text(f"{HOUSEHOLDS}?inside={inside}")


def test_a_share_shows_its_way(officer: Reader) -> None:
    page = officer.text(SHARE)
    # 3 of 7 members; the county's own body lies in no town
    assert "3 ÷ 7 × 100 = 42.857142…，截去 2 位小数以后的部分，得 42.85%，写作 42.85%。" in page
    assert "青溪县本级" in page
    assert "2 ÷ 2" in page
    assert "合计 " not in page
    assert "这项指标各地相加不等于全县数" in page


def test_a_figure_without_places_says_so(officer: Reader) -> None:
    page = officer.text("/figures/approvals.permits_suspended/")
    assert "只有全县一个数" in page


def test_the_records_behind_a_figure_are_masked(officer: Reader) -> None:
    answer = officer.get("/figures/dibao.persons/")
    page = answer.content.decode()
    assert "背后的记录" in page
    assert "刘小军" in page
    masked = second.ID["刘小军"][:6] + "*" * 8 + second.ID["刘小军"][-4:]
    assert masked in page
    assert IDENTITY.findall(page) == []


def test_months_are_drawn_with_their_table(officer: Reader) -> None:
    page = officer.text("/figures/dibao.removed_households/")
    # 20 March, 15 April, 6 May: one each
    assert "2015-03 至 2015-05 共 3 条" in page


def test_no_ledger_is_not_zero(officer: Reader) -> None:
    page = officer.text(f"{HOUSEHOLDS}?as_of=2010-01-01")
    assert "暂无数据" in page
    assert "所以没有数值（不是零）" in page
    assert "没有记录" in page


@pytest.mark.parametrize(
    "address", ["/figures/dibao.nothing/", "/checks/dibao.nothing/", "/figures/x/trace.csv"]
)
def test_unknown_keys_are_not_found(officer: Reader, address: str) -> None:
    assert officer.get(address).status_code == 404


def test_the_number_of_queries_does_not_grow_with_the_records(officer: Reader) -> None:
    """Three removals, fifteen recipients: the same page of the same programme."""
    officer.queries("/figures/dibao.persons/")
    assert officer.queries("/figures/dibao.removed_households/") == officer.queries("/figures/dibao.persons/")


def test_a_clerk_sees_the_own_town_and_is_told(small_county: Any) -> None:
    page = reader("clerk").text(HOUSEHOLDS)
    assert "5户" in page
    assert "只含您负责的范围" in page
    assert "临溪镇各村（社区）" in page
    assert "石桥" not in page
    assert "定稿记录" not in page


def test_a_cadre_sees_the_own_village(small_county: Any) -> None:
    page = reader("cadre").text("/figures/dibao.persons/")
    # 大安村: QX003, three persons
    assert "3人" in page
    assert "周小梅" in page
    assert "刘桂芳" not in page


def test_a_programmes_officer_does_not_see_the_others(small_county: Any) -> None:
    dibao = reader("dibao")
    assert dibao.get(HOUSEHOLDS).status_code == 200
    assert "您的岗位不含这个地方或这项工作的指标" in dibao.text(SHARE, 403)
    listed = dibao.text("/figures/")
    assert "在册低保户" in listed
    assert "不合格党员" not in listed


@pytest.mark.parametrize("name", ["admin", "elsewhere"])
def test_strangers_see_nothing(small_county: Any, name: str) -> None:
    assert reader(name).get(f"{HOUSEHOLDS}?county=519999").status_code == 403


def test_the_records_go_out_as_a_file_and_the_journal_is_told(officer: Reader) -> None:
    answer = officer.get("/figures/dibao.persons/trace.csv")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="dibao.persons-2015-06-30.csv"'
    text = answer.content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert len(rows) == 15
    assert {row["镇"] for row in rows} == {"临溪镇", "石桥乡", "云台街道"}
    assert IDENTITY.findall(text) == []
    (entry,) = journal.entries("indicators.Figure:dibao.persons")
    assert (entry.actor, entry.action, entry.place) == ("officer", "figures.trace", "519999000000")


def test_a_clerk_takes_out_the_own_town_only(small_county: Any) -> None:
    text = reader("clerk").get("/figures/dibao.persons/trace.csv").content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert len(rows) == 8
    assert {row["镇"] for row in rows} == {"临溪镇"}


def test_a_workbook_of_the_records(officer: Reader) -> None:
    answer = officer.get("/figures/dibao.persons/trace.xlsx")
    assert answer.status_code == 200
    assert answer.content.startswith(b"PK")


def test_other_formats_are_not_found(officer: Reader) -> None:
    assert officer.get("/figures/dibao.persons/trace.exe").status_code == 404


def test_what_is_in_view_is_kept_in_links(officer: Reader) -> None:
    page = officer.get(f"{HOUSEHOLDS}?as_of=2015-06-30&county=519999").content.decode()
    assert f"{HOUSEHOLDS}?county=519999&amp;as_of=2015-06-30&amp;inside={LINXI}" in page
    assert "/registers/dibao/roster/" in page
    assert "trace.csv?county=519999&amp;as_of=2015-06-30" in page


def test_every_record_opens(officer: Reader) -> None:
    page = officer.get("/figures/dibao.persons/").content.decode()
    first = ledgers.SHEETS.get("dibao.roster").model.objects.filter(valid_to=None).first()
    assert f'data-href="/registers/dibao/roster/{first.pk}/"' in page
