"""Every programme's table of procedure, and everything the tables do not have."""

import datetime as dt

import pytest

from datong.foundation.access import service as access
from datong.foundation.casework import service as casework
from datong.foundation.casework.actions.moving import wanted
from datong.foundation.casework.service import Case, Move
from datong.foundation.notices import service as notices
from datong.kernel.procedure import problems

TABLES = [procedure.workflow for procedure in casework.PROCEDURES.values()]
NAMES = [table.key for table in TABLES]


def test_there_are_tables():
    assert {"dibao.v2012", "dibao.v2021"} <= set(NAMES)


@pytest.mark.parametrize("table", TABLES, ids=NAMES)
def test_nothing_is_wrong_with_it(table):
    assert problems(table) == []


@pytest.mark.parametrize("table", TABLES, ids=NAMES)
def test_each_edge_is_found_and_its_complement_refused(table):
    edges = {(before, step.key) for step in table.steps for before in step.before}
    found = set()
    for state in table.states:
        case = Case(workflow=table.key, state=state.key, moves=3, law_on=dt.date(2014, 9, 26))
        for step in table.steps:
            try:
                wanted(case, table, Move(step.key))
            except casework.NoSuchStep:
                continue
            found.add((state.key, step.key))
    assert found == edges


@pytest.mark.parametrize("table", TABLES, ids=NAMES)
def test_each_edge_names_authority_article_and_letter_that_exist(table):
    for step in table.steps:
        assert access.permission(step.who).roles, step.key
        assert step.article, step.key
        assert not step.notice or step.notice in notices.KINDS, step.key
        for deadline in step.deadlines:
            assert deadline.limit.article, step.key


@pytest.mark.parametrize("table", TABLES, ids=NAMES)
def test_who_owes_a_step_may_take_it(table):
    roles = {
        "village": access.Role.VILLAGE_CADRE,
        "town": access.Role.TOWN_CLERK,
        "county": access.Role.COUNTY_OFFICER,
        "review": access.Role.REVIEWER,
    }
    for step in table.steps:
        if step.duty and step.desk in roles:
            assert roles[step.desk] in access.permission(step.who).roles, step.key


@pytest.mark.parametrize("table", TABLES, ids=NAMES)
def test_names_are_told_in_both_languages_and_differ(table):
    for things in (table.states, table.steps):
        for lang in ("zh", "en"):
            names = [thing.name.to(lang) for thing in things]
            assert sorted(set(names)) == sorted(names)
