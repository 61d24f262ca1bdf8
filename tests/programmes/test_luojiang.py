"""The example county: accepted and refused rows, figures, and the very words of the article."""

import json
from pathlib import Path
from typing import Any

import pytest

from datong.foundation.briefings import service as briefings
from datong.foundation.indicators import service as indicators
from tests.counties import County
from tests.programmes.sums import assert_additive_figures_add_up

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

DATA = Path(__file__).resolve().parents[1] / "data" / "luojiang-expected.json"
EXPECTED: dict[str, Any] = json.loads(DATA.read_text())
SHEETS = [(file, sheet) for file, sheets in EXPECTED["ledgers"].items() for sheet in sheets]

# as the article prints them, paragraph by paragraph; the rest in the same style
PRINTED = {
    "dibao.households": "8851户",
    "dibao.persons": "14296人",
    "dibao.removed_households": "647户",
    "dibao.removed_persons": "1093人",
    "dibao.added_households": "484户",
    "dibao.added_persons": "580人",
    "dibao.trainings": "2次",
    "dibao.appraisal_demonstrations": "2次",
    "family_doctor.doctors": "300余名",
    "family_doctor.pairs": "1.04万对",
    "family_doctor.services": "7.4万人次",
    "family_doctor.service_categories": "6大类",
    "family_doctor.service_items": "10余项",
    "irrigation.canal_km": "109千米",
    "irrigation.ponds": "315口",
    "irrigation.investment_wan": "2000万元",
    "irrigation.first_year": "2015年",
    "irrigation.last_year": "2019年",
    "irrigation.county_wan_a_year": "100万元",
    "irrigation.integrated_wan_a_year": "100万元",
    "irrigation.self_raised_wan_a_year": "200万元",
    "sunshine.aspects": "10个方面",
    "sunshine.villages_done": "58个",
    "sunshine.villages": "127个",
    "membership.members": "10431名",
    "membership.unqualified": "145名",
    "membership.unqualified_share": "1.39%",
    "membership.rectify": "136人",
    "membership.removed": "4人",
    "membership.persuaded_or_other": "5人",
    "silver_age.volunteers": "1018名",
    "silver_age.teams": "12支",
    "silver_age.groups": "176个",
    "silver_age.services": "3350余人次",
    "silver_age.aid_yuan": "74992元",
    "silver_age.matters": "789件",
    "silver_age.categories": "6类",
    "approvals.permits_suspended": "29项",
    "approvals.permits_cancelled": "6项",
    "approvals.permits_adjusted": "3项",
    "approvals.permits_streamlined_share": "15.07%",
    "approvals.services_suspended": "24项",
    "approvals.services_cancelled": "5项",
    "approvals.services_merged": "5项",
    "approvals.services_streamlined_share": "14.2%",
    "approvals.construction_days_before": "72个工作日",
    "approvals.construction_days_after": "28个工作日",
    "approvals.delegated": "5项",
    "approvals.dossier_before": "141份",
    "approvals.dossier_after": "74份",
    "approvals.dossier_dropped": "67份",
    "approvals.dossier_dropped_share": "47%",
    "approvals.cost_saved_yuan": "200元",
}
# 145 / 10431 = 1.3900..%, 38 / 252 = 15.0793..%, 34 / 239 = 14.2259..%, 67 / 141 = 47.5177..%: the article cuts
SHARES = {
    "membership.unqualified_share": (145, 10431),
    "approvals.permits_streamlined_share": (38, 252),
    "approvals.services_streamlined_share": (34, 239),
    "approvals.dossier_dropped_share": (67, 141),
}


def test_the_seven_workbooks_hold_these_sheets(luojiang: County) -> None:
    assert list(luojiang.sheets()) == SHEETS
    assert [file["programme"] for file in luojiang.receipt.files] == [
        "dibao", "family_doctor", "irrigation", "sunshine", "membership", "silver_age", "approvals",
    ]  # fmt: skip


@pytest.mark.parametrize(("file", "sheet"), SHEETS)
def test_rows_are_accepted_and_refused_as_expected(luojiang: County, file: str, sheet: str) -> None:
    told = luojiang.sheets()[file, sheet]
    assert {"accepted": told["accepted"], "refused": told["refused"]} == EXPECTED["ledgers"][file][sheet]
    assert told["unknown_columns"] == []


def of_ledgers(county: County) -> dict[str, indicators.Reading]:
    """The listed figures that rest on a ledger; joint review keeps records of its own, and nothing of it was handed in."""
    readings = indicators.read_all(county.code, county.as_of)
    return {
        key: each
        for key, each in readings.items()
        if each.figure.listed and not indicators.kept_by(each.figure)
    }


def test_the_figures_are_those_expected_and_no_other(luojiang: County) -> None:
    told = {key: reading.as_json()["value"] for key, reading in of_ledgers(luojiang).items()}
    assert told == EXPECTED["figures"]


def test_figures_are_printed_as_in_the_article(luojiang: County) -> None:
    readings = of_ledgers(luojiang)
    assert {key: r.printed() for key, r in readings.items()} == PRINTED
    assert {key: (r.numerator, r.denominator) for key, r in readings.items() if r.figure.share} == SHARES


def test_every_number_of_the_briefing_is_a_figure(luojiang: County) -> None:
    made = briefings.draft(luojiang.code, luojiang.as_of, "zh")
    assert [part.slug for part in made.paragraphs] == [
        "dibao", "family_doctor", "irrigation", "sunshine", "membership", "silver_age", "approvals",
    ]  # fmt: skip
    runs = [run for part in made.paragraphs for run in part.runs]
    assert {run.figure: run.text for run in runs if run.figure} == {
        key: PRINTED[key] for key in PRINTED if key != "membership.members"
    }
    connecting = [run.text for run in runs if not run.figure]
    assert [text for text in connecting if any(letter.isdigit() for letter in text)] == ["2014年7月"]


def test_additive_figures_are_the_sums_of_their_towns_and_villages(luojiang: County) -> None:
    assert_additive_figures_add_up(luojiang.code, luojiang.as_of)


def test_nothing_contradicts_itself(luojiang: County) -> None:
    results = indicators.run_checks(luojiang.code, luojiang.as_of)
    assert {result.check.key: result.findings for result in results if result.check.blocks} == {
        "dibao.opening_and_closing": [],
        "dibao.additions_on_roster": [],
        "dibao.removed_not_on_roster": [],
        "family_doctor.doctor_names": [],
        "irrigation.batches_and_budget": [],
        "sunshine.every_village": [],
        "membership.grades_and_measures": [],
        "silver_age.pairs": [],
        "approvals.promised_within_legal": [],
    }


def test_but_implausible_numbers_are_questioned(luojiang: County) -> None:
    [weekly] = indicators.run_checks(luojiang.code, luojiang.as_of, ["silver_age.weekly"])
    [finding] = weekly.findings
    assert "3356 人次 ÷ 1018 名志愿者" in finding.text.zh
    assert not weekly.blocking
