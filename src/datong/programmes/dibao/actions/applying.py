"""Applications: by the head of the household, an agent or the village; changed until accepted."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from datong.foundation.access import service as access
from datong.foundation.access.service import User
from datong.foundation.casework import service as casework
from datong.foundation.casework.service import Case, Move, NewCase
from datong.foundation.journal import service as journal
from datong.foundation.people import service as people
from datong.kernel import clock
from datong.kernel.bilingual import Text
from datong.programmes.dibao.actions import stating
from datong.programmes.dibao.enums import StatementKind
from datong.programmes.dibao.errors import BadApplication
from datong.programmes.dibao.models import Statement
from datong.programmes.dibao.protocols import Application, Named
from datong.programmes.dibao.rules import NotInForce, pack_of
from datong.programmes.dibao.workflow import table_of

CHANGEABLE = ("draft", "submitted", "incomplete")


def apply(actor: User, given: Application, *, submit: bool = True, door: str = "page") -> Case:
    """Open a case with its first statement, and hand it in (or keep it as a draft).

    Raises Refused, BadDocument (every fault with its path), BadApplication, CaseworkError (the household has an open case).
    """
    access.require(actor, "dibao.apply", programme="dibao", place_code=given.village)
    checked_day(given.applied_on)
    with transaction.atomic():
        document, relations = stating.with_persons(
            given.document, given.people, given.village, registered(given)
        )
        head = int(document["applicant"])
        household = people.settle({head: given.village})[head]
        people.join([household] * len(relations), list(relations), list(relations.values()))
        label = people.Person.objects.values_list("name", flat=True).get(pk=head)
        case = casework.open_case(
            actor,
            NewCase(
                workflow=table_of(given.applied_on),
                place_code=given.village,
                label=label,
                law_on=given.applied_on,
                household=household,
                subject=head,
                note=given.note,
            ),
            door=door,
        )
        stating.state(actor, case, StatementKind.APPLICATION, document, on=given.applied_on)
        if submit:
            case = casework.take(actor, case.pk, Move("submit", on=given.applied_on), door=door)
    return case


def checked_day(day: dt.date) -> None:
    """An application is made under a law these rules know, and not in the future."""
    if day > clock.today():
        raise BadApplication(
            Text("申请日期不能晚于今天。", "The day of application cannot lie ahead."), "applied_on"
        )
    try:
        pack_of(day)
    except NotInForce as error:
        raise BadApplication(error.text, "applied_on") from error


def registered(given: Application) -> dict[int, str]:
    """Members named by id alone must be known in that village's register: persons of one household there."""
    ids = [
        int(member["id"])
        for member in given.document.get("members", ())
        if str(member.get("id", "")).isdigit()
    ]
    found = people.Person.objects.filter(pk__in=ids, place_code__startswith=given.village[:9])
    return dict(found.values_list("pk", "name"))


def restate(
    actor: User,
    case_id: int,
    document: Mapping[str, Any],
    named: Mapping[str, Named] | None = None,
    *,
    note: str = "",
    door: str = "page",
) -> Statement:
    """A new version of the declaration, while the application is not accepted yet. Raises Refused, BadDocument, BadApplication."""
    with transaction.atomic():
        case = Case.objects.select_for_update(no_key=True).get(pk=case_id)
        access.require(actor, "dibao.apply", programme="dibao", place_code=case.place_code)
        if case.state not in CHANGEABLE:
            raise BadApplication(
                Text(
                    "已受理的申请不能再改申报，情况有变化请在入户调查时登记。",
                    "Once accepted, changes are recorded at the survey.",
                )
            )
        made, relations = stating.with_persons(document, named or {}, case.place_code, stating.known_in(case))
        if case.household_id:
            people.join([case.household_id] * len(relations), list(relations), list(relations.values()))
        found = stating.state(actor, case, StatementKind.APPLICATION, made, on=clock.today(), note=note)
        tell(actor, "dibao.restate", case, {"statement": found.number}, door)
    return found


def tell(actor: User, action: str, case: Case, detail: Mapping[str, Any], door: str) -> None:
    """Journal an act on a case that is no step of its table."""
    journal.record(
        actor.username, action, casework.target(case), place=case.place_code, door=door, detail=dict(detail)
    )
