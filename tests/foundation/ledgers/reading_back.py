"""What workbooks of ours hold, read by another program than the one that wrote them; users with posts."""

import datetime as dt
import io
import re
import zipfile
from pathlib import Path
from typing import Any

from python_calamine import CalamineWorkbook

from datong.foundation.access.models import Post, User
from tests.second_county.writing import Book, Cell, Page

Lines = list[list[Any]]


def sheets(content: bytes) -> dict[str, Lines]:
    """Cells of every sheet by name, row by row from the first; empty cells are ""."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def part(content: bytes, name: str) -> str:
    """A part of the .xlsx, such as xl/worksheets/sheet2.xml."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name).decode()


def style_of(content: bytes, sheet: int, cell: str) -> str:
    """The number of the style of a cell."""
    found = re.search(rf'<c r="{cell}" s="(\d+)"', part(content, f"xl/worksheets/sheet{sheet}.xml"))
    return found[1] if found else ""


def write_sheets(folder: Path, content: dict[str, Lines], file: str = "再次导入.xlsx") -> Path:
    """Cells as read by `sheets`, in a new workbook; empty ones are left out."""
    pages = [
        Page(name, [[None if cell == "" else cell for cell in line] for line in lines])
        for name, lines in content.items()
    ]
    return Book(file, "", pages).write(folder)


def keep(folder: Path, content: bytes, file: str = "导出.xlsx") -> Path:
    """The bytes as a file."""
    path = folder / file
    path.write_bytes(content)
    return path


def holder(role: str, place_code: str, *programmes: str, name: str = "wang") -> User:
    """A user with one post."""
    user = User.objects.create_user(name, name="王五")
    Post.objects.create(
        user=user, role=role, place_code=place_code, programmes=list(programmes), since=dt.date(2014, 1, 1)
    )
    return user


def tally(receipt: Any, *names: str) -> dict[str, tuple[Any, ...]]:
    """Some numbers of every sheet of a receipt, by sheet."""
    return {
        sheet["sheet"]: tuple(sheet[name] for name in names)
        for file in receipt.files
        for sheet in file["sheets"]
    }


__all__ = ["Cell", "Lines", "holder", "keep", "part", "sheets", "style_of", "tally", "write_sheets"]
