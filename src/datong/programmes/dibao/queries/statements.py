"""The household document of a case, as it stands."""

import datetime as dt
import json
from collections.abc import Collection
from typing import Any

from datong.foundation.casework.service import Case
from datong.foundation.people import service as people
from datong.programmes.dibao.enums import SurveyKind
from datong.programmes.dibao.models import Statement, Survey

ADULT = 18
OPENS_REVIEW = ("open_review", "report_change", "report_death")


def latest(case: Case) -> Statement | None:
    """The newest version; None for a case taken over from a ledger that nobody has visited yet."""
    return case.statements.order_by("-number").first()


def statements_of(case: Case) -> list[Statement]:
    """Every version, the newest first."""
    return list(case.statements.select_related("by").order_by("-number"))


def document_of(statement: Statement) -> dict[str, Any]:
    """What stands in it, as JSON."""
    read: dict[str, Any] = json.loads(statement.document)
    return read


def members_of(case: Case) -> list[dict[str, Any]]:
    """The members of the newest version, as they stand in the document; none without one."""
    statement = latest(case)
    return list(document_of(statement)["members"]) if statement else []


def without(case: Case, person: int) -> dict[str, Any]:
    """The newest document, with one member no longer living with the others; an empty one where there is none."""
    statement = latest(case)
    document = document_of(statement) if statement else {}
    for member in document.get("members", ()):
        if member["id"] == str(person):
            member["lives_together"] = False
    return document


def persons_of(case: Case) -> set[int]:
    """Person ids of everybody named in the newest document."""
    return {int(member["id"]) for member in members_of(case) if str(member["id"]).isdigit()}


def adults_of(case: Case) -> dict[int, str]:
    """Names of members of 18 and more on the day of the application, by person id; whose age nobody knows is one."""
    persons = people.Person.objects.in_bulk(persons_of(case))
    return {
        pk: person.name for pk, person in sorted(persons.items()) if adult(person.birth_date, case.law_on)
    }


def adult(birth: dt.date | None, on: dt.date) -> bool:
    """Whether somebody born then is of age."""
    return birth is None or (on.year - birth.year) - ((on.month, on.day) < (birth.month, birth.day)) >= ADULT


def unsigned(case: Case) -> dict[int, str]:
    """Adults who have not signed the consent yet."""
    signed = set(case.consents.values_list("person_id", flat=True))
    return {pk: name for pk, name in adults_of(case).items() if pk not in signed}


def surveys_of(case: Case) -> list[Survey]:
    """Every visit, the newest first, with its disputes."""
    rows = case.surveys.select_related("first", "second", "statement").prefetch_related("disputes")
    return list(rows.order_by("-id"))


def investigators(case: Case, kinds: Collection[str] = SurveyKind.values) -> set[int]:
    """User ids of everybody who visited the household since the case last rested in pay."""
    began = case.events.filter(after="in_pay").order_by("-number").values_list("at", flat=True).first()
    rows = case.surveys.filter(kind__in=kinds)
    if began is not None:
        rows = rows.filter(at__gt=began)
    return {
        user
        for first, second, others in rows.values_list("first_id", "second_id", "others")
        for user in (first, second, *others)
    }


def review_began(case: Case) -> dt.date | None:
    """The day the re-verification that is under way was opened; None when none is."""
    if case.state in ("approved", "in_pay") or case.entitlement != "paid":
        return None
    return case.events.filter(step__in=OPENS_REVIEW).order_by("-number").values_list("on", flat=True).first()


def law_day(case: Case) -> dt.date:
    """The day whose law governs what is decided now: of the re-verification under way, else of the newest declaration."""
    return review_began(case) or declared_under(case)


def declared_under(case: Case) -> dt.date:
    """The day whose law governed when the newest declaration was taken; of the application where there is none."""
    statement = latest(case)
    if statement is None:
        return case.law_on
    opened = case.events.filter(step__in=OPENS_REVIEW).order_by("number").values_list("on", flat=True)
    return statement.told_on(opened)


def knows_about(household: int) -> dict[str, Any]:
    """What the registers hold of a household, so that it is not asked again; the members as the document names them."""
    found = people.household(household)
    rows = people.Membership.objects.filter(household_id=household).select_related("person").order_by("id")
    known = [
        {
            "id": str(row.person_id),
            "name": row.person.name,
            "birth": row.person.birth_date.isoformat() if row.person.birth_date else None,
            "written": row.relation,
            "source": "人口登记",
        }
        for row in rows
    ]
    return {"household": household, "place_code": found.place_code if found else "", "members": known}
