"""Who is recorded as kin of a person (亲属关系), for those who may record it."""

import datetime as dt
from dataclasses import dataclass

from datong.foundation.access import service as access
from datong.foundation.ledgers.queries import people as seen
from datong.foundation.ledgers.queries.viewing import InView
from datong.foundation.people import service as people
from datong.foundation.people.service import Kinship, Relation
from datong.kernel.bilingual import Text
from datong.kernel.identity import mask


@dataclass(frozen=True)
class Tie:
    """One recorded tie as seen from the person: what the other one is to them. `why`: of a withdrawn one."""

    pk: int
    name: str
    number: str
    relation: Text
    source: str
    on: dt.datetime
    withdrawn_on: dt.datetime | None
    why: str


@dataclass(frozen=True)
class KinPage:
    """A person with the ties recorded, the newest first. `known`: the others of the person's household, as choices."""

    person: people.Person
    place: str
    ties: list[Tie]
    known: list[tuple[int, str]]


def kin_page(user: access.AnyUser, view: InView, pk: int) -> KinPage:
    """Raises Http404, and Refused for whoever may not see the person or not record kinship where the person is."""
    page = seen.person(user, view, pk)
    if not page.may_tie:
        raise access.Refused(access.permission(seen.TIE).refusal, seen.TIE)
    together = {member.pk: member.name for home in page.homes for member in home.members if member.pk != pk}
    return KinPage(
        page.person, page.place, [tie(row, pk) for row in people.kinships(pk)], list(together.items())
    )


def tie(row: Kinship, pk: int) -> Tie:
    """The row from the side of person `pk`."""
    forward = row.person_id == pk
    other, relation = row.relative if forward else row.person, Relation(row.relation)
    return Tie(
        pk=row.pk,
        name=other.name,
        number=mask(other.identity or ""),
        relation=(relation if forward else relation.inverse).label,
        source=row.source,
        on=row.at,
        withdrawn_on=row.withdrawn_at,
        why=row.withdrawn_why or "",
    )
