"""From the village up to the county: answers, what the objector says, what goes up by itself, who may do which."""

import datetime as dt
from contextlib import ExitStack

import pytest

from datong.foundation.access import service as access
from datong.foundation.access.service import Refused, Role
from datong.foundation.casework import service as casework
from datong.foundation.casework.models import Event
from datong.foundation.evidence import service as evidence
from datong.foundation.openness import service as openness
from datong.foundation.openness.models import Answer, Duty, Item, Objection
from datong.foundation.openness.queries import objections
from datong.kernel import clock
from tests.foundation.access.walk import BAIHUA, add_post
from tests.foundation.evidence.files import photograph
from tests.foundation.openness.asking import (
    LEAKS,
    NAME,
    NUMBER,
    REPLY,
    SECRET,
    WHY,
    answered,
    asked,
    crew,
    edit,
    published,
    raised,
)


@pytest.fixture
def to_day():
    with ExitStack() as stack:

        def go(day):
            stack.enter_context(clock.override(dt.datetime.fromisoformat(f"{day}T12:00:00+08:00")))

        go("2014-09-26")
        yield go


@pytest.fixture
def who(db, to_day):
    return crew()


def row():
    return objections.rows().get()


def state():
    return row().case.state


def react(satisfied, why=""):
    return openness.react(row(), satisfied=satisfied, why=why)


def test_answered_and_satisfied_it_is_closed(who, to_day):
    case = raised().case
    casework.take(who.cadre, case, casework.Move("acknowledge"))
    assert row().case.due_on == dt.date(2014, 9, 29)  # saying that one looks into it wins no time
    to_day("2014-09-28")
    openness.answer(who.cadre, case, answered())
    assert (state(), row().case.due_on) == ("answered_village", None)
    react(True)
    assert (state(), row().case.closed_on) == ("satisfied", dt.date(2014, 9, 28))
    [said] = Answer.objects.all()
    assert (said.level, said.outcome, said.text, said.late, said.satisfied) == (
        "village",
        "upheld",
        REPLY,
        False,
        True,
    )


def test_not_satisfied_it_goes_to_town_and_county(who, to_day):
    case = raised().case
    openness.answer(who.cadre, case, answered("dismissed"))
    with pytest.raises(openness.BadAsk):
        react(False)
    react(False, WHY)
    assert (state(), row().case.due_on) == ("at_town", dt.date(2014, 10, 16))
    [task] = row().case.tasks.filter(done_at=None)
    assert (task.role, task.place_code) == (Role.TOWN_CLERK, "510626106000")
    with pytest.raises(Refused):
        openness.answer(who.cadre, case, answered())
    to_day("2014-10-08")
    openness.answer(who.clerk, case, answered("partly"))
    react(False, "还是没有改")
    assert (state(), row().case.due_on) == ("at_county", dt.date(2014, 10, 28))
    with pytest.raises(Refused):
        openness.answer(who.clerk, case, answered())
    openness.answer(who.reviewer, case, answered())
    assert (state(), row().case.closed_on) == ("closed", dt.date(2014, 10, 8))
    with pytest.raises(openness.BadAsk):
        react(False, "还是不服")
    assert [each.level for each in row().answers.all()] == ["village", "town", "county"]


def test_unanswered_it_goes_up_by_itself(who, to_day):
    found = raised()
    console = access.console()
    to_day("2014-09-29")
    assert openness.escalate_overdue(console) == []
    with pytest.raises(casework.CaseworkError):
        casework.take(who.clerk, found.case, casework.Move("escalate_town"))
    to_day("2014-09-30")
    assert openness.escalate_overdue(console, "510922") == []
    assert openness.escalate_overdue(console, "510626") == [found.number]
    assert (state(), row().case.due_on) == ("at_town", dt.date(2014, 10, 20))
    assert openness.escalate_overdue(console) == []
    to_day("2014-10-21")
    assert openness.escalate_overdue(console) == [found.number]
    assert state() == "at_county"
    to_day("2015-10-21")
    assert openness.escalate_overdue(console) == []
    numbers = openness.statistics("510626", dt.date(2014, 1, 1), dt.date(2014, 12, 31))
    assert numbers.total is None


def test_late_is_marked_on_the_answer(who, to_day):
    case = raised().case
    to_day("2014-09-30")
    openness.answer(who.cadre, case, answered())
    assert Answer.objects.get().late is True


def test_it_can_be_taken_back_by_who_raised_it_and_by_those_above_alone(who):
    first, second = raised().case, raised().case
    openness.take_back(objections.of_case(first))
    with pytest.raises(Refused):
        openness.withdraw_for(who.cadre, second, why="他打电话说算了")
    openness.withdraw_for(who.clerk, second, why="9月26日本人来镇里表示撤回")
    assert set(casework.Case.objects.values_list("state", flat=True)) == {"withdrawn"}
    assert Objection.objects.get(case=second).private == f"{SECRET}\n撤回：9月26日本人来镇里表示撤回"


def test_nobody_writes_down_that_people_are_satisfied_with_the_own_answer(who):
    case = raised().case
    openness.answer(who.cadre, case, answered())
    with pytest.raises(Refused):
        openness.react_for(who.cadre2, case, satisfied=True, why="他在路上说满意")
    openness.react_for(who.clerk, case, satisfied=False, why="9月26日电话里说不满意")
    openness.answer(who.clerk, case, answered())
    with pytest.raises(casework.CaseworkError):
        openness.react_for(who.clerk, case, satisfied=True, why="他在路上说满意")
    openness.react_for(who.officer, case, satisfied=True, why="9月26日电话回访，表示满意")
    assert state() == "satisfied"


def test_the_same_person_never_answers_twice_on_the_way_up(who):
    case = raised().case
    add_post(who.cadre, Role.TOWN_CLERK, "510626106000")
    openness.answer(who.cadre, case, answered())
    react(False, WHY)
    with pytest.raises(casework.CaseworkError, match="另一个单位的人"):
        openness.answer(who.cadre, case, answered())
    openness.answer(who.clerk, case, answered())


def test_of_two_answers_at_once_one_wins_and_the_other_is_told(who):
    case = raised().case
    openness.answer(who.cadre, case, answered(), seen=0)
    with pytest.raises(casework.Moved, match="您打开页面之后"):
        openness.answer(who.cadre2, case, answered("dismissed"), seen=0)
    assert Answer.objects.get().by == who.cadre


@pytest.mark.parametrize("step", ["answer_village", "unsatisfied_village", "satisfied_village", "withdraw"])
def test_a_step_without_its_words_is_refused(who, step):
    case = raised().case
    if step.endswith("satisfied_village"):
        openness.answer(who.cadre, case, answered())
    actor = who.cadre if step == "answer_village" else who.officer
    with pytest.raises(casework.CaseworkError):
        casework.take(actor, case, casework.Move(step))
    assert state() == ("answered_village" if step.endswith("satisfied_village") else "received")


def test_the_citizens_way_opens_no_step_of_a_desk(who):
    case = raised().case
    with pytest.raises(casework.NoSuchStep):
        casework.take_as_citizen(
            case, casework.Move("answer_village", data={"answer": answered(), "edition": None})
        )
    with pytest.raises(ValueError, match="without a login"):
        casework.open_as_citizen(casework.NewCase("dibao.v2012", BAIHUA, "某户", dt.date(2014, 9, 26)))


@pytest.mark.parametrize(
    "text",
    [
        "太短了",
        f"{NAME}反映的第 12 行已经核对，录入有误，三日内改正。",
        "号码 510626197001011238 对应的金额录入有误，三日内改正。",
    ],
)
def test_an_answer_names_nobody_and_says_enough(who, text):
    case = raised().case
    with pytest.raises(openness.BadAsk) as refused:
        openness.answer(who.cadre, case, openness.Answered("upheld", text))
    assert refused.value.field == "text"


def test_an_upheld_fact_names_the_edition_that_puts_it_right(who):
    made = published(who.cadre)
    case = raised(number=NUMBER).case
    for number in (NUMBER, "GK-510626-2014-777777"):
        with pytest.raises(openness.BadAsk) as refused:
            openness.answer(who.cadre, case, answered(correction=number))
        assert refused.value.field == "correction"
    edit(made, who.cadre2, 2)
    openness.answer(who.cadre, case, answered(correction=NUMBER))
    assert objections.told(row()).answers[0].edition == (NUMBER, 2)


def test_what_was_not_disclosed_becomes_a_duty(who):
    Item.objects.create(
        county="510626", key="benefits.change", version=1, aspect="benefits", group_zh="救助", group_en="Relief", name_zh="变动",
        name_en="Changes", cycle="at_once", day=10, prepares="committee", checks="group", profile="R2", source="县定",
        since=dt.date(2014, 1, 1), made_by=who.officer, made_at=clock.now(),
    )  # fmt: skip
    case = raised(defect="not_disclosed", where="").case
    openness.answer(who.cadre, case, answered(owes="benefits.change"))
    assert Duty.objects.get().stage == f"异议 {row().case.number}"


def test_taken_in_on_paper_with_its_scan_for_those_above_alone(who):
    found = openness.register_objection(
        who.cadre, asked(), on=dt.date(2014, 9, 25), channel="paper", scan=("信.jpg", photograph())
    )
    kept = row()
    assert (kept.channel, kept.typed_by, kept.received_on) == ("paper", who.cadre, dt.date(2014, 9, 25))
    assert found.due_on == dt.date(2014, 9, 28)  # 09-25 and three days; that Sunday works
    [paper] = objections.papers(kept)
    assert evidence.item(who.cadre, paper.pk) is None
    assert evidence.item(who.clerk, paper.pk) == paper
    assert list(evidence.items_of(f"casework.Case:{found.case}")) == []
    with pytest.raises(Refused):
        openness.register_objection(who.far, asked())
    with pytest.raises(openness.BadAsk):
        openness.register_objection(who.cadre, asked(), on=dt.date(2014, 9, 27))
    with pytest.raises(evidence.BadEvidence):
        openness.register_objection(who.cadre, asked(), scan=("病毒.exe", b"\x7fELF\x02\x01\x00\x00"))
    assert Objection.objects.count() == 1


def test_no_event_and_no_journal_entry_holds_a_word_of_the_objector(who):
    from datong.foundation.journal.models import Entry

    case = raised().case
    openness.answer(who.cadre, case, answered())
    react(False, WHY)
    told = " ".join(f"{entry.target} {entry.why} {entry.detail}" for entry in Entry.objects.all())
    told += " ".join(event.note or "" for event in Event.objects.all())
    assert [leak for leak in LEAKS if leak in told] == []


def test_number_and_code_open_it_once(who):
    found = raised()
    case, following = casework.open_with_code(found.number, found.code)
    assert case.pk == found.case
    with pytest.raises(casework.BadCode):
        casework.open_with_code(found.number, found.code)
    assert casework.open_with_code(found.number, following)[0].pk == found.case
