"""Pages of checks: findings with their places, and signed explanations."""

from typing import Any

import pytest

from datong.foundation.indicators import service as indicators
from datong.foundation.journal import service as journal
from tests import small_county as second
from tests.foundation.briefings.readers import Reader, officer, reader, words

__all__ = ["officer"]
pytestmark = pytest.mark.django_db
STILL = "/checks/dibao.removed_not_on_roster/"
WHY = "户主四月已清退，名册由镇上七月更正，已电话核实。"


def test_findings_name_their_places(officer: Reader) -> None:
    page = officer.text(STILL)
    assert "不一致" in page
    assert "临溪镇柳坝村 已清退的 QX010 户主仍在册" in page
    assert "署名说明以前，简报不能定稿" in page


def test_a_check_that_agrees_says_so(officer: Reader) -> None:
    page = officer.text("/checks/family_doctor.load/")
    assert "截至2015年6月30日的台账没有发现问题" in page
    assert "署名保存" not in page


def test_a_doubt_does_not_block(officer: Reader) -> None:
    page = officer.text("/checks/silver_age.weekly/")
    assert "存疑" in page
    assert "不影响简报定稿" in page
    assert "青溪县 自 2015-05-10 起 8 周" in page


def test_an_explanation_is_signed(officer: Reader) -> None:
    answer = officer.post(STILL, {"why": WHY, "seen": ""})
    assert (answer.status_code, answer["Location"]) == (302, STILL)
    page = officer.text(STILL)
    assert WHY in page
    assert "officer的姓名" in page
    assert "已说明" in page
    (entry,) = [each for each in journal.entries() if each.action == "checks.explain"]
    assert (entry.actor, entry.why, entry.detail["check"]) == ("officer", WHY, "dibao.removed_not_on_roster")


def test_a_short_explanation_comes_back_with_everything(officer: Reader) -> None:
    page = words(officer.post(STILL, {"why": "知道了"}), 422)
    assert "请用至少 10 个字说明原因" in page
    assert "知道了" in page


def test_an_empty_explanation_comes_back(officer: Reader) -> None:
    assert officer.post(STILL, {"why": ""}).status_code == 422


def test_what_was_not_seen_is_not_explained(officer: Reader) -> None:
    page = words(officer.post(STILL, {"why": WHY, "seen": "0" * 64}), 422)
    assert "核对结果在您填写期间变了" in page
    assert WHY in page
    result = indicators.run_checks(second.COUNTY, second.AS_OF, ["dibao.removed_not_on_roster"])[0]
    assert result.explanation is None


def test_nothing_can_be_explained_where_all_agrees(officer: Reader) -> None:
    assert officer.post("/checks/family_doctor.load/", {"why": WHY}).status_code == 422


def test_a_programmes_officer_explains_the_own_checks_only(small_county: Any) -> None:
    dibao = reader("dibao")
    assert dibao.post(STILL, {"why": WHY}).status_code == 302
    assert dibao.post("/checks/silver_age.pairs/", {"why": WHY}).status_code == 403


@pytest.mark.parametrize("name", ["leader", "auditor", "clerk", "cadre", "admin"])
def test_others_explain_nothing(small_county: Any, name: str) -> None:
    assert reader(name).post(STILL, {"why": WHY}).status_code == 403


def test_findings_elsewhere_are_not_shown_to_a_cadre(small_county: Any) -> None:
    """大安村 has none of the findings of 望江社区 and 青杠村."""
    page = reader("cadre").text("/checks/dibao.opening_and_closing/")
    assert "没有发现问题" in page
    assert "望江社区" not in page
    assert "期初 1 户" not in page


def test_a_clerk_sees_the_finding_of_the_own_town(small_county: Any) -> None:
    page = reader("clerk").text(STILL)
    assert "QX010" in page
    assert "署名保存" not in page
