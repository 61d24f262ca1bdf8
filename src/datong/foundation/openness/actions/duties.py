"""Writes of the duty calendar: raise, owe for an event, exempt, open aspects, fulfil."""

import datetime as dt
from collections.abc import Mapping

from django.db import transaction
from django.db.models import Q, QuerySet

from datong.foundation.access import service as access
from datong.foundation.access.service import User
from datong.foundation.journal import service as journal
from datong.foundation.openness.actions.raising import duty as made
from datong.foundation.openness.actions.raising import put
from datong.foundation.openness.core import due
from datong.foundation.openness.enums import Cycle
from datong.foundation.openness.errors import OpennessError
from datong.foundation.openness.models import Calendar, Duty, Opened, Publication
from datong.foundation.openness.queries.catalogue import item_of, programme_of, rule
from datong.foundation.openness.registry import CATALOGUES
from datong.foundation.storage import service as storage
from datong.kernel.bilingual import Text

RAISE, EVENT, EXEMPT = "openness.raise", "openness.event", "openness.exempt"
SHORTEST_REASON = 4
EVENTS = (Cycle.AT_ONCE.value, Cycle.STAGE.value)
NO_EVENT = Text(
    "“{name}”按{cycle}公开，不按事项登记。", "“{name}” is disclosed {cycle}; there is no event to record."
)
NO_STAGE = Text("请写明是哪件事、哪个阶段。", "Say which matter and stage it is.")
NO_DUTY = Text("没有这项公开义务。", "There is no such duty.")
DONE = Text("这项义务已经公开，不用免除。", "This duty has been fulfilled; there is nothing to exempt.")
NO_REASON = Text(
    "请写明免公开的理由（至少 4 个字）。", "Say why it need not be published (at least 4 characters)."
)


def raise_duties(
    actor: User, county: str, to: dt.date, *, begins: dt.date | None = None, door: str = "cli"
) -> int:
    """Raise what every village owes for the periods that have begun by `to`, and take over what the programmes' ledgers say
    has been opened; how many duties are new. Again: nothing new. The calendar never goes back before its present day.

    The first time it begins on `begins`, else on `to`: what was owed before is not reckoned. Raises Refused.
    """
    county = county[:6]
    for programme in CATALOGUES:
        access.require(actor, RAISE, programme=programme, place_code=county + "000000")
    with transaction.atomic():
        Calendar.objects.get_or_create(
            county=county, defaults={"begins_on": begins or to, "raised_to": begins or to}
        )
        calendar = Calendar.objects.select_for_update(no_key=True).get(county=county)
        before, calendar.raised_to = calendar.raised_to, max(calendar.raised_to, to)
        calendar.save(update_fields=["raised_to"])
        new = put(county, calendar.begins_on, calendar.raised_to)
        opened = adopt(county, calendar.raised_to)
        if new or opened or before != calendar.raised_to:
            journal.record(
                actor.username, "openness.raise", f"openness.Calendar:{calendar.pk}", place=county + "000000",
                door=door, detail={"to": calendar.raised_to, "new": new, "opened": opened},
            )  # fmt: skip
    return new


def adopt(county: str, day: dt.date) -> int:
    """Take over what every programme's ledger says on a day about opened aspects; how many rows changed."""
    return sum(
        settle(county, dict(catalogue.opened(county, day)), f"{programme}.ledger")
        for programme, catalogue in CATALOGUES.items()
        if catalogue.opened is not None
    )


def open_aspects(
    actor: User, county: str, starts: Mapping[tuple[str, str], dt.date], origin: str, *, door: str = "page"
) -> int:
    """From when villages disclose aspects, by (place code, aspect), as `origin` says; how many rows changed.

    What the same origin said before and says no more is taken back; of two origins the earlier day holds. Raises Refused.
    """
    county = county[:6]
    for programme in {programme_of(aspect) for _, aspect in starts}:
        access.require(actor, RAISE, programme=programme, place_code=county + "000000")
    with transaction.atomic():
        changed = settle(county, starts, origin)
        if changed:
            journal.record(
                actor.username, "openness.open", f"openness.County:{county}", place=county + "000000",
                door=door, detail={"origin": origin, "changed": changed},
            )  # fmt: skip
    return changed


def settle(county: str, starts: Mapping[tuple[str, str], dt.date], origin: str) -> int:
    """Make the rows of one origin say what it says now. Four statements at most."""
    rows = {(row.place_code, row.aspect): row for row in Opened.objects.filter(county=county)}
    new = [
        Opened(county=county, place_code=place, aspect=aspect, on=on, origin=origin)
        for (place, aspect), on in starts.items()
        if (place, aspect) not in rows
    ]
    moved = [
        (row.pk, on)
        for key, on in starts.items()
        if (row := rows.get(key)) and ((row.origin == origin and row.on != on) or on < row.on)
    ]
    gone = [row.pk for key, row in rows.items() if row.origin == origin and key not in starts]
    storage.insert_objects(new)
    if moved:
        ids, days = zip(*moved, strict=True)
        storage.update(Opened, ids, ["on", "origin"], [days, [origin] * len(ids)])
    Opened.objects.filter(pk__in=gone).delete()
    return len(new) + len(moved) + len(gone)


def owe_event(actor: User, place_code: str, key: str, on: dt.date, stage: str, *, door: str = "page") -> Duty:
    """Something happened on a day that must be disclosed at once or at its stage (`stage` names the matter); recorded again
    it is the same duty. Raises Refused, BadItem, OpennessError."""
    item = item_of(place_code, key, on)
    access.require(actor, EVENT, programme=programme_of(item.aspect), place_code=place_code)
    if item.cycle not in EVENTS or item.pk is None:
        name = Text(item.name_zh, item.name_en)
        raise OpennessError(NO_EVENT.format(name=name, cycle=Cycle(item.cycle).label))
    if not stage.strip():
        raise OpennessError(NO_STAGE)
    with transaction.atomic():
        owed = due.Owed(item.version, on, on, due.due_after(rule(item), on))
        wanted = made(item, place_code, owed, stage.strip())
        found, new = Duty.objects.get_or_create(
            place_code=place_code, key=key, period_start=on, stage=wanted.stage,
            defaults={
                "county": wanted.county, "aspect": wanted.aspect, "item": item, "period_end": on,
                "due_on": wanted.due_on,
            },
        )  # fmt: skip
        if new:
            journal.record(
                actor.username, "openness.event", f"openness.Duty:{found.pk}", place=place_code, door=door,
                detail={"key": key, "on": on, "stage": journal.masked(found.stage), "due": found.due_on},
            )  # fmt: skip
    return found


def exempt(actor: User, duty_id: int, reason: str, *, door: str = "page") -> Duty:
    """A village need not fulfil this duty, for a stated reason. Raises Refused, OpennessError, journal.PersonalData."""
    with transaction.atomic():
        found = Duty.objects.select_for_update(no_key=True).filter(pk=duty_id).first()
        if found is None:
            raise OpennessError(NO_DUTY)
        access.require(actor, EXEMPT, programme=programme_of(found.aspect), place_code=found.place_code)
        if found.fulfilled_on is not None:
            raise OpennessError(DONE)
        if len(reason.strip()) < SHORTEST_REASON:
            raise OpennessError(NO_REASON)
        found.exempt, found.exempt_by = reason.strip(), actor
        found.save(update_fields=["exempt", "exempt_by"])
        journal.record(
            actor.username, "openness.exempt", f"openness.Duty:{found.pk}", place=found.place_code,
            why=found.exempt, door=door, detail={"key": found.key, "period": found.period_start},
        )  # fmt: skip
    return found


def fulfil(publication: Publication, on: dt.date) -> int:
    """A publication fulfils the open duties it answers and opens its aspect; how many duties. Inside the transaction of its
    release, before anything is journalled. A sheet of a whole class (assets.income) fulfils each of its items."""
    rows = answered(publication)
    if not rows.exists() and not Duty.objects.filter(publication=publication).exists():
        owe_now(publication)
    changed = rows.update(fulfilled_on=on, publication=publication)
    Opened.objects.get_or_create(
        place_code=publication.place_code, aspect=publication.aspect,
        defaults={"county": publication.county, "on": on, "origin": publication.number},
    )  # fmt: skip
    return changed


def answered(publication: Publication) -> QuerySet[Duty]:
    """The open duties a publication answers: of its item or class, whose period it covers, of its stage; a standing one
    whatever its day."""
    within = Q(period_start__gte=publication.period_start, period_end__lte=publication.period_end)
    return Duty.objects.filter(
        Q(key=publication.key) | Q(key__startswith=publication.key + "."),
        within | Q(item__cycle=Cycle.STANDING.value),
        place_code=publication.place_code, stage=publication.stage, fulfilled_on__isnull=True,
    )  # fmt: skip


def owe_now(publication: Publication) -> None:
    """What is disclosed at once or at a stage without having been recorded before: its duty begins with its period."""
    item = item_of(publication.county, publication.key, publication.period_start)
    if item.pk is None or item.cycle not in EVENTS:
        return
    start, end = publication.period_start, publication.period_end
    made(
        item, publication.place_code,
        due.Owed(item.version, start, end, due.due_after(rule(item), end)), publication.stage,
    ).save()  # fmt: skip


def unfulfil(publication: Publication) -> int:
    """A withdrawn publication fulfils nothing any more: its duties are open again; how many."""
    return Duty.objects.filter(publication=publication).update(fulfilled_on=None, publication=None)
