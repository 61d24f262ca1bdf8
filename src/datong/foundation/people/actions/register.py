"""Writes of the register of people. Callers (the import) hold the permission and the transaction."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import repeat

from datong.foundation.journal import service as journal
from datong.foundation.people.errors import BadPerson, PurposeMissing
from datong.foundation.people.models import Household, Membership, Person
from datong.foundation.people.queries.register import by_identity, chunks, ids_by_index
from datong.foundation.storage import service as storage
from datong.kernel.bilingual import Text
from datong.kernel.identity import birth_date, normalise, problem, sex
from datong.kernel.text import name_key, tidy

SEALED_IDENTITY = "people_person.identity"


@dataclass(frozen=True, slots=True)
class Newcomer:
    """What a ledger says of a person: name and sex as written, the place of the row."""

    name: str
    sex: str
    place_code: str


def enrol(people: Mapping[str, Newcomer]) -> dict[str, int]:
    """Person ids by identity number; unknown ones enter the register. Names of known persons stay as they are."""
    digests = {identity: storage.digest(identity) for identity in people}
    known = ids_by_index(list(digests.values()))
    fresh = [identity for identity, digest in digests.items() if digest not in known]
    ids = list(storage.reserve_ids(Person, len(fresh))) if fresh else []
    found = {identity: known[digest] for identity, digest in digests.items() if digest in known}
    if fresh:
        insert_persons(ids, fresh, [digests[identity] for identity in fresh], [people[i] for i in fresh])
    return found | dict(zip(fresh, ids, strict=True))


def admit(identity: str, name: str, place_code: str) -> int:
    """The id of the person with this number as typed: known under this name, or entered now. Raises BadPerson."""
    number, name = normalise(identity), tidy(name)
    if not name:
        raise BadPerson("name", Text("请填写姓名。", "Please give a name."))
    if wrong := problem(number):
        raise BadPerson("identity", Text(f"{wrong.text.zh}。", f"{wrong.text.en}."))
    person = by_identity(number)
    if person is None:
        return enrol({number: Newcomer(name, sex(number), place_code)})[number]
    if name_key(person.name) != name_key(name):
        raise BadPerson(
            "identity",
            Text(
                "名册里这个号码的姓名与所填姓名不同，请核对号码和姓名。",
                "The register has this number under another name; check number and name.",
            ),
        )
    return person.pk


def insert_persons(
    ids: list[int], identities: list[str], digests: list[bytes], people: list[Newcomer]
) -> None:
    """Rows for persons not known before, findable by name at once."""
    ring = storage.key_ring()
    names = [person.name for person in people]
    storage.insert(
        Person,
        ["id", "identity", "identity_index", "name", "sex", "birth_date", "place_code"],
        [
            ids,
            [ring.seal(SEALED_IDENTITY, identity) for identity in identities],
            digests,
            names,
            [person.sex for person in people],
            [birth_date(identity) for identity in identities],
            [person.place_code for person in people],
        ],
    )
    storage.index_names(ids, names)


def settle(heads: Mapping[int, str]) -> dict[int, int]:
    """Household ids by the head's person id; unknown ones are founded at the given 12-digit place."""
    known = heads_known(heads)
    fresh = [head for head in heads if head not in known]
    ids = list(storage.reserve_ids(Household, len(fresh))) if fresh else []
    if fresh:
        places = [heads[head] for head in fresh]
        storage.insert(
            Household, ["id", "head", "reference", "place_code"], [ids, fresh, repeat(None), places]
        )
    return known | dict(zip(fresh, ids, strict=True))


def heads_known(heads: Iterable[int]) -> dict[int, int]:
    """Household ids of these heads that are already settled."""
    return {
        head: household
        for chunk in chunks(list(heads))
        for household, head in Household.objects.filter(head_id__in=chunk).values_list("id", "head_id")
    }


def settle_by_reference(references: Mapping[str, str]) -> dict[str, int]:
    """Household ids by a paper's number, for households whose head is not known; value of the mapping: place."""
    known: dict[str, int] = {
        str(reference): household
        for chunk in chunks(list(references))
        for household, reference in Household.objects.filter(reference__in=chunk).values_list(
            "id", "reference"
        )
    }
    fresh = [reference for reference in references if reference not in known]
    ids = list(storage.reserve_ids(Household, len(fresh))) if fresh else []
    if fresh:
        places = [references[reference] for reference in fresh]
        storage.insert(
            Household, ["id", "head", "reference", "place_code"], [ids, repeat(None), fresh, places]
        )
    return known | dict(zip(fresh, ids, strict=True))


def join(households: Sequence[int], persons: Sequence[int], relations: Sequence[str]) -> None:
    """Put persons into households; who is in already stays as written."""
    wanted: dict[tuple[int, int], str] = {}
    for household, person, relation in zip(households, persons, relations, strict=True):
        wanted.setdefault((household, person), relation)
    known = {
        pair
        for chunk in chunks(sorted({household for household, _ in wanted}))
        for pair in Membership.objects.filter(household_id__in=chunk).values_list("household_id", "person_id")
    }
    fresh = [pair for pair in wanted if pair not in known]
    if fresh:
        storage.insert(
            Membership,
            ["household", "person", "relation"],
            [[pair[0] for pair in fresh], [pair[1] for pair in fresh], [wanted[pair] for pair in fresh]],
        )


def unmask(actor: str, person: Person, purpose: str, *, door: str = "page") -> str:
    """The full identity number, journalled with its purpose; raises PurposeMissing. The caller asked permission."""
    if len(purpose.strip()) < 4:
        raise PurposeMissing
    journal.record(
        actor,
        "persons.unmask",
        f"people.Person:{person.pk}",
        place=person.place_code,
        why=purpose.strip(),
        door=door,
    )
    return person.identity or ""
