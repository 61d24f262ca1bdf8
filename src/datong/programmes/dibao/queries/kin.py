"""Near relatives of those who handle dibao, found from the registers."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from datong.foundation.organisations import service as organisations
from datong.foundation.organisations.service import Duty
from datong.foundation.people import service as people

HANDLERS = (Duty.DIBAO_STAFF, Duty.COMMITTEE)


@dataclass(frozen=True, slots=True)
class Tie:
    """A member of the household and the official who is near kin (or the member himself)."""

    member: int
    official: int
    name: str
    duty: str
    place_code: str


def ties(persons: Collection[int], county: str, on: dt.date) -> list[Tie]:
    """Near relatives of these persons among the county's dibao staff and village committee members on a day."""
    near = people.relatives(persons)
    lines = organisations.holders(county[:6] + "000000", HANDLERS, on)
    return [
        Tie(member, line.person_id, line.name, line.duty, line.place_code)
        for member, relatives in sorted(near.items())
        for line in lines
        if line.person_id in relatives or line.person_id == member
    ]
