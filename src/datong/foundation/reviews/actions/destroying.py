"""Destroying what is no longer needed (期满销毁): unused lists, rows of settled matches, files nobody knows."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q

from datong.foundation.access import service as access
from datong.foundation.access.service import User
from datong.foundation.reviews.actions import shelf
from datong.foundation.reviews.actions.journalling import tell
from datong.foundation.reviews.enums import HitState
from datong.foundation.reviews.models import Hit, Listing, Source
from datong.kernel import clock

DESTROY = "reviews.destroy"


@dataclass(frozen=True, slots=True)
class Destroyed:
    """How many lists, rows and stray files went."""

    listings: int
    rows: int
    strays: int


def destroy_due(actor: User, county: str, *, door: str = "cli") -> Destroyed:
    """Destroy what a county's sources allow no longer. The record of each decision stays; the rows behind it go.

    A confirmed row stays until the check it opened is closed. Raises Refused.
    """
    place = county[:6] + "000000"
    access.require(actor, DESTROY, programme=access.EVERY_PROGRAMME, place_code=place)
    now = clock.now()
    tokens: list[str] = []
    rows = 0
    with transaction.atomic():
        for source in Source.objects.filter(county=county[:6]).order_by("pk"):
            before = now - dt.timedelta(days=source.retention_days)
            waiting = list(
                Listing.objects.select_for_update(no_key=True)
                .filter(source=source, run=None, destroyed_at=None, received_at__lt=before)
                .order_by("pk")
            )
            for listing in waiting:
                tokens.append(listing.stored)
                listing.stored, listing.destroyed_at = "", now
                listing.save(update_fields=["stored", "destroyed_at"])
            rows += erased(source, before)
        strays = (
            shelf.stored()
            - set(Listing.objects.exclude(stored="").values_list("stored", flat=True))
            - set(tokens)
        )
        found = Destroyed(len(tokens), rows, len(strays))
        tell(
            actor,
            "destroy",
            f"reviews.County:{county[:6]}",
            place,
            door,
            lists=found.listings,
            rows=rows,
            strays=found.strays,
        )
    for token in {*tokens, *strays}:
        shelf.drop(token)
    shelf.clear()
    return found


def erased(source: Source, before: dt.datetime) -> int:
    """Both records of matches settled before then."""
    due = Hit.objects.filter(source=source, row__isnull=False, verdict__at__lt=before).exclude(
        state=HitState.TO_VERIFY
    )
    due = due.filter(~Q(state=HitState.CONFIRMED) | Q(case__closed_on__isnull=False))
    return Hit.objects.filter(pk__in=list(due.values_list("pk", flat=True))).update(row=None, ours=None)
