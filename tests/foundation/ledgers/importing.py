"""One-sheet workbooks for the small county, and taking them in."""

from pathlib import Path
from typing import Any

from django.db import connection

from datong.foundation.access import service as access
from datong.foundation.ledgers import service as ledgers
from tests import small_county as second
from tests.second_county.writing import Book, Cell, Page

ROSTER = [
    "镇",
    "村（社区）",
    "低保证号",
    "户主姓名",
    "成员姓名",
    "与户主关系",
    "身份证号码",
    "城乡类别",
    "保障类别",
    "月人均补助（元）",
    "享受起始日期",
]


def recipient(name: str = "刘桂芳", **changed: Cell) -> list[Cell]:
    """A row under the headings ROSTER, with some cells (by heading) changed."""
    cells: dict[str, Cell] = {
        "镇": "临溪镇", "村（社区）": "大安村", "低保证号": "QX001", "户主姓名": name, "成员姓名": name,
        "与户主关系": "户主", "身份证号码": second.ID[name], "城乡类别": "农村", "保障类别": "A类",
        "月人均补助（元）": 100, "享受起始日期": "2012-03-01",
    }  # fmt: skip
    assert set(changed) <= set(cells)
    return [(cells | changed)[heading] for heading in ROSTER]


def write(folder: Path, lines: list[list[Cell]], sheet: str = "在册对象", file: str = "低保.xlsx") -> Path:
    """A workbook of one sheet."""
    return Book(file, "", [Page(sheet, list(lines))]).write(folder)


def take(*paths: Path, **asked: Any) -> Any:
    """Import into the small county, whose places are loaded if need be; the receipt."""
    return second.load(access.console(), list(paths), **asked)


def only(receipt: Any) -> dict[str, Any]:
    """The one sheet of the one workbook of a receipt."""
    [file] = receipt.files
    [sheet] = file["sheets"]
    found: dict[str, Any] = sheet
    return found


def records(sheet: str) -> Any:
    """The current records of a sheet (programme.slug), in the order of the ledger."""
    model = ledgers.SHEETS.get(sheet).model
    return model.objects.filter(valid_to__isnull=True).order_by("row")


def rows_in_tables() -> dict[str, int]:
    """Number of rows of every table."""
    with connection.cursor() as cursor:
        counted = {}
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT count(*) FROM "{table}"')  # noqa: S608 - our own tables
            counted[table] = cursor.fetchone()[0]
    return counted
