"""Corrected and backdated ledgers: the row changes, the earlier version stays readable, other rows stay."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from datong.foundation.ledgers import service as ledgers
from tests import small_county as second
from tests.foundation.ledgers.importing import ROSTER, only, recipient, records, rows_in_tables, take, write

pytestmark = pytest.mark.django_db
MAY, JUNE, JULY = dt.date(2015, 5, 31), dt.date(2015, 6, 30), dt.date(2015, 7, 31)


def hand_in(folder: Path, day: dt.date, *rows: list[Any], file: str = "低保.xlsx") -> dict[str, Any]:
    """Import these rows of the roster for a day; what became of the sheet."""
    return only(take(write(folder, [ROSTER, *rows], file=file), as_of=day))


def counted(sheet: dict[str, Any]) -> tuple[int, int, int, int]:
    """Rows accepted, new, changed, unchanged."""
    return sheet["accepted"], sheet["added"], sheet["changed"], sheet["unchanged"]


def history(name: str) -> list[tuple[Any, ...]]:
    """Every version of a person's row: category, from, until."""
    rows = ledgers.SHEETS.get("dibao.roster").model.objects.filter(name=name)
    return sorted(
        rows.values_list("category", "valid_from", "valid_to"),
        key=lambda row: (row[1], row[2] or dt.date.max),
    )


def spoken(day: dt.date) -> dict[str, str]:
    """Categories by name, on a day."""
    model = ledgers.SHEETS.get("dibao.roster").model
    return dict(model.objects.at(second.COUNTY, day).values_list("name", "category"))


def test_the_next_ledger_updates_the_rows_it_changes(tmp_path: Path) -> None:
    hand_in(tmp_path, MAY, recipient(), recipient("陈志高"))
    ids = {record.name: record.pk for record in records("dibao.roster")}
    told = hand_in(tmp_path, JUNE, recipient(保障类别="B类"), recipient("陈志高"), recipient("何大明"))
    assert counted(told) == (3, 1, 1, 1)
    assert history("刘桂芳") == [("A类", MAY, JUNE), ("B类", JUNE, None)]
    assert history("陈志高") == [("A类", MAY, None)]
    assert (spoken(MAY), spoken(JUNE)) == (
        {"刘桂芳": "A类", "陈志高": "A类"},
        {"刘桂芳": "B类", "陈志高": "A类", "何大明": "A类"},
    )
    # what points at the row still does
    assert {record.name: record.pk for record in records("dibao.roster") if record.name in ids} == ids


def test_a_row_that_is_left_out_stays(tmp_path: Path) -> None:
    hand_in(tmp_path, MAY, recipient(), recipient("陈志高"))
    assert counted(hand_in(tmp_path, JUNE, recipient())) == (1, 0, 0, 1)
    assert spoken(JUNE) == {"刘桂芳": "A类", "陈志高": "A类"}


def test_each_version_knows_the_sheet_and_row_it_came_from(tmp_path: Path) -> None:
    hand_in(tmp_path, MAY, recipient("陈志高", 低保证号="QX002"), recipient())
    hand_in(tmp_path, JUNE, recipient(保障类别="B类"))
    old, new = ledgers.SHEETS.get("dibao.roster").model.objects.filter(name="刘桂芳").order_by("valid_from")
    first, then = ledgers.SheetReceipt.objects.order_by("id")
    assert (old.origin, old.row, old.closed_by) == (first, 3, then)
    assert (new.origin, new.row, new.closed_by) == (then, 2, None)
    assert (old.person_id, old.household_id, bytes(old.key)) == (
        new.person_id,
        new.household_id,
        bytes(new.key),
    )


def test_a_ledger_of_the_same_day_corrects_without_a_spoken_past(tmp_path: Path) -> None:
    hand_in(tmp_path, JUNE, recipient())
    assert counted(hand_in(tmp_path, JUNE, recipient(保障类别="B类"), file="更正.xlsx")) == (1, 0, 1, 0)
    assert history("刘桂芳") == [("A类", JUNE, JUNE), ("B类", JUNE, None)]
    assert (spoken(JUNE), spoken(MAY)) == ({"刘桂芳": "B类"}, {})


def test_a_backdated_ledger_speaks_for_its_own_days_only(tmp_path: Path) -> None:
    hand_in(tmp_path, MAY, recipient())
    hand_in(tmp_path, JULY, recipient(保障类别="B类"))
    told = hand_in(tmp_path, JUNE, recipient(保障类别="C类"), recipient("陈志高", 保障类别="C类"))
    assert counted(told) == (2, 2, 0, 0)
    assert history("刘桂芳") == [("A类", MAY, JUNE), ("C类", JUNE, JULY), ("B类", JULY, None)]
    assert history("陈志高") == [("C类", JUNE, None)]
    assert [spoken(day)["刘桂芳"] for day in (MAY, JUNE, JULY)] == ["A类", "C类", "B类"]


def test_a_ledger_of_before_the_first_one_ends_where_that_begins(tmp_path: Path) -> None:
    hand_in(tmp_path, JUNE, recipient())
    assert counted(hand_in(tmp_path, MAY, recipient(保障类别="C类"))) == (1, 1, 0, 0)
    assert history("刘桂芳") == [("C类", MAY, JUNE), ("A类", JUNE, None)]


def test_a_backdated_ledger_that_says_the_same_changes_nothing(tmp_path: Path) -> None:
    hand_in(tmp_path, MAY, recipient())
    hand_in(tmp_path, JULY, recipient(保障类别="B类"))
    assert counted(hand_in(tmp_path, JUNE, recipient())) == (1, 0, 0, 1)
    assert history("刘桂芳") == [("A类", MAY, JULY), ("B类", JULY, None)]


def test_the_same_file_twice_is_the_same_import(tmp_path: Path) -> None:
    path = write(tmp_path, [ROSTER, recipient(), recipient("陈志高", 保障类别="X")])
    first = take(path)
    before = rows_in_tables()
    again = take(path)
    assert again.import_id == first.import_id
    assert (again.files[0]["state"], again.files[0]["sheets"]) == ("unchanged", first.files[0]["sheets"])
    assert rows_in_tables() == before


def test_the_same_rows_in_another_file_are_unchanged(tmp_path: Path) -> None:
    hand_in(tmp_path, JUNE, recipient(), recipient("陈志高"))
    path = write(
        tmp_path, [["青溪县低保台账"], [*ROSTER, "序号"], [*recipient("陈志高"), 1], [*recipient(), 2]]
    )
    assert counted(only(take(path))) == (2, 0, 0, 2)
    assert history("刘桂芳") == [("A类", JUNE, None)]


def test_the_same_file_for_another_day_is_another_ledger(tmp_path: Path) -> None:
    path = write(tmp_path, [ROSTER, recipient()])
    first, later = take(path, as_of=JUNE), take(path, as_of=JULY)
    assert (first.import_id != later.import_id, later.files[0]["state"]) == (True, "imported")
    assert counted(only(later)) == (1, 0, 0, 1)


def test_a_trial_keeps_nothing(tmp_path: Path) -> None:
    hand_in(tmp_path, MAY, recipient())
    before = rows_in_tables()
    told = take(
        write(tmp_path, [ROSTER, recipient(保障类别="B类"), recipient("陈志高")], file="试.xlsx"),
        dry_run=True,
    )
    assert (told.import_id, counted(only(told))) == (None, (2, 1, 1, 0))
    assert rows_in_tables() == before
