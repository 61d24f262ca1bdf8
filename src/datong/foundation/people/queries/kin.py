"""Who is a near relative of whom, for many persons at once."""

from collections import defaultdict
from collections.abc import Collection, Iterable

from django.db.models import Q

from datong.foundation.people.core.relations import Relation
from datong.foundation.people.core.ties import HEAD, Ties, relation_to_head
from datong.foundation.people.models import Household, Kinship, Membership
from datong.foundation.people.queries.register import chunks


def relatives(person_ids: Iterable[int]) -> dict[int, set[int]]:
    """Near relatives (近亲属) of each person by id, and whoever shares a household with them; every person is a key.

    Recorded kinship, 与户主关系 of the ledgers, and what follows from both in one step. The number of queries (at most
    eight for up to 5,000 persons) does not grow with persons or relatives.
    """
    persons = sorted(set(person_ids))
    ties = Ties()
    tie(ties, persons, together=True)
    tie(ties, sorted(ties.parents_and_children(persons)), together=False)
    return {person: ties.near(person) for person in persons}


def tie(ties: Ties, persons: list[int], *, together: bool) -> None:
    """Add what the register knows of these persons; `together`: whoever lives in one household is near."""
    for chunk in chunks(persons):
        recorded = Kinship.objects.filter(
            Q(person_id__in=chunk) | Q(relative_id__in=chunk), withdrawn_at__isnull=True
        )
        for person, relative, relation in recorded.values_list("person_id", "relative_id", "relation"):
            ties.add(person, relative, Relation(relation))
        for head, members in households_of(chunk):
            if together:
                ties.together([*members, *([head] if head is not None else [])])
            for member, written in members.items():
                relation_word = relation_to_head(written)
                if head is not None and member != head and relation_word is not None:
                    ties.add(head, member, relation_word)


def households_of(persons: Collection[int]) -> list[tuple[int | None, dict[int, str]]]:
    """The households of these persons: the head's id, and 与户主关系 by member id."""
    found = set(Membership.objects.filter(person_id__in=persons).values_list("household_id", flat=True))
    found |= set(Household.objects.filter(head_id__in=persons).values_list("id", flat=True))
    members: dict[int, dict[int, str]] = defaultdict(dict)
    heads: dict[int, int | None] = {}
    for chunk in chunks(sorted(found)):
        heads |= dict(Household.objects.filter(id__in=chunk).values_list("id", "head_id"))
        rows = Membership.objects.filter(household_id__in=chunk)
        for household, person, relation in rows.values_list("household_id", "person_id", "relation"):
            members[household][person] = relation
            if relation == HEAD and heads[household] is None:
                heads[household] = person
    return [(head, members[household]) for household, head in heads.items()]


def kinships(person_id: int) -> list[Kinship]:
    """Every recorded tie of one person, withdrawn ones too, the newest first; both persons read along."""
    rows = Kinship.objects.filter(Q(person_id=person_id) | Q(relative_id=person_id))
    return list(rows.select_related("person", "relative").order_by("-at", "-id"))
