"""Fairness: whom questions are put to, how many were right, which fell again, and who was left out."""

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from datong.foundation.access.models import User
from datong.foundation.casework.models import Case, Deadline, Event, Objection
from datong.kernel import clock
from datong.programmes.dibao.actions.deciding import require_visit
from datong.programmes.dibao.enums import VisitReason
from datong.programmes.dibao.errors import BadVerdict
from datong.programmes.dibao.models import ControlFinding, VisitDue
from datong.programmes.dibao.queries import fairness, harm, papers
from datong.programmes.dibao.queries.draws import unchecked
from datong.programmes.dibao.rules.fairness import age_group, hidden, switched_off
from tests.foundation.access.walk import BAIHUA, WANAN_COMMUNITY
from tests.programmes.dibao.purse import BACKEND, Purse
from tests.programmes.dibao.test_drawing import control

pytestmark = pytest.mark.django_db
FIRST, LAST = dt.date(2014, 9, 1), dt.date(2014, 9, 30)
MIDDLE = dt.date(2014, 9, 8)


def enter(client: Client, user: User) -> Client:
    client.force_login(user, BACKEND)
    return client


def flagged(
    purse: Purse,
    label: str,
    effect: str = "",
    *,
    reason: str = "doubtful",
    place: str = BAIHUA,
    on: dt.date = MIDDLE,
) -> Case:
    """A case somebody put a question to, and what was decided."""
    case = purse.case(label, place, "county_received", entitlement="none")
    VisitDue.objects.create(case=case, reason=VisitReason(reason), on=on, by=purse.officer)
    if effect:
        purse.decision(case, effect, on="2014-09-15")
    return case


def event(purse: Purse, case: Case, step: str, on: str, number: int) -> None:
    Event.objects.create(
        case=case,
        number=number,
        on=dt.date.fromisoformat(on),
        at=clock.now(),
        step=step,
        after="x",
        actor=purse.clerk,
        door="page",
    )


def upheld(purse: Purse, case: Case) -> None:
    """An objection against the newest decision, upheld in September."""
    Objection.objects.create(
        case=case, kind="decision", decision=case.decisions.last(), capacity="applicant", channel="visit", text="不对",
        received_on=MIDDLE, at=clock.now(), limit={}, role="reviewer", place_code=case.place_code, state="answered",
        outcome="upheld", answered_on=dt.date(2014, 9, 20), answered_by=purse.officer2,
    )  # fmt: skip


def counts(cell: fairness.Cell) -> tuple[str, int, int, int, int]:
    return cell.key, cell.raised, cell.settled, cell.confirmed, cell.overturned


def test_raised_settled_confirmed_overturned(purse: Purse) -> None:
    flagged(purse, "甲", "refuse")
    flagged(purse, "乙", "grant")
    flagged(purse, "丙")
    upheld(purse, flagged(purse, "丁", "refuse"))
    flagged(purse, "戊", "grant", reason="reported")
    flagged(purse, "八月", "refuse", on=dt.date(2014, 8, 31))
    flagged(purse, "外县", "refuse", place="510922101201")
    asked = fairness.questions(purse.leader, FIRST, LAST)
    assert [counts(cell) for cell in fairness.table(asked, "source")] == [
        ("doubtful", 4, 3, 2, 1),
        ("reported", 1, 1, 0, 0),
    ]


def test_a_decision_before_the_question_answers_nothing(purse: Purse) -> None:
    case = purse.case("甲")
    purse.decision(case, "refuse", on="2014-09-02")
    VisitDue.objects.create(case=case, reason=VisitReason.DOUBTFUL, on=MIDDLE, by=purse.officer)
    [question] = fairness.questions(purse.leader, FIRST, LAST)
    assert (question.settled, question.confirmed) == (False, False)


def test_proposals_to_stop_and_to_pay_less(purse: Purse) -> None:
    stopped, dismissed, raised, reduced = (purse.case(label) for label in "甲乙丙丁")
    event(purse, stopped, "propose_stop", "2014-09-03", 1)
    purse.decision(stopped, "stop")
    event(purse, dismissed, "propose_stop", "2014-09-03", 1)
    event(purse, dismissed, "dismiss_stop", "2014-09-05", 2)
    event(purse, raised, "propose_change", "2014-09-03", 1)
    purse.decision(raised, "change")
    event(purse, reduced, "propose_change", "2014-09-03", 1)
    purse.decision(reduced, "reduce")
    purse.decision(reduced, "restore", on="2014-09-12")
    asked = fairness.questions(purse.leader, FIRST, LAST)
    assert [counts(cell) for cell in fairness.table(asked, "source")] == [
        ("proposed_stop", 2, 2, 1, 0),
        ("proposed_change", 1, 1, 1, 1),
    ]


def test_by_place_age_and_sex(purse: Purse) -> None:
    flagged(purse, "甲", "refuse")
    other = flagged(purse, "乙", "grant", place=WANAN_COMMUNITY)
    other.subject.sex, other.subject.birth_date = "男", None
    other.subject.save()
    asked = fairness.questions(purse.leader, FIRST, LAST)
    assert [(cell.key, cell.name.zh) for cell in fairness.table(asked, "town")] == [
        ("510626100000", "万安镇"),
        ("510626106000", "调元镇"),
    ]
    assert [cell.name.zh for cell in fairness.table(asked, "village")] == ["景乐社区", "百花村"]
    assert {counts(cell)[:4] for cell in fairness.table(asked, "age")} == {
        ("elderly", 1, 1, 1),
        ("unknown", 1, 1, 0),
    }
    assert {counts(cell)[:4] for cell in fairness.table(asked, "sex")} == {("女", 1, 1, 1), ("男", 1, 1, 0)}


@pytest.mark.parametrize(
    ("birth", "group"),
    [
        ("1996-09-09", "minor"),
        ("1996-09-08", "adult"),
        ("1954-09-09", "adult"),
        ("1954-09-08", "elderly"),
        ("1934-09-08", "old"),
        ("", "unknown"),
    ],
)
def test_age_groups(birth: str, group: str) -> None:
    assert age_group(dt.date.fromisoformat(birth) if birth else None, MIDDLE) == group


@pytest.mark.parametrize(
    ("confirmed", "settled", "off"),
    [(14, 29, False), (14, 30, True), (15, 30, False), (0, 30, True), (0, 0, False)],
)
def test_below_half_of_thirty_switches_a_source_off(confirmed: int, settled: int, off: bool) -> None:
    assert switched_off(confirmed, settled) is off


def test_what_the_law_orders_is_not_switched_off(purse: Purse) -> None:
    cell = fairness.Cell("doubtful", fairness.SOURCES["doubtful"], 30, 30, 2, 0)
    assert (
        fairness.standing(cell, dt.date(2014, 9, 30)) == "law"
    )  # 2012, art. 26: every doubtful case is visited
    assert (
        fairness.standing(cell, dt.date(2022, 9, 30)) == "off"
    )  # 2021, art. 20: registered relatives and complaints only
    assert (
        fairness.standing(fairness.Cell("drawn", fairness.SOURCES["drawn"], 90, 90, 0, 0), LAST) == "chance"
    )
    assert (
        fairness.standing(
            fairness.Cell("proposed_stop", fairness.SOURCES["proposed_stop"], 30, 30, 20, 0), LAST
        )
        == ""
    )


@pytest.mark.parametrize(
    ("counts", "shut"),
    [
        ([50, 40, 30], [False, False, False]),
        ([50, 40, 3], [False, True, True]),
        ([50, 4, 3], [False, True, True]),
        ([50, 0, 9], [True, False, True]),
        ([10, 0], [False, False]),
        ([9], [True]),
    ],
)
def test_small_cells_hide_and_not_alone(counts: list[int], shut: list[bool]) -> None:
    assert hidden(counts) == shut


def test_the_printed_report_hides_small_numbers(purse: Purse) -> None:
    for number in range(12):
        flagged(purse, f"大{number}", "refuse")
    for number in range(11):
        flagged(purse, f"中{number}", "refuse", reason="reported")
    for number in range(3):
        flagged(purse, f"小{number}", "refuse", reason="other_key")
    asked = fairness.questions(purse.leader, FIRST, LAST)
    span = harm.control(purse.leader, FIRST, LAST), harm.harm(purse.leader, FIRST, LAST)
    doc = papers.fairness_report("510626", ("2014-09", "2014-09"), asked, *span, papers.Words("zh"))
    grid = next(block for block in doc.blocks if hasattr(block, "rows"))
    assert [row[:4] for row in grid.rows] == [
        ["有疑问", "12", "12", "12"],
        ["有投诉举报", "…", "…", "…"],
        ["其他重点", "…", "…", "…"],
    ]


def test_the_random_control(purse: Purse) -> None:
    made = control(purse)
    before = harm.control(purse.leader, FIRST, LAST)
    assert (before.drawn, before.checked, before.errors, before.bound) == (2, 0, 0, 1.0)
    first, second = unchecked(made)
    for case, found in ((first, "in_order"), (second, "left_out")):
        ControlFinding.objects.create(
            draw=made,
            case=case,
            found=found,
            words="入户看到的情况",
            on=MIDDLE,
            by=purse.officer,
            at=clock.now(),
        )
    after = harm.control(purse.leader, FIRST, LAST)
    assert (after.checked, after.errors, after.left_out, round(after.bound, 4)) == (2, 1, 1, 0.9055)
    assert harm.control(purse.far, FIRST, LAST).drawn == 0
    assert harm.harm(purse.leader, FIRST, LAST).left_out == 1


def test_refused_first_and_eligible_later_is_harm(purse: Purse) -> None:
    case = purse.case("甲")
    purse.decision(case, "refuse", on="2014-08-01")
    purse.decision(case, "grant", on="2014-09-10")
    never = purse.case("乙")
    purse.decision(never, "grant", on="2014-09-10")
    upheld(purse, flagged(purse, "丙", "refuse"))
    found = harm.harm(purse.leader, FIRST, LAST)
    assert (found.refused_then_eligible, found.left_out, found.won) == (1, 0, 1)


def test_days_beyond_the_limit(purse: Purse) -> None:
    def limit(
        case: Case, *, total: bool, due: str, ended: str = "", state: str = "met", key: str = "survey"
    ) -> None:
        Deadline.objects.create(
            case=case, key=key, total=total, since="accept", started_on=FIRST, limit={}, due_on=dt.date.fromisoformat(due),
            ended_on=dt.date.fromisoformat(ended) if ended else None, state=state,
        )  # fmt: skip

    both, steps, punctual, running = (purse.case(label) for label in "甲乙丙丁")
    limit(both, total=True, due="2014-09-10", ended="2014-09-13")
    limit(both, total=False, due="2014-09-01", ended="2014-09-09")
    limit(steps, total=False, due="2014-09-02", ended="2014-09-04")
    limit(steps, total=False, due="2014-09-10", ended="2014-09-11")
    limit(punctual, total=False, due="2014-09-10", ended="2014-09-10")
    limit(running, total=False, due="2014-09-25", state="open")
    limit(running, total=False, due="2014-09-01", state="open", key="open_review")
    assert harm.late_days(purse.leader, FIRST, LAST) == {both.pk: 3, steps.pk: 3, running.pk: 5}
    found = harm.harm(purse.leader, FIRST, LAST)
    assert (found.late, found.late_days) == (3, 11)


def test_the_page(purse: Purse, client: Client) -> None:
    where = reverse("dibao_fairness") + "?month=2014-09"
    page = enter(client, purse.leader).get(where).content.decode()
    assert ["这段时间没有提出疑点" in page, "没有发现雷同的理由" in page] == [True, True]
    for number in range(30):
        flagged(purse, f"户{number}", "refuse" if number < 10 else "grant")
    page = client.get(where + "&by=sex").content.decode()
    for words in (
        "提出疑点 30 项，已办结 30 项，属实 10 项，占 33%（19%–51%）",
        "不能停用；请查明原因",
        "有疑问",
        "分组",
    ):
        assert words in page
    assert "户1" not in page
    for outsider in (purse.clerk, purse.cadre):
        assert enter(client, outsider).get(where).status_code == 403
    far = enter(client, purse.far).get(where).content.decode()
    assert "提出疑点 0 项" in far


@pytest.mark.parametrize("fmt", ["pdf", "docx"])
def test_on_paper(purse: Purse, client: Client, fmt: str) -> None:
    flagged(purse, "甲", "refuse")
    answer = enter(client, purse.leader).get(reverse("dibao_fairness_file", args=[fmt]) + "?month=2014-09")
    assert (answer.status_code, answer.content[:2]) == (200, b"%P" if fmt == "pdf" else b"PK")
    assert enter(client, purse.clerk).get(reverse("dibao_fairness_file", args=[fmt])).status_code == 403


@pytest.mark.parametrize("cases", [1, 25])
def test_questions_cost_the_same_however_many(purse: Purse, cases: int) -> None:
    for number in range(cases):
        flagged(purse, f"户{number}", "refuse")
    with CaptureQueriesContext(connection) as seen:
        fairness.questions(purse.leader, FIRST, LAST)
    assert len([each for each in seen if "access_post" not in each["sql"]]) == 7


def test_a_source_that_is_off_asks_for_no_more_visits(purse: Purse) -> None:
    purse.to_day("2022-09-20")
    for number in range(31):
        case = purse.case(f"户{number}", state="county_received", entitlement="none")
        for reason in (VisitReason.DOUBTFUL, VisitReason.REPORTED):
            VisitDue.objects.create(case=case, reason=reason, on=dt.date(2022, 9, 1), by=purse.officer)
        purse.decision(case, "refuse" if number < 10 else "grant", on="2022-09-10")
    assert fairness.switched("510626", dt.date(2022, 9, 20)) == {"doubtful"}
    assert fairness.switched("510922", dt.date(2022, 9, 20)) == set()
    fresh = purse.case("新户", state="county_received", entitlement="none")
    with pytest.raises(BadVerdict, match="已停用这个来源"):
        require_visit(purse.officer, fresh.pk, VisitReason.DOUBTFUL, on=dt.date(2022, 9, 20))
    assert fresh.visits_due.count() == 0
    require_visit(purse.officer, fresh.pk, VisitReason.REPORTED, on=dt.date(2022, 9, 20))
    assert list(fresh.visits_due.values_list("reason", flat=True)) == ["reported"]
