"""What stands beside the figures: sources that are off and why, sources with rows for their owner to correct."""

from dataclasses import dataclass

from django.db.models import Count

from datong.foundation.access import service as access
from datong.foundation.access.service import AnyUser
from datong.foundation.places import service as places
from datong.foundation.reviews.enums import SOURCE_IS_WRONG, HitState
from datong.foundation.reviews.models import Hit, Source, Switch
from datong.foundation.reviews.queries import lists
from datong.foundation.reviews.registry import PROGRAMMES

STATISTICS, EXPORT = "reviews.statistics", "reviews.export"


@dataclass(frozen=True, slots=True)
class Off:
    """A source that is switched off, by the switch that did it."""

    source: Source
    switch: Switch | None


def county_of(viewer: AnyUser, action: str) -> str:
    """The county (6 digits) whose reviews the viewer is shown: that of the widest post; else the first with a source."""
    home = access.home_place(viewer)
    if home and places.prefix(home):
        return home[:6]
    slugs = [slug for slug in PROGRAMMES if access.scope(viewer, action, slug)]
    row = Source.objects.filter(programme__in=slugs).order_by("county").first()
    return row.county if row else ""


def switched_off(viewer: AnyUser, county: str) -> list[Off]:
    """Sources of a county that are off. Two queries."""
    slugs = [slug for slug in PROGRAMMES if access.scope(viewer, STATISTICS, slug)]
    rows = list(
        Source.objects.filter(county=county, programme__in=slugs, on=False)
        .select_related("owner")
        .order_by("name")
    )
    last: dict[int, Switch] = {}
    for switch in Switch.objects.filter(source__in=rows, on=False).select_related("by").order_by("id"):
        last[switch.source_id] = switch
    return [Off(row, last.get(row.pk)) for row in rows]


def to_correct(viewer: AnyUser) -> list[tuple[Source, int]]:
    """Sources the viewer may export for, with how many of their rows were found wrong and are still kept. Two queries."""
    rows = Hit.objects.filter(
        lists.within(viewer, EXPORT),
        state__in=[HitState.EXPLAINED.value, HitState.DISMISSED.value],
        verdict__ground__in=[each.value for each in SOURCE_IS_WRONG],
        row__isnull=False,
    )
    counts = dict(rows.order_by().values_list("source").annotate(n=Count("id")))
    found = Source.objects.filter(pk__in=counts).select_related("owner").order_by("name", "pk")
    return [(row, counts[row.pk]) for row in found]
