"""Recipients of a place as they are compared: who receives, from the programme; who they are, from the register of people."""

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from datong.foundation.organisations import service as organisations
from datong.foundation.people import service as people
from datong.foundation.people.service import Person
from datong.foundation.places import service as places
from datong.foundation.reviews.core import placing
from datong.foundation.reviews.protocols import Recipient, Reviewed

CHUNK = 5_000
Row = dict[str, str | int]


@dataclass(frozen=True, slots=True)
class Compared:
    """The recipients by person id, what is known of each (`rows`, by person id), and whose number is which (`by_number`)."""

    recipients: dict[int, Recipient]
    rows: dict[int, Row]
    by_number: dict[str, int] = field(default_factory=dict)

    @property
    def unnumbered(self) -> int:
        """How many cannot be compared by number."""
        return sum("id" not in row for row in self.rows.values())

    def columns(self) -> dict[str, list[str | None]]:
        """All of them as columns, in the order of person ids: by number, or by a sign that no number is; places by code."""
        signs = {person: sign for sign, person in self.by_number.items()}
        listed = [(signs[person], self.rows[person], self.recipients[person]) for person in sorted(signs)]
        found: dict[str, list[str | None]] = {
            name: [None if row.get(name) is None else str(row[name]) for _, row, _ in listed]
            for name in ("name", "sex", "birth")
        }
        return {
            "id": [sign for sign, _, _ in listed],
            **found,
            "place": [each.place_code for _, _, each in listed],
            "household": [None if each.household is None else str(each.household) for _, _, each in listed],
        }

    def digest(self) -> str:
        """SHA-256 over the recipients as compared, in the order of person ids."""
        told = hashlib.sha256()
        for person in sorted(self.rows):
            told.update(json.dumps([person, self.rows[person]], ensure_ascii=False, sort_keys=True).encode())
        return told.hexdigest()


def compared(programme: Reviewed, place_code: str, on: dt.date) -> Compared:
    """Who receives at a place on a day, with name, number, sex, birthday and the names of town and village."""
    recipients = {each.person: each for each in programme.recipients(place_code, on)}
    rows = facts_of(recipients.values())
    numbers = {str(row.get("id", f"#{person}")): person for person, row in rows.items()}
    return Compared(recipients, rows, numbers)


def codes(county: str) -> dict[str, str]:
    """Codes by the short names of a county's towns and villages (6 digits), for the places of lists. Two queries."""
    inside = [place for level in ("town", "village") for place in places.within(county[:6], level)]
    return placing.codes_by_name((place.short, place.code) for place in inside)


def facts_of(recipients: Iterable[Recipient]) -> dict[int, Row]:
    """What the register of people says of each. Two queries a chunk, one for the names of places."""
    listed = list(recipients)
    persons = sorted(each.person for each in listed)
    numbers = people.identities(persons)
    codes = {each.place_code for each in listed}
    names = places.names(codes | {code[:9] + "000" for code in codes})
    where = {each.person: each.place_code for each in listed}
    found: dict[int, Row] = {}
    for start in range(0, len(persons), CHUNK):
        rows = Person.objects.filter(pk__in=persons[start : start + CHUNK])
        for pk, name, sex, birth in rows.values_list("pk", "name", "sex", "birth_date"):
            code = where[pk]
            place = names.get(code[:9] + "000", "") + ("" if code.endswith("000") else names.get(code, ""))
            known = {
                "id": numbers.get(pk),
                "name": name,
                "sex": sex,
                "birth": birth and birth.isoformat(),
                "place": place,
            }
            found[pk] = {key: value for key, value in known.items() if value}
    return found


def ties(programme: Reviewed, compared: Compared, county: str, on: dt.date) -> list[tuple[int, Row]]:
    """Recipients who are near relatives of staff and cadres, or such themselves, and are not registered as such: person
    id, and the official as a row. About ten queries, however many there are."""
    handlers = organisations.holders(county[:6] + "000000", programme.duties, on)
    if not handlers:
        return []
    registered = set(programme.kin_registered(county[:6]))
    names = places.names({line.place_code for line in handlers})
    near = relatives_of(sorted(compared.recipients))
    found: list[tuple[int, Row]] = []
    for person, relatives in sorted(near.items()):
        household = compared.recipients[person].household
        for line in handlers:
            if line.person_id != person and line.person_id not in relatives:
                continue
            if household is not None and (household, line.person_id) in registered:
                continue
            duty = organisations.Duty(line.duty).label.zh
            place = names.get(line.place_code, line.place_code)
            found.append((person, {"name": line.name, "role": duty, "place": place}))
    return found


def relatives_of(persons: Sequence[int]) -> dict[int, set[int]]:
    """Near relatives of each."""
    found: dict[int, set[int]] = {}
    for start in range(0, len(persons), CHUNK):
        found |= people.relatives(persons[start : start + CHUNK])
    return found
