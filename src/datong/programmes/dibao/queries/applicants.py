"""Who may apply, as far as the register knows them: found by name or number, with their household, so that nothing is asked twice."""

import dataclasses
import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from datong.foundation.access import service as access
from datong.foundation.access.service import AnyUser
from datong.foundation.casework.service import Case
from datong.foundation.people import service as people
from datong.foundation.people.service import Membership, Person
from datong.foundation.places import service as places
from datong.kernel.bilingual import Text
from datong.kernel.identity import birth_date, mask, normalise, problem
from datong.programmes.dibao.errors import CannotAssess
from datong.programmes.dibao.protocols import KnownPerson, Named
from datong.programmes.dibao.queries.parameters import county_parameters
from datong.programmes.dibao.rules import (
    Assessment,
    BadParameters,
    HouseholdDocument,
    NotInForce,
    assess,
    parse_document,
)

APPLY, PROGRAMME = "dibao.apply", "dibao"
MOST = 20
SHORTEST = 2
RELATIONS = {
    written: relation
    for relation, words in {
        "self": "户主 本人",
        "spouse": "配偶 妻 夫 妻子 丈夫",
        "child": "子女 子 女 儿子 女儿 长子 次子 三子 四子 长女 次女 三女 四女 独生子 独生女 养子 养女 之子 之女",
        "parent": "父母 父 母 父亲 母亲",
        "grandchild": "孙子女 孙子 孙女 外孙 外孙子 外孙女",
        "grandparent": "祖父母 祖父 祖母 外祖父 外祖母",
        "sibling": "兄弟姐妹 兄 弟 姐 妹 哥哥 弟弟 姐姐 妹妹",
        "child_in_law": "儿媳 女婿",
        "parent_in_law": "公公 婆婆 岳父 岳母 岳父母 公婆",
    }.items()
    for written in words.split()
}
"""What 与户主关系 as written means for an applicant who is the head. Other words are left for people to choose."""


@dataclass(frozen=True, slots=True)
class Found:
    """Somebody who may be the applicant: the village, how many live in the household, the case already under way."""

    person: KnownPerson
    place: str
    members: int
    case: Case | None


def villages(user: AnyUser) -> list[tuple[str, str]]:
    """The villages whose applications the user may enter: code and name. One query."""
    where = access.scope(user, APPLY, PROGRAMME)
    rows: QuerySet[places.Place] = where.narrow(places.Place.objects.filter(level="village"), "code")
    return list(rows.order_by("code").values_list("code", "short"))


def within(user: AnyUser) -> QuerySet[Person]:
    """The persons whose application the user may enter."""
    return access.visible(Person.objects.all(), user, APPLY, PROGRAMME)


def find(user: AnyUser, typed: str) -> list[Found]:
    """Persons in the user's places by exact number or part of the name, at most MOST. Five queries, however many."""
    number = normalise(typed)
    if problem(number) is None:
        only = people.by_identity(number)
        rows = within(user).filter(pk=only.pk) if only else Person.objects.none()
    elif len(typed.strip()) >= SHORTEST:
        rows = within(user).filter(pk__in=people.by_name(typed.strip()).values_list("id", flat=True))
    else:
        return []
    persons = list(rows.order_by("name", "id")[:MOST])
    at = dict(
        Membership.objects.filter(person__in=persons).order_by("-id").values_list("person_id", "household_id")
    )
    sizes: dict[int, int] = {}
    for household in Membership.objects.filter(household__in=at.values()).values_list(
        "household_id", flat=True
    ):
        sizes[household] = sizes.get(household, 0) + 1
    running = Case.objects.filter(programme=PROGRAMME, household__in=at.values(), closed_on=None)
    cases = {case.household_id: case for case in running}
    names = places.names({person.place_code for person in persons})
    return [
        Found(
            known(person),
            names.get(person.place_code, ""),
            sizes.get(at.get(person.pk, 0), 0),
            cases.get(at.get(person.pk)),
        )
        for person in persons
    ]


def known(person: Person, written: str = "") -> KnownPerson:
    """A person as a form shows it."""
    return KnownPerson(person.pk, person.name, mask(person.identity or ""), person.birth_date, written)


def known_persons(user: AnyUser, ids: Iterable[str]) -> dict[int, KnownPerson]:
    """Of the ids that a form names, those of persons in the user's places. Two queries, none without ids."""
    wanted = [int(each) for each in ids if each.isascii() and each.isdigit() and len(each) < 19]
    if not wanted:
        return {}
    written = dict(
        Membership.objects.filter(person__in=wanted).order_by("-id").values_list("person_id", "relation")
    )
    return {
        person.pk: known(person, written.get(person.pk, "")) for person in within(user).filter(pk__in=wanted)
    }


def known_of(case: Case, also: Collection[int] = ()) -> dict[int, KnownPerson]:
    """The persons of a case who may be named by their id, with the relation to the head as written. Four queries at most."""
    ids = {*also, *(people.members([case.household_id]) if case.household_id else ())}
    rows = Membership.objects.filter(household=case.household_id, person__in=ids) if case.household_id else ()
    written = {row.person_id: row.relation for row in rows}
    return {
        person.pk: known(person, written.get(person.pk, "")) for person in Person.objects.filter(pk__in=ids)
    }


def undeclared_members(case: Case, persons: Mapping[int, KnownPerson]) -> list[tuple[str, dict[str, str]]]:
    """The members of a household that has never declared anything, as a form begins with them: the head first."""
    head = persons.get(case.subject_id or 0)
    lines = sorted(persons.values(), key=lambda line: line is not head)
    return [(str(line.id), {"relation": relation_of(line, head)} if head else {}) for line in lines]


def household_of(user: AnyUser, person: int) -> tuple[str, list[KnownPerson]]:
    """The village of a person and everybody of the household, the person first. Nothing for somebody elsewhere."""
    own = within(user).filter(pk=person).first()
    if own is None:
        return "", []
    at = Membership.objects.filter(person=own).order_by("id").values_list("household_id", flat=True).last()
    rows = Membership.objects.filter(household_id=at).select_related("person").order_by("id") if at else []
    lines = [known(row.person, row.relation) for row in rows] or [known(own)]
    return own.place_code, sorted(lines, key=lambda line: line.id != person)


def relation_of(line: KnownPerson, applicant: KnownPerson) -> str:
    """What a member is to the applicant; empty where the register does not tell and people must choose."""
    if line.id == applicant.id:
        return "self"
    found = RELATIONS.get(line.written, "") if RELATIONS.get(applicant.written) == "self" else ""
    return "" if found == "self" else found


def foreseen(
    document: Mapping[str, Any],
    named: Mapping[str, Named],
    known: Mapping[int, KnownPerson],
    village: str,
    on: dt.date,
) -> Assessment:
    """What the law would say of a document that nobody has handed in yet. Raises BadDocument, CannotAssess."""
    try:
        return assess(with_births(parse_document(document), named, known), on, county_parameters(village[:6]))
    except (BadParameters, NotInForce) as error:
        raise CannotAssess(
            Text("还不能计算：{what}", "It cannot be computed yet: {what}").format(what=error.text)
        ) from error


def with_births(
    document: HouseholdDocument, named: Mapping[str, Named], known: Mapping[int, KnownPerson]
) -> HouseholdDocument:
    """Dates of birth from the register and from the numbers typed."""

    def born(member: str) -> dt.date | None:
        if member in named:
            number = normalise(named[member].identity)
            return birth_date(number) if problem(number) is None else None
        return known[int(member)].birth if member.isdigit() and int(member) in known else None

    members = tuple(
        member if member.birth else dataclasses.replace(member, birth=born(member.id))
        for member in document.members
    )
    return dataclasses.replace(document, members=members)
