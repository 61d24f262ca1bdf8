"""Recording who holds which duty for a place: the permission of it; the register itself is organisations'."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction

from datong.foundation.access.models import User
from datong.foundation.access.queries import require
from datong.foundation.organisations import service as organisations
from datong.foundation.organisations.service import BadHolder, Holder
from datong.foundation.people import service as people


@dataclass(frozen=True)
class NewOfficial:
    """A duty to be recorded: number and name as typed, duty code, 12-digit place, first day."""

    identity: str
    name: str
    duty: str
    place_code: str
    since: dt.date


def appoint_official(actor: User, official: NewOfficial, *, door: str = "page") -> Holder:
    """The duty, its holder found by the number or entered into the register of people. Raises Refused, BadHolder."""
    require(actor, "officials.edit", place_code=official.place_code)
    try:
        with transaction.atomic():
            return organisations.appoint(
                actor.username,
                person_id=people.admit(official.identity, official.name, official.place_code),
                name=official.name,
                duty=official.duty,
                place_code=official.place_code,
                since=official.since,
                door=door,
            )
    except people.BadPerson as refusal:
        raise BadHolder(refusal.field, refusal.text) from refusal


def retire_official(actor: User, holder_id: int, *, until: dt.date, why: str, door: str = "page") -> Holder:
    """End a duty; `until` is the first day without it. Raises Refused, BadHolder, Holder.DoesNotExist."""
    with transaction.atomic():
        row = Holder.objects.get(pk=holder_id)
        require(actor, "officials.edit", place_code=row.place_code)
        return organisations.retire(actor.username, holder_id, until=until, why=why, door=door)
