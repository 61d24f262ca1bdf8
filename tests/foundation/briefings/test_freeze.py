"""Freezing: blocked by what disagrees, then words and numbers for ever; later changes shown as restatements."""

import json
from pathlib import Path
from typing import Any

import pytest

from datong.foundation.briefings import service as briefings
from datong.foundation.briefings.models import FrozenBriefing
from datong.foundation.indicators import service as indicators
from datong.foundation.journal import service as journal
from tests import small_county as second
from tests.foundation.briefings.readers import Reader, officer, reader, words
from tests.foundation.ledgers.importing import ROSTER, recipient, take, write

__all__ = ["officer"]
pytestmark = pytest.mark.django_db
BLOCKING = [
    key
    for key, findings in second.EXPECTED["findings"].items()
    if findings
    and key
    not in (
        "dibao.household_size", "family_doctor.load", "irrigation.equal_years", "membership.told", "silver_age.weekly",
        "silver_age.group_size", "silver_age.own_elder", "family_doctor.served_before_contract",
        "approvals.suspended_is_not_shorter",
    )
]  # fmt: skip


def settle(who: Reader) -> None:
    """Sign an explanation of everything that disagrees."""
    for result in indicators.run_checks(second.COUNTY, second.AS_OF):
        if result.blocking:
            indicators.explain(
                who.user, result.check.key, second.COUNTY, second.AS_OF, "已逐户核实，下月更正台账。"
            )


def freeze(who: Reader) -> FrozenBriefing:
    """Explain everything and freeze through the page."""
    settle(who)
    answer = who.post("/briefing/freeze/")
    assert answer.status_code == 302
    issue: FrozenBriefing = briefings.frozen(second.COUNTY).first()
    assert answer["Location"] == f"/briefing/issues/{issue.number}/"
    return issue


def test_contradictions_block_and_are_listed(officer: Reader) -> None:
    page = officer.text("/briefing/freeze/")
    assert f"有 {len(BLOCKING)} 项核对不一致，还不能定稿" in page
    assert "清退的户不在册" in page
    refused = words(officer.post("/briefing/freeze/"), 409)
    assert f"有 {len(BLOCKING)} 项核对不一致，请先逐项说明原因并署名，再定稿" in refused
    assert not FrozenBriefing.objects.exists()
    assert not indicators.Snapshot.objects.exists()


def test_every_contradiction_needs_its_own_explanation(officer: Reader) -> None:
    settle(officer)
    found = {
        result.check.key
        for result in indicators.run_checks(second.COUNTY, second.AS_OF)
        if result.explanation
    }
    assert found == set(BLOCKING)
    assert "这些数字看来不合常理，定稿前请再看一眼" in officer.text("/briefing/freeze/")


def test_an_issue_holds_both_languages_and_its_hash(officer: Reader) -> None:
    issue = freeze(officer)
    assert (issue.number, issue.as_of, issue.by.username) == (1, second.AS_OF, "officer")
    page = officer.text("/briefing/issues/1/")
    assert "第1期" in page
    assert "目前，全县在册城乡低保 10户 、 15人" in page
    assert "内容与校验码一致" in page
    assert issue.sha256 in page
    english = officer.get("/briefing/issues/1/", headers={"Accept-Language": "en"}).content.decode()
    assert "The roster now has" in english
    assert "10 households" in english
    (entry,) = [each for each in journal.entries() if each.action == "briefings.freeze"]
    assert entry.detail == {"number": 1, "as_of": "2015-06-30", "sha256": issue.sha256}


def test_the_snapshot_holds_every_figure(officer: Reader) -> None:
    issue = freeze(officer)
    values = dict(issue.snapshot.figures.values_list("key", "printed"))
    assert {key: values[key] for key in second.EXPECTED["figures"]} == {
        key: printed for key, (_, printed) in second.EXPECTED["figures"].items()
    }
    persons = issue.snapshot.figures.get(key="dibao.persons")
    assert (persons.value, persons.records, len(persons.digest)) == ("15", 15, 64)
    share = issue.snapshot.figures.get(key="membership.unqualified_share")
    assert (share.value, share.numerator, share.denominator, share.records) == ("42.85", "3", "7", 3)


def test_the_next_issue_takes_the_next_number(officer: Reader) -> None:
    assert [freeze(officer).number, freeze(officer).number] == [1, 2]
    page = officer.text("/briefing/")
    assert "定稿第 3 期" in page
    assert "第 2 期" in page


def test_nothing_changed_is_no_restatement(officer: Reader) -> None:
    freeze(officer)
    assert "定稿之后" not in officer.text("/briefing/issues/1/")
    page = officer.text("/figures/dibao.persons/")
    assert "定稿之后有变动" not in page
    assert "2015-06-30 15人 15 15" in page


def test_a_later_change_stands_beside_the_frozen_number(officer: Reader, tmp_path: Path) -> None:
    freeze(officer)
    frozen = officer.get("/briefing/issues/1/").content.decode()
    take(write(tmp_path, [ROSTER, recipient("王六合", **{"低保证号": "QX077"})]))
    page = officer.get("/briefing/issues/1/").content.decode()
    assert 'data-figure="dibao.persons" data-restated="16人">15人</a>' in page
    assert 'data-figure="dibao.trainings" data-restated' not in page
    text = officer.text("/briefing/issues/1/")
    assert "在册低保人数 15人 16人 数值变了" in text
    assert "在册低保户 10户 11户 数值变了" in text
    assert (
        page[page.index("briefing-lead") : page.index("briefing-membership")]
        .replace(' data-restated="16人"', "")
        .replace(' data-restated="11户"', "")
        == (frozen[frozen.index("briefing-lead") : frozen.index("briefing-membership")])
    )
    opened = officer.text("/figures/dibao.persons/")
    assert "定稿之后有变动" in opened
    assert "定稿时 15人 背后记录 15 条 现在 16人 背后记录 16 条" in opened


def test_a_corrected_record_is_told_even_when_the_number_stays(officer: Reader, tmp_path: Path) -> None:
    """刘桂芳's benefit rises; as many persons as before."""
    freeze(officer)
    row = recipient("刘桂芳", **{"村（社区）": "东街社区", "城乡类别": "城市", "月人均补助（元）": 320})
    take(write(tmp_path, [ROSTER, row]))
    text = officer.text("/briefing/issues/1/")
    assert "在册低保人数 15人 15人 数值没变，记录有更正" in text
    assert "数值没有变，背后的记录有更正" in officer.text("/figures/dibao.persons/")
    assert "定稿之后有变动" not in officer.text("/figures/dibao.trainings/")


def test_edits_after_freezing_do_not_reach_the_issue(officer: Reader) -> None:
    freeze(officer)
    officer.post("/briefing/edit/dibao/?lang=zh", {"text": "后来改的{dibao.persons}。", "based_on": 0})
    assert "后来改的" in officer.text("/briefing/")
    assert "后来改的" not in officer.text("/briefing/issues/1/")


def test_an_altered_issue_is_noticed(officer: Reader) -> None:
    issue = freeze(officer)
    issue.documents["zh"]["briefing"]["title"] = "改过的标题"
    issue.save()
    assert "内容与校验码不符" in officer.text("/briefing/issues/1/")


def test_an_issue_goes_out_in_every_format(officer: Reader) -> None:
    issue = freeze(officer)
    data = json.loads(officer.get("/briefing/issues/1/download.json").content)
    assert (data["number"], data["sha256"]) == (1, issue.sha256)
    persons = next(figure for figure in data["figures"] if figure["key"] == "dibao.persons")
    assert (persons["value"], persons["printed"]) == (15, "15人")
    assert "第1期" in officer.get("/briefing/issues/1/download.md").content.decode()
    assert "No. 1" in officer.get("/briefing/issues/1/download.md?lang=en").content.decode()
    assert officer.get("/briefing/issues/1/download.pdf").content.startswith(b"%PDF-")
    assert officer.get("/briefing/issues/1/download.docx").content.startswith(b"PK")
    assert officer.get("/briefing/issues/1/download.exe").status_code == 404
    assert officer.get("/briefing/issues/7/").status_code == 404


@pytest.mark.parametrize("name", ["leader", "auditor", "dibao", "clerk", "cadre", "admin", "elsewhere"])
def test_only_who_is_in_charge_of_everything_freezes(small_county: Any, name: str) -> None:
    who = reader(name)
    assert who.get("/briefing/freeze/?county=519999").status_code == 403
    assert who.post("/briefing/freeze/?county=519999").status_code == 403
    assert not FrozenBriefing.objects.exists()


def test_a_programmes_officer_reads_issued_papers(small_county: Any, officer: Reader) -> None:
    freeze(officer)
    assert "不合格党员处置" in reader("dibao").text("/briefing/issues/1/")


def test_a_date_without_ledgers_is_not_frozen(officer: Reader) -> None:
    page = words(officer.post("/briefing/freeze/?as_of=2010-01-01"), 409)
    assert "这个日期还没有任何台账，不能定稿" in page
    assert not FrozenBriefing.objects.exists()


def test_a_change_in_cockpit_is_against_the_earlier_snapshot(officer: Reader, tmp_path: Path) -> None:
    freeze(officer)
    take(
        write(tmp_path, [ROSTER, recipient("王六合", **{"低保证号": "QX077"})]),
        as_of=second.AS_OF.replace(month=7),
    )
    page = officer.text("/")
    assert "11户 较 2015-06-30 +1" in page
    assert "16人 较 2015-06-30 +1" in page
