"""Rows that enter a register without a workbook: versions, refusals, endings; no files of the history, nothing to undo."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from datong.foundation.access import service as access
from datong.foundation.indicators import service as indicators
from datong.foundation.journal import service as journal
from datong.foundation.ledgers import service as ledgers
from datong.foundation.ledgers.queries import history, reports
from datong.foundation.ledgers.queries.viewing import dates_of
from datong.kernel import clock
from datong.kernel.bilingual import Text
from tests import small_county as second
from tests.foundation.ledgers.handing_in import office, signed_in
from tests.foundation.ledgers.importing import ROSTER, recipient, records, take, write
from tests.foundation.ledgers.reading_room import address_of, text
from tests.second_county.people import ID

__all__ = ["office"]
pytestmark = pytest.mark.django_db
JUNE, JULY, AUGUST = dt.date(2015, 6, 30), dt.date(2015, 7, 20), dt.date(2015, 8, 1)
SOURCE = "DB-519999-2015-000001"


@pytest.fixture(autouse=True)
def county(db: None) -> None:
    """A county whose places are loaded."""
    second.load_places(access.console())


def entry(day: dt.date = JULY, source: str = SOURCE) -> ledgers.Entry:
    return ledgers.Entry(access.console(), second.COUNTY, day, source)


def row(name: str = "刘桂芳", **changed: Any) -> dict[str, Any]:
    """A row of the roster by column names; the benefit is 100 yuan."""
    return {
        "town": "临溪镇", "village": "大安村", "certificate": SOURCE, "head_name": "刘桂芳", "name": name,
        "relation": "户主" if name == "刘桂芳" else "儿子", "person": ID[name], "area": "农村", "category": "A类",
        "monthly_benefit": "100", "since": JULY,
    } | changed  # fmt: skip


def put(*rows: dict[str, Any], day: dt.date = JULY, **how: Any) -> ledgers.Entered:
    return ledgers.enter(entry(day), "dibao.roster", list(rows), **how)


def on(day: dt.date) -> list[tuple[str, int]]:
    """Name and benefit (fen) of every recipient on a day."""
    model = ledgers.SHEETS.get("dibao.roster").model
    return sorted(model.objects.at(second.COUNTY, day).values_list("name", "monthly_benefit"))


def persons(day: dt.date) -> Any:
    figure = indicators.FIGURES.get("dibao.persons")
    return indicators.read([figure], second.COUNTY, day)["dibao.persons"].value


def waiting() -> list[ledgers.RefusedRow]:
    return list(ledgers.RefusedRow.objects.filter(state="open").order_by("id"))


def test_rows_speak_from_their_day_on_and_figures_count_them(tmp_path: Path) -> None:
    take(write(tmp_path, [ROSTER, recipient("陈志高")]))
    done = put(row(), row("刘小军"))
    assert (done.added, done.changed, done.unchanged, done.refused) == (2, 0, 0, 0)
    assert on(JULY - dt.timedelta(1)) == [("陈志高", 10_000)]
    assert on(JULY) == [("刘小军", 10_000), ("刘桂芳", 10_000), ("陈志高", 10_000)]
    assert (persons(JULY - dt.timedelta(1)), persons(JULY)) == (1, 3)
    assert len({each.household_id for each in records("dibao.roster").filter(certificate=SOURCE)}) == 1
    assert {each.place_code for each in records("dibao.roster").filter(certificate=SOURCE)} == {
        "519999100202"
    }


def test_equal_rows_change_nothing_and_others_make_a_version() -> None:
    put(row(), row("刘小军"))
    again = put(row(), row("刘小军"), day=AUGUST)
    assert (again.added, again.changed, again.unchanged) == (0, 0, 2)
    [first, _] = records("dibao.roster")
    raised = put(row(monthly_benefit="120.50"), row("刘小军"), day=AUGUST)
    assert (raised.added, raised.changed, raised.unchanged) == (0, 1, 1)
    assert records("dibao.roster").get(monthly_benefit=12_050).pk == first.pk
    assert (on(AUGUST - dt.timedelta(1))[1], on(AUGUST)[1]) == (("刘桂芳", 10_000), ("刘桂芳", 12_050))


def test_one_refused_row_and_nothing_is_entered() -> None:
    wrong = entry()
    with pytest.raises(ledgers.RowsRefused) as refused:
        ledgers.enter(wrong, "dibao.roster", [row(), row("刘小军", category="D类")])
    assert refused.value.text.zh == (
        "工作表“在册对象”第 2 行“保障类别”列“D类”：不在可选范围内，请填：A类、B类、C类、稳定、不稳定。"
    )
    assert (records("dibao.roster").count(), ledgers.Import.objects.count(), waiting()) == (0, 0, [])
    assert ledgers.enter(wrong, "dibao.roster", [row()]).added == 1


def test_a_refused_row_waits_where_the_caller_says_so_until_the_source_brings_it_again() -> None:
    done = put(row(), row("刘小军", person=None), keep_refused=True)
    assert (done.added, done.refused) == (1, 1)
    [left] = waiting()
    assert (left.code, left.place_code, left.receipt.file.name) == (
        "missing_id",
        "519999100202",
        f"办件 {SOURCE}",
    )
    again = put(row(), row("刘小军", person=None), day=AUGUST, keep_refused=True)
    assert [each.receipt_id for each in waiting()] == [again.receipt]
    left.refresh_from_db()
    assert (left.state, left.answer_id) == ("dismissed", again.receipt)
    put(row(), row("刘小军"), day=AUGUST, keep_refused=True)
    assert (waiting(), on(AUGUST)) == ([], [("刘小军", 10_000), ("刘桂芳", 10_000)])


def test_a_row_that_waited_is_corrected_and_joins_its_household() -> None:
    put(row(), row("刘小军", person=None), keep_refused=True)
    [left] = waiting()
    sheet = ledgers.SHEETS.get("dibao.roster")
    cells = {sheet.by_name[name].heading: str(cell) for name, cell in row("刘小军").items()}
    assert ledgers.correct(access.console(), left.pk, cells, door="page").accepted
    assert len(records("dibao.roster")) == 2
    assert len({each.household_id for each in records("dibao.roster")}) == 1


def test_what_the_caller_found_wrong_is_the_reason() -> None:
    fault = ledgers.RowFault(position=1, column="person", code="conflict", text=Text("在另一户", "elsewhere"))
    assert put(row(), row("刘小军"), faults=[fault], keep_refused=True).refused == 1
    [left] = waiting()
    assert left.reason_zh == "工作表“在册对象”第 2 行“身份证号码”列“519999********2312”：在另一户。"


def test_records_end_and_a_version_that_had_not_begun_never_speaks() -> None:
    put(row(), row("刘小军"))
    put(row(monthly_benefit="150"), day=AUGUST)
    [head] = records("dibao.roster").filter(name="刘桂芳")
    done = ledgers.leave(entry(dt.date(2015, 7, 25)), "dibao.roster", [head.pk])
    assert done.ended == 1
    assert on(dt.date(2015, 7, 24)) == [("刘小军", 10_000), ("刘桂芳", 10_000)]
    assert (on(dt.date(2015, 7, 25)), on(AUGUST)) == ([("刘小军", 10_000)], [("刘小军", 10_000)])
    put(row(monthly_benefit="150"), day=AUGUST)
    assert on(AUGUST) == [("刘小军", 10_000), ("刘桂芳", 15_000)]


def test_an_entry_names_its_source() -> None:
    with pytest.raises(ValueError, match="source"):
        entry(source="")


def test_records_of_another_county_are_not_ended() -> None:
    put(row())
    stranger = ledgers.Entry(access.console(), "510626", JULY, SOURCE)
    [head] = records("dibao.roster")
    assert ledgers.leave(stranger, "dibao.roster", [head.pk]).ended == 0
    assert on(AUGUST) == [("刘桂芳", 10_000)]


def test_the_journal_tells_an_entry_once_without_a_number() -> None:
    made = entry()
    before = journal.entries().count()
    ledgers.enter(made, "dibao.roster", [row(), row("刘小军")])
    ledgers.leave(made, "dibao.roster", [records("dibao.roster").get(name="刘小军").pk])
    assert journal.entries().count() == before
    ledgers.tell(made)
    assert journal.entries().count() == before + 1
    told = journal.entries().first()
    assert made.file is not None
    assert (told.action, told.target, told.door, told.place) == (
        "ledgers.enter", f"ledgers.Import:{made.file.batch_id}", "case", "519999000000",
    )  # fmt: skip
    assert told.detail == {
        "as_of": "2015-07-20",
        "source": SOURCE,
        "sheets": [
            {"sheet": "dibao.roster", "added": 2, "changed": 0, "ended": 0, "refused": 0},
            {"sheet": "dibao.roster", "added": 0, "changed": 0, "ended": 1, "refused": 0},
        ],
    }


def test_an_entry_is_no_import_of_the_history_and_undo_passes_it_by(tmp_path: Path) -> None:
    batch = take(write(tmp_path, [ROSTER, recipient("陈志高")])).import_id
    put(row())
    user = access.console()
    assert [each.pk for each in history.imports_seen(user, second.COUNTY)] == [batch]
    assert [each.pk for each in reports.imports(second.COUNTY)] == [batch]
    assert ledgers.undoable(second.COUNTY) == batch
    own = ledgers.Import.objects.exclude(source="").get()
    assert history.import_seen(user, own.pk) is None
    with pytest.raises(ledgers.NotUndoable, match="不是导入的台账"):
        ledgers.undo(user, own.pk, door="page")
    ledgers.undo(user, batch, door="page")
    assert (on(JUNE), on(JULY)) == ([], [("刘桂芳", 10_000)])


@pytest.mark.parametrize("how", ["changed", "ended"])
def test_an_import_on_whose_rows_was_entered_since_cannot_be_undone(tmp_path: Path, how: str) -> None:
    batch = take(write(tmp_path, [ROSTER, recipient()])).import_id
    if how == "changed":
        put(row(monthly_benefit="180"))
    else:
        ledgers.leave(entry(), "dibao.roster", [records("dibao.roster").get().pk])
    with pytest.raises(ledgers.NotUndoable, match=f"后来已由办件（如 {SOURCE}）变更"):
        ledgers.undo(access.console(), batch, door="page")
    assert on(JUNE) == [("刘桂芳", 10_000)]


def test_pages_show_the_newest_day_by_itself_but_none_that_lies_ahead(tmp_path: Path) -> None:
    take(write(tmp_path, [ROSTER, recipient("陈志高")]))
    assert dates_of(second.COUNTY) == (JUNE,)
    put(row())
    put(row(monthly_benefit="150"), day=AUGUST)
    put(row(monthly_benefit="160"), day=dt.date(2015, 10, 1))
    with clock.override(dt.datetime.fromisoformat("2015-09-15T12:00:00+08:00")):
        assert dates_of(second.COUNTY) == (AUGUST, JUNE)


def test_a_record_says_which_case_brought_it(office: dict[str, Any]) -> None:
    put(row())
    address = address_of("dibao.roster", records("dibao.roster").get().pk)
    said = text(signed_in(office["dibao"], headers={"accept-language": "zh-hans"}).get(address))
    assert f"办件 {SOURCE}，2015年7月20日起。" in said
    assert "办理时登记。" in said
    assert "看这次导入" not in said
    english = text(signed_in(office["dibao"], headers={"accept-language": "en"}).get(address))
    assert f"case {SOURCE}" in english


def test_a_row_that_waits_says_which_case_left_it(office: dict[str, Any]) -> None:
    put(row(person=None), keep_refused=True)
    [left] = waiting()
    said = text(
        signed_in(office["dibao"], headers={"accept-language": "zh-hans"}).get(f"/ledgers/refused/{left.pk}/")
    )
    assert f"来源 办件 {SOURCE}" in said
    assert "看这次导入" not in said


def test_as_many_queries_for_one_row_as_for_twelve() -> None:
    everybody = [name for name in ID if name != "刘桂芳"][:11]
    put(row())
    with CaptureQueriesContext(connection) as one:
        put(row(monthly_benefit="101"), day=AUGUST)
    with CaptureQueriesContext(connection) as many:
        put(row(monthly_benefit="102"), *(row(name) for name in everybody), day=AUGUST)
    with CaptureQueriesContext(connection) as again:
        put(row(monthly_benefit="103"), *(row(name) for name in everybody), day=AUGUST)
    assert len(again) <= len(one)
    assert len(many) <= len(one) + 8  # newcomers enter the registers of people, in bulk
