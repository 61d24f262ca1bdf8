"""Visits to households: the town's survey, the county's own visit, a visit at re-verification."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from datong.foundation.access import service as access
from datong.foundation.access.service import User
from datong.foundation.casework import service as casework
from datong.foundation.casework.service import Case, Move
from datong.foundation.people import service as people
from datong.kernel import clock
from datong.kernel.bilingual import Text
from datong.programmes.dibao.actions import stating
from datong.programmes.dibao.actions.applying import tell
from datong.programmes.dibao.enums import StatementKind, SurveyKind
from datong.programmes.dibao.errors import BadSurvey
from datong.programmes.dibao.models import Dispute, Statement, Survey
from datong.programmes.dibao.protocols import Visit
from datong.programmes.dibao.queries import statements

LEAST = 2
STEPS = ("survey", "survey_anew")
MAY_VISIT = {
    SurveyKind.SURVEY: ("dibao.survey",),
    SurveyKind.COUNTY_VISIT: ("dibao.check", "dibao.survey"),
    SurveyKind.REVIEW: ("dibao.reverify", "dibao.survey"),
}
COUNTY_STATES = ("forwarded", "county_received", "county_checked", "county_posted", "county_cleared")
TOO_FEW = Text("入户调查至少要有两名调查人员。", "A household is visited by at least two investigators.")
NO_POST = Text("{name}没有在此地入户调查的岗位。", "{name} holds no post for surveys here.")
KIN = Text(
    "{name}是申请家庭的成员或近亲属，应当回避。",
    "{name} is of the household or near kin and must step aside.",
)
OLD = Text(
    "此案在“{state}”，不能登记这种入户。", "The case stands at “{state}”; this visit cannot be recorded now."
)


def record_survey(
    actor: User, case_id: int, visit: Visit, *, seen: int | None = None, door: str = "page"
) -> Case:
    """The town has surveyed the household: the visit, what it found, and the step, at once.

    Raises Refused, BadSurvey, BadDocument, BadApplication, CaseworkError.
    """
    with transaction.atomic():
        case = Case.objects.select_for_update(no_key=True).get(pk=case_id)
        check(case, visit, SurveyKind.SURVEY)
        table = casework.PROCEDURES.get(case.workflow).workflow
        step = next((step.key for step in table.leaving(case.state) if step.key in STEPS), STEPS[0])
        move = Move(step, on=visit.day, note=visit.remarks, data={"survey": visit}, seen=seen)
        return casework.take(actor, case_id, move, door=door)


def record_county_visit(actor: User, case_id: int, visit: Visit, *, door: str = "page") -> Survey:
    """The county has visited the household itself. Raises Refused, BadSurvey, BadDocument."""
    return recorded(actor, case_id, visit, SurveyKind.COUNTY_VISIT, COUNTY_STATES, "dibao.check", door)


def record_review_visit(actor: User, case_id: int, visit: Visit, *, door: str = "page") -> Survey:
    """The household was visited at its re-verification. A case without any declaration takes its first one here.

    Raises Refused, BadSurvey, BadDocument.
    """
    return recorded(actor, case_id, visit, SurveyKind.REVIEW, ("under_review",), "dibao.reverify", door)


def recorded(
    actor: User, case_id: int, visit: Visit, kind: SurveyKind, states: tuple[str, ...], action: str, door: str
) -> Survey:
    """A visit that is no step of the table."""
    with transaction.atomic():
        case = Case.objects.select_for_update(no_key=True).get(pk=case_id)
        access.require(actor, action, programme="dibao", place_code=case.place_code)
        if case.state not in states:
            name = casework.PROCEDURES.get(case.workflow).workflow.state(case.state).name
            raise BadSurvey(OLD.format(state=name))
        check(case, visit, kind)
        survey = keep(actor, case, visit, kind)
        tell(actor, f"dibao.{kind}", case, {"survey": survey.pk, "by": list(visit.investigators)}, door)
    return survey


def check(case: Case, visit: Visit, kind: SurveyKind) -> None:
    """Two different investigators with a post for it, none of them of the household or near kin; a day that can be."""
    if len(set(visit.investigators)) < LEAST:
        raise BadSurvey(TOO_FEW, "investigators")
    if not visit.respondent.strip():
        raise BadSurvey(Text("请写明被调查人。", "Say who answered."), "respondent")
    if not case.opened_on <= visit.day <= clock.today():
        raise BadSurvey(
            Text("入户日期应在立案之后、今天以前。", "The day must lie between opening and today."), "day"
        )
    near = kin_of(case)
    users = User.objects.in_bulk(set(visit.investigators))
    for pk in visit.investigators:
        user = users.get(pk)
        if user is None or not any(
            access.can(user, action, programme="dibao", place_code=case.place_code)
            for action in MAY_VISIT[kind]
        ):
            raise BadSurvey(NO_POST.format(name=user.name if user else pk), "investigators")
        if access.person_of(user) in near:
            raise BadSurvey(KIN.format(name=user.name), "investigators")


def kin_of(case: Case) -> set[int]:
    """Person ids of the household and of all near relatives."""
    persons = set(stating.known_in(case))
    return persons.union(*people.relatives(persons).values())


def keep(actor: User, case: Case, visit: Visit, kind: SurveyKind) -> Survey:
    """The visit with the statement it brought back and both versions of what is disputed. The case is locked."""
    statement = brought_back(actor, case, visit, kind)
    first, second, *others = dict.fromkeys(visit.investigators)
    survey = Survey.objects.create(
        case=case,
        kind=kind,
        day=visit.day,
        first_id=first,
        second_id=second,
        others=others,
        respondent=visit.respondent.strip(),
        present=visit.present.strip() or None,
        statement=statement,
        signatures=list(visit.signatures),
        remarks=visit.remarks.strip() or None,
        by=actor,
        at=clock.now(),
    )
    Dispute.objects.bulk_create(
        Dispute(survey=survey, path=each.path, theirs=each.theirs, ours=each.ours) for each in visit.disputes
    )
    return survey


def brought_back(actor: User, case: Case, visit: Visit, kind: SurveyKind) -> Statement:
    """The version of the document after the visit; raises BadSurvey when there has never been one."""
    document: Mapping[str, Any] | None = visit.document
    if document is None:
        last = statements.latest(case)
        if last is None:
            raise BadSurvey(
                Text(
                    "此案还没有家庭申报，请按入户情况填写。",
                    "There is no declaration on file; state what was found.",
                ),
                "document",
            )
        made = statements.document_of(last)
    else:
        made, relations = stating.with_persons(
            document, visit.people, case.place_code, stating.known_in(case)
        )
        if case.household_id:
            people.join([case.household_id] * len(relations), list(relations), list(relations.values()))
    return stating.state(actor, case, StatementKind(kind.value), made, on=visit.day)
