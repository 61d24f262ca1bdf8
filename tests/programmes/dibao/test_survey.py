"""Visits: two people at least, none of them near; both versions of a disputed fact; near relatives bring the county to the door."""

import datetime as dt

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from datong.foundation.access.service import Refused
from datong.foundation.casework import service as casework
from datong.foundation.organisations.models import Holder
from datong.foundation.people import service as people
from datong.foundation.people.models import Person
from datong.programmes.dibao import service as dibao
from datong.programmes.dibao.models import Consent, NearRelative, Statement, Survey
from tests.foundation.access.walk import BAIHUA, LUOJIANG
from tests.programmes.dibao import road

pytestmark = pytest.mark.django_db
DAY = dt.date(2014, 9, 15)


@pytest.fixture
def case(who):
    return road.accepted(who)


@pytest.mark.parametrize("investigators", [("clerk",), ("clerk", "clerk"), ()])
def test_one_investigator_is_too_few(who, case, investigators):
    visit = road.visit(who, "2014-09-15", investigators=[getattr(who, name).pk for name in investigators])
    with pytest.raises(dibao.BadSurvey, match="至少要有两名") as refused:
        dibao.record_survey(who.clerk, case.pk, visit)
    assert refused.value.field == "investigators"


def test_the_database_holds_it_too(who, case):
    dibao.record_survey(who.clerk, case.pk, road.visit(who, "2014-09-15"))
    survey = case.surveys.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Survey.objects.create(
            case=case, kind="survey", day=DAY, first=who.clerk, second=who.clerk, respondent="邓有田",
            statement=survey.statement, by=who.clerk, at=survey.at,
        )  # fmt: skip


def test_an_investigator_holds_a_post_for_it(who, case):
    with pytest.raises(dibao.BadSurvey, match="reviewer的姓名没有在此地入户调查的岗位"):
        dibao.record_survey(
            who.clerk, case.pk, road.visit(who, "2014-09-15", investigators=(who.clerk.pk, who.reviewer.pk))
        )


def test_kin_do_not_survey(who, case):
    who.cadre2.person = Person.objects.get(name="邓小川")
    who.cadre2.save(update_fields=["person"])
    with pytest.raises(dibao.BadSurvey, match="应当回避"):
        dibao.record_survey(who.clerk, case.pk, road.visit(who, "2014-09-15"))


def test_a_survey_cannot_be_skipped_on_the_plain_form(who, case):
    with pytest.raises(casework.CaseworkError, match="请在“入户调查”页面办理"):
        road.step(who.clerk, case, "survey")


def test_both_versions_of_a_disputed_fact_are_kept(who, case):
    found = dibao.document_of(dibao.latest(case))
    found["income"][1]["amount"] = "1500.00"
    disputes = (dibao.Disputed("income[1].amount", "900.00", "1500.00"),)
    case = dibao.record_survey(
        who.clerk, case.pk, road.visit(who, "2014-09-15", document=found, disputes=disputes)
    )
    survey = dibao.surveys_of(case)[0]
    assert [(each.path, each.theirs, each.ours) for each in survey.disputes.all()] == [
        ("income[1].amount", "900.00", "1500.00")
    ]
    assert [(row.number, row.kind) for row in dibao.statements_of(case)] == [
        (2, "survey"),
        (1, "application"),
    ]
    # their version stays readable: 4,200.00; ours makes 4,800.00 in twelve months
    assert dibao.assessment_of(case).computation.income == 480_000
    assert dibao.document_of(dibao.statements_of(case)[1])["income"][1]["amount"] == "900.00"


@pytest.mark.parametrize(
    "model", [Statement, Survey, Consent, NearRelative], ids=lambda model: model.__name__
)
def test_what_was_said_is_never_overwritten(who, case, model):
    dibao.record_survey(who.clerk, case.pk, road.visit(who, "2014-09-15"))
    NearRelative.objects.create(
        case=case, name="某", duty="committee", place_code=BAIHUA, source="declared", at=case.moved_at
    )
    assert model.objects.exists()
    with pytest.raises(DatabaseError), transaction.atomic():
        model.objects.update(case=case)
    with pytest.raises(DatabaseError), transaction.atomic():
        model.objects.all().delete()


def test_a_near_relative_on_the_committee_is_found_and_brings_the_county(who, to_day):
    case = road.applied(who)
    road.consent(who, case)
    brother = Person.objects.create(name="邓有粮", place_code=BAIHUA)
    Holder.objects.create(
        person=brother, name="邓有粮", duty="committee", place_code=BAIHUA, since=dt.date(2013, 1, 1)
    )
    head = people.by_identity(road.HEAD.identity)
    people.declare_kinship(who.clerk.username, head.pk, brother.pk, "sibling", "户籍底册", door="page")
    case = dibao.accept(who.clerk, case.pk)
    [row] = case.near_relatives.all()
    assert (row.person_id, row.name, row.member_id, row.duty, row.source) == (
        brother.pk, "邓有粮", head.pk, "committee", "register",
    )  # fmt: skip
    assert [due.reason for due in case.visits_due.all()] == ["registered_relative"]


def test_a_declared_relative_counts_as_well(who):
    case = road.applied(who)
    road.consent(who, case)
    case = dibao.accept(who.clerk, case.pk, [dibao.Relative("陈会计", "dibao_staff", "妻弟", LUOJIANG)])
    assert [(row.name, row.relation, row.source) for row in case.near_relatives.all()] == [
        ("陈会计", "妻弟", "declared")
    ]
    assert case.visits_due.count() == 1


def test_the_county_does_not_decide_before_its_visit(who, to_day):
    to_day("2023-03-01")
    given = road.document("2022-03", "2023-02")
    given["members"][2]["full_time"] = True
    case = dibao.apply(who.cadre, dibao.Application(BAIHUA, dt.date(2023, 3, 1), given, road.PEOPLE))
    road.consent(who, case, "2023-03-01")
    case = dibao.accept(who.clerk, case.pk, [dibao.Relative("陈会计", "dibao_staff", "妻弟")])
    case = road.step(who.clerk, case, "start_survey")
    case = road.step(who.officer, case, "start_check")
    case = dibao.record_survey(who.clerk, case.pk, road.visit(who, "2023-03-01"))
    case = road.step(who.clerk2, road.step(who.clerk2, case, "review"), "post_town")
    to_day("2023-03-13")
    case = road.step(who.officer, road.step(who.clerk2, case, "close_town"), "receive")
    with pytest.raises(casework.CaseworkError, match="必须由县里入户"):
        road.decide(who.officer, case, "approve", category="stable")
    both = road.visit(who, "2023-03-13", investigators=(who.officer.pk, who.clerk2.pk))
    with pytest.raises(Refused, match="县级审查"):
        dibao.record_county_visit(who.clerk, case.pk, both)
    dibao.record_county_visit(who.officer, case.pk, both)
    with pytest.raises(casework.CaseworkError, match="您参加过此户的入户调查"):
        road.decide(who.officer, case, "approve", category="stable")
    assert road.decide(who.officer2, case, "approve", category="stable").state == "approved"
