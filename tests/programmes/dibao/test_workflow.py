"""The tables of both laws: sound, agreeing with the law's numbers, and nothing in them that is nowhere declared."""

import datetime as dt

import pytest

from datong.foundation.access.service import TABLE
from datong.foundation.casework.service import PROCEDURES
from datong.foundation.notices.service import KINDS
from datong.kernel.procedure import TOLD, problems
from datong.programmes.dibao.rules import pack_of
from datong.programmes.dibao.workflow import TABLES, V2012, V2021, table_of

FIRST = {"dibao.v2012": dt.date(2012, 12, 12), "dibao.v2021": dt.date(2021, 7, 1)}


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.key)
def test_a_table_is_sound(table):
    assert problems(table) == []


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.key)
def test_everything_it_names_exists(table):
    procedure = PROCEDURES.get(table.key)
    guards = {name for step in table.steps for name in step.guards}
    assert guards - set(TOLD) == set(procedure.guards)
    assert {step.who for step in table.steps} <= set(TABLE)
    assert {step.notice for step in table.steps if step.notice} <= {kind.key for kind in KINDS.values()}
    assert [step.key for step in table.steps if not step.article] == []


def test_the_law_of_a_day():
    assert table_of(dt.date(2021, 6, 30)) == "dibao.v2012"
    assert table_of(dt.date(2021, 7, 1)) == "dibao.v2021"


def limits(table):
    return {
        (step.key, each.since): (each.limit.days, each.limit.unit)
        for step in table.steps
        for each in step.deadlines
    }


def test_the_limits_of_2012():
    assert limits(V2012) == {
        ("survey", "entered"): (10, "working"),
        ("appraise", "entered"): (5, "working"),
        ("close_town", "post_town"): (7, "calendar"),
        ("opine", "entered"): (5, "working"),
        ("close_county", "post_county"): (7, "calendar"),
        ("approve", "close_county"): (3, "working"),
        ("enter_pay", "entered"): (1, "month"),
        ("confirm_refusal", "entered"): (3, "calendar"),
        ("open_review", "entered"): (12, "month"),
        ("carry_out_change", "delivered:dibao.reduction"): (10, "calendar"),
        ("carry_out_stop", "delivered:dibao.stop"): (10, "calendar"),
    }
    assert {clock.key: (clock.limit.days, clock.limit.unit, clock.since) for clock in V2012.clocks} == {
        "urban_statute": (30, "calendar", "submit"),
        "redecision": (20, "working", "reinvestigate"),
    }


def test_the_limits_of_2021():
    assert limits(V2021) == {
        ("start_survey", "entered"): (3, "working"),
        ("start_check", "entered"): (3, "working"),
        ("post_town", "entered"): (10, "working"),
        ("close_town", "post_town"): (7, "calendar"),
        ("approve", "entered"): (10, "working"),
        ("enter_pay", "entered"): (1, "month"),
        ("confirm_refusal", "entered"): (3, "working"),
        ("open_review", "entered"): (12, "month"),
        ("keep", "report_death"): (3, "month"),
        ("propose_change", "report_death"): (3, "month"),
        ("propose_stop", "report_death"): (3, "month"),
        ("carry_out_change", "delivered:dibao.reduction"): (10, "calendar"),
        ("carry_out_stop", "delivered:dibao.stop"): (10, "calendar"),
        ("end_taper", "delivered:dibao.taper"): (10, "calendar"),
    }
    total = V2021.clocks[0]
    assert (total.limit.days, total.limit.unit, total.since) == (30, "working", "accept")
    assert total.extension is not None
    assert total.limit.days + total.extension.days == 45


@pytest.mark.parametrize(
    ("table", "step", "parameter"),
    [
        (V2012, "survey", "investigation.days"),
        (V2012, "appraise", "deliberation.days"),
        (V2012, "close_town", "posting.town_days"),
        (V2012, "opine", "county.opinion_days"),
        (V2012, "close_county", "posting.county_days"),
        (V2012, "approve", "county.decision_days"),
        (V2012, "confirm_refusal", "refusal.notice_days"),
        (V2021, "start_survey", "investigation.start_days"),
        (V2021, "start_check", "investigation.datacheck_start_days"),
        (V2021, "close_town", "posting.town_days"),
        (V2021, "approve", "county.opinion_days"),
        (V2021, "confirm_refusal", "refusal.notice_days"),
    ],
)
def test_table_and_parameters_say_the_same(table, step, parameter):
    law = pack_of(FIRST[table.key]).limit(parameter)
    own = table.step(step).deadlines[0].limit
    assert (own.days, own.unit) == (law.days, law.unit)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.key)
def test_a_posting_hangs_by_two_norms(table):
    norm = table.step("close_town").deadlines[0]
    assert norm.floor
    assert norm.other is not None
    assert (norm.limit.days, norm.limit.unit, norm.other.days, norm.other.unit) == (
        7,
        "calendar",
        7,
        "working",
    )


def test_only_2012_appraises_always_and_posts_twice():
    assert V2012.step("appraise").duty
    assert not V2021.step("appraise").duty
    assert {step.key for step in V2012.steps if step.key.startswith("post_")} == {"post_town", "post_county"}
    assert {step.key for step in V2021.steps if step.key.startswith("post_")} == {"post_town"}


def test_only_2021_tapers():
    assert {state.key for state in V2021.states} - {state.key for state in V2012.states} == {
        "check_requested", "surveying", "resurveying", "reconsidered", "tapering",
    }  # fmt: skip


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.key)
def test_only_the_county_decides_and_never_whoever_surveyed(table):
    deciding = [step for step in table.steps if step.decides]
    assert {(step.who, step.desk) for step in deciding} == {("dibao.decide", "county")}
    before_pay = [step for step in deciding if step.key in ("approve", "refuse")]
    assert all({"survey", "survey_anew", "review"} <= set(step.apart) for step in before_pay)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.key)
def test_whoever_is_paid_loses_it_in_three_ways_only(table):
    entitled = {state.key: state.entitlement for state in table.states}
    ways = {
        (before, step.key, step.after)
        for step in table.steps
        for before in step.before
        if entitled[before] == "paid" and entitled[step.after] != "paid"
    }
    tapering = {("tapering", "end_taper", "stopped")} if table is V2021 else set()
    assert (
        ways
        == {("stop_told", "carry_out_stop", "stopped"), ("under_review", "end_by_death", "ended_by_death")}
        | tapering
    )


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.key)
def test_the_diagram_names_every_state(table):
    drawn = table.mermaid()
    assert all(f'state "{state.name.zh}" as {state.key}' in drawn for state in table.states)
    assert "under_review --> stop_proposed: 提出停发建议" in drawn
