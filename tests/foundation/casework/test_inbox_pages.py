"""The inbox: whose tasks, in which order, on which tab, and several at once."""

import datetime as dt

import pytest

from datong.foundation.access.enums import Role
from datong.foundation.casework import service as casework
from datong.foundation.casework.models import Case, Event, Task
from datong.foundation.casework.queries import inbox
from datong.foundation.casework.queries.inbox import Asked
from datong.foundation.casework.service import Move
from tests.foundation.access.walk import SHEHONG_TOWN, WANAN, make_user
from tests.foundation.casework import toy
from tests.foundation.casework.reading import Reader, many, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def accepted(who):
    """A case to be surveyed by the town within ten working days of 2014-09-15: by Sunday 09-28, a make-up day."""
    return casework.take(who.clerk, toy.opened(who).pk, Move("accept"))


def test_the_desk_sees_its_task_with_the_days_left(who, accepted):
    page = Reader(who.clerk).text("/inbox/")
    assert "邓有田 勘查 还剩 10 个工作日（9月28日止） 为什么" in page
    assert "百花村 已受理 YT-510626-2014-000001 还没有人领办" in page
    assert "待办 1 逾期 0 即将到期 0 等待他人" in page


@pytest.mark.parametrize(
    ("role", "place"),
    [(Role.TOWN_CLERK, WANAN), (Role.TOWN_CLERK, SHEHONG_TOWN), (Role.VILLAGE_CADRE, "510626106210")],
)
def test_another_desk_sees_nothing_of_it_on_any_tab(who, accepted, role, place):
    reader = Reader(make_user("elsewhere", role, place))
    for tab in ("todo", "late", "soon", "waiting"):
        assert "邓有田" not in reader.text(f"/inbox/?tab={tab}")


def test_a_desk_of_another_programme_sees_nothing(who, accepted):
    reader = Reader(make_user("water", Role.TOWN_CLERK, "510626106000", ["irrigation"]))
    assert "邓有田" not in reader.text("/inbox/")


def test_a_task_turns_yellow_at_seventy_per_cent_and_red_after_its_day(who, accepted, to_day):
    clerk = Reader(who.clerk)
    to_day("2014-09-23")
    assert "待办 1 逾期 0 即将到期 0" in clerk.text("/inbox/")
    to_day("2014-09-24")  # the seventh of ten working days
    assert "待办 1 逾期 0 即将到期 1" in clerk.text("/inbox/")
    assert "还剩 3 个工作日（9月28日止）" in clerk.text("/inbox/?tab=soon")
    to_day("2014-09-28")
    assert "今天到期（9月28日）" in clerk.text("/inbox/?tab=soon")
    to_day("2014-09-29")
    assert "待办 1 逾期 1 即将到期 0" in clerk.text("/inbox/")
    assert "已逾期 1 个工作日（9月28日止）" in clerk.text("/inbox/?tab=late")


def test_what_waits_elsewhere_is_seen_by_those_in_whose_scope_the_case_is(who, accepted):
    for user in (who.cadre, who.officer, who.leader):
        page = Reader(user).text("/inbox/?tab=waiting")
        assert "邓有田 勘查" in page
        assert "在镇（街道）" in page
        assert "邓有田" not in Reader(user).text("/inbox/")
    assert "邓有田" not in Reader(who.clerk).text("/inbox/?tab=waiting")


def test_a_task_for_later_is_not_shown_before(who, to_day):
    toy.opened(
        who, entry="in_use", law_on=dt.date(2014, 1, 2)
    )  # to be looked at by 2015-01-04, shown 30 days before
    clerk = Reader(who.clerk)
    to_day("2014-12-04")
    assert "邓有田" not in clerk.text("/inbox/")
    to_day("2014-12-05")
    assert "邓有田 年检" in clerk.text("/inbox/")


def test_a_colleagues_task_is_hidden_until_asked_for(who, accepted):
    [task] = accepted.tasks.filter(done_at=None)
    casework.assign(who.clerk, [task.pk], who.clerk)
    assert "邓有田" in Reader(who.clerk).text("/inbox/")
    assert "邓有田" not in Reader(who.clerk2).text("/inbox/")
    assert "邓有田" in Reader(who.clerk2).text(f"/inbox/?assignee={who.clerk.pk}")
    assert "邓有田" not in Reader(who.clerk).text("/inbox/?assignee=none")


@pytest.mark.parametrize(
    ("query", "seen"),
    [
        ("programme=dibao", True),
        ("programme=irrigation", False),
        ("state=dibao/accepted", True),
        ("state=dibao/posted", False),
        ("place=510626106209", True),
        ("place=510626106210", False),
        ("number=yt-510626-2014-0000", True),
        ("number=YT-510626-2015", False),
        ("place=' OR 1=1", True),
    ],
)
def test_filters(who, accepted, query, seen):
    assert ("邓有田" in Reader(who.clerk).text(f"/inbox/?{query}")) is seen


def test_the_page_costs_the_same_for_one_and_for_thirty(who, accepted):
    clerk = Reader(who.clerk)
    clerk.get("/inbox/")
    for tab in ("todo", "late", "soon", "waiting"):
        one = clerk.queries(f"/inbox/?tab={tab}")
        assert one <= 20
    one = clerk.queries("/inbox/")
    many(accepted, 29)
    assert clerk.queries("/inbox/") == one
    assert "待办 30" in clerk.text("/inbox/")


def test_a_thousand_and_more_are_told_as_such(who, accepted, monkeypatch):
    monkeypatch.setattr(inbox, "CAP", 3)
    tasks = many(accepted, 3)
    Task.objects.filter(pk=tasks[1].pk).update(due_on=dt.date(2014, 9, 20))
    Task.objects.filter(pk=tasks[2].pk).update(due_on=None)
    found = inbox.inbox(who.clerk, Asked())
    assert (found.counts["todo"].number, found.counts["todo"].more) == (3, True)
    first = accepted.tasks.get(done_at=None).pk
    assert found.ids == [tasks[1].pk, first, tasks[0].pk]
    assert "待办 3+" in Reader(who.clerk).text("/inbox/")


def send(user, **sent):
    return words(Reader(user).post("/inbox/together/", sent))


def test_take_and_give_back(who, accepted):
    [task] = accepted.tasks.filter(done_at=None)
    assert "办成 1 件，没有办成 0 件" in send(who.clerk, task=[task.pk], what="take")
    assert Task.objects.get(pk=task.pk).assignee == who.clerk
    assert "办成 1 件" in send(who.clerk, task=[task.pk], what="back")
    assert Task.objects.get(pk=task.pk).assignee is None


def test_giving_is_for_colleagues_of_the_same_desk(who, accepted):
    [task] = accepted.tasks.filter(done_at=None)
    assert "没有选择交给谁" in send(who.clerk, task=[task.pk], what="give", to=str(who.cadre.pk))
    assert "办成 1 件" in send(who.clerk, task=[task.pk], what="give", to=str(who.clerk2.pk))
    assert Task.objects.get(pk=task.pk).assignee == who.clerk2


def test_a_simple_step_for_several_and_what_did_not_go(who, accepted, to_day):
    one, two = many(accepted, 2)
    [task] = accepted.tasks.filter(done_at=None)
    page = send(who.clerk, task=[task.pk, one.pk, two.pk], what="step")
    assert "批量办一步 3 件" in page
    assert "勘查 办法第二条" in page
    Case.objects.filter(pk=two.case_id).update(state="draft")  # somebody was faster
    page = send(who.clerk, task=[task.pk, one.pk, two.pk, 999_999], what="step", step="survey")
    assert "办成 2 件，没有办成 2 件" in page
    assert "这件办件现在不能批量办这一步" in page
    assert "任务已经办结，或者不在您的岗位" in page
    assert sorted(Event.objects.filter(step="survey").values_list("case_id", flat=True)) == sorted(
        [accepted.pk, one.case_id]
    )


def test_decisions_are_never_taken_together(who, to_day):
    case = toy.walk_to(who, toy.opened(who), "posted")
    to_day("2014-09-29")
    case = casework.take(who.clerk, case.pk, Move("close_posting"))
    [task] = case.tasks.filter(done_at=None)
    assert "没有可以一起办的步骤" in send(who.officer, task=[task.pk], what="step")
    assert "办成 0 件，没有办成 1 件" in send(who.officer, task=[task.pk], what="step", step="grant")
    assert Case.objects.get(pk=case.pk).state == "ready"


def test_nobody_acts_on_tasks_of_another_desk(who, accepted):
    [task] = accepted.tasks.filter(done_at=None)
    assert "没有办成 1 件" in send(who.cadre, task=[task.pk], what="take")
    assert Task.objects.get(pk=task.pk).assignee is None
    assert Reader(who.leader).post("/inbox/together/", {"task": task.pk, "what": "take"}).status_code == 403
