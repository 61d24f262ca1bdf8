"""Workbooks with bad rows: what is right is kept, what is not says why; mended rows are taken, the same file changes nothing."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from datong.foundation.access.enums import Role
from datong.foundation.access.service import Refused
from datong.foundation.ledgers.service import FilledRow, Limits, filled, read_sheets
from datong.programmes.sunshine import service
from datong.programmes.sunshine.models import Asset, BookImport, BookRefusal, Opening, Voucher
from datong.programmes.sunshine.queries import imports
from datong.programmes.sunshine.registry import ASSETS, CONTRACTS, OPENINGS, VOUCHERS
from datong.programmes.sunshine.service import BadWorkbook
from tests.foundation.access.walk import BAIHUA, Cast

pytestmark = pytest.mark.django_db
D = dt.date
OPENED = [
    {"建账日期": D(2014, 1, 1), "科目编号": "101", "借方（元）": 5000},
    {"建账日期": D(2014, 1, 1), "科目编号": "301", "科目名称": "资本", "贷方（元）": 5000},
]


def line(
    number: Any, day: Any, account: str, debit: Any = None, credit: Any = None, **more: Any
) -> dict[str, Any]:
    words = {"凭证号": number, "凭证日期": day, "摘要": "购办公用品", "科目编号": account}
    return words | {"借方（元）": debit, "贷方（元）": credit} | more


def hand_in(people: Cast, path: Path, *, who: Role = Role.VILLAGE_CADRE, **sheets: Any) -> BookImport:
    known = {"openings": OPENINGS, "vouchers": VOUCHERS, "assets": ASSETS, "contracts": CONTRACTS}
    parts = [(known[slug], [FilledRow(row) for row in rows]) for slug, rows in sheets.items()]
    file = path / "百花村账簿.xlsx"
    file.write_bytes(filled("账簿", parts))
    return service.take_workbook(people.inside[who], BAIHUA, file.name, file)


def reasons(found: BookImport) -> list[tuple[str, int, str, str]]:
    return [(each.sheet, each.row, each.column, each.reason_zh) for each in found.refusals.order_by("id")]


@pytest.fixture
def opened(cast: Cast) -> Cast:
    lines = [service.Posting("101", 500_000, 0), service.Posting("301", 0, 500_000)]
    service.open_books(cast.inside[Role.TOWN_CLERK], BAIHUA, D(2014, 1, 1), lines)
    return cast


def test_bad_vouchers_are_refused_whole_with_the_reason_at_the_line(opened: Cast, tmp_path: Path) -> None:
    day = D(2014, 2, 1)
    found = hand_in(
        opened,
        tmp_path,
        vouchers=[
            line(1, day, "541", 120.5, 明细="办公费", 经手人="李素芳", 附件张数=2),
            line(1, day, "101", None, 120.5),
            line(2, day, "541", 100),
            line(2, day, "101", None, 90),
            line(3, day, "541", 100),
            line(3, day, "888", None, 100),
            line(4, day, "541", "一百元整吗"),
            line(4, day, "101", None, 100),
            line(5, day, "541", 100, 科目名称="现金"),
            line(5, day, "101", None, 100),
            line(6, day, "541", 100),
            line(6, D(2014, 2, 2), "101", None, 100),
            line(7, "2013-12-31", "541", 100),
            line(7, "2013-12-31", "101", None, 100),
            line(8, day, "541", -100),
            line(8, day, "101", None, -100),
            line(None, day, "541", 100),
        ],
    )
    assert [(each.label, each.fen, each.handler, each.papers) for each in Voucher.objects.all()] == [
        ("2014-001", 12_050, "李素芳", 2)
    ]
    assert found.counts == {"vouchers": {"added": 2, "changed": 0, "unchanged": 0, "refused": 15}}
    told = {(row, column): reason for _, row, column, reason in reasons(found)}
    assert told[18, "凭证号"] == "工作表“记账凭证”第 18 行“凭证号”列：没有填，请补填。"
    assert (
        told[4, "借方（元）"]
        == told[5, "借方（元）"]
        == (
            "借贷不平：借方合计 100.00 元，贷方合计 90.00 元，借方多 10.00 元。凭证没有保存，请改平后再提交。"
        )
    )
    assert told[7, "科目编号"].startswith("第 2 行的科目“888”不在村集体经济组织会计制度（2004年）")
    assert told[6, ""] == "同一张凭证（2014-003 号）有一行有错，整张没有记账；改好那一行后整张再导入。"
    assert told[8, "借方（元）"].startswith("工作表“记账凭证”第 8 行“借方（元）”列“一百元整吗”：")
    assert told[10, "科目名称"] == "科目编号 541 是“管理费用”，不是“现金”，请核对。"
    assert (
        told[12, "凭证日期"] == told[13, "凭证日期"] == "2014-006 号凭证的各行日期不同，请核对凭证号和日期。"
    )
    assert told[14, "凭证日期"] == "2013-12-31 早于建账日 2014-01-01，不能记账。"
    assert told[16, "借方（元）"] == "第 1 行的金额是负数；更正错误请用“红字冲销”，不要填负数。"


def test_same_file_again_changes_nothing_and_mended_rows_settle(opened: Cast, tmp_path: Path) -> None:
    day = D(2014, 2, 1)
    good = [line(1, day, "541", 100), line(1, day, "101", None, 100)]
    bad = [line(2, day, "541", 100), line(2, day, "101", None, 90)]
    first = hand_in(opened, tmp_path, vouchers=good + bad)
    file = tmp_path / first.name
    assert service.take_workbook(opened.inside[Role.VILLAGE_CADRE], BAIHUA, file.name, file).pk == first.pk
    assert (BookImport.objects.count(), BookRefusal.objects.count(), Voucher.objects.count()) == (1, 2, 1)
    # the refused rows come back as a workbook that is read again: mended in it, they are taken
    file = tmp_path / "退回.xlsx"
    file.write_bytes(imports.refused_workbook(first, "退回行", "zh"))
    sheet = read_sheets(file, (VOUCHERS,), Limits()).sheets[0]
    assert [(row.values["number"], row.values["day"], row.values["debit"], row.values["credit"]) for row in sheet.rows] == [
        (2, day, 10_000, None), (2, day, None, 9_000),
    ]  # fmt: skip
    mended = hand_in(opened, tmp_path, vouchers=[line(2, day, "541", 100), line(2, day, "101", None, 100)])
    assert (Voucher.objects.count(), list(imports.refusals(first))) == (2, [])
    assert {each.settled_id for each in BookRefusal.objects.all()} == {mended.pk}


def test_an_entered_voucher_cannot_be_changed_by_a_workbook(opened: Cast, tmp_path: Path) -> None:
    day = D(2014, 2, 1)
    hand_in(opened, tmp_path, vouchers=[line(1, day, "541", 100), line(1, day, "101", None, 100)])
    found = hand_in(opened, tmp_path, vouchers=[line(1, day, "541", 200), line(1, day, "101", None, 200)])
    assert [reason for *_, reason in reasons(found)] == [
        "2014-001 号凭证已经记账，内容不同；记过账的凭证不能改，请用红字冲销后重新登记。"
    ] * 2
    assert Voucher.objects.get().fen == 10_000


def test_openings_are_the_clerks_and_one_thing(cast: Cast, tmp_path: Path) -> None:
    with pytest.raises(Refused):
        hand_in(cast, tmp_path, openings=OPENED)
    wrong = hand_in(
        cast, tmp_path, who=Role.TOWN_CLERK, openings=[OPENED[0], OPENED[1] | {"贷方（元）": 4999}]
    )
    assert [reason[:12] for *_, reason in reasons(wrong)] == [
        "借贷不平：借方合计 5,",
        "借贷不平：借方合计 5,",
    ]
    assert Opening.objects.count() == 0
    right = hand_in(cast, tmp_path, who=Role.TOWN_CLERK, openings=OPENED)
    assert right.counts["openings"] == {"added": 2, "changed": 0, "unchanged": 0, "refused": 0}
    other = hand_in(cast, tmp_path, who=Role.TOWN_CLERK, openings=[OPENED[0]])
    assert [reason for *_, reason in reasons(other)] == [
        "2014-01-01 的期初余额已经登记，内容不同；期初余额不能改。"
    ]


def test_registers_are_added_changed_and_refused_row_by_row(opened: Cast, tmp_path: Path) -> None:
    office = {"资产编号": "zc001", "资产名称": "村委会办公楼", "类别": "固定资产", "原值（元）": 260000}
    contract = {
        "合同编号": "HT1", "合同名称": "堰塘", "类别": "出租", "对方": "周德贵", "签订日期": D(2014, 1, 5),
        "起始日期": D(2014, 2, 1), "到期日期": D(2013, 2, 1), "总金额（元）": 6000,
    }  # fmt: skip
    rows = [
        office, office | {"原值（元）": 1}, office | {"资产编号": "ZC002", "类别": "房子"},
        office | {"资产编号": "ZC003", "原值（元）": -5}, office | {"资产编号": "ZC004", "资产名称": None},
    ]  # fmt: skip
    found = hand_in(opened, tmp_path, assets=rows, contracts=[contract])
    assert found.counts["assets"] == {"added": 1, "changed": 0, "unchanged": 0, "refused": 4}
    assert [(sheet, row, column) for sheet, row, column, _ in reasons(found)] == [
        ("assets", 3, "资产编号"), ("assets", 4, "类别"), ("assets", 5, "原值（元）"), ("assets", 6, "资产名称"),
        ("contracts", 2, "到期日期"),
    ]  # fmt: skip
    assert reasons(found)[0][3] == "编号 ZC001 在这个工作表里出现了两次。"
    changed = hand_in(opened, tmp_path, assets=[office | {"原值（元）": 270000}])
    assert changed.counts["assets"] == {"added": 0, "changed": 1, "unchanged": 0, "refused": 0}
    assert list(Asset.objects.order_by("id").values_list("number", "value", "current")) == [
        ("ZC001", 26_000_000, False), ("ZC001", 27_000_000, True),
    ]  # fmt: skip


def test_what_is_no_workbook_of_ours_is_refused_with_a_sentence(opened: Cast, tmp_path: Path) -> None:
    cadre = opened.inside[Role.VILLAGE_CADRE]
    text = tmp_path / "a.xlsx"
    text.write_text("凭证号,日期", encoding="utf-8")
    with pytest.raises(BadWorkbook, match="另存为"):
        service.take_workbook(cadre, BAIHUA, "a.xlsx", text)
    text.write_bytes(filled("空", []))
    with pytest.raises(BadWorkbook, match="没有账簿的工作表"):
        service.take_workbook(cadre, BAIHUA, "a.xlsx", text)
    with pytest.raises(Refused):
        service.take_workbook(opened.outside[Role.TOWN_CLERK], BAIHUA, "a.xlsx", text)


def test_template_reads_back_as_every_sheet_without_rows(tmp_path: Path) -> None:
    file = tmp_path / "模板.xlsx"
    file.write_bytes(imports.template("村级账簿填表说明"))
    read = read_sheets(file, service.SHEETS, Limits())
    assert [(each.sheet.name, each.problem, each.rows) for each in read.sheets] == [
        ("期初余额", None, ()), ("记账凭证", None, ()), ("集体资产", None, ()), ("集体资源", None, ()),
        ("经济合同", None, ()), ("债权债务", None, ()),
    ]  # fmt: skip
    assert read.unknown == []
