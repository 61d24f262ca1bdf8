"""Deciding with the file before one's eyes; what changed in a household; the calendar of re-verification; the panels."""

import datetime as dt

import pytest

from datong.foundation.access.enums import Role
from datong.foundation.casework import service as casework
from datong.foundation.casework.models import Decision
from datong.foundation.people import service as people
from datong.programmes.dibao import service as dibao
from datong.programmes.dibao.actions import stating
from datong.programmes.dibao.enums import StatementKind
from datong.programmes.dibao.models import Statement
from tests.foundation.access.walk import BAIHUA, SHEHONG, make_user
from tests.programmes.dibao import road
from tests.programmes.dibao.pages import Reader, hidden, surveyed, words
from tests.programmes.dibao.test_life import in_pay, under_review
from tests.programmes.dibao.test_pages_working import fields

pytestmark = pytest.mark.django_db
WHY = "经入户调查和县级审查，家庭人均月收入低于农村低保标准，财产符合规定。"


def verdict(answer, **changes):
    sent = {
        "reasons": WHY,
        "article": "民发〔2012〕220号 第二十九条",
        "facts": "",
        "kin_declared": "on",
        "note": "",
        "on": "",
    }
    return sent | {name: hidden(answer, name) for name in ("seen", "opened")} | changes


@pytest.fixture
def cleared(who, to_day):
    """Waiting for the county's decision, straight from the survey; on 2014-10-20."""
    case = surveyed(who)
    case.state = "county_cleared"
    case.save(update_fields=["state"])
    to_day("2014-10-20")
    return case


@pytest.fixture
def paid(who, to_day):
    to_day("2014-11-03")
    case = in_pay(who)
    made, _ = stating.with_persons(road.document("2013-11", "2014-10"), road.PEOPLE, BAIHUA)
    stating.state(who.clerk, case, StatementKind.APPLICATION, made, on=dt.date(2014, 11, 3))
    return case


def test_a_decider_reads_the_file_first(who, cleared):
    page = Reader(who.officer).text(f"/dibao/cases/{cleared.pk}/decide/approve/")
    assert "符合条件 每月 413.68 元" in page
    assert "家庭人均月收入低于低保标准 116.67 元 低于 231.42 元 符合" in page
    assert "什么会改变这个结果 月收入增加 344.25 元以上" in page
    assert "调查人员：clerk的姓名、cadre2的姓名" in page
    assert "不能办这一步的人 cadre2的姓名 办过：入户调查 clerk的姓名 办过：入户调查" in page
    assert "测算的金额：每月 413.68 元。不填就按这个金额" in page
    assert WHY not in page


def test_approving_keeps_computation_and_category(who, cleared):
    officer, page = Reader(who.officer), f"/dibao/cases/{cleared.pk}/decide/approve/"
    shown = officer.get(page)
    answer = officer.post(page, verdict(shown))
    assert "请选择复核类别" in words(answer, 422)
    assert WHY in words(answer, 422)
    assert officer.post(page, verdict(shown, category="B")).status_code == 302
    cleared.refresh_from_db()
    decision = Decision.objects.get()
    assert (cleared.state, decision.amount, decision.seconds) == ("approved", 41_368, 0)
    assert (dibao.award_of(cleared).category, dibao.award_of(cleared).first_month) == (
        "B",
        dt.date(2014, 11, 1),
    )


def test_another_amount_needs_its_reason(who, cleared):
    officer, page = Reader(who.officer), f"/dibao/cases/{cleared.pk}/decide/approve/"
    shown = officer.get(page)
    answer = officer.post(page, verdict(shown, category="B", amount="400"))
    assert "决定金额与测算结果不一致" in words(answer, 422)
    departs = "邻居证实其有一笔尚未核实的零工收入，先按较低金额确定。"
    assert officer.post(page, verdict(shown, category="B", amount="400", departs=departs)).status_code == 302
    decision = Decision.objects.get()
    assert decision.amount == 40_000
    assert departs in decision.facts


def test_short_reasons_and_undeclared_kin_are_told_at_their_fields(who, cleared):
    officer, page = Reader(who.officer), f"/dibao/cases/{cleared.pk}/decide/approve/"
    shown = officer.get(page)
    answer = officer.post(page, verdict(shown, category="B", reasons="同意", kin_declared=""))
    assert "我与申请家庭不是同一家庭" in words(answer, 422)
    answer = officer.post(page, verdict(shown, category="B", reasons="同意"))
    assert "理由太短" in words(answer, 422)
    assert Decision.objects.count() == 0


def test_a_refusal_is_shown_once_more(who, cleared):
    officer, page = Reader(who.officer), f"/dibao/cases/{cleared.pk}/decide/refuse/"
    shown = officer.get(page)
    assert "这是对申请人不利的决定" in words(shown)
    sent = verdict(shown, reasons="家中有机动车辆一辆，超过规定，不符合家庭财产条件。")
    check = officer.post(page, sent)
    assert "还没有提交。请逐项核对" in words(check)
    assert Decision.objects.count() == 0
    assert "您的决定" in words(officer.post(page, sent | {"edit": "1"}))
    assert officer.post(page, sent | {"sure": "1"}).status_code == 302
    assert Decision.objects.get().effect == "refuse"


def test_only_the_county_decides_and_only_steps_of_the_table(who, cleared):
    assert Reader(who.clerk).get(f"/dibao/cases/{cleared.pk}/decide/approve/").status_code == 403
    assert (
        Reader(make_user("far", Role.COUNTY_OFFICER, SHEHONG))
        .get(f"/dibao/cases/{cleared.pk}/decide/approve/")
        .status_code
        == 403
    )
    assert Reader(who.officer).get(f"/dibao/cases/{cleared.pk}/decide/no-such/").status_code == 404


def test_an_opinion_needs_a_note_alone(who, to_day):
    case = surveyed(who)
    case.state = "appraised"
    case.save(update_fields=["state"])
    clerk2, page = Reader(who.clerk2), f"/dibao/cases/{case.pk}/decide/review/"
    shown = clerk2.get(page)
    assert "您的意见" in words(shown)
    assert "决定理由" not in words(shown)
    assert clerk2.post(page, {"note": "符合条件", "seen": hidden(shown, "seen")}).status_code == 302
    case.refresh_from_db()
    assert case.state == "reviewed"
    refused = Reader(who.clerk).text(f"/dibao/cases/{case.pk}/decide/review/")
    assert "此案现在是“镇已审核”，不能办“镇审核”" in refused


def test_a_death_is_reported_and_the_household_re_verified(who, paid):
    cadre, page = Reader(who.cadre), f"/dibao/cases/{paid.pk}/report/?what=death"
    assert "邓小川" in cadre.text(page)
    person = next(pk for pk, name in dibao.adults_of(paid).items() if name == "邓有田")
    sent = {"person": person, "happened_on": "2014-11-01", "note": "", "seen": "0"}
    assert cadre.post(page, sent).status_code == 422
    assert cadre.post(page, sent | {"note": "村医报告"}).status_code == 302
    paid.refresh_from_db()
    assert paid.state == "under_review"
    assert paid.events.get(step="report_death").note == "邓有田，2014-11-01 起：村医报告"


def test_a_long_absence_is_a_change_of_the_declaration(who, paid):
    cadre, page = Reader(who.cadre), f"/dibao/cases/{paid.pk}/report/?what=absence"
    person = next(pk for pk, name in dibao.adults_of(paid).items() if name == "陈素芳")
    cadre.post(page, {"person": person, "happened_on": "2014-03-01", "note": "随子女去成都居住", "seen": "0"})
    members = dibao.document_of(dibao.latest(paid))["members"]
    assert [each.get("lives_together") for each in members] == [None, False, None]


def test_a_change_is_typed_into_the_document(who, paid):
    cadre, page = Reader(who.cadre), f"/dibao/cases/{paid.pk}/report/"
    sent = fields(cadre.get(page).content.decode()) | {"note": "粮价上涨", "income-0-amount": "很多"}
    answer = cadre.post(page, sent)
    assert "收入 1 · 金额（元） 应为数字" in words(answer, 422)
    assert "粮价上涨" in words(answer, 422)
    assert cadre.post(page, sent | {"income-0-amount": "6000"}).status_code == 302
    newest = dibao.latest(paid)
    assert (newest.kind, dibao.document_of(newest)["income"][0]["amount"]) == ("change", "6000")
    assert Reader(who.officer).get(page).status_code == 403


def test_a_declaration_is_put_right_until_it_is_accepted(who):
    case = road.applied(who)
    cadre, page = Reader(who.cadre), f"/dibao/cases/{case.pk}/restate/"
    sent = fields(cadre.get(page).content.decode()) | {"note": "补上存款", "property-0-value": "3500"}
    assert cadre.post(page, sent).status_code == 302
    assert Statement.objects.filter(case=case).count() == 2
    road.consent(who, case)
    again = fields(cadre.get(page).content.decode()) | {"note": "再补一项"}
    dibao.accept(who.clerk, case.pk)
    assert "已受理的申请不能再改申报" in words(cadre.post(page, again), 422)


def test_the_calendar_counts_by_month_and_category(who, paid):
    # category B: every six months from 2014-11-03; 2015-05-03 is a Sunday
    officer = Reader(who.officer)
    page = officer.text("/dibao/review/")
    assert "2015-05 1 1" in page
    assert "到期名单 1 户" in page
    listed = officer.text("/dibao/review/?month=2015-05&category=B")
    assert "邓有田 B 类 2015-05-04 百花村" in listed
    assert "没有到期的家庭" in officer.text("/dibao/review/?month=2014-12")
    assert "邓有田" not in Reader(make_user("far", Role.COUNTY_OFFICER, SHEHONG)).text("/dibao/review/")


def test_what_is_overdue_stands_first(who, paid, to_day):
    to_day("2015-06-01")
    page = Reader(who.clerk).text("/dibao/review/")
    assert "已过期 1 1 2015-06 0" in page
    assert "邓有田" in Reader(who.clerk).text("/dibao/review/?month=late")


def test_the_calendar_costs_the_same_with_more_households(who, paid):
    officer = Reader(who.officer)
    officer.get("/dibao/review/")
    before = officer.queries("/dibao/review/")
    for number in range(4):
        twin = casework.Case.objects.get(pk=paid.pk)
        twin.pk, twin.household_id, twin.number = None, None, f"DB-510626-2014-90000{number}"
        twin.save(force_insert=True)
        row = paid.deadlines.get(key="open_review")
        row.pk, row.case = None, twin
        row.save(force_insert=True)
    assert officer.queries("/dibao/review/") == before
    assert "到期名单 5 户" in officer.text("/dibao/review/")


def test_the_case_page_holds_the_panels(who, paid):
    page = Reader(who.officer).text(f"/cases/{paid.pk}/")
    assert "测算 符合条件 每月 413.68 元" in page
    assert "邓小川 子女 510626********1239 计入 未成年子女" in page
    assert "种植、养殖、采集等农林牧渔收入 邓有田 2,700.00 计入" in page
    assert "存款" in page
    assert "还没有入户" in page
    assert "2014-11 继续发放 413.68 3 B" in page


def test_the_re_verification_visit_is_offered_where_it_is_due(who, paid):
    dibao.open_review(who.clerk, paid.pk)
    assert "登记复核入户" in Reader(who.clerk).text(f"/cases/{paid.pk}/")
    assert "登记复核入户" not in Reader(who.cadre).text(f"/cases/{paid.pk}/")


def test_the_panels_cost_the_same_with_more_visits(who, paid):
    case = under_review(who, paid)
    officer = Reader(who.officer)
    officer.get(f"/cases/{case.pk}/")
    before = officer.queries(f"/cases/{case.pk}/")
    for _ in range(3):
        dibao.record_review_visit(
            who.clerk, case.pk, road.visit(who, "2014-11-03", investigators=(who.clerk.pk, who.cadre.pk))
        )
    assert officer.queries(f"/cases/{case.pk}/") == before


def test_the_household_reads_its_sum_in_plain_words(who, paid, client, to_day):
    code = casework.issue_code(who.cadre, paid.pk)
    client.get("/my/", headers={"Accept-Language": "zh-CN"})
    client.post("/my/", {"number": paid.number, "code": code}, headers={"Accept-Language": "zh-CN"})
    page = words(client.get("/my/case/", headers={"Accept-Language": "zh-CN"}))
    assert "钱是怎么算的" in page
    assert "算进来的家庭成员：邓有田、陈素芳、邓小川。" in page
    assert "人均月收入＝4200.00 ÷ 12 个月 ÷ 3 人＝116.67 元" in page
    assert "情况变了会怎样 月收入增加 344.25 元以上" in page
    assert "现在每月 413.68 元 从 2014-11 起" in page


def test_a_household_that_never_declared_begins_with_its_members(who, to_day):
    to_day("2014-11-03")
    made, relations = stating.with_persons(road.document(), road.PEOPLE, BAIHUA)
    head = int(made["applicant"])
    household = people.settle({head: BAIHUA})[head]
    people.join([household] * 3, list(relations), ["户主", "妻", "长女"])
    day = dt.date(2014, 11, 3)
    new = casework.NewCase(
        "dibao.v2012", BAIHUA, "邓有田", day, household, head, "in_pay", "ledger:dibao.roster:B:rural"
    )
    case = casework.open_case(who.officer, new)
    body = Reader(who.cadre).get(f"/dibao/cases/{case.pk}/report/").content.decode()
    assert body.count("field-known") == 3
    assert [body.count(f'<option value="{each}" selected>') for each in ("self", "spouse", "child")] == [
        1,
        1,
        1,
    ]
    assert "此案还没有家庭申报" in Reader(who.officer).text(f"/cases/{case.pk}/")
