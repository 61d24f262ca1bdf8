"""Taking steps: the road, everything beside it, and who may not."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from datong.foundation.access import service as access
from datong.foundation.casework import service as casework
from datong.foundation.casework.models import Case, Decision, Event, Task
from datong.foundation.casework.service import Move, NewCase
from datong.foundation.journal.service import entries
from datong.foundation.people.models import Kinship
from datong.kernel.procedure import problems
from tests.foundation.access.walk import BAIHUA
from tests.foundation.casework import toy

pytestmark = pytest.mark.django_db


def take(actor, case, step, **more):
    return casework.take(actor, case.pk, Move(step, **more))


def ready(who, to_day):
    """A case that waits for the county's decision, on 2014-09-29."""
    case = toy.walk_to(who, toy.opened(who), "posted")
    to_day("2014-09-29")
    return take(who.clerk, case, "close_posting")


def test_the_table_is_sound():
    assert problems(toy.TABLE) == []


def test_opening_gives_number_task_event_and_entry(who):
    case = toy.opened(who)
    assert case.number == "YT-510626-2014-000001"
    assert (case.state, case.entitlement, case.moves, case.opened_on) == (
        "draft",
        "none",
        0,
        dt.date(2014, 9, 15),
    )
    [task] = case.tasks.all()
    assert (task.role, task.place_code, task.steps, task.done_at) == (
        "town_clerk",
        "510626106000",
        ["accept"],
        None,
    )
    assert list(case.events.values_list("number", "step", "before", "after")) == [(0, "open", "", "draft")]
    assert entries(f"casework.Case:{case.pk}").get().action == "cases.open"


def test_a_household_has_one_open_case(who):
    toy.opened(who)
    with pytest.raises(casework.CaseworkError, match="已有未办结的办件"):
        toy.opened(who)
    assert Case.objects.count() == 1


def test_numbers_follow_one_another_within_a_year(who):
    first = toy.opened(who, household=None)
    second = toy.opened(who, household=None)
    assert (first.number, second.number) == ("YT-510626-2014-000001", "YT-510626-2014-000002")


def test_the_road_to_a_grant(who, to_day):
    case = ready(who, to_day)
    case = take(who.officer, case, "grant", ruling=toy.ruling(amount=12_300))
    assert (case.state, case.entitlement, case.moves, case.closed_on) == ("in_use", "paid", 5, None)
    decision = Decision.objects.get()
    assert (decision.by_name, decision.effect, decision.amount) == ("toy-officer的姓名", "grant", 12_300)
    assert decision.authority == "罗江县县级部门专干"
    assert decision.reasons == toy.REASONS
    assert case.decision_id == decision.pk
    assert toy.HOOKED == ["in_use"]
    told = Event.objects.filter(case=case).values_list("number", "step", "after")
    assert list(told) == [
        (0, "open", "draft"),
        (1, "accept", "accepted"),
        (2, "survey", "surveyed"),
        (3, "post", "posted"),
        (4, "close_posting", "ready"),
        (5, "grant", "in_use"),
    ]
    assert entries(f"casework.Case:{case.pk}").first().detail == {
        "from": "ready",
        "to": "in_use",
        "event": 5,
        "decision": decision.pk,
    }


def test_every_step_the_table_does_not_have_is_refused(who, to_day):
    """The complement of the table: from each state, every step that does not leave it."""
    case = toy.opened(who)
    tried = 0
    for state in toy.TABLE.states:
        Case.objects.filter(pk=case.pk).update(state=state.key)
        for step in toy.TABLE.steps:
            if state.key not in step.before:
                with pytest.raises(casework.NoSuchStep):
                    take(who.officer, case, step.key, ruling=toy.ruling())
                tried += 1
    assert tried == 10 * 10 - 10
    with pytest.raises(casework.NoSuchStep):
        take(who.officer, case, "no_such_thing")


def test_a_task_is_done_when_its_step_is_taken_and_the_next_one_is_owed(who):
    case = take(who.clerk, toy.opened(who), "accept")
    done, owed = Task.objects.filter(case=case).order_by("pk")
    assert done.done_at is not None
    assert (owed.state, owed.steps, owed.done_at) == ("accepted", ["survey"], None)
    assert owed.due_on == dt.date(
        2014, 9, 28
    )  # 10 working days after 2014-09-15: the Sunday 28th is a make-up day
    assert owed.warn_on == dt.date(2014, 9, 24)  # the 7th of them


def test_somebody_else_moved_the_case(who):
    case = toy.opened(who)
    take(who.clerk, case, "accept", seen=0)
    with pytest.raises(casework.Moved):
        take(who.clerk2, case, "survey", seen=0)


def test_who_surveyed_does_not_decide(who, to_day):
    case = toy.walk_to(who, toy.opened(who), "accepted")
    case = take(who.officer, case, "survey")
    case = take(who.clerk, case, "post")
    to_day("2014-09-29")
    case = take(who.clerk, case, "close_posting")
    with pytest.raises(casework.KeptApart, match="勘查"):
        take(who.officer, case, "grant", ruling=toy.ruling())
    assert take(who.officer2, case, "grant", ruling=toy.ruling()).state == "in_use"


@pytest.mark.parametrize("relation", ["self", "household", "kin"])
def test_nobody_decides_for_kin(who, to_day, relation):
    case = ready(who, to_day)
    own = {"self": who.head, "household": who.child, "kin": who.stranger}[relation]
    if relation == "kin":
        Kinship.objects.create(
            person=who.head, relative=who.stranger, relation="sibling", source="申报", at="2014-09-01T00:00Z"
        )
    who.officer.person = own
    who.officer.save()
    with pytest.raises(casework.OwnKin):
        take(who.officer, case, "grant", ruling=toy.ruling())
    assert Decision.objects.count() == 0


def test_a_stranger_decides(who, to_day):
    case = ready(who, to_day)
    who.officer.person = who.stranger
    who.officer.save()
    assert take(who.officer, case, "grant", ruling=toy.ruling(kin_declared=False)).state == "in_use"


def test_whose_person_is_unknown_declares(who, to_day):
    case = ready(who, to_day)
    with pytest.raises(casework.KinUndeclared):
        take(who.officer, case, "grant", ruling=toy.ruling(kin_declared=False))


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"reasons": "同意"}, "reasons"),
        ({"reasons": " " * 40}, "reasons"),
        ({"reasons": "字" * 19}, "reasons"),
        ({"article": " "}, "article"),
    ],
)
def test_a_decision_needs_words_of_its_own(who, to_day, changes, field):
    case = ready(who, to_day)
    with pytest.raises(casework.Missing) as refused:
        take(who.officer, case, "grant", ruling=toy.ruling(**changes))
    assert refused.value.field == field
    with pytest.raises(casework.Missing):
        take(who.officer, case, "grant")
    assert Case.objects.get(pk=case.pk).moves == 4


def test_the_programmes_guard_is_asked(who, to_day):
    case = ready(who, to_day)
    with pytest.raises(casework.CaseworkError, match="塘基渗水"):
        take(who.officer, case, "grant", ruling=toy.ruling(), data={"leaks": True})


def test_permission_comes_first(who, to_day):
    case = ready(who, to_day)
    for user in (who.clerk, who.cadre, who.leader, who.auditor):
        with pytest.raises(access.Refused):
            take(user, case, "grant", ruling=toy.ruling())


def test_the_day_of_a_step_is_neither_future_nor_before_the_case(who):
    case = toy.opened(who)
    for day in (dt.date(2014, 9, 14), dt.date(2014, 9, 16)):
        with pytest.raises(casework.BadClock):
            take(who.clerk, case, "accept", on=day)


def test_a_case_opens_in_an_entry_of_the_table_only(who):
    taken_over = toy.opened(who, entry="in_use", origin="ledger:x")
    assert (taken_over.state, taken_over.entitlement) == ("in_use", "paid")
    with pytest.raises(ValueError, match="cannot begin in surveyed"):
        toy.opened(who, household=None, entry="surveyed")


def test_many_are_opened_with_a_handful_of_queries(who, django_assert_max_num_queries):
    def some(count):
        return [
            NewCase(toy.TABLE.key, BAIHUA, f"户{each}", dt.date(2014, 1, 2), entry="in_use", origin="ledger")
            for each in range(count)
        ]

    console = access.console()
    with django_assert_max_num_queries(25):
        made = casework.open_many(console, some(120))
    assert [made[0].number, made[-1].number] == ["YT-510626-2014-000001", "YT-510626-2014-000120"]
    task = Task.objects.filter(case=made[7]).get()
    assert (task.due_on, task.from_on) == (
        dt.date(2015, 1, 4),
        dt.date(2014, 12, 5),
    )  # 01-02 is a holiday, 01-04 made up
    assert Case.objects.filter(due_on=dt.date(2015, 1, 4)).count() == 120
    assert Event.objects.filter(step="open").count() == 120


def test_many_are_taken_over_with_their_note_or_none_at_all(who):
    console, fields = (
        access.console(),
        {"household": who.household.pk, "entry": "in_use", "note": "由台账转入"},
    )
    new = NewCase(toy.TABLE.key, BAIHUA, "邓有田", dt.date(2014, 1, 2), **fields)
    [case] = casework.open_many(console, [new])
    assert case.events.get().note == "由台账转入"
    other = NewCase(toy.TABLE.key, BAIHUA, "何不识", dt.date(2014, 1, 2), entry="in_use")
    with pytest.raises(casework.CaseworkError, match="已有未办结的办件"):
        casework.open_many(console, [other, new])
    assert Case.objects.get() == case


def test_nobody_loses_anything_without_a_decision_not_even_in_the_database(who):
    case = toy.opened(who)
    for entitlement in ("stopped", "refused"):
        with pytest.raises(IntegrityError), transaction.atomic():
            Case.objects.filter(pk=case.pk).update(entitlement=entitlement)


def test_short_reasons_are_refused_by_the_database_too(who, to_day):
    case = take(who.officer, ready(who, to_day), "grant", ruling=toy.ruling())
    decision = case.decision
    decision.pk, decision.reasons_length = None, 19
    with pytest.raises(IntegrityError), transaction.atomic():
        decision.save(force_insert=True)
