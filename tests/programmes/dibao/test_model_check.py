"""Model check: all states, steps and people. Nobody loses anything without a human, reasons, a delivered letter and time.

First on the model alone, in full; then the interpreter on the database must answer as the model does, on every edge near
"stopped" and "refused"; and every step of the complement is refused.
"""

import dataclasses
import itertools

import pytest
from django.db import transaction

from datong.foundation.access.errors import Refused
from datong.foundation.casework import service as casework
from datong.foundation.casework.service import Case, Move, Raised
from datong.foundation.people import service as people
from datong.programmes.dibao import service as dibao
from datong.programmes.dibao.actions import stating
from datong.programmes.dibao.workflow import TABLES, V2012, V2021
from tests.foundation.access.walk import BAIHUA, LUOJIANG, add_post
from tests.programmes.dibao import model, road
from tests.programmes.dibao.test_life import in_pay, under_review


@pytest.fixture(
    scope="module",
    params=[(table, start) for table in TABLES for start in ("draft", "in_pay")],
    ids=lambda pair: f"{pair[0].key}-{pair[1]}",
)
def explored(request):
    table, start = request.param
    return (table, *model.explore(table, start))


def entering(table, moves, entitlement):
    return [
        (world, tried)
        for world, tried, after in moves
        if table.state(after.state).entitlement == entitlement
        and table.state(world.state).entitlement != entitlement
    ]


def test_every_state_is_explored(explored):
    table, worlds, _ = explored
    reached = {world.state for world in worlds}
    assert {"in_pay", "stopped", "ended_by_death", "under_review", "change_told", "stop_told"} <= reached
    if "draft" in reached:
        assert reached == {state.key for state in table.states}


def test_nothing_is_stopped_without_human_reasons_letter_and_time(explored):
    table, _, moves = explored
    stops = entering(table, moves, "stopped")
    assert stops
    for world, tried in stops:
        assert tried.actor in model.PEOPLE
        assert (world.decided in model.PEOPLE, world.reasoned, world.letter, world.objection) == (
            True,
            True,
            "over",
            False,
        )


def test_nothing_is_refused_without_human_reasons_and_letter(explored):
    table, worlds, moves = explored
    refusals = entering(table, moves, "refused")
    assert bool(refusals) == ("draft" in {world.state for world in worlds})
    for world, tried in refusals:
        assert tried.actor != "machine"
        assert (world.decided in model.PEOPLE, world.reasoned, world.objection) == (True, True, False)
        assert world.letter in ("told", "over")


def test_nobody_decides_what_they_prepared(explored):
    _, _, moves = explored
    for world, tried, _ in moves:
        if tried.step.decides:
            assert not {key for actor, key in world.took if actor == tried.actor} & set(tried.step.apart)
            assert tried.actor in model.PEOPLE


def test_an_open_objection_lets_nothing_be_taken(explored):
    table, _, moves = explored
    for world, tried, after in moves:
        if world.objection:
            assert tried.step.effect not in ("refuse", "reduce", "stop")
            lost = ("stopped", "refused")
            assert table.state(after.state).entitlement not in lost or world.state == after.state


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.key)
def test_a_table_without_its_care_is_caught(table):
    """The check itself checked: take the waiting away, and the model finds the way round it."""
    steps = tuple(
        dataclasses.replace(step, guards=()) if step.key == "carry_out_stop" else step for step in table.steps
    )
    careless = dataclasses.replace(table, steps=steps)
    _, moves = model.explore(careless, "in_pay")
    assert any(world.letter != "over" for world, _ in entering(careless, moves, "stopped"))


# ---- the interpreter on the database ---------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.key)
def test_every_step_of_the_complement_is_refused(who, table):
    case = in_pay(who)
    people_of = {"county": who.officer, "town": who.clerk, "village": who.cadre, "review": who.officer}
    tried = 0
    for state in table.states:
        Case.objects.filter(pk=case.pk).update(
            state=state.key, workflow=table.key, entitlement="none", closed_on=None
        )
        for step in table.steps:
            if state.key not in step.before:
                with pytest.raises(casework.NoSuchStep):
                    casework.take(people_of[step.desk], case.pk, Move(step.key))
                tried += 1
    assert tried == sum(len(table.states) - len(step.before) for step in table.steps)


LETTER = {"stop_told": "dibao.stop", "change_told": "dibao.reduction", "tapering": "dibao.taper"}
EDGES = [
    (V2012, "stop_told", "carry_out_stop"),
    (V2012, "change_told", "carry_out_change"),
    (V2021, "stop_told", "carry_out_stop"),
    (V2021, "tapering", "end_taper"),
]


def brought(who, to_day, table, state):
    """A real case decided on by `officer`, on proposal of `clerk2`, that waits for being carried out."""
    day = {V2012: "2014-11-03", V2021: "2022-11-01"}[table]
    case = in_pay(who)
    to_day(day)
    changes = {}
    if state == "change_told":
        less, _ = dibao_document()
        changes["document"] = less
    case = under_review(who, case, **changes)
    proposal = "propose_change" if state == "change_told" else "propose_stop"
    case = road.step(who.officer2, case, proposal, note="家中大儿子已就业，人均收入超过标准")
    key = {"stop_told": "decide_stop", "change_told": "decide_reduction", "tapering": "decide_taper"}[state]
    return road.decide(who.officer, case, key, article="社会救助暂行办法 第十三条", taper_months=1)


def dibao_document():
    made, relations = stating.with_persons(road.document("2013-11", "2014-10"), road.PEOPLE, BAIHUA)
    made["members"][1]["serious_illness"] = False
    return made, relations


class Undone(Exception):
    """Roll the trial back."""


def outcome(do):
    """Whether the act goes through; nothing of it stays."""
    try:
        with transaction.atomic():
            do()
            raise Undone
    except Undone:
        return True
    except (casework.CaseworkError, Refused):
        return False


@pytest.mark.django_db
@pytest.mark.parametrize(("table", "state", "key"), EDGES, ids=lambda each: getattr(each, "key", each))
def test_the_interpreter_answers_as_the_model_does_before_a_benefit_ends(who, to_day, table, state, key):
    case = brought(who, to_day, table, state)
    assert case.state == state
    decided_on = case.moved_on
    step = table.step(key)
    kin = who.reviewer
    road_kin(who, kin)
    actors = {"first": who.officer2, "second": who.officer, "kin": kin, "machine": who.clerk}
    took = frozenset({("first", "propose_change" if state == "change_told" else "propose_stop")})
    answers = {}
    for letter, objection in itertools.product(("sent", "told", "over"), (False, True)):
        try:
            with transaction.atomic():
                if letter != "sent":
                    road.deliver(who.clerk2, case, LETTER[state], decided_on.isoformat())
                if objection:
                    raised = Raised("情况与实际不符", "applicant", "visit", "邓有田")
                    casework.object_to(who.cadre2, case.pk, raised)
                to_day("2023-02-01" if letter == "over" else decided_on.isoformat())
                for actor, user in actors.items():
                    world = model.World(state, took, letter, objection, "second", True)
                    wanted = model.allowed(table, world, model.Try(step, actor, True))
                    got = outcome(lambda user=user: casework.take(user, case.pk, Move(key)))
                    answers[letter, objection, actor] = (wanted, got)
                raise Undone
        except Undone:
            to_day(decided_on.isoformat())
    assert len(answers) == 24
    assert {key: pair for key, pair in answers.items() if pair[0] != pair[1]} == {}
    assert [key for key, (wanted, _) in answers.items() if wanted] == [("over", False, "second")]


def road_kin(who, user):
    """An officer of the county who is the wife in the household."""
    add_post(user, "county_officer", LUOJIANG)
    user.person = people.Person.objects.get(name="陈素芳")
    user.save(update_fields=["person"])


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("state", "key"), [("stop_proposed", "decide_stop"), ("stop_proposed", "decide_taper")]
)
def test_the_interpreter_decides_a_stop_as_the_model_does(who, to_day, state, key):
    case = in_pay(who)
    to_day("2022-11-01")
    case = under_review(who, case)
    case = road.step(who.officer2, case, "propose_stop", note="家中大儿子已就业，人均收入超过标准")
    road_kin(who, who.reviewer)
    actors = {"first": who.officer2, "second": who.officer, "kin": who.reviewer, "machine": who.clerk2}
    answers = {}
    for (actor, user), reasons in itertools.product(actors.items(), (True, False)):
        world = model.World(state, frozenset({("first", "propose_stop")}))
        wanted = model.allowed(V2021, world, model.Try(V2021.step(key), actor, reasons))
        verdict = dibao.Verdict(
            reasons=road.WHY if reasons else "不符", article="第三十二条", kin_declared=True, taper_months=1
        )
        got = outcome(lambda user=user, verdict=verdict: dibao.decide(user, case.pk, key, verdict))
        answers[actor, reasons] = (wanted, got)
    assert {key: pair for key, pair in answers.items() if pair[0] != pair[1]} == {}
    assert [key for key, (wanted, _) in answers.items() if wanted] == [("second", True)]


@pytest.mark.django_db
def test_the_interpreter_makes_a_refusal_final_as_the_model_does(who, to_day):
    case = refused(who, to_day)
    step = V2021.step("confirm_refusal")
    answers = {}
    for letter, objection in itertools.product(("sent", "told"), (False, True)):
        try:
            with transaction.atomic():
                if letter == "told":
                    road.deliver(who.clerk2, case, "dibao.refusal", "2023-03-13")
                if objection:
                    casework.object_to(
                        who.cadre2, case.pk, Raised("收入算错了，请重算", "applicant", "phone", "邓有田")
                    )
                world = model.World("refusal_told", frozenset(), letter, objection, "first", True)
                wanted = model.allowed(V2021, world, model.Try(step, "second", True))
                answers[letter, objection] = (
                    wanted,
                    outcome(lambda: road.step(who.clerk, case, "confirm_refusal")),
                )
                raise Undone
        except Undone:
            pass
    assert answers == {
        ("sent", False): (False, False),
        ("sent", True): (False, False),
        ("told", False): (True, True),
        ("told", True): (False, False),
    }


def refused(who, to_day):
    """A refusal of 2023-03-13 under the law of 2021."""
    to_day("2023-03-01")
    case = dibao.apply(
        who.cadre,
        dibao.Application(
            "510626106209", road.day("2023-03-01"), road.document("2022-03", "2023-02"), road.PEOPLE
        ),
    )
    road.consent(who, case, "2023-03-01")
    case = dibao.accept(who.clerk, case.pk)
    case = road.step(who.clerk, case, "start_survey")
    case = road.step(who.officer, case, "start_check")
    visited = road.visit(who, "2023-03-01", document=grown(case))
    case = dibao.record_survey(who.clerk, case.pk, visited)
    case = road.step(who.clerk2, case, "review")
    case = road.step(who.clerk2, case, "post_town")
    to_day("2023-03-13")
    case = road.step(who.clerk2, case, "close_town")
    case = road.step(who.officer, case, "receive")
    return road.decide(who.officer, case, "refuse", article="民发〔2021〕57号 第二十一条")


def grown(case):
    """What is known, with the child's school."""
    made = dibao.document_of(dibao.latest(case))
    made["members"][2]["full_time"] = True
    return made
