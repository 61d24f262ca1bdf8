"""Which cases and desks belong to whom."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.db.models.functions import Left
from django.db.models.lookups import Exact, In
from django.http import Http404

from datong.foundation.access import service as access
from datong.foundation.access.service import AnyUser, Scope
from datong.foundation.casework.models import Case

VIEW = "cases.view"
CODE, LONGEST_SLUG = 12, 20


@dataclass(frozen=True, slots=True)
class Desk:
    """One desk of the reader: a role at exactly one place. `programmes` empty: all."""

    role: str
    place_code: str
    programmes: tuple[str, ...]

    def q(self) -> Q:
        """Its tasks."""
        own = Q(role=self.role, place_code=self.place_code)
        return own & Q(programme__in=self.programmes) if self.programmes else own


def desks(user: AnyUser) -> list[Desk]:
    """The desks at which the reader may handle cases; no query beyond the reader's posts."""
    roles = access.permission("cases.handle").roles
    found = [
        Desk(post.role, post.place_code, tuple(post.programmes))
        for post in access.posts_in_force(user)
        if post.role in roles and post.place_code
    ]
    return list(dict.fromkeys(found))


def reach(user: AnyUser, action: str = VIEW) -> dict[Scope, list[str]]:
    """Places with the programmes the reader sees there; programmes with the same places stand together."""
    found: dict[Scope, list[str]] = defaultdict(list)
    for slug in access.programmes():
        if where := access.scope(user, action, slug):
            found[where].append(slug)
    return dict(found)


def within(
    user: AnyUser,
    action: str = VIEW,
    *,
    place: str = "place_code",
    programme: str = "programme",
    by_day: bool = False,
) -> Q:
    """The condition for rows the reader may see. `by_day`: they are wanted in the order of an index over days or numbers.

    It names places so that an index over places serves (unless `by_day`, see `inside`), and programmes so that none does:
    a county has few programmes, and a database that goes by them reads far too much.
    """
    condition = Q(pk__in=[])
    for where, slugs in reach(user, action).items():
        condition |= one_reach(where, slugs, place, programme, by_day=by_day)
    return condition


def one_reach(
    where: Scope,
    slugs: list[str],
    place: str = "place_code",
    programme: str = "programme",
    *,
    by_day: bool = False,
) -> Q:
    """One line of `reach` as a condition; a single place is asked for as such, so that its index gives the order."""
    [only] = where.prefixes if len(where.prefixes) == 1 else [""]
    here = Q(**{place: only}) if len(only) == CODE else inside(where, place) if by_day else where.q(place)
    every = len(slugs) == len(access.programmes())
    return here if every else here & Q(In(Left(programme, LONGEST_SLUG), slugs))


def inside(where: Scope, place: str) -> Q:
    """The same as `where.q(place)`, in words no index over places can serve.

    A wide place holds many rows, and a database that reads them by place must sort them all; so it reads by day and
    looks at the place of each.
    """
    if "" in where.prefixes:
        return Q()
    condition = Q(pk__in=[])
    for each in where.prefixes:
        condition |= Q(Exact(Left(place, len(each)), each))
    return condition


def numbered(typed: str) -> Q:
    """Cases whose number begins like this."""
    number = typed.strip().upper()
    return Q(number__gte=number, number__lt=number + "~")


def seen(user: AnyUser) -> QuerySet[Case]:
    """The cases the reader may see."""
    return Case.objects.filter(within(user))


def case_of(user: AnyUser, pk: int) -> Case:
    """One case. Raises Http404, and Refused for one outside the reader's scope."""
    case = Case.objects.select_related("household", "subject", "decision").filter(pk=pk).first()
    if case is None:
        raise Http404
    access.require(user, VIEW, programme=case.programme, place_code=case.place_code)
    return case
