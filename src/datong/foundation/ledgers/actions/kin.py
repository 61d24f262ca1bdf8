"""Recording who is kin of a person, and taking it back."""

from dataclasses import dataclass

from django.db import transaction
from django.http import Http404

from datong.foundation.access.service import User
from datong.foundation.ledgers.queries.kin import KinPage, kin_page
from datong.foundation.ledgers.queries.viewing import InView
from datong.foundation.people import service as people


@dataclass(frozen=True)
class NewTie:
    """The relative is one of the household (`known`, an id), or whoever has this name and identity number."""

    relation: str
    source: str
    known: int | None = None
    name: str = ""
    identity: str = ""


def declare(user: User, view: InView, pk: int, new: NewTie, *, door: str = "page") -> people.Kinship:
    """Record that the relative is the person's `relation`. Raises Http404, Refused, BadPerson, BadKinship."""
    with transaction.atomic():
        page = kin_page(user, view, pk)
        known = new.known if new.known in dict(page.known) else None
        relative = known or people.admit(new.identity, new.name, page.person.place_code)
        return people.declare_kinship(user.username, pk, relative, new.relation, new.source, door=door)


def withdraw(user: User, view: InView, pk: int, tie: int, why: str, *, door: str = "page") -> people.Kinship:
    """Take a tie of this person back. Raises Http404, Refused, BadKinship."""
    with transaction.atomic():
        require_tie(kin_page(user, view, pk), tie)
        return people.withdraw_kinship(user.username, tie, why=why, door=door)


def require_tie(page: KinPage, tie: int) -> None:
    """Raises Http404 unless the tie is recorded of this person."""
    if tie not in {each.pk for each in page.ties}:
        raise Http404
