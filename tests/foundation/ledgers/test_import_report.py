"""What an import reports: shape, sentences, masking; what it leaves untouched."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from datong.foundation.journal import service as journal
from datong.foundation.ledgers import service as ledgers
from datong.kernel.text import fold
from tests import small_county as second
from tests.counties import County
from tests.foundation.ledgers.importing import rows_in_tables
from tests.second_county.writing import Bad

pytestmark = pytest.mark.django_db

IDENTITY = re.compile(r"[0-9]{14,17}[0-9X]")
PHONES = ("13800000001", "13800000002", "13800000003", "09995550199")


def numbers_written() -> set[str]:
    """Every citizen number of the workbooks, right or wrong, half-width."""
    lines = [line for book in second.BOOKS for page in book.pages for line in page.lines]
    cells = [cell for line in lines for cell in (line.cells if isinstance(line, Bad) else line)]
    texts = [fold(str(cell)).replace(" ", "").upper() for cell in cells if cell is not None]
    return {text for text in texts if IDENTITY.fullmatch(text)}


def everything_stored() -> bytes:
    """All values of all tables, as bytes."""
    pieces: list[bytes] = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - our own tables
            for row in cursor.fetchall():
                pieces += [bytes(v) if isinstance(v, bytes | memoryview) else str(v).encode() for v in row]
    return b"\n".join(pieces)


def report(receipt: ledgers.Receipt) -> dict[str, Any]:
    """As it goes into REPORT.json."""
    return {"import_id": receipt.import_id, "files": receipt.files}


def test_the_report_has_the_promised_shape(small_county: County) -> None:
    told = json.loads(json.dumps(report(small_county.receipt), ensure_ascii=False))
    assert isinstance(told["import_id"], int)
    for file in told["files"]:
        assert {"file", "programme", "sheets"} <= set(file)
        for sheet in file["sheets"]:
            assert {"sheet", "accepted", "refused", "rows", "unknown_columns"} <= set(sheet)
            assert all(set(row) == {"row", "code", "column", "value", "message"} for row in sheet["rows"])
            assert sum(sheet["refused"].values()) == len(sheet["rows"])


def test_identity_numbers_and_phones_are_masked_everywhere_in_it(small_county: County) -> None:
    told = fold(json.dumps(report(small_county.receipt), ensure_ascii=False)).upper()
    written = numbers_written()
    assert len(written) >= 34
    assert [number for number in (*written, *PHONES) if number in told] == []
    assert "519999********1330" in told


def test_none_of_them_lies_in_the_database_in_clear(small_county: County) -> None:
    stored = fold(everything_stored().decode("utf-8", "replace")).upper()
    assert [number for number in (*numbers_written(), *PHONES) if number in stored] == []
    assert "刘桂芳" in stored


def test_a_number_typed_into_another_column_is_masked_too(small_county: County) -> None:
    [row] = [
        row
        for row in small_county.sheets()["卫生局家庭医生.xlsx", "服务登记"]["rows"]
        if row["value"].startswith("5199")
    ]
    assert (row["column"], row["value"]) == ("签约编号", "519999********1289")


def test_sentences_name_sheet_row_column_value_and_remedy(small_county: County) -> None:
    rows = {
        row["row"]: row["message"]
        for row in small_county.sheets()["民政局低保报表.xlsx", "低保花名册"]["rows"]
    }
    assert rows[30] == (
        "工作表“低保花名册”第 30 行“村（社区）”列“柳坝村”：区划库中没有这个地名，请核对镇和村（社区）的名称。"
    )
    assert rows[8] == (
        "工作表“低保花名册”第 8 行“身份证号码”列“519999********1573”："
        "第 18 位校验码应为 X，请核对身份证号码。"
    )
    assert "末几位已丢失" in rows[28]
    assert "15 位" in rows[29]
    assert "519999100203、519999101201" in rows[32]


def test_rows_left_out_on_purpose_are_told(small_county: County) -> None:
    told = small_county.sheets()["民政局低保报表.xlsx", "低保花名册"]["left_out"]
    # 小计 in the middle, 合计 and the signatures at the end; blank lines are not worth a word
    assert told == [
        {"row": 10, "why": "total"},
        {"row": 38, "why": "total"},
        {"row": 40, "why": "signature"},
    ]


def test_sheets_that_are_no_ledgers_are_told(small_county: County) -> None:
    [file] = [file for file in small_county.receipt.files if file["programme"] == "sunshine"]
    told = {sheet["sheet"]: sheet["problem"] for sheet in file["sheets"]}
    assert told["推进情况表"] == ""
    assert "“封面”不是已知的台账" in told["封面"]
    assert file["skipped_sheets"] == [{"sheet": "旧表", "why": "hidden"}]


def test_the_same_files_again_change_nothing_and_say_so(
    small_county: County, small_books: list[Path]
) -> None:
    before = rows_in_tables()
    again = second.load(small_county.user, small_books)
    assert rows_in_tables() == before
    assert again.import_id == small_county.receipt.import_id
    assert {file["state"] for file in again.files} == {"unchanged"}
    assert [(s["accepted"], s["refused"]) for f in again.files for s in f["sheets"]] == [
        (s["accepted"], s["refused"]) for f in small_county.receipt.files for s in f["sheets"]
    ]


def test_the_journal_tells_who_took_in_what(small_county: County) -> None:
    [entry] = journal.entries(f"ledgers.Import:{small_county.receipt.import_id}")
    assert (entry.actor, entry.action, entry.place, entry.door) == (
        small_county.user.username, "ledgers.import", "519999000000", "cli",
    )  # fmt: skip
    assert entry.detail["as_of"] == "2015-06-30"
    assert [file["name"] for file in entry.detail["files"]] == [book.file for book in second.BOOKS]


def test_refused_rows_are_kept_as_they_were_sealed(small_county: County) -> None:
    row = ledgers.RefusedRow.objects.get(
        receipt__file__batch=small_county.receipt.import_id, receipt__slug="roster", row=9 + 19
    )
    cells = json.loads(row.cells)
    assert (row.state, row.code, row.place_code) == ("open", "bad_check_digit", "519999100201")
    assert (cells["成员姓名"], cells["低保证号"], cells["月人均补助（元）"]) == ("郑五湖", "QX051", 150)
    with connection.cursor() as cursor:
        cursor.execute("SELECT cells FROM ledgers_refusedrow WHERE id = %s", [row.pk])
        assert "郑五湖".encode() not in bytes(cursor.fetchone()[0])
