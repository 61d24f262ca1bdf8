"""The list of cases, and what one can find in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from datong.foundation.access import service as access
from datong.foundation.access.service import AnyUser
from datong.foundation.casework.models import Case
from datong.foundation.casework.queries import scope
from datong.foundation.casework.registry import PROCEDURES
from datong.foundation.people import service as people
from datong.foundation.places import service as places
from datong.kernel.bilingual import Text

MOST = 10_000
MOST_OF_ONE = 200
OPEN, CLOSED = "open", "closed"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the address asks for. `standing`: "open", "closed" or "" for both; `state` is programme/state; `person` an id."""

    q: str = ""
    programme: str = ""
    state: str = ""
    place: str = ""
    standing: str = ""
    person: int | None = None

    @property
    def narrowed(self) -> bool:
        return any((self.q, self.programme, self.state, self.place, self.standing, self.person))


@dataclass(frozen=True, slots=True)
class Found:
    """The cases found, the newest first, and how many (at most MOST; `more`: there are more)."""

    rows: QuerySet[Case]
    count: int
    more: bool


def find(user: AnyUser, wanted: Wanted) -> Found:
    """Cases in the reader's scope, as asked. Two queries, one more for a name, three for a person."""
    asked = narrowing(wanted)
    count = Case.objects.filter(scope.within(user), asked).order_by()[: MOST + 1].count()
    rows = Case.objects.filter(scope.within(user, by_day=True), asked, only_programme(user)).order_by("-id")
    return Found(rows, min(count, MOST), count > MOST)


def only_programme(user: AnyUser) -> Q:
    """The programme of a reader who sees one only: its cases are read by number."""
    slugs = access.programmes_seen(user, scope.VIEW)
    return Q(programme=slugs[0]) if len(slugs) == 1 else Q()


def narrowing(wanted: Wanted) -> Q:
    """The filters as one condition."""
    asked = Q()
    if wanted.programme:
        asked &= Q(programme=wanted.programme)
    if wanted.state:
        programme, _, state = wanted.state.partition("/")
        asked &= Q(programme=programme, state=state)
    if wanted.place:
        low = places.prefix(wanted.place)
        asked &= Q(place_code__range=(low.ljust(12, "0"), low.ljust(12, "9")))
    if wanted.standing in (OPEN, CLOSED):
        asked &= Q(closed_on__isnull=wanted.standing == OPEN)
    if wanted.person is not None:
        asked &= Q(pk__in=about(wanted.person))
    return asked & words(wanted.q.strip())


def about(person: int) -> list[int]:
    """Ids of the cases of somebody or of their household, the newest first, whoever may see them. Three queries by index."""
    own = Case.objects.filter(Q(subject_id=person) | Q(household_id__in=people.households_with(person)))
    return list(own.order_by("-id").values_list("id", flat=True)[:MOST_OF_ONE])


def cases_about(user: AnyUser, person: int) -> list["CaseLine"]:
    """Those of them that the reader may see, in words. Five queries."""
    return case_lines(list(scope.seen(user).filter(pk__in=about(person)).order_by("-id")))


def words(typed: str) -> Q:
    """The beginning of a case number, or a part of the applicant's name."""
    if not typed:
        return Q()
    if typed.isascii():
        return scope.numbered(typed)
    return Q(subject_id__in=people.by_name(typed).values_list("id", flat=True)) | Q(label=typed)


@dataclass(frozen=True, slots=True)
class CaseLine:
    """One case of the list, in words."""

    case: Case
    programme: Text
    state: Text
    place: str


def case_lines(rows: Sequence[Case]) -> list[CaseLine]:
    """Cases in words. One query."""
    names = places.names({row.place_code for row in rows})
    named = access.programmes()
    return [
        CaseLine(
            row,
            named.get(row.programme, Text(row.programme, row.programme)),
            state_name(row.workflow, row.state),
            names.get(row.place_code, row.place_code),
        )
        for row in rows
    ]


def state_name(workflow: str, state: str) -> Text:
    """The state in words; its key for one of a table nobody knows any more."""
    if workflow not in PROCEDURES:
        return Text(state, state)
    return next(
        (each.name for each in PROCEDURES.get(workflow).workflow.states if each.key == state),
        Text(state, state),
    )


def programmes_with_cases(user: AnyUser) -> list[tuple[str, Text]]:
    """Programmes that have a procedure and of which the reader sees cases somewhere, as choices."""
    having = {each.workflow.programme for each in PROCEDURES.values()}
    named: dict[str, Any] = access.programmes()
    return [(slug, named[slug]) for slug in access.programmes_seen(user, scope.VIEW) if slug in having]


def places_in_view(user: AnyUser) -> list[tuple[str, str]]:
    """The towns of the reader's county, or the villages of the reader's town, as choices. Two queries at most."""
    home = access.home_place(user)
    below = {6: "town", 9: "village"}.get(len(places.prefix(home)) if home else 0)
    return [(place.code, place.short) for place in places.within(places.prefix(home), below)] if below else []
