"""Imports into a database that holds nothing yet, or only what the test put there."""

from pathlib import Path

import pytest

from datong.foundation.access import service as access
from datong.foundation.ledgers import service as ledgers
from tests import small_county as second
from tests.foundation.ledgers.importing import ROSTER, only, recipient, records, rows_in_tables, take, write
from tests.second_county.writing import Cell

pytestmark = pytest.mark.django_db


def test_sentences_in_english(small_books: list[Path]) -> None:
    receipt = second.load(access.console(), small_books[:1], lang="en")
    [roster] = [sheet for sheet in receipt.files[0]["sheets"] if sheet["sheet"] == "低保花名册"]
    [sentence] = [row["message"] for row in roster["rows"] if row["row"] == 33]
    assert sentence == (
        "Sheet “低保花名册”, row 33, column “享受起始日期” “前年”: Not a date that can be read; "
        "write 2014-07-03, 2014.7.3, 2014/7/3, 2014年7月3日, 20140703 or format the cell as a date."
    )


def test_a_trial_reports_the_same_and_keeps_nothing(small_books: list[Path]) -> None:
    user = access.console()
    second.load_places(user)
    before = rows_in_tables()
    trial = second.load(user, small_books[:1], dry_run=True)
    assert rows_in_tables() == before
    assert trial.import_id is None
    assert {s["sheet"]: s["accepted"] for s in trial.files[0]["sheets"]} == {
        "低保花名册": 15, "退出名单": 3, "新增对象": 3, "会议": 4,
    }  # fmt: skip


def test_an_unknown_county_is_refused_before_anything_is_read(small_books: list[Path]) -> None:
    order = ledgers.Order(user=access.console(), county="429999", as_of=second.AS_OF)
    with pytest.raises(ledgers.UnknownCounty):
        ledgers.receive(order, small_books)
    assert ledgers.Import.objects.count() == 0


def test_unreadable_files_are_told_beside_the_readable_ones(tmp_path: Path, small_books: list[Path]) -> None:
    bad = tmp_path / "坏的.xlsx"
    bad.write_bytes(b"<html><table></table></html>")
    receipt = second.load(access.console(), [bad, small_books[3]])
    assert [(file["file"], file["state"]) for file in receipt.files] == [
        ("坏的.xlsx", "unreadable"),
        ("阳光行动进度.xlsx", "imported"),
    ]
    assert "另存为 .xlsx" in receipt.files[0]["problem"]
    assert ledgers.Import.objects.get(pk=receipt.import_id).state == "done"


def test_how_a_place_is_spelled_changes_nothing(tmp_path: Path) -> None:
    first = only(take(write(tmp_path, [ROSTER, recipient()])))
    other = recipient(
        **{
            "镇": "临溪",
            "村（社区）": "大安村民委员会",
            "月人均补助（元）": "100元",
            "享受起始日期": "2012.3.1",
        }
    )
    second_time = only(take(write(tmp_path, [ROSTER, other], file="改写.xlsx")))
    assert (first["added"], first["changed"], first["unchanged"]) == (1, 0, 0)
    assert (second_time["added"], second_time["changed"], second_time["unchanged"]) == (0, 0, 1)
    assert records("dibao.roster").count() == 1


def test_a_village_whose_name_is_unique_needs_no_town(tmp_path: Path) -> None:
    told = only(
        take(
            write(
                tmp_path, [ROSTER, recipient(镇=None), recipient("刘小军", 镇="", **{"村（社区）": "和平村"})]
            )
        )
    )
    assert (told["accepted"], told["refused"]) == (1, {"ambiguous_place": 1})
    assert records("dibao.roster").get().place_code == "519999100202"


def test_a_sheet_without_a_town_column_is_read_by_its_villages(tmp_path: Path) -> None:
    rows = [ROSTER[1:], recipient()[1:], recipient("刘小军", **{"村（社区）": "和平村"})[1:]]
    told = only(take(write(tmp_path, rows)))
    assert (told["accepted"], told["refused"], told["problem"]) == (1, {"ambiguous_place": 1}, "")


@pytest.mark.parametrize(
    ("heading", "written"),
    [
        ("身份证号码", "证件编码"),
        ("享受起始日期", "享受起日"),
        ("村（社区）", "小组（社）"),
        ("低保证号", "备查"),
    ],
)
def test_a_missing_required_column_refuses_the_sheet(tmp_path: Path, heading: str, written: str) -> None:
    headings = [written if each == heading else each for each in ROSTER]
    told = only(take(write(tmp_path, [headings, recipient()])))
    assert (told["accepted"], told["rows"], told["unknown_columns"]) == (0, [], [written])
    assert told["problem"] == f"工作表“在册对象”没有导入：缺少必需的列“{heading}”，最接近的表头是“{written}”"
    assert records("dibao.roster").count() == 0


def test_a_column_left_out_altogether_is_named_with_what_is_like_it(tmp_path: Path) -> None:
    told = only(take(write(tmp_path, [ROSTER[:3] + ROSTER[4:], recipient()[:3] + recipient()[4:]])))
    assert (
        told["problem"]
        == "工作表“在册对象”没有导入：缺少必需的列“户主姓名”，最接近的表头是“成员姓名”“与户主关系”"
    )


def test_a_sheet_without_a_heading_says_so(tmp_path: Path) -> None:
    told = only(take(write(tmp_path, [["低保对象"], recipient()])))
    assert told["accepted"] == 0
    assert "没有找到表头行" in told["problem"]


def test_unknown_columns_keep_their_own_spelling(tmp_path: Path) -> None:
    rows = [[*ROSTER, "民族", None, "残疾等级（级）"], [*recipient(), "汉", "孤儿", "二"]]
    told = only(take(write(tmp_path, rows)))
    assert told["unknown_columns"] == ["民族", "残疾等级（级）", "（第 13 列，没有表头）"]
    assert told["accepted"] == 1


def test_sheets_of_any_name_are_known_by_their_headings(tmp_path: Path) -> None:
    told = only(take(write(tmp_path, [ROSTER, recipient()], sheet="Sheet1")))
    assert (told["sheet"], told["accepted"]) == ("Sheet1", 1)
    assert records("dibao.roster").count() == 1


def test_a_first_row_that_is_refused_leaves_its_key_to_the_next(tmp_path: Path) -> None:
    rows: list[list[Cell]] = [recipient(**{"月人均补助（元）": "很多"}), recipient(), recipient()]
    told = only(take(write(tmp_path, [ROSTER, *rows])))
    assert (told["accepted"], told["refused"]) == (1, {"bad_number": 1, "duplicate": 1})
    assert [row["row"] for row in told["rows"]] == [2, 4]


def test_a_conflict_keeps_both_rows_for_a_decision(tmp_path: Path) -> None:
    told = only(take(write(tmp_path, [ROSTER, recipient(), recipient(保障类别="B类")])))
    assert (told["accepted"], told["refused"]) == (1, {"conflict": 1})
    assert records("dibao.roster").get().category == "A类"
    [kept] = ledgers.RefusedRow.objects.all()
    assert (kept.state, "B类" in kept.cells) == ("open", True)
    assert "第 2 行" in kept.reason_zh


def test_two_workbooks_with_sheets_of_one_name_are_told_apart(small_books: list[Path]) -> None:
    receipt = second.load(access.console(), [small_books[1], small_books[5]])
    assert [(file["programme"], [sheet["sheet"] for sheet in file["sheets"]]) for file in receipt.files] == [
        ("family_doctor", ["家庭医生名册", "签约", "服务登记"]),
        ("silver_age", ["志愿者花名册", "结对名册", "志愿服务记录"]),
    ]


def test_an_empty_ledger_is_zero_and_not_unknown(tmp_path: Path) -> None:
    from datong.foundation.indicators import service as indicators

    told = only(take(write(tmp_path, [ROSTER, ["填表人：", "审核人："]])))
    assert (told["accepted"], told["refused"], told["problem"]) == (0, {}, "")
    readings = indicators.read_all(second.COUNTY, second.AS_OF)
    assert (readings["dibao.persons"].value, readings["dibao.removed_persons"].value) == (0, None)
