"""Sources, lists, runs and matches for their pages: scoped to the viewer, ready for paging."""

from dataclasses import dataclass

from django.db.models import Count, F, Prefetch, Q, QuerySet

from datong.foundation.access import service as access
from datong.foundation.access.service import AnyUser, Scope
from datong.foundation.reviews.enums import HitState
from datong.foundation.reviews.models import Control, Hit, Listing, Run, Source, Switch
from datong.foundation.reviews.registry import PROGRAMMES

VIEW, SOURCES = "reviews.view", "reviews.view"
EFFECTS = ("loses", "less", "same", "unknown")


@dataclass(frozen=True, slots=True)
class Asking:
    """How a queue is narrowed; empty: not at all. `place`: 12 digits; `effect`: one of `EFFECTS`, what the rules would say."""

    source: int | None = None
    place: str = ""
    state: str = ""
    kind: str = ""
    effect: str = ""
    below: bool | None = None


def hits(viewer: AnyUser, asking: Asking = Asking()) -> QuerySet[Hit]:
    """Matches the viewer may see, the heaviest consequence first. One query; sealed columns are not opened."""
    rows = Hit.objects.filter(within(viewer, VIEW))
    exact = {"source_id": asking.source, "state": asking.state, "kind": asking.kind, "below": asking.below}
    rows = rows.filter(**{name: value for name, value in exact.items() if value not in (None, "")})
    if asking.place:
        rows = Scope.of([asking.place]).narrow(rows)
    if asking.effect:
        rows = rows.filter(effect(asking.effect))
    rows = rows.select_related("source", "listing", "person", "household__head", "notice", "verdict", "case")
    return rows.defer("row", "ours").order_by(
        F("eligible").asc(nulls_last=True), "source_id", "place_code", "id"
    )


def effect(key: str) -> Q:
    """What the rules would say: no longer eligible, less, the same or more, not known."""
    loses, known = Q(eligible=False), Q(before__isnull=False, after__isnull=False)
    less = known & Q(after__lt=F("before")) & ~loses
    return {
        "loses": loses,
        "less": less,
        "same": known & Q(after__gte=F("before")) & Q(eligible=True),
        "unknown": Q(eligible__isnull=True),
    }[key]


def within(
    viewer: AnyUser, action: str, place_field: str = "place_code", programme_field: str = "programme"
) -> Q:
    """Rows of every reviewed programme at the places where the viewer may do this."""
    found = Q(pk__in=[])
    for slug in PROGRAMMES:
        where = access.scope(viewer, action, slug)
        if where:
            found |= Q(**{programme_field: slug}) & where.q(place_field)
    return found


def hit(viewer: AnyUser, pk: int) -> Hit | None:
    """One of `hits`, with its sealed columns."""
    rows = Hit.objects.filter(within(viewer, VIEW)).select_related(
        "source__owner", "listing", "run", "person", "household__head", "notice", "verdict", "case"
    )
    return rows.filter(pk=pk).first()


def counties(viewer: AnyUser, action: str) -> list[tuple[str, Scope]]:
    """Programmes with the viewer's places."""
    return [(slug, where) for slug in PROGRAMMES if (where := access.scope(viewer, action, slug))]


def sources(viewer: AnyUser) -> QuerySet[Source]:
    """Sources of the counties and programmes the viewer sees, with their switches and how many matches wait."""
    mine = Q(pk__in=[])
    for slug, where in counties(viewer, SOURCES):
        own = Q(programme=slug)
        if "" not in where.prefixes:
            own &= Q(county__in=sorted({prefix[:6] for prefix in where.prefixes}))
        mine |= own
    open_hits = Count("hits", filter=Q(hits__state=HitState.TO_VERIFY))
    return (
        Source.objects.filter(mine)
        .select_related("owner")
        .prefetch_related(Prefetch("switches", Switch.objects.select_related("by", "notice")))
        .annotate(open_hits=open_hits)
        .order_by("county", "programme", "key")
    )


def listings(viewer: AnyUser, source: int | None = None) -> QuerySet[Listing]:
    """Lists that were handed in, the newest first; for whoever takes them in or audits."""
    rows = Listing.objects.filter(source__in=sources(viewer).values("pk"))
    rows = rows.filter(source_id=source) if source is not None else rows
    return rows.select_related("source", "received_by", "withdrawn_by", "run").order_by("-id")


def runs(viewer: AnyUser) -> QuerySet[Run]:
    """Runs of the places the viewer sees whole, the newest first."""
    rows = Run.objects.filter(within(viewer, VIEW)).select_related("by")
    return rows.prefetch_related("listings__source").order_by("-id")


def controls(viewer: AnyUser) -> QuerySet[Control]:
    """Recipients and settled matches drawn to be checked all the same, those not checked yet first."""
    rows = Control.objects.filter(within(viewer, VIEW, programme_field="run__programme"))
    rows = rows.select_related("run", "person", "household__head", "by", "hit__verdict", "hit__source")
    return rows.defer("hit__row", "hit__ours").order_by("seen", "id")
