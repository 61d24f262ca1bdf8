"""What a programme tells joint review, and what is handed to it (核对业务的接口)."""

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field

from datong.foundation.access.service import User
from datong.foundation.casework.service import Case
from datong.foundation.organisations.service import Duty
from datong.kernel.bilingual import Text
from datong.kernel.workdays import Limit


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody who receives now: ids in the register of people, and the 12-digit place of the record."""

    person: int
    household: int | None
    place_code: str


@dataclass(frozen=True, slots=True)
class Finding:
    """What a list says of a recipient. `kind`: what the source lists; `row`: values by field (money in fen, days ISO), those
    of the allow-list only: neither number, name, sex nor birthday reach a rule;
    `as_of`: the day of the list; `hit`: how the matter is called elsewhere, `reviews.Hit:id`."""

    programme: str
    person: int
    household: int | None
    place_code: str
    kind: str
    row: Mapping[str, str | int]
    as_of: dt.date
    source: str = ""
    hit: str = ""


@dataclass(frozen=True, slots=True)
class Consequence:
    """What the rules would say of the household if the finding were true; fen a month. None: it cannot be said, and `said`
    tells why. Nothing follows from it by itself."""

    eligible: bool | None
    before: int | None
    after: int | None
    said: Text


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A programme whose recipients are reviewed; registered from its `wiring.py`.

    recipients: who receives on a day at a place (12 digits) or inside it. consequence: see there; never writes.
    open_check: a human opens a check of the household by the programme's own procedure and permissions; gives the case.
    reply_limit: how long the household has to answer, by the county's parameter or the law; None while nobody has set it.
    article: the law the household is asked under, for the letter. duties: whose near relatives are registered apart, and
    kin_registered: (household, official) ids that are, in a county (6 digits).
    """

    programme: str
    name: Text
    recipients: Callable[[str, dt.date], Iterable[Recipient]]
    consequence: Callable[[Finding, dt.date], Consequence]
    open_check: Callable[[User, Finding, str, str], Case]
    reply_limit: Callable[[str, dt.date], Limit | None]
    article: str
    duties: Collection[Duty] = ()
    kin_registered: Callable[[str], Collection[tuple[int, int]]] = field(default=lambda _county: ())
