"""Showing a full identity number: for a purpose in words, once, and journalled."""

from dataclasses import dataclass

from django.db import transaction

from datong.foundation.access import service as access
from datong.foundation.ledgers.queries import people as seen
from datong.foundation.ledgers.queries.viewing import InView
from datong.foundation.people import service as people
from datong.kernel.bilingual import Text

SHORTEST = 4
PURPOSES = {
    "verify": Text("核对身份", "verify who somebody is"),
    "apply": Text("办理申请或审批", "handle an application"),
    "pay": Text("发放补助、资金", "pay a benefit"),
    "check": Text("核查、审计", "check or audit"),
    "other": Text("其他（在下面写明）", "other (say below)"),
}


@dataclass(frozen=True)
class Unmasked:
    """A person's page with the full numbers, to be shown once."""

    page: seen.PersonPage
    number: str
    phones: list[str]


def unmask(
    user: access.AnyUser, view: InView, pk: int, purpose: str, words: str, *, door: str = "page"
) -> Unmasked:
    """The full numbers of a person; `purpose` is one of PURPOSES, `words` say more.

    Raises Http404, access.Refused, people.PurposeMissing. Journalled with the purpose, in one transaction.
    """
    with transaction.atomic():
        page = seen.person(user, view, pk)
        if not page.may_unmask:
            raise access.Refused(access.permission(seen.UNMASK).refusal, seen.UNMASK)
        if purpose not in PURPOSES or len(words.strip()) < SHORTEST:
            raise people.PurposeMissing
        why = f"{PURPOSES[purpose].zh}：{words.strip()}"
        number = people.unmask(user.get_username(), page.person, why, door=door)
        return Unmasked(page, number, seen.phones(user, view, pk))
