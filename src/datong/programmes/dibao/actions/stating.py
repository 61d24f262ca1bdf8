"""Versions of the household document: written, never overwritten."""

import datetime as dt
import json
from collections.abc import Mapping
from typing import Any

from datong.foundation.access.service import User
from datong.foundation.casework.service import Case
from datong.foundation.people import service as people
from datong.foundation.people.service import BadPerson
from datong.foundation.storage import service as storage
from datong.kernel import clock
from datong.kernel.bilingual import Text
from datong.programmes.dibao.enums import StatementKind
from datong.programmes.dibao.errors import BadApplication
from datong.programmes.dibao.models import Statement
from datong.programmes.dibao.protocols import Named
from datong.programmes.dibao.queries import statements
from datong.programmes.dibao.rules import parse_document

REFERRING = ("income", "deductions", "property", "supporters")
WRITTEN = {
    "self": "户主",
    "spouse": "配偶",
    "child": "子女",
    "parent": "父母",
    "grandchild": "孙子女",
    "grandparent": "祖父母",
    "sibling": "兄弟姐妹",
    "child_in_law": "儿媳",
    "parent_in_law": "岳父母",
    "other": "其他",
}


def state(
    actor: User, case: Case, kind: StatementKind, document: Mapping[str, Any], *, on: dt.date, note: str = ""
) -> Statement:
    """A new version. The case is locked by the caller; the document names members by person id. Raises BadDocument."""
    parse_document(document)
    last = statements.latest(case)
    made = version(actor, case, kind, document, on, last.number + 1 if last else 1, note)
    made.save(force_insert=True)
    return made


def version(
    actor: User, case: Case, kind: StatementKind, document: Mapping[str, Any], on: dt.date, number: int, note: str = ""
) -> Statement:  # fmt: skip
    """A version with its digest, not stored yet."""
    text = json.dumps(document, ensure_ascii=False, sort_keys=True)
    return Statement(
        case=case,
        number=number,
        kind=kind,
        document=text,
        digest=storage.digest(text),
        by=actor,
        on=on,
        at=clock.now(),
        note=note.strip() or None,
    )


def with_persons(
    document: Mapping[str, Any],
    named: Mapping[str, Named],
    place_code: str,
    known: Mapping[int, str] | None = None,
) -> tuple[dict[str, Any], dict[int, str]]:
    """The document with person ids for member ids, and the relation of each person to the applicant.

    Persons not in the register enter it; of those who are, what it knows (the date of birth) is filled in where the document
    leaves it out. `known`: persons who may be named by their id alone. Raises BadDocument, BadApplication with the field.
    """
    parse_document(document)
    made = json.loads(json.dumps(document))
    ids = {
        member["id"]: person(member, number, named, place_code, known or {})
        for number, member in enumerate(made["members"])
    }
    if len(set(ids.values())) < len(ids):
        raise BadApplication(
            Text("两名成员填了同一个身份证号码。", "Two members have the same identity number."), "members"
        )
    births = {pk: who.birth_date for pk, who in people.Person.objects.in_bulk(ids.values()).items()}
    for member in made["members"]:
        pk = ids[member["id"]]
        member["id"] = str(pk)
        if member.get("birth") is None and (known_birth := births[pk]) is not None:
            member["birth"] = known_birth.isoformat()
            member.setdefault("source", "人口登记")
    made["applicant"] = str(ids[document["applicant"]])
    for key in REFERRING:
        for item in made.get(key) or ():
            if item.get("member") is not None:
                item["member"] = str(ids[item["member"]])
    relations = {int(member["id"]): WRITTEN[member["relation"]] for member in made["members"]}
    return made, relations


def person(
    member: Mapping[str, Any],
    number: int,
    named: Mapping[str, Named],
    place_code: str,
    known: Mapping[int, str],
) -> int:
    """The person id of one member of a document."""
    given = named.get(member["id"])
    if given is not None:
        try:
            return people.admit(given.identity, given.name, place_code)
        except BadPerson as error:
            raise BadApplication(error.text, f"members[{number}].{error.field}") from error
    if member["id"].isdigit() and int(member["id"]) in known:
        return int(member["id"])
    raise BadApplication(
        Text(
            "请填写第 {n} 名成员的姓名和身份证号码。", "Give name and identity number of member {n}."
        ).format(n=number + 1),
        f"members[{number}].identity",
    )


def known_in(case: Case) -> dict[int, str]:
    """Persons who may be named by id in a further version: those of the last one and of the household."""
    found = statements.persons_of(case)
    if case.household_id:
        found |= set(people.members([case.household_id]))
    return dict.fromkeys(found, "")
