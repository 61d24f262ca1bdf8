"""The last import taken back: registers say what they said before, and the file can come again."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from datong.foundation.access import service as access
from datong.foundation.indicators import service as indicators
from datong.foundation.journal import service as journal
from datong.foundation.ledgers import service as ledgers
from tests import small_county as second
from tests.counties import County
from tests.foundation.ledgers.importing import ROSTER, recipient, records, take, write
from tests.foundation.ledgers.reading_back import holder, sheets, tally, write_sheets
from tests.second_county.people import ID

pytestmark = pytest.mark.django_db
MAY, JUNE, JULY = dt.date(2015, 5, 31), dt.date(2015, 6, 30), dt.date(2015, 7, 31)


def undo(import_id: int) -> None:
    ledgers.undo(access.console(), import_id, door="page")


def hand_in(folder: Path, day: dt.date, *rows: list[Any]) -> int:
    """Import these rows of the roster for a day; the number of the import."""
    receipt = take(write(folder, [ROSTER, *rows]), as_of=day)
    assert receipt.import_id is not None
    return int(receipt.import_id)


def spoken(day: dt.date) -> list[tuple[str, str]]:
    """Name and category of every recipient on a day."""
    model = ledgers.SHEETS.get("dibao.roster").model
    return sorted(model.objects.at(second.COUNTY, day).values_list("name", "category"))


def versions() -> list[tuple[Any, ...]]:
    """Every version that ever speaks: what it says, since when, until when, who brought it, who closed it."""
    model = ledgers.SHEETS.get("dibao.roster").model
    rows = model.objects.order_by("id").values_list(
        "id",
        "name",
        "category",
        "monthly_benefit",
        "person_id",
        "valid_from",
        "valid_to",
        "origin_id",
        "closed_by_id",
        "row",
    )
    return [row for row in rows if row[5] != row[6]]


def test_new_rows_are_withdrawn_and_changed_ones_say_what_they_said(tmp_path: Path) -> None:
    hand_in(tmp_path, MAY, recipient(), recipient("陈志高"))
    before = versions()
    batch = hand_in(tmp_path, JUNE, recipient(保障类别="C类"), recipient("陈志高"), recipient("何大明"))
    assert spoken(JUNE) == [("何大明", "A类"), ("刘桂芳", "C类"), ("陈志高", "A类")]
    undo(batch)
    assert versions() == before
    assert spoken(JUNE) == [("刘桂芳", "A类"), ("陈志高", "A类")]


def test_a_correction_of_the_same_day_is_taken_back(tmp_path: Path) -> None:
    hand_in(tmp_path, JUNE, recipient())
    before = versions()
    undo(hand_in(tmp_path, JUNE, recipient(保障类别="C类")))
    assert versions() == before
    undo(hand_in(tmp_path, JUNE, recipient(保障类别="C类")))
    assert versions() == before
    hand_in(tmp_path, JUNE, recipient(保障类别="C类"))
    assert spoken(JUNE) == [("刘桂芳", "C类")]


def test_a_backdated_import_is_taken_back(tmp_path: Path) -> None:
    hand_in(tmp_path, MAY, recipient())
    hand_in(tmp_path, JULY, recipient(保障类别="B类"), recipient("何大明"))
    before = versions()
    batch = hand_in(tmp_path, JUNE, recipient(保障类别="C类"), recipient("何大明", 保障类别="C类"))
    assert spoken(JUNE) == [("何大明", "C类"), ("刘桂芳", "C类")]
    assert [spoken(MAY), spoken(JULY)] == [[("刘桂芳", "A类")], [("何大明", "A类"), ("刘桂芳", "B类")]]
    undo(batch)
    assert versions() == before
    assert spoken(JUNE) == [("刘桂芳", "A类")]


def test_two_workbooks_of_one_import_about_the_same_row_are_taken_back_in_turn(tmp_path: Path) -> None:
    hand_in(tmp_path, MAY, recipient())
    before = versions()
    first = write(tmp_path, [ROSTER, recipient(保障类别="B类"), recipient("何大明")], file="一.xlsx")
    other = write(
        tmp_path, [ROSTER, recipient(保障类别="C类"), recipient("何大明", 保障类别="C类")], file="二.xlsx"
    )
    batch = take(first, other).import_id
    assert spoken(JUNE) == [("何大明", "C类"), ("刘桂芳", "C类")]
    undo(batch)
    assert versions() == before


def test_only_the_newest_import_is_undone(tmp_path: Path) -> None:
    old = hand_in(tmp_path, MAY, recipient())
    new = hand_in(tmp_path, JUNE, recipient(保障类别="C类"))
    assert ledgers.undoable(second.COUNTY) == new
    with pytest.raises(ledgers.NotUndoable) as raised:
        undo(old)
    assert raised.value.text.zh == f"只能撤销最近一次导入，即导入 {new}；请先撤销它"
    undo(new)
    with pytest.raises(ledgers.NotUndoable) as raised:
        undo(new)
    assert raised.value.text.zh == f"导入 {new} 已经撤销过了"
    assert ledgers.undoable(second.COUNTY) == old
    undo(old)
    assert (spoken(JUNE), ledgers.undoable(second.COUNTY)) == ([], None)
    with pytest.raises(ledgers.NoSuchImport):
        undo(4711)


def test_an_import_at_work_is_not_undone_a_killed_one_is(tmp_path: Path) -> None:
    batch = hand_in(tmp_path, JUNE, recipient())
    running = ledgers.Import.objects.filter(pk=batch)
    running.update(state="running")
    with pytest.raises(ledgers.NotUndoable) as raised:
        undo(batch)
    assert raised.value.text.zh == f"导入 {batch} 还在进行，请等它结束再撤销"
    assert ledgers.undoable(second.COUNTY) is None
    running.update(at=running.get().at - dt.timedelta(minutes=16))
    undo(batch)
    assert spoken(JUNE) == []


def test_an_import_of_nothing_readable_is_not_undone(tmp_path: Path) -> None:
    path = tmp_path / "坏.xlsx"
    path.write_bytes(b"not a workbook")
    failed = take(path).import_id
    with pytest.raises(ledgers.NotUndoable) as raised:
        undo(failed)
    assert raised.value.text.zh == f"导入 {failed} 没有导入任何内容，无需撤销"


def test_rows_it_had_corrected_wait_again(tmp_path: Path) -> None:
    first = hand_in(
        tmp_path, JUNE, recipient(), recipient("陈志高", 保障类别="D类"), recipient("何大明", 保障类别="E类")
    )
    content = sheets(ledgers.refused_workbook(access.console(), first, door="cli"))
    content["在册对象"][1][9] = "B类"
    batch = take(write_sheets(tmp_path, content)).import_id
    undo(batch)
    states = list(ledgers.RefusedRow.objects.order_by("id").values_list("state", "answer", "settled_by"))
    assert states[:2] == [("open", None, None), ("open", None, None)]
    assert [state for state, *_ in states[2:]] == ["dismissed"]
    assert spoken(JUNE) == [("刘桂芳", "A类")]


def test_a_correction_in_place_is_an_import_that_can_be_undone(tmp_path: Path) -> None:
    hand_in(tmp_path, JUNE, recipient(), recipient(保障类别="C类"))
    before = versions()
    row = ledgers.RefusedRow.objects.get()
    cells = {heading: str(cell) for heading, cell in zip(ROSTER, recipient(保障类别="C类"), strict=True)}
    outcome = ledgers.correct(access.console(), row.pk, cells, door="page")
    assert spoken(JUNE) == [("刘桂芳", "C类")]
    assert outcome.import_id is not None
    undo(outcome.import_id)
    row.refresh_from_db()
    assert (row.state, versions()) == ("open", before)


def test_an_officer_undoes_imports_of_all_their_programmes_only(tmp_path: Path) -> None:
    additions: list[list[Any]] = [
        ["镇", "社区", "户主姓名", "户主身份证号码", "低保证号", "城乡类别", "新增人数", "批准日期"],
        ["临溪镇", "大安村", "何大明", ID["何大明"], "QX4", "农村", 1, "2015-05-01"],
    ]
    progress: list[list[Any]] = [["镇", "村"], ["临溪镇", "大安村"]]
    paths = [
        write(tmp_path, additions, sheet="新增名单", file="低保.xlsx"),
        write(tmp_path, progress, sheet="推进情况", file="阳光.xlsx"),
    ]
    batch = int(take(*paths).import_id)
    for user in (
        holder("county_officer", "519999000000", "dibao", name="minzheng"),
        holder("county_leader", "519999000000", name="leader3"),
        holder("county_officer", "510626000000", name="elsewhere"),
    ):
        with pytest.raises(access.Refused):
            ledgers.undo(user, batch, door="page")
    officer = holder("county_officer", "519999000000", "dibao", "sunshine", name="both")
    ledgers.undo(officer, batch, door="page")
    assert records("dibao.additions").count() == 0


def test_a_county_without_its_only_import_and_with_it_again(
    small_county: County, small_books: list[Path]
) -> None:
    before = {key: reading.value for key, reading in indicators.read_all(second.COUNTY, second.AS_OF).items()}
    undo(small_county.receipt.import_id)
    values = {reading.value for reading in indicators.read_all(second.COUNTY, second.AS_OF).values()}
    assert values == {None}
    assert {
        ledgers.SHEETS.get(name).model.objects.filter(valid_to=None).count() for name in ledgers.SHEETS
    } == {0}
    assert set(ledgers.RefusedRow.objects.values_list("state", flat=True)) == {"dismissed"}
    batch = ledgers.Import.objects.get()
    assert (batch.state, batch.undone_by, batch.undone_at is None) == ("undone", small_county.user, False)
    entry = journal.entries(f"ledgers.Import:{batch.pk}")[0]
    assert (entry.action, entry.place, entry.door) == ("ledgers.undo", "519999000000", "page")
    again = second.load(small_county.user, small_books)
    assert again.import_id != batch.pk
    assert tally(again, "accepted", "added", "refused") == tally(
        small_county.receipt, "accepted", "added", "refused"
    )
    after = {key: reading.value for key, reading in indicators.read_all(second.COUNTY, second.AS_OF).items()}
    assert after == before
    assert after["dibao.persons"] == 15
