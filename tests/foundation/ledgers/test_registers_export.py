"""Registers as files: what is shown and nothing else, and the journal knows."""

import csv
import io
from typing import Any

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from datong.foundation.journal import service as journal
from tests.foundation.ledgers.reading_room import LINXI, ROSTER, readers
from tests.second_county.people import ID

__all__ = ["readers"]
pytestmark = pytest.mark.django_db


def table(answer: Any) -> list[list[str]]:
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))


def test_a_csv_holds_the_rows_and_columns_shown(readers: dict[str, Client]) -> None:
    answer = readers["officer"].get(f"{ROSTER}export.csv?category=A类&col=category&col=since&sort=since")
    assert answer.status_code == 200
    assert answer["Content-Disposition"] == 'attachment; filename="dibao-roster-2015-06-30.csv"'
    assert "no-store" in answer["Cache-Control"]
    assert table(answer) == [
        ["成员姓名", "保障类别", "享受起始日期"],
        ["石光明", "A类", "2010-01-01"],
        ["石小燕", "A类", "2010-01-01"],
        ["刘桂芳", "A类", "2012-03-01"],
        ["刘小军", "A类", "2012-03-01"],
        ["龙文秀", "A类", "2015-04-02"],
    ]


def test_a_workbook_holds_the_same(readers: dict[str, Client]) -> None:
    answer = readers["linxi"].get(f"{ROSTER}export.xlsx?q=周")
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0)
    assert [row[0] for row in sheet.to_python()] == ["成员姓名", "周玉兰", "周建国", "周小梅"]


def test_no_full_number_leaves(readers: dict[str, Client]) -> None:
    for name in ("dibao/roster", "family_doctor/contracts", "membership/members"):
        body = readers["officer"].get(f"/registers/{name}/export.csv").content.decode()
        assert not any(number in body for number in ID.values())


def test_rows_are_those_of_the_readers_places(readers: dict[str, Client]) -> None:
    assert len(table(readers["linxi"].get(f"{ROSTER}export.csv"))) == 9
    assert len(table(readers["auditor"].get(f"{ROSTER}export.csv"))) == 16


@pytest.mark.parametrize("who", ["leader", "cadre", "doctors", "admin", "far"])
def test_who_may_not_export(readers: dict[str, Client], who: str) -> None:
    assert readers[who].get(f"{ROSTER}export.csv?county=519999").status_code == 403
    assert not journal.entries().filter(action="registers.export").exists()


def test_who_may_not_is_not_offered(readers: dict[str, Client]) -> None:
    assert "export.csv" in readers["officer"].get(ROSTER).content.decode()
    assert "export.csv" not in readers["leader"].get(ROSTER).content.decode()


def test_only_known_formats(readers: dict[str, Client]) -> None:
    assert readers["officer"].get(f"{ROSTER}export.pdf").status_code == 404


def test_an_export_is_journalled_without_the_words_searched(readers: dict[str, Client]) -> None:
    readers["officer"].get(f"{ROSTER}export.csv?q=刘桂芳&town={LINXI}&category=A类&col=since")
    [entry] = journal.entries().filter(action="registers.export")
    assert (entry.actor, entry.target, entry.place) == (
        "officer",
        "ledgers.Sheet:dibao.roster",
        "519999000000",
    )
    assert entry.detail == {
        "as_of": "2015-06-30",
        "format": "csv",
        "columns": ["name", "since"],
        "narrowed_by": ["category", "q", "town"],
    }
