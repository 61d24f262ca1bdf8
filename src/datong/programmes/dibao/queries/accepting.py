"""What the pages about papers, consents and kin show."""

import datetime as dt
import json
from dataclasses import dataclass

from datong.foundation.access.service import User
from datong.foundation.casework import service as casework
from datong.foundation.casework.service import Case, Move
from datong.foundation.organisations.service import Duty
from datong.foundation.people import service as people
from datong.foundation.places import service as places
from datong.kernel.bilingual import Text
from datong.programmes.dibao.models import Consent, PapersList
from datong.programmes.dibao.queries import kin, statements


@dataclass(frozen=True, slots=True)
class Listed:
    """A list of missing papers that was told."""

    row: PapersList
    items: list[str]


@dataclass(frozen=True, slots=True)
class TieLine:
    """An official and the member of the household who is near kin, in words."""

    official: str
    duty: Text
    place: str
    member: str
    same: bool


def lists_of(case: Case) -> list[Listed]:
    """Every list, the first one first."""
    return [Listed(row, json.loads(row.items)) for row in case.papers_lists.select_related("by")]


def signed_of(case: Case) -> list[Consent]:
    """Who has signed."""
    return list(case.consents.select_related("person", "by"))


def ties_of(case: Case, on: dt.date) -> list[TieLine]:
    """Near relatives of the household among officials, found in the registers."""
    found = kin.ties(statements.persons_of(case), case.county, on)
    named = people.Person.objects.in_bulk({tie.member for tie in found})
    at = places.names({tie.place_code for tie in found})
    return [
        TieLine(
            tie.name,
            Duty(tie.duty).label,
            at.get(tie.place_code, ""),
            named[tie.member].name,
            tie.member == tie.official,
        )
        for tie in found
    ]


def hindrances(user: User, case: Case, step: str) -> list[Text]:
    """What stands in the way of a step now, in sentences; also that it does not follow from here."""
    procedure = casework.PROCEDURES.get(case.workflow)
    table = procedure.workflow
    wanted = next((each for each in table.leaving(case.state) if each.key == step), None)
    if wanted is None:
        name = next((each.name for each in table.steps if each.key == step), Text(step, step))
        return [casework.NoSuchStep(name, table.state(case.state).name).text]
    return [
        error.text for error in casework.hindrances(case, procedure, wanted, Move(step, looking=True), user)
    ]
