"""How a workbook of ours looks: fonts, headings with notes, validation, typed cells."""

import datetime as dt
import io
import re
from collections.abc import Sequence
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from datong.foundation.ledgers.core.kinds import (
    Cell,
    Choice,
    Day,
    Flag,
    Identity,
    Money,
    Number,
    Phone,
    Reference,
    Scaled,
    Whole,
    Year,
)
from datong.foundation.ledgers.core.sheet import Column, Sheet
from datong.kernel.text import neutralise

LAST_ROW = 100_000  # rows below the heading that carry formats and validation
LONGEST_LIST = 255  # characters of a validation list that Excel accepts
NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\]")
TEXT = 49  # Excel's own number for the format @
FONT: dict[str, Any] = {"font_name": "宋体", "font_size": 11}


class Book:
    """A workbook on its way out. Rows must be written from the top down: what is written leaves the memory."""

    def __init__(self) -> None:
        self.file = io.BytesIO()
        self.book = Workbook(self.file, {"constant_memory": True, "default_date_format": "yyyy-mm-dd"})
        self.text = self.book.add_format(FONT | {"num_format": TEXT})
        self.day = self.book.add_format(FONT | {"num_format": "yyyy-mm-dd"})
        self.plain = self.book.add_format(FONT)
        self.wrong = self.book.add_format(FONT | {"num_format": TEXT, "bg_color": "#F8C9C4", "border": 1})
        self.reason = self.book.add_format(
            FONT | {"num_format": TEXT, "font_color": "#A61B1B", "text_wrap": True}
        )
        heading = FONT | {
            "bold": True,
            "border": 1,
            "text_wrap": True,
            "valign": "vcenter",
            "num_format": TEXT,
        }
        self.heading = self.book.add_format(heading | {"bg_color": "#F2F2F2"})
        self.needed = self.book.add_format(heading | {"bg_color": "#FCE4B8"})
        self.title = self.book.add_format(FONT | {"bold": True, "font_size": 14})
        self.names: set[str] = set()

    def page(self, name: str) -> Worksheet:
        """A sheet; a name that is taken or too long for Excel is changed."""
        clean = NOT_IN_A_NAME.sub(" ", name).strip("' ")[:25] or "Sheet"
        free, number = clean, 2
        while free.lower() in self.names:
            free, number = f"{clean}({number})", number + 1
        self.names.add(free.lower())
        return self.book.add_worksheet(free)

    def headings(self, page: Worksheet, headings: Sequence[str]) -> None:
        """A bold first row that stays in sight."""
        for at, heading in enumerate(headings):
            page.set_column(at, at, min(40, max(10, width(heading) + 2)), self.plain)
            page.write_string(0, at, neutralise(heading), self.heading)
        page.freeze_panes(1, 0)

    def row(self, page: Worksheet, number: int, cells: Sequence[Cell], wrong: int | None = None) -> None:
        """One row; `wrong` is the position of the cell to mark."""
        for at, cell in enumerate(cells):
            self.cell(page, number, at, cell, self.wrong if at == wrong else None)

    def cell(self, page: Worksheet, row: int, at: int, cell: Cell, form: Any = None) -> None:
        """One cell by its type; text is never taken for a formula, neither here nor by the program that opens it."""
        if cell is None or cell == "":
            if form is not None:
                page.write_blank(row, at, None, form)
        elif isinstance(cell, str):
            page.write_string(row, at, neutralise(cell), form or self.text)
        elif isinstance(cell, bool):
            page.write_boolean(row, at, cell, form)
        elif isinstance(cell, dt.date):
            page.write_datetime(row, at, dt.datetime.combine(cell, dt.time()), self.day)
        else:
            page.write_number(row, at, cell, form or self.plain)

    def close(self) -> bytes:
        """The finished file."""
        self.book.close()
        return self.file.getvalue()


def lay_out(book: Book, page: Worksheet, columns: Sequence[Column]) -> None:
    """Headings of declared columns in row 1, each with its note; formats and validation below them."""
    page.set_row(0, 32)
    for at, column in enumerate(columns):
        page.set_column(at, at, column_width(column), form_of(book, column))
        page.write_string(0, at, column.heading, book.needed if column.required else book.heading)
        page.write_comment(
            0, at, note(column), {"author": "打通", "x_scale": 2, "y_scale": 1.4, "font_size": 9}
        )
        rule = validation(column)
        if rule is not None:
            page.data_validation(1, at, LAST_ROW, at, rule)
    page.freeze_panes(1, 0)


def column_width(column: Column) -> int:
    """Characters a column needs: an identity number 21, a date 13, else by its heading."""
    if isinstance(column.kind, Identity):
        return 21
    return max(13 if isinstance(column.kind, Day) else 10, min(24, width(column.heading) + 4))


def width(text: str) -> int:
    """Columns of a text on paper; a Chinese character takes two."""
    return sum(1 if character.isascii() else 2 for character in text)


def form_of(book: Book, column: Column) -> Any:
    """The cell format of a column: text keeps the digits of numbers that are names."""
    if isinstance(column.kind, Day):
        return book.day
    return book.plain if isinstance(column.kind, Money | Whole | Scaled | Year) else book.text


def note(column: Column) -> str:
    """What the note at a heading says."""
    lines = [
        ("必填" if column.required else "选填") + "：" + column.kind.label.zh,
        *([column.note.zh] if column.note else []),
    ]
    others = column.spellings()[1:]
    if others:
        lines.append("表头也可写作：" + "、".join(dict.fromkeys(others)))
    return "\n".join(lines)


def validation(column: Column) -> dict[str, Any] | None:
    """What Excel checks while a column is filled in. It warns and does not forbid: the import reads more spellings."""
    rule = rule_of(column)
    if rule is None:
        return None
    return rule | {
        "error_type": "warning",
        "error_title": column.heading[:32],
        "error_message": f"应为：{column.kind.label.zh}"[:255],
        "ignore_blank": True,
    }


def rule_of(column: Column) -> dict[str, Any] | None:
    """The bare rule of a column's kind."""
    kind = column.kind
    if isinstance(kind, Choice | Flag):
        words = list(kind.choices) if isinstance(kind, Choice) else ["是", "否"]
        return {"validate": "list", "source": words} if len(",".join(words)) <= LONGEST_LIST else None
    if isinstance(kind, Day):
        return {
            "validate": "date",
            "criteria": "between",
            "minimum": dt.date(1900, 3, 1),
            "maximum": dt.date(2100, 12, 31),
        }
    if isinstance(kind, Year):
        return {"validate": "integer", "criteria": "between", "minimum": 1900, "maximum": 2100}
    if isinstance(kind, Whole):
        return {"validate": "integer", "criteria": ">=", "value": kind.least}
    if isinstance(kind, Money | Scaled):
        return {"validate": "decimal", "criteria": ">=", "value": 0}
    return {"validate": "length", "criteria": "==", "value": 18} if isinstance(kind, Identity) else None


def is_text(column: Column) -> bool:
    """Whether digits of the column are a name, not a quantity."""
    return isinstance(column.kind, Identity | Phone | Number | Reference)


def guide(book: Book, title: str, sheets: Sequence[Sheet]) -> None:
    """The first sheet of a template: every sheet and column, what it holds, how its heading may be written."""
    page = book.page("填表说明")
    for at, wide in enumerate((18, 24, 8, 34, 60)):
        page.set_column(at, at, wide, book.plain)
    page.write_string(0, 0, title, book.title)
    page.write_string(
        1,
        0,
        "橙色表头的列必须填写；身份证号码、电话和编号请保持文本格式；列的次序可以调整，多余的列会被报告而不导入。",
    )
    for at, heading in enumerate(("工作表", "列", "要求", "内容", "表头也可写作")):
        page.write_string(3, at, heading, book.heading)
    lines = [(sheet, column) for sheet in sheets for column in sheet.columns]
    for row, (sheet, column) in enumerate(lines, start=4):
        others = "、".join(dict.fromkeys(column.spellings()[1:]))
        extra = f"（{column.note.zh}）" if column.note else ""
        book.row(
            page,
            row,
            [
                sheet.name,
                column.heading,
                "必填" if column.required else "选填",
                column.kind.label.zh + extra,
                others,
            ],
        )
