"""Refused rows corrected in place, and dismissed."""

from pathlib import Path
from typing import Any

import pytest

from datong.foundation.access import service as access
from datong.foundation.journal import service as journal
from datong.foundation.ledgers import service as ledgers
from tests.foundation.ledgers.importing import ROSTER, recipient, records, rows_in_tables, take, write
from tests.foundation.ledgers.reading_back import holder
from tests.second_county.people import ID
from tests.second_county.writing import Cell

pytestmark = pytest.mark.django_db


def refused(folder: Path, *rows: list[Cell]) -> ledgers.RefusedRow:
    """The last refused row of an import of these rows of the roster."""
    take(write(folder, [ROSTER, *rows]))
    row = ledgers.RefusedRow.objects.order_by("-id").first()
    assert row is not None
    return row


def typed(name: str = "刘桂芳", **changed: Cell) -> dict[str, str]:
    """The cells of a row as a person types them."""
    return {heading: str(cell) for heading, cell in zip(ROSTER, recipient(name, **changed), strict=True)}


def correct(row: ledgers.RefusedRow, cells: dict[str, str], user: Any = None) -> ledgers.Correction:
    return ledgers.correct(user or access.console(), row.pk, cells, door="page")


def test_a_corrected_row_becomes_a_record(tmp_path: Path) -> None:
    row = refused(tmp_path, recipient(**{"月人均补助（元）": "约三百"}))
    outcome = correct(row, typed(**{"月人均补助（元）": "３00元"}))
    record = records("dibao.roster").get()
    assert (record.monthly_benefit, record.place_code, record.row) == (30000, "519999100202", 2)
    row.refresh_from_db()
    assert (row.state, row.settled_by.username) == ("corrected", "console")
    assert row.settled_at is not None
    assert (outcome.accepted, outcome.code, outcome.reason) == (True, None, None)
    batch = ledgers.Import.objects.get(pk=outcome.import_id)
    assert (batch.state, batch.door, str(batch.as_of)) == ("done", "page", "2015-06-30")
    assert [file.name for file in batch.files.all()] == ["更正“在册对象”第 2 行"]
    receipt = ledgers.SheetReceipt.objects.get(file__batch=batch)
    assert (receipt.accepted, receipt.added, row.answer_id) == (1, 1, receipt.pk)
    entry = journal.entries(f"ledgers.RefusedRow:{row.pk}")[0]
    assert (entry.action, entry.place, entry.detail) == (
        "ledgers.correct",
        "519999100202",
        {"import": outcome.import_id, "code": "bad_number"},
    )


def test_what_is_still_wrong_comes_back_with_everything_typed_and_changes_nothing(tmp_path: Path) -> None:
    row = refused(tmp_path, recipient(**{"月人均补助（元）": "约三百"}))
    before = rows_in_tables()
    cells = typed(**{"月人均补助（元）": "300", "保障类别": "D类 "})
    outcome = correct(row, cells)
    assert (outcome.accepted, outcome.code, outcome.column, outcome.import_id) == (
        False,
        "bad_choice",
        "保障类别",
        None,
    )
    assert outcome.reason is not None
    assert outcome.reason.zh == "不在可选范围内，请填：A类、B类、C类、稳定、不稳定"
    assert outcome.cells == cells | {"保障类别": "D类"}
    row.refresh_from_db()
    assert (row.state, row.code, row.answer_id) == ("open", "bad_number", None)
    assert rows_in_tables() == before


def test_an_emptied_row_is_no_row(tmp_path: Path) -> None:
    row = refused(tmp_path, recipient(**{"月人均补助（元）": "约三百"}))
    outcome = correct(row, {})
    assert (outcome.accepted, outcome.code, outcome.column) == (False, "missing_value", "村（社区）")


def test_accepting_a_conflict_makes_it_the_row_that_holds(tmp_path: Path) -> None:
    row = refused(tmp_path, recipient(), recipient(保障类别="B类"))
    before = records("dibao.roster").get()
    assert (row.code, before.category) == ("conflict", "A类")
    assert correct(row, typed(保障类别="B类")).accepted
    after = records("dibao.roster").get()
    assert (after.pk, after.category) == (before.pk, "B类")
    versions = type(after).objects.filter(key=after.key).exclude(pk=after.pk)
    assert [(old.category, old.origin_id) for old in versions] == [("A类", before.origin_id)]


def test_a_conflict_with_what_is_there_already_is_settled_without_a_change(tmp_path: Path) -> None:
    row = refused(tmp_path, recipient(), recipient(保障类别="B类"))
    outcome = correct(row, typed())
    assert outcome.accepted
    assert [record.category for record in ledgers.SHEETS.get("dibao.roster").model.objects.all()] == ["A类"]


def test_a_row_is_settled_once(tmp_path: Path) -> None:
    row = refused(tmp_path, recipient(**{"月人均补助（元）": "约三百"}))
    assert correct(row, typed()).accepted
    for again in (
        lambda: correct(row, typed()),
        lambda: ledgers.dismiss(access.console(), row.pk, "重复", door="page"),
    ):
        with pytest.raises(ledgers.NotCorrectable) as raised:
            again()
        assert raised.value.text.zh == "这一行已经处理过了，请刷新退回行的清单"


def test_cells_that_the_sheet_does_not_have_are_told(tmp_path: Path) -> None:
    row = refused(tmp_path, recipient(**{"月人均补助（元）": "约三百"}))
    with pytest.raises(ledgers.NotCorrectable) as raised:
        correct(row, typed() | {"民族": "汉"})
    assert raised.value.text.zh == "“在册对象”没有这些列：民族"
    with pytest.raises(ledgers.NotCorrectable):
        ledgers.correct(access.console(), 4711, {}, door="page")


def test_a_clerk_corrects_rows_of_the_town_and_keeps_them_there(tmp_path: Path) -> None:
    row = refused(tmp_path, recipient(**{"月人均补助（元）": "约三百"}))
    clerk = holder("town_clerk", "519999100000", name="linxi")
    other = holder("town_clerk", "519999101000", name="shiqiao")
    officer = holder("county_officer", "519999000000", "membership", name="zuzhi")
    for user in (other, officer):
        with pytest.raises(access.Refused):
            correct(row, typed(), user)
    before = rows_in_tables()
    with pytest.raises(access.Refused):
        correct(row, typed(**{"镇": "石桥乡", "村（社区）": "龙洞村"}), clerk)
    assert rows_in_tables() == before
    assert correct(row, typed(), clerk).accepted
    assert records("dibao.roster").get().name == "刘桂芳"


def test_dismissing_needs_a_reason_and_keeps_the_row(tmp_path: Path) -> None:
    row = refused(tmp_path, recipient(), recipient(保障类别="B类"))
    with pytest.raises(ledgers.ReasonMissing):
        ledgers.dismiss(access.console(), row.pk, "  ", door="page")
    leader = holder("county_leader", "519999000000", name="leader2")
    with pytest.raises(access.Refused):
        ledgers.dismiss(leader, row.pk, "以第 2 行为准", door="page")
    settled = ledgers.dismiss(access.console(), row.pk, "以第 2 行为准", door="page")
    assert (settled.state, records("dibao.roster").get().category) == ("dismissed", "A类")
    entry = journal.entries(f"ledgers.RefusedRow:{row.pk}")[0]
    assert (entry.action, entry.why) == ("ledgers.dismiss", "以第 2 行为准")
    assert '"保障类别": "B类"' in ledgers.RefusedRow.objects.get(pk=row.pk).cells


def test_rows_that_need_another_sheet_are_checked_again(small_county: Any) -> None:
    rows = ledgers.RefusedRow.objects.filter(receipt__slug="contracts", code="unknown_doctor")
    cells = {
        "签约编号": "Y-06", "户主姓名": "冯七夕", "户主身份证号码": ID["冯七夕"], "镇": "临溪镇", "村（社区）": "大安村",
        "家庭人口": "3", "医生编号": "D98", "签约日期": "2015.1.8",
    }  # fmt: skip
    still = correct(rows.get(), cells)
    assert (still.code, still.column) == ("unknown_doctor", "医生编号")
    assert correct(rows.get(), cells | {"医生编号": "d01"}).accepted
    contract = ledgers.SHEETS.get("family_doctor.contracts").model.objects.get(number="Y-06")
    assert (contract.doctor.number, contract.household.head.name) == ("D01", "冯七夕")
