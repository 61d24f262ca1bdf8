"""How sources and their lists stand: how old the newest list is, how right it was, what became of each list's rows."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count, Max, Q, QuerySet

from datong.foundation.access import service as access
from datong.foundation.access.service import AnyUser
from datong.foundation.places import service as places
from datong.foundation.reviews.enums import HitState
from datong.foundation.reviews.models import Hit, Listing, Run, Source, Switch
from datong.foundation.reviews.queries import lists
from datong.foundation.reviews.queries.statistics import Share
from datong.foundation.reviews.registry import PROGRAMMES
from datong.kernel import clock
from datong.kernel.bilingual import Text

STATISTICS = "reviews.statistics"


@dataclass(frozen=True, slots=True)
class Standing:
    """A source with the day of its newest list, that list's age in days, how many lists wait, and how right it was."""

    source: Source
    as_of: dt.date | None
    age: int | None
    waiting: int
    share: Share

    @property
    def stale(self) -> bool:
        """Whether the newest list is too old to be run today."""
        return self.age is not None and self.age > self.source.freshness_days

    @property
    def open(self) -> int:
        """Its matches that wait to be verified, as far as the viewer sees them."""
        return self.share.states.get(HitState.TO_VERIFY, 0)

    @property
    def last_switch(self) -> Switch | None:
        """The last time it was switched off or on; the switches were read with the sources."""
        made = list(self.source.switches.all())
        return made[-1] if made else None


def standings(viewer: AnyUser, sources: Iterable[Source]) -> list[Standing]:
    """How each of these sources stands today. Two queries, however many there are."""
    rows = list(sources)
    ids = [row.pk for row in rows]
    newest: dict[int, tuple[dt.date, int]] = {
        pk: (as_of, waiting)
        for pk, as_of, waiting in Listing.objects.filter(source__in=ids, withdrawn_by=None)
        .order_by()
        .values_list("source")
        .annotate(as_of=Max("as_of"), waiting=Count("id", filter=~Q(stored="")))
    }
    states: dict[int, dict[str, int]] = defaultdict(dict)
    counted = Hit.objects.filter(lists.within(viewer, STATISTICS), source__in=ids).order_by()
    for pk, state, count in counted.values_list("source", "state").annotate(n=Count("id")):
        states[pk][state] = count
    today = clock.today()
    found = []
    for row in rows:
        as_of, waiting = newest.get(row.pk, (None, 0))
        age = (today - as_of).days if as_of else None
        share = Share(str(row.pk), Text(row.name, row.name), states[row.pk])
        found.append(Standing(row, as_of, age, waiting, share))
    return found


def source(viewer: AnyUser, pk: int) -> Source | None:
    """One of `lists.sources`."""
    return lists.sources(viewer).filter(pk=pk).first()


def listing(viewer: AnyUser, pk: int) -> Listing | None:
    """One of `lists.listings`."""
    return lists.listings(viewer).select_related("source__owner").filter(pk=pk).first()


def kept(listings: Sequence[Listing]) -> dict[int, int]:
    """How many rows of each list were kept, because they matched. One query."""
    rows = Hit.objects.filter(listing__in=[each.pk for each in listings]).order_by()
    return dict(rows.values_list("listing").annotate(n=Count("id")))


def waiting(viewer: AnyUser, action: str) -> QuerySet[Listing]:
    """Lists that wait for their run, of programmes and counties where the viewer may do this; by programme and source."""
    rows = lists.listings(viewer).exclude(stored="").filter(run=None)
    slugs = [slug for slug in PROGRAMMES if access.scope(viewer, action, slug)]
    return rows.filter(source__programme__in=slugs).order_by(
        "source__programme", "source__name", "-as_of", "id"
    )


def runs_of(viewer: AnyUser, source_id: int) -> QuerySet[Run]:
    """Runs in which a list of the source was compared."""
    spent = Listing.objects.filter(source_id=source_id, run__isnull=False)
    return lists.runs(viewer).filter(pk__in=spent.values("run"))


def run(viewer: AnyUser, pk: int) -> Run | None:
    """One of `lists.runs`."""
    return lists.runs(viewer).filter(pk=pk).first()


def programmes(viewer: AnyUser, action: str) -> list[tuple[str, Text]]:
    """Reviewed programmes where the viewer may do this somewhere."""
    return [(slug, PROGRAMMES.get(slug).name) for slug in PROGRAMMES if access.scope(viewer, action, slug)]


def areas(viewer: AnyUser, action: str) -> list[tuple[str, str]]:
    """Where the viewer may do this, by code of 12 digits: the home county, then its towns. Two queries."""
    county = access.home_place(viewer)[:6]
    codes = (
        [county + "000000", *places.within(county, "town").values_list("code", flat=True)] if county else []
    )
    names = places.names(set(codes))
    slugs = [slug for slug, _ in programmes(viewer, action)]
    allowed = [
        code
        for code in codes
        if any(access.can(viewer, action, programme=slug, place_code=code) for slug in slugs)
    ]
    return [(code, names.get(code, code)) for code in allowed]
