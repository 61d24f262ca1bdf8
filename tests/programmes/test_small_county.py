"""A county that is not Luojiang: other places, names of sheets, order of columns, numbers. Nothing is tied to one."""

from datetime import date
from decimal import Decimal

import pytest

from datong.foundation.briefings import service as briefings
from datong.foundation.indicators import service as indicators
from tests import small_county as second
from tests.counties import County
from tests.programmes.sums import assert_additive_figures_add_up

pytestmark = pytest.mark.django_db

LEDGERS = second.EXPECTED["ledgers"]
SHEETS = [(file, sheet) for file, sheets in LEDGERS.items() for sheet in sheets]
PAGES = {(book.file, page.name): page for book in second.BOOKS for page in book.pages if not page.hidden}
FIGURES = second.EXPECTED["figures"]


def test_every_sheet_is_reported_and_no_other(small_county: County) -> None:
    assert set(small_county.sheets()) == set(SHEETS)
    assert [file["programme"] for file in small_county.receipt.files] == [
        book.programme for book in second.BOOKS
    ]


@pytest.mark.parametrize(("file", "sheet"), SHEETS)
def test_rows_are_accepted_and_refused_as_counted_by_hand(
    small_county: County, file: str, sheet: str
) -> None:
    told = small_county.sheets()[file, sheet]
    assert {"accepted": told["accepted"], "refused": told["refused"]} == LEDGERS[file][sheet]
    assert told["unknown_columns"] == second.EXPECTED["unknown_columns"].get(sheet, [])


@pytest.mark.parametrize(("file", "sheet"), SHEETS)
def test_refused_rows_carry_their_row_in_excel_code_and_column(
    small_county: County, file: str, sheet: str
) -> None:
    told = {row["row"]: (row["code"], row["column"]) for row in small_county.sheets()[file, sheet]["rows"]}
    assert told == PAGES[file, sheet].bad_rows()


def test_every_code_occurs() -> None:
    from datong.kernel.cells import REFUSAL_CODES

    assert {
        code for sheets in LEDGERS.values() for sheet in sheets.values() for code in sheet["refused"]
    } == set(REFUSAL_CODES)


def test_every_listed_figure_has_a_value_by_hand() -> None:
    assert set(FIGURES) == {figure.key for figure in indicators.FIGURES.values() if figure.listed}


@pytest.mark.parametrize("key", FIGURES)
def test_figures_are_those_reckoned_by_hand(small_county: County, key: str) -> None:
    reading = indicators.read([indicators.FIGURES.get(key)], small_county.code, small_county.as_of)[key]
    told = reading.as_json()
    assert (told["value"], told["printed"]) == FIGURES[key]
    assert (told["numerator"], told["denominator"]) == second.EXPECTED["shares"].get(key, (None, None))


@pytest.mark.parametrize("key", second.EXPECTED["by_town"])
def test_figures_by_town(small_county: County, key: str) -> None:
    figure = indicators.FIGURES.get(key)
    parts = indicators.breakdown(figure, small_county.code, small_county.as_of, second.COUNTY + "000000")
    found = {part.code: Decimal(part.reading.value or 0) for part in parts}
    towns = [found.pop(code) for code in second.TOWNS.values()]
    by_hand = tuple(Decimal(str(value)) for value in second.EXPECTED["by_town"][key])
    assert (*towns, sum(found.values())) == by_hand


def test_a_share_by_town_has_both_sides(small_county: County) -> None:
    figure = indicators.FIGURES.get("membership.unqualified_share")
    parts = indicators.breakdown(figure, small_county.code, small_county.as_of, second.COUNTY + "000000")
    found = {
        part.name: (part.reading.value, part.reading.numerator, part.reading.denominator) for part in parts
    }
    assert found == {
        "临溪镇": (Decimal("0.00"), 0, 2),
        "石桥乡": (Decimal("100.00"), 2, 2),
        "云台街道": (Decimal("50.00"), 1, 2),
        "青溪县": (Decimal("0.00"), 0, 1),
    }


def test_villages_of_a_town_that_share_a_name_are_two(small_county: County) -> None:
    figure = indicators.FIGURES.get("dibao.persons")
    found = {}
    for town in second.TOWNS.values():
        for part in indicators.breakdown(figure, small_county.code, small_county.as_of, town):
            found[part.code] = (part.name, part.reading.value)
    assert found == {
        "519999100001": ("东街社区", 2),
        "519999100201": ("柳坝村", 2),
        "519999100202": ("大安村", 3),
        "519999100203": ("和平村", 1),
        "519999101001": ("石桥社区", 2),
        "519999101201": ("和平村", 2),
        "519999101202": ("龙洞村", 1),
        "519999102001": ("望江社区", 1),
        "519999102002": ("青杠村", 1),
    }


def test_additive_figures_are_the_sums_of_their_towns_and_villages(small_county: County) -> None:
    assert_additive_figures_add_up(small_county.code, small_county.as_of)


@pytest.mark.parametrize("key", list(indicators.CHECKS))
def test_planted_contradictions_are_found(small_county: County, key: str) -> None:
    [result] = indicators.run_checks(small_county.code, small_county.as_of, [key])
    assert [(finding.place_code, finding.text.zh) for finding in result.findings] == second.EXPECTED[
        "findings"
    ][key]
    assert all(finding.text.en and "{" not in finding.text.en for finding in result.findings)


def test_contradictions_block_until_they_are_explained(small_county: County) -> None:
    key = "dibao.removed_not_on_roster"
    [before] = indicators.run_checks(small_county.code, small_county.as_of, [key])
    text = "陈志明四月恢复享受，证号沿用，名单待更正"
    indicators.explain(small_county.user, key, small_county.code, small_county.as_of, text, door="cli")
    [after] = indicators.run_checks(small_county.code, small_county.as_of, [key])
    assert (before.blocking, after.blocking) == (True, False)
    assert after.explanation is not None
    assert (after.explanation.text, after.findings) == (text, before.findings)


def test_doubts_do_not_block(small_county: County) -> None:
    results = indicators.run_checks(small_county.code, small_county.as_of)
    assert {result.check.key for result in results if result.blocking} == {
        "dibao.opening_and_closing",
        "dibao.additions_on_roster",
        "dibao.removed_not_on_roster",
        "family_doctor.doctor_names",
        "irrigation.batches_and_budget",
        "sunshine.every_village",
        "membership.grades_and_measures",
        "silver_age.pairs",
        "approvals.promised_within_legal",
    }


def test_an_explanation_says_something(small_county: County) -> None:
    with pytest.raises(indicators.ExplanationTooShort):
        indicators.explain(
            small_county.user, "silver_age.pairs", small_county.code, small_county.as_of, "没事", door="cli"
        )


def test_records_by_month(small_county: County) -> None:
    figure = indicators.FIGURES.get("family_doctor.services")
    assert indicators.monthly(figure, small_county.code, small_county.as_of) == [
        ("2015-01", 2), ("2015-02", 1), ("2015-03", 1), ("2015-04", 2), ("2015-05", 1),
    ]  # fmt: skip


def test_before_the_ledgers_there_are_no_values(small_county: County) -> None:
    readings = indicators.read_all(small_county.code, date(2015, 6, 29))
    assert {reading.value for reading in readings.values()} == {None}
    assert readings["membership.unqualified_share"].printed() == "暂无数据"
    assert readings["membership.unqualified_share"].printed("en") == "no data"


def test_from_that_day_on_they_stand(small_county: County) -> None:
    readings = indicators.read_all(small_county.code, date(2016, 1, 1))
    assert readings["dibao.persons"].value == 15


def test_another_county_has_none_of_it(small_county: County) -> None:
    assert {reading.value for reading in indicators.read_all("510626", small_county.as_of).values()} == {None}


def test_the_briefing_tells_of_this_county(small_county: County) -> None:
    made = briefings.draft(small_county.code, small_county.as_of, "zh")
    told = {part.slug: "".join(run.text for run in part.runs) for part in made.paragraphs}
    assert made.masthead == "青溪县工作简报"
    assert "2015年3月起集中整治" in told["dibao"]
    assert "在临溪镇大安村召开民主评议现场会1次" in told["dibao"]
    assert "在册城乡低保10户、15人；行动以来清退3户、8人，新增3户、4人" in told["dibao"]
    assert (
        "总投资41万元（其中县财政每年补助10万元，整合项目6万元，群众自筹及投劳折资4.5万元）"
        in told["irrigation"]
    )
    assert "县民政局将老年证办理" in told["approvals"]
    assert "罗江" not in "".join(told.values())
