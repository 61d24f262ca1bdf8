"""Letters: everything a household is owed, and the amount computed again from the letter alone."""

from fractions import Fraction

import pytest

from datong.foundation.casework import service as casework
from datong.foundation.documents.service import Grid, Para, to_docx, to_pdf
from datong.foundation.notices import service as notices
from datong.programmes.dibao import service as dibao
from datong.programmes.dibao.notices import KINDS
from tests.programmes.dibao import road
from tests.programmes.dibao.test_application import to_county
from tests.programmes.dibao.test_life import in_pay, stop_told

pytestmark = pytest.mark.django_db


def letter_of(case, kind, lang="zh"):
    found = notices.notices_of(casework.target(case)).filter(kind=kind).last()
    return notices.letter(found, lang)


def table_of(doc):
    [grid] = [block for block in doc.blocks if isinstance(block, Grid)]
    return [tuple(row) for row in grid.rows]


def text_of(doc):
    return "\n".join(block.text for block in doc.blocks if isinstance(block, Para))


@pytest.fixture
def approved(who, to_day, monkeypatch):
    case = to_county(who, to_day, monkeypatch)
    case = road.step(who.officer2, road.step(who.officer2, case, "opine"), "post_county")
    to_day("2014-10-23")
    return road.decide(who.officer2, road.step(who.officer2, case, "close_county"), "approve", category="B")


def test_the_amount_follows_from_the_letter_alone(approved):
    rows = table_of(letter_of(approved, "dibao.approval"))
    found = {words: Fraction(number) for words, number in rows if number}
    # read by the words a citizen reads, reckoned with fractions: the programme's arithmetic is not used
    income = found["核算期（2013-09至2014-08，12个月）计入的家庭收入合计（元）"]
    months, members = found["核算期月数"], found["计算人均收入的家庭成员（人）"]
    standard = found["低保标准，每人每年（元）"] / found["标准对应的月数"]
    head = standard - income / months / members
    amount = head * found["享受保障的人数（人）"] + found["分类施保固定金额，每月合计（元）"]
    amount += standard * found["分类施保，按标准的百分比合计（%）"] / 100
    amount += head * found["分类施保，按本人应得的百分比合计（%）"] / 100
    assert found["决定每月（元）"] == Fraction(int(amount * 100 + Fraction(1, 2)), 100) == Fraction("413.68")


def test_an_approval_says_what_is_owed(approved):
    words = text_of(letter_of(approved, "dibao.approval"))
    assert "批准您家享受低保，每月 413.68 元，从 2014年11月 起按月发放。" in words
    assert road.WHY in words
    assert "民发〔2012〕220号 第二十九条" in words
    assert "决定人：罗江县县级部门专干 officer2的姓名。" in words
    assert "可以申请" not in words
    assert "2014年12月22日 以前申请行政复议" in words  # 60 days after 2014-10-23
    assert "调元镇便民服务中心、百花村" in words


def test_a_stop_says_that_it_is_not_done_yet(who, to_day):
    to_day("2014-11-03")
    case = stop_told(who, in_pay(who))
    words = text_of(letter_of(case, "dibao.stop"))
    assert (
        "决定现在还没有执行：要在这份通知送到您手中满 10 日、且满 10 个工作日、而且没有未答复的异议之后才执行"
        in words
    )
    assert "在 20 个工作日内答复" in words
    assert "身份证" not in words


def test_a_list_of_papers_lists_them(who):
    case = dibao.ask_papers(who.clerk, road.applied(who).pk, ["户口簿复印件", "诊断证明"])
    assert "缺少的材料：户口簿复印件；诊断证明。" in text_of(letter_of(case, "dibao.papers"))


def test_every_letter_can_be_read_in_english(approved):
    words = text_of(letter_of(approved, "dibao.approval", "en"))
    assert "Your household will receive 413.68 yuan a month from November 2014 on." in words


def test_it_is_the_same_years_later(approved, to_day):
    before = letter_of(approved, "dibao.approval")
    to_day("2019-01-02")
    assert letter_of(approved, "dibao.approval") == before


def test_it_can_be_printed(approved):
    doc = letter_of(approved, "dibao.approval")
    assert to_pdf(doc).startswith(b"%PDF-")
    assert to_docx(doc).startswith(b"PK")


def test_no_letter_is_without_a_law():
    assert [kind.key for kind in KINDS if not kind.article] == []
