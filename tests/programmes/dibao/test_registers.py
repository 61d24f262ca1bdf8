"""What casework decides is in the registers from its legal day on; the figures, and what must agree, count it."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from datong.foundation.casework import service as casework
from datong.foundation.casework.service import Case
from datong.foundation.evidence import service as evidence
from datong.foundation.indicators import service as indicators
from datong.foundation.journal import service as journal
from datong.foundation.ledgers import service as ledgers
from datong.foundation.people.models import Person
from datong.programmes.dibao import queries
from datong.programmes.dibao import service as dibao
from datong.programmes.dibao.models import Addition, Recipient, Removal
from datong.programmes.dibao.queries.registered import shares
from tests.foundation.access.walk import BAIHUA, LUOJIANG
from tests.foundation.ledgers.importing import ROSTER
from tests.programmes.dibao import road
from tests.programmes.dibao.test_road_life import ARTICLE, PNG, WORKS, healed, stopped
from tests.second_county.people import number
from tests.second_county.writing import Book, Page

pytestmark = pytest.mark.django_db
NUMBER = "DB-510626-2014-000001"
GRANDMOTHER, SON, GONE = number("51062619500101122"), number("51062619900303123"), number("51062619600202123")
REMOVALS = [
    "镇",
    "村（社区）",
    "原低保证号",
    "户主姓名",
    "户主身份证号码",
    "城乡类别",
    "清退人数",
    "清退日期",
    "清退原因",
]


def line(
    name: str, relation: str, identity: str, certificate: str = "LJ0001", head: str = "赵桂英"
) -> list[Any]:
    """A row of the ledger's roster: 150 yuan a head."""
    return ["调元镇", "百花村", certificate, head, name, relation, identity, "农村", "B类", 150, "2012-03-15"]


def handed_in(who: road.Crew, folder: Path, *more: list[Any]) -> None:
    """The ledger of 30 June 2014: a household of two, one removal; `more` lines of the roster."""
    lines = [line("赵桂英", "户主", GRANDMOTHER), line("赵小东", "儿子", SON), *more]
    gone = ["调元镇", "百花村", "LJ0002", "孙大海", GONE, "农村", 1, "2014-06-05", "收入超标"]
    pages = [Page("在册对象", [ROSTER, *lines]), Page("清退名单", [REMOVALS, gone])]
    path = Book("低保.xlsx", "", pages).write(folder)
    receipt = ledgers.receive(ledgers.Order(who.officer, "510626", dt.date(2014, 6, 30)), [path])
    assert not receipt.incomplete


def figures(day: str) -> tuple[Any, ...]:
    """Households, persons; added and removed: households, persons."""
    found = indicators.read_all("510626", road.day(day))
    keys = (
        "households",
        "persons",
        "added_households",
        "added_persons",
        "removed_households",
        "removed_persons",
    )
    return tuple(found[f"dibao.{key}"].value for key in keys)


def findings(day: str) -> list[str]:
    """What the checks find, in words."""
    checks = (queries.opening_and_closing, queries.additions_on_roster, queries.removed_not_on_roster)
    return [each.text.zh for check in checks for each in check("510626", road.day(day))]


def roster(day: str) -> list[tuple[str, int]]:
    """Who stands on the roster on a day, with how many fen a month."""
    rows = Recipient.objects.at("510626", road.day(day))
    return list(rows.order_by("person").values_list("name", "monthly_benefit"))


THREE = [("邓有田", 13_790), ("陈素芳", 13_789), ("邓小川", 13_789)]
LEFT_OVER = [("赵桂英", 15_000), ("赵小东", 15_000)]


def test_the_remainder_falls_on_the_head():
    assert shares(41_368, 7, [5, 7, 9]) == {5: 13_789, 7: 13_790, 9: 13_789}
    assert shares(41_368, None, [5, 7, 9]) == {5: 13_790, 7: 13_789, 9: 13_789}
    assert shares(2, 7, [5, 7, 9]) == {5: 0, 7: 2, 9: 0}


def test_taking_cases_over_changes_no_figure(who, to_day, tmp_path):
    to_day("2014-06-30")
    handed_in(who, tmp_path)
    before = figures("2014-06-30")
    assert before == (1, 2, None, None, 1, 1)
    batches = ledgers.Import.objects.count()
    assert dibao.adopt(who.officer, LUOJIANG, dt.date(2014, 6, 30)) == 1
    assert (figures("2014-06-30"), ledgers.Import.objects.count()) == (before, batches)


def test_a_household_in_pay_is_counted_from_its_day_on(who, to_day, tmp_path):
    to_day("2014-06-30")
    handed_in(who, tmp_path)
    case = road.paid_2012(who, to_day)
    assert figures("2014-06-30") == (1, 2, None, None, 1, 1)
    assert figures("2014-08-31") == (1, 2, None, None, 1, 1)
    assert figures("2014-09-01") == (2, 5, 1, 3, 1, 1)
    assert roster("2014-09-01") == LEFT_OVER + THREE
    rows = Recipient.objects.filter(household=case.household_id).order_by("id")
    assert list(
        rows.values_list("certificate", "head_name", "relation", "area", "category", "since", "place_code")
    ) == [
        (NUMBER, "邓有田", relation, "农村", "B类", dt.date(2014, 9, 1), BAIHUA)
        for relation in ("户主", "配偶", "子女")
    ]  # fmt: skip
    added = Addition.objects.get()
    assert (added.certificate, added.head_id, added.persons, added.day) == (
        NUMBER, case.subject_id, 3, dt.date(2014, 8, 5),
    )  # fmt: skip
    assert findings("2014-09-01") == []
    assert [each.door for each in ledgers.Import.objects.filter(source=NUMBER)] == ["case"]
    assert ledgers.undoable("510626") == ledgers.Import.objects.get(source="").pk
    assert journal.verify().broken is None


def test_the_trace_of_a_figure_shows_the_household(who, to_day):
    road.paid_2012(who, to_day)
    _, rows = indicators.trace(indicators.FIGURES.get("dibao.persons"), "510626", dt.date(2014, 9, 1))
    assert [row[2:5] for row in rows] == [[NUMBER, "邓有田", name] for name, _ in THREE]


def test_a_record_leads_to_the_case_it_came_from(who, to_day, client):
    case = road.paid_2012(who, to_day)
    client.force_login(who.officer, "allauth.account.auth_backends.AuthenticationBackend")
    page = client.get(f"/registers/dibao/roster/{Recipient.objects.get(name='邓有田').pk}/")
    assert (page.status_code, f'href="/cases/{case.pk}/"' in page.content.decode()) == (200, True)


def test_a_stop_takes_it_off_and_a_restoring_puts_it_back(who, to_day, tmp_path):
    to_day("2014-06-30")
    handed_in(who, tmp_path)
    case = stopped(who, to_day, road.paid_2012(who, to_day))
    assert figures("2015-03-22") == (2, 5, 1, 3, 1, 1)
    assert figures("2015-03-23") == (1, 2, 1, 3, 2, 4)
    removal = Removal.objects.get(certificate=NUMBER)
    assert (removal.head_id, removal.persons, removal.day, removal.reason) == (
        case.subject_id, 3, dt.date(2015, 3, 23), "复核后停发",
    )  # fmt: skip
    assert WORKS not in removal.reason
    assert findings("2015-03-23") == []
    to_day("2015-04-21")
    road.decide(who.officer2, case, "restore", article=ARTICLE, cause="同名误认")
    assert figures("2015-04-20") == (1, 2, 1, 3, 2, 4)
    assert figures("2015-04-21") == (2, 5, 1, 3, 1, 1)
    assert roster("2015-04-21") == LEFT_OVER + THREE
    assert {each.since for each in Recipient.objects.filter(certificate=NUMBER)} == {dt.date(2014, 9, 1)}
    assert findings("2015-04-21") == []
    assert figures("2014-06-30") == (1, 2, None, None, 1, 1)
    assert journal.verify().broken is None


def test_a_stop_and_a_restoring_of_one_day_leave_no_day_without(who, to_day):
    case = stopped(who, to_day, road.paid_2012(who, to_day))
    road.decide(who.officer2, case, "restore", article=ARTICLE, cause="同名误认")
    assert (figures("2015-03-22")[:2], figures("2015-03-23")) == ((1, 3), (1, 3, 1, 3, 0, 0))
    assert findings("2015-03-23") == []


def test_a_reduction_counts_from_the_next_month(who, to_day):
    case = road.paid_2012(who, to_day)
    to_day("2014-12-01")
    case = road.reviewed(who, case, "2014-12-01", healed(case))
    case = road.step(who.clerk2, case, "propose_change")
    case = road.decide(who.officer, case, "decide_reduction", article=ARTICLE)
    case = road.deliver(who.cadre, case, "dibao.reduction", "2014-12-01")
    assert roster("2014-12-31") == THREE
    to_day("2014-12-19")
    road.step(who.officer, case, "carry_out_change")
    # 367.39 for three: 122.46 each, one fen over
    assert roster("2014-12-31") == THREE
    assert roster("2015-01-01") == [("邓有田", 12_247), ("陈素芳", 12_246), ("邓小川", 12_246)]
    assert figures("2015-01-01") == (1, 3, 1, 3, None, None)


def test_who_died_leaves_the_roster_with_the_new_amount(who, to_day):
    paid = road.paid_2012(who, to_day)
    to_day("2014-12-01")
    case = dibao.report_death(who.cadre, paid.pk, "陈素芳十一月二十九日病故")
    left = road.found_at(case, "2013-12", "2014-11")
    left["members"] = [left["members"][0], left["members"][2]]
    visit = road.visit(who, "2014-12-01", investigators=(who.clerk.pk, who.cadre.pk), document=left)
    dibao.record_review_visit(who.clerk, case.pk, visit)
    case = road.step(who.clerk2, Case.objects.get(pk=case.pk), "propose_change")
    case = road.decide(who.officer, case, "decide_reduction", article=ARTICLE)
    case = road.deliver(who.clerk, case, "dibao.reduction", "2014-12-01")
    to_day("2014-12-16")
    road.step(who.officer, case, "carry_out_change")
    # 135.98 for two
    assert (roster("2014-12-31"), roster("2015-01-01")) == (THREE, [("邓有田", 6_799), ("邓小川", 6_799)])
    assert figures("2015-01-01") == (1, 2, 1, 3, None, None)


def test_an_end_before_a_change_begins_ends_both_versions(who, to_day):
    case = road.paid_2012(who, to_day)
    to_day("2014-12-01")
    case = road.reviewed(who, case, "2014-12-01", road.found_at(case, "2013-12", "2014-11", income=[]))
    case = road.decide(
        who.officer, road.step(who.clerk2, case, "propose_change"), "decide_raise", article=ARTICLE
    )
    # 713.68 for three
    assert roster("2015-01-01") == [("邓有田", 23_790), ("陈素芳", 23_789), ("邓小川", 23_789)]
    to_day("2014-12-10")
    case = dibao.report_death(who.cadre, case.pk, "全家三人车祸身亡")
    proof = {
        "kind": "death",
        "name": "死亡证明.png",
        "content": PNG,
        "programme": "dibao",
        "place_code": BAIHUA,
    }
    evidence.keep(who.clerk, target=casework.target(case), **proof)
    case = road.decide(who.officer2, case, "end_by_death", article=ARTICLE, deaths=3)
    assert [len(roster(on)) for on in ("2014-12-09", "2014-12-10", "2015-01-01")] == [3, 0, 0]
    assert Removal.objects.get().reason == "全部成员死亡"
    to_day("2015-01-20")
    road.decide(who.officer, case, "restore", article=ARTICLE, cause="死亡登记同名")
    assert roster("2015-01-20") == [("邓有田", 23_790), ("陈素芳", 23_789), ("邓小川", 23_789)]


def test_a_household_taken_over_leaves_with_its_own_certificate(who, to_day, tmp_path):
    to_day("2014-06-30")
    handed_in(who, tmp_path)
    dibao.adopt(who.officer, LUOJIANG, dt.date(2014, 6, 30))
    case = Case.objects.get()
    to_day("2014-12-01")
    case = dibao.report_death(who.cadre, case.pk, "赵桂英、赵小东十一月病故")
    proof = {
        "kind": "death",
        "name": "死亡证明.png",
        "content": PNG,
        "programme": "dibao",
        "place_code": BAIHUA,
    }
    evidence.keep(who.clerk, target=casework.target(case), **proof)
    case = road.decide(who.officer, case, "end_by_death", article=ARTICLE, deaths=2)
    assert (figures("2014-11-30"), figures("2014-12-01")) == (
        (1, 2, None, None, 1, 1),
        (0, 0, None, None, 2, 3),
    )
    assert Removal.objects.get(day=dt.date(2014, 12, 1)).certificate == "LJ0001"
    assert findings("2014-12-01") == []
    to_day("2014-12-15")
    road.decide(who.officer2, case, "restore", article=ARTICLE, cause="死亡登记同名")
    assert figures("2014-12-15") == (1, 2, None, None, 1, 1)
    back = Recipient.objects.get(name="赵桂英", valid_to=None)
    assert (back.certificate, back.since, back.monthly_benefit) == ("LJ0001", dt.date(2012, 3, 15), 15_000)


def test_a_member_without_a_number_does_not_hold_the_step_up(who, to_day):
    case = road.step(who.officer, approved_without_a_number(who, to_day, "陈素芳"), "enter_pay")
    assert (case.state, roster("2014-09-01")) == ("in_pay", [THREE[0], THREE[2]])
    [left] = ledgers.RefusedRow.objects.filter(state="open")
    assert (left.code, left.reason_zh) == (
        "missing_id",
        "工作表“在册对象”第 2 行“身份证号码”列：身份证号码没有填，请补填 18 位公民身份号码。",
    )
    assert Addition.objects.get().persons == 3


def test_a_household_whose_head_has_no_number_is_counted_and_leaves_whole(who, to_day):
    case = road.step(who.officer, approved_without_a_number(who, to_day, "邓有田"), "enter_pay")
    assert (figures("2014-09-01")[:2], Addition.objects.count()) == ((1, 2), 0)
    assert {each.receipt.slug for each in ledgers.RefusedRow.objects.filter(state="open")} == {
        "roster",
        "additions",
    }
    case = stopped(who, to_day, case)
    assert figures("2015-03-23")[:2] == (0, 0)
    assert {each.receipt.slug for each in ledgers.RefusedRow.objects.filter(state="open")} == {
        "additions",
        "removals",
    }


def approved_without_a_number(who, to_day, name):
    """Approved and told; then it turns out that the register has no number of one member."""
    case = road.county_2012(who, to_day)
    to_day("2014-07-24")
    case = road.step(who.officer2, road.step(who.officer2, case, "opine"), "post_county")
    to_day("2014-08-05")
    case = road.step(who.officer2, case, "close_county")
    case = road.decide(who.officer2, case, "approve", category="B")
    to_day("2014-08-06")
    case = road.deliver(who.clerk, case, "dibao.approval", "2014-08-06")
    Person.objects.filter(name=name).update(identity=None, identity_index=None)
    to_day("2014-09-01")
    return case


def test_somebody_on_the_roster_with_another_household_stays_there_until_people_decide(who, to_day, tmp_path):
    to_day("2014-06-30")
    handed_in(who, tmp_path, line("陈素芳", "女儿", road.WIFE.identity, "LJ0009", "陈父"))
    road.paid_2012(who, to_day)
    assert roster("2014-09-01") == [*LEFT_OVER, ("陈素芳", 15_000), THREE[0], THREE[2]]
    [left] = ledgers.RefusedRow.objects.filter(state="open")
    assert (left.code, "名册里此人现在属于另一户" in left.reason_zh) == ("conflict", True)


def test_under_the_law_of_2021_the_group_is_written_in_words(who, to_day):
    road.paid_2021(who, to_day)
    rows = Recipient.objects.at("510626", dt.date(2024, 4, 1))
    assert set(rows.values_list("category", "since")) == {("不稳定", dt.date(2024, 4, 1))}
    assert sum(rows.values_list("monthly_benefit", flat=True)) == 163_816
