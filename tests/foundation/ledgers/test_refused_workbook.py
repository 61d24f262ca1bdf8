"""The refused rows of an import as a workbook: corrected there, handed in again, settled."""

from pathlib import Path

import pytest

from datong.foundation.access import service as access
from datong.foundation.journal import service as journal
from datong.foundation.ledgers import service as ledgers
from tests import small_county as second
from tests.counties import County
from tests.foundation.ledgers.importing import ROSTER, only, recipient, records, take, write
from tests.foundation.ledgers.reading_back import holder, sheets, style_of, write_sheets
from tests.second_county.people import ID
from tests.second_county.writing import Cell

pytestmark = pytest.mark.django_db

HEADINGS = [
    "镇", "村（社区）", "低保证号", "户主姓名", "成员姓名", "与户主关系", "身份证号码", "性别", "城乡类别", "保障类别",
    "月人均补助（元）", "享受起始日期", "备注", "退回编号", "退回原因",
]  # fmt: skip


def refused(import_id: int) -> bytes:
    return ledgers.refused_workbook(access.console(), import_id, door="cli")


def two_faults(folder: Path) -> int:
    """An import with one good row and two that are refused."""
    bad: list[list[Cell]] = [
        recipient("陈志高", **{"月人均补助（元）": "约三百"}),
        recipient("何大明", **{"村（社区）": "没有村", "户主姓名": "=何"}),
    ]
    return int(take(write(folder, [ROSTER, recipient(), *bad])).import_id)


def test_rows_stand_under_the_declared_headings_with_number_and_reason(tmp_path: Path) -> None:
    batch = two_faults(tmp_path)
    first, second_row = ledgers.RefusedRow.objects.order_by("id")
    content = refused(batch)
    assert sheets(content) == {
        "在册对象": [
            HEADINGS,
            [
                "临溪镇", "大安村", "QX001", "陈志高", "陈志高", "户主", ID["陈志高"], "", "农村", "A类", "约三百",
                "2012-03-01", "", str(first.pk),
                "工作表“在册对象”第 3 行“月人均补助（元）”列“约三百”：不是可识别的金额，请写成 1234.50、1,234.50元 或 1.2万元。",
            ],
            [
                "临溪镇", "没有村", "QX001", "'=何", "何大明", "户主", ID["何大明"], "", "农村", "A类", 100,
                "2012-03-01", "", str(second_row.pk), second_row.reason_zh,
            ],
        ]
    }  # fmt: skip
    wrong = style_of(content, 1, "K2")
    assert wrong == style_of(content, 1, "B3")
    assert wrong not in {style_of(content, 1, "B2"), style_of(content, 1, "K3")}


def test_corrected_rows_are_taken_and_settle_their_refusals(tmp_path: Path) -> None:
    batch = two_faults(tmp_path)
    content = sheets(refused(batch))
    content["在册对象"][1][10] = "300元"
    told = only(take(write_sheets(tmp_path, content)))
    assert (told["accepted"], told["added"], told["refused"]) == (1, 1, {"unknown_place": 1})
    assert told["unknown_columns"] == []
    assert {record.name: record.monthly_benefit for record in records("dibao.roster")} == {
        "刘桂芳": 10000,
        "陈志高": 30000,
    }
    states = list(ledgers.RefusedRow.objects.order_by("id").values_list("state", "answer__name", "row"))
    # the corrected one; the one brought again as it was, for which the newer refusal now waits; the newer refusal
    assert states == [("corrected", "在册对象", 3), ("dismissed", "在册对象", 4), ("open", None, 3)]
    newest = ledgers.RefusedRow.objects.order_by("-id")[0]
    assert '"户主姓名": "=何"' in newest.cells  # the mark of the export is gone again


def test_settling_by_number_needs_the_same_sheet(tmp_path: Path) -> None:
    batch = two_faults(tmp_path)
    number = ledgers.RefusedRow.objects.filter(receipt__file__batch=batch).order_by("id")[0].pk
    lines: list[list[Cell]] = [
        [
            "镇",
            "村",
            "低保证号",
            "户主姓名",
            "户主身份证号码",
            "城乡类别",
            "新增人数",
            "批准日期",
            "退回编号",
        ],
        ["临溪镇", "大安村", "QX002", "陈志高", ID["陈志高"], "农村", 1, "2015-05-01", number],
    ]
    told = only(take(write(tmp_path, lines, sheet="新增名单", file="新增.xlsx")))
    assert told["accepted"] == 1
    assert ledgers.RefusedRow.objects.get(pk=number).state == "open"


def test_a_row_left_without_its_number_settles_nothing(tmp_path: Path) -> None:
    batch = two_faults(tmp_path)
    content = sheets(refused(batch))
    content["在册对象"][1][10] = 300
    content["在册对象"][1][13] = "9" * 30
    take(write_sheets(tmp_path, content))
    assert ledgers.RefusedRow.objects.order_by("id")[0].state == "open"


def test_an_import_of_all_ledgers_has_each_sheet_once_and_comes_in_again(
    small_county: County, tmp_path: Path
) -> None:
    content = sheets(refused(small_county.receipt.import_id))
    counts = {name: len(lines) - 1 for name, lines in content.items()}
    # refused rows by sheet, added up from second_county/expected.py
    assert counts == {
        "在册对象": 16, "清退名单": 3, "新增名单": 2, "培训与评议会": 2,
        "医生名册": 3, "签约结对": 6, "服务记录": 9,
        "渠道": 6, "堰塘": 3, "资金计划": 2,
        "推进情况": 5,
        "党员名册": 6, "处置台账": 4,
        "志愿者名册": 3, "老人结对": 2, "服务记录(2)": 7,
        "事项目录": 6, "下放事项": 1, "建设项目流程": 2, "报建资料清单": 1, "办事成本": 1,
    }  # fmt: skip
    receipt = second.load(small_county.user, [write_sheets(tmp_path, content)])
    told = {sheet["sheet"]: sheet for file in receipt.files for sheet in file["sheets"]}
    assert {
        name: sheet["accepted"] + sum(sheet["refused"].values()) for name, sheet in told.items()
    } == counts
    # rows that were second in their sheet stand alone now: duplicates are there already, conflicts are decisions
    assert (told["在册对象"]["unchanged"], told["在册对象"]["changed"]) == (2, 1)
    # here both are about one visit: the first of them is there already, the other waits again
    assert (told["服务记录(2)"]["unchanged"], told["服务记录(2)"]["changed"]) == (1, 0)
    assert told["服务记录(2)"]["refused"]["conflict"] == 1


def test_a_clerk_gets_the_rows_of_the_town(small_county: County) -> None:
    clerk = holder("town_clerk", "519999102000", "dibao", name="yuntai")
    book = sheets(ledgers.refused_workbook(clerk, small_county.receipt.import_id, door="page"))
    assert [(line[0], line[4]) for line in book["在册对象"][1:]] == [("云台街道", "江洪")]
    assert set(book) == {"在册对象", "新增名单"}
    entry = journal.entries(f"ledgers.Import:{small_county.receipt.import_id}")[0]
    assert (entry.actor, entry.action, entry.detail) == ("yuntai", "ledgers.refused", {"rows": 3})


def test_nobody_else_gets_any(small_county: County) -> None:
    for number, role in enumerate(("county_leader", "auditor", "village_cadre", "system_admin")):
        user = holder(role, "519999000000", name=f"user{number}")
        with pytest.raises(access.Refused):
            ledgers.refused_workbook(user, small_county.receipt.import_id, door="page")
    elsewhere = holder("county_officer", "510626000000", name="elsewhere")
    with pytest.raises(access.Refused):
        ledgers.refused_workbook(elsewhere, small_county.receipt.import_id, door="page")


def test_no_such_import() -> None:
    with pytest.raises(ledgers.NoSuchImport) as raised:
        refused(4711)
    assert raised.value.text.zh == "没有编号为 4711 的导入"
