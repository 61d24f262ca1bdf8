"""百花村 before the road begins: its people, the county's catalogue and calendar, the books of one quarter and what was published
of them; workbooks as somebody fills them in; and a hand in the database that the application does not see."""

import datetime as dt
from collections.abc import Iterable, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

import python_calamine
import xlsxwriter
from django.db import connection
from PIL import Image, ImageDraw

from datong.config import example_books
from datong.config.example_openness import Wanted, published
from datong.foundation.access.service import console
from datong.foundation.openness import service as openness
from datong.foundation.people import service as people
from datong.foundation.publiclog import service as publiclog
from datong.programmes.sunshine import service as sunshine
from tests.append_only import opened
from tests.browser.road import NAMES, Walk
from tests.foundation.access.walk import BAIHUA, LUOJIANG, plant_places
from tests.programmes.dibao import road

COUNTY = LUOJIANG[:6]
SECOND = (dt.date(2014, 4, 1), dt.date(2014, 6, 30))
THIRD = (dt.date(2014, 7, 1), dt.date(2014, 9, 30))
CONTACT = openness.NewContact("陈光明", "村务监督委员会主任", "0838-3550106", "工作日 9:00–17:00")
GROUP = ("邓有田", "陈素芳", "周德贵")
"""The democratic finance group (民主理财小组)."""
Cells = list[list[Any]]


def people_with_duties() -> road.Crew:
    """Two counties, the crew under the names of the road, the finance group, the county's catalogue, what its villages owe
    since July 2014, an office telephone."""
    plant_places()
    crew = road.crew()
    for username, name in NAMES.items():
        user = getattr(crew, username)
        user.name = name
        user.save(update_fields=["name"])
    for name in GROUP:
        person = people.Person.objects.create(name=name, place_code=BAIHUA)
        road.appointed(person.pk, name, "finance_group", BAIHUA)
    by = console()
    openness.load_catalogue(by, COUNTY, "sunshine", door="cli")
    openness.raise_duties(by, COUNTY, dt.date(2014, 10, 8), begins=THIRD[0], door="cli")
    openness.put_contact(crew.clerk, BAIHUA, CONTACT)
    return crew


def second_quarter(walk: Walk, folder: Path, keys: Iterable[str]) -> None:
    """The books up to 30 June, closed and published on 14 July."""
    data = example_books.read()
    data |= {"vouchers": [each for each in data["vouchers"] if each[0] <= SECOND[1]], "reversed": []}
    file = folder / "second.xlsx"
    file.write_bytes(example_books.workbook(data))
    walk.to("2014-07-14")
    sunshine.take_workbook(walk.who.clerk, BAIHUA, file.name, file)
    sunshine.close(walk.who.clerk, BAIHUA, SECOND[1])
    publish(walk, SECOND, keys)


def third_quarter(walk: Walk, keys: Iterable[str]) -> list[str]:
    """The example's books as a whole, and these sheets of the third quarter, published on 10 October; their numbers."""
    walk.to("2014-10-10")
    example_books.load(console())
    return publish(walk, THIRD, keys)


def publish(walk: Walk, period: tuple[dt.date, dt.date], keys: Iterable[str]) -> list[str]:
    """What the cadre prepares and the clerk releases, without pages; the numbers."""
    for key in keys:
        assert published(walk.who.cadre, walk.who.clerk, Wanted(BAIHUA, key, period, period[1])) == 1
    publiclog.integrate()
    rows = openness.Publication.objects.filter(period_end=period[1]).order_by("id")
    return list(rows.values_list("number", flat=True))


def sheets_of(path: Path) -> dict[str, Cells]:
    """Every sheet of a workbook as rows of cells."""
    book = python_calamine.CalamineWorkbook.from_path(str(path))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def kept(path: Path, sheets: Mapping[str, Cells]) -> Path:
    """A workbook of these sheets."""
    with xlsxwriter.Workbook(str(path), {"default_date_format": "yyyy-mm-dd"}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for at, row in enumerate(rows):
                sheet.write_row(at, 0, row)
    return path


def filled_in(template: Path, path: Path) -> Path:
    """The downloaded template with the village's year typed in, sheet by sheet, under the headings it has."""
    sheets = sheets_of(template)
    whole = python_calamine.CalamineWorkbook.from_filelike(
        BytesIO(example_books.workbook(example_books.read()))
    )
    for name in whole.sheet_names[1:]:
        heading, *rows = whole.get_sheet_by_name(name).to_python()
        assert sheets[name] == [heading]
        sheets[name] += rows
    return kept(path, sheets)


def changed(path: Path, to: Path, sheet: str, row: int, heading: str, value: Any) -> Path:
    """A copy of a workbook with one cell changed; rows as a spreadsheet counts them."""
    sheets = sheets_of(path)
    cells = sheets[sheet]
    cells[row - 1][cells[0].index(heading)] = value
    return kept(to, sheets)


def board_photo(path: Path) -> Path:
    """A photograph of the village's board, as far as a test can take one."""
    picture = Image.new("RGB", (640, 480), (154, 164, 150))
    draw = ImageDraw.Draw(picture)
    draw.rectangle((60, 40, 580, 430), fill=(120, 40, 30))
    for column in range(3):
        left = 80 + column * 165
        draw.rectangle((left, 90, left + 150, 400), fill=(250, 248, 240))
        for line in range(110, 390, 14):
            draw.line((left + 10, line, left + 140, line), fill=(90, 90, 90))
    picture.save(path, quality=80)
    return path


def behind_the_back(statement: str, *values: object) -> int:
    """One statement straight to the database, its guards put aside; how many rows it changed."""
    with opened(), connection.cursor() as cursor:
        cursor.execute(statement, values)
        return int(cursor.rowcount)
