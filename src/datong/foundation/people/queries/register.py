"""Reads of the register of people."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

from django.db.models import QuerySet

from datong.foundation.people.models import Household, Membership, Person
from datong.foundation.storage import service as storage
from datong.kernel.identity import normalise
from datong.kernel.text import name_key

CHUNK = 5_000
Item = TypeVar("Item")


def chunks(items: Sequence[Item]) -> Iterator[Sequence[Item]]:
    """Pieces small enough for one IN list on every database."""
    for start in range(0, len(items), CHUNK):
        yield items[start : start + CHUNK]


def ids_by_index(digests: Sequence[bytes]) -> dict[bytes, int]:
    """Person ids by keyed digest; only known ones."""
    if not Person.objects.exists():
        return {}
    return {
        bytes(digest or b""): person
        for chunk in chunks(digests)
        for person, digest in Person.objects.filter(identity_index__in=chunk).values_list(
            "id", "identity_index"
        )
    }


def by_identity(number: str) -> Person | None:
    """The person with exactly this identity number."""
    return Person.objects.filter(identity_index=storage.digest(normalise(number))).first()


def by_name(part: str) -> QuerySet[Person]:
    """Persons whose name holds `part` (two characters are enough)."""
    return Person.objects.filter(id__in=storage.find_names(part)[:CHUNK], name__contains=name_key(part))


def identities(persons: Sequence[int]) -> dict[int, str]:
    """Full identity numbers by person id, for an export that holds the permission; who has none is left out."""
    return {
        person: str(number)
        for chunk in chunks(sorted(set(persons)))
        for person, number in Person.objects.filter(id__in=chunk).values_list("id", "identity")
        if number
    }


def household(pk: int) -> Household | None:
    """A household with its head."""
    return Household.objects.select_related("head").filter(pk=pk).first()


def members(households: Sequence[int]) -> list[int]:
    """Person ids of the members of these households, heads included."""
    found: set[int] = set()
    for chunk in chunks(sorted(set(households))):
        found |= set(Membership.objects.filter(household_id__in=chunk).values_list("person_id", flat=True))
        heads = Household.objects.filter(id__in=chunk, head__isnull=False)
        found |= {int(head) for head in heads.values_list("head_id", flat=True) if head}
    return sorted(found)


def households_with(person: int) -> list[int]:
    """Ids of the households somebody belongs to or heads."""
    found = set(Membership.objects.filter(person_id=person).values_list("household_id", flat=True))
    return sorted(found | set(Household.objects.filter(head_id=person).values_list("id", flat=True)))
