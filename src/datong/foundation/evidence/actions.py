"""Every write of evidence: keep, tell of a download, close and reopen a matter, destroy what is due."""

import datetime as dt

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet

from datong.foundation.access.service import User, require, visible
from datong.foundation.evidence.core import store
from datong.foundation.evidence.core.files import Kept, examine, safe_name
from datong.foundation.evidence.core.refusal import Unfit
from datong.foundation.evidence.errors import BadEvidence
from datong.foundation.evidence.models import Blob, Item
from datong.foundation.evidence.queries import root
from datong.foundation.evidence.registry import Retention, retention_class, retentions
from datong.foundation.journal import service as journal
from datong.kernel import clock

FALLBACK = "evidence"


def keep(
    actor: User,
    *,
    target: str,
    kind: str,
    name: str,
    content: bytes,
    programme: str,
    place_code: str,
    retention: str = "case",
    note: str = "",
    door: str = "page",
) -> Item:
    """Keep a file as evidence of a matter; the caller holds the permission to handle that matter.

    Images are drawn anew without metadata. A content is stored once, however often it comes. Raises BadEvidence,
    UnknownKeyError for a retention class nobody registered.
    """
    retention_class(retention)
    try:
        kept = examine(content)
    except Unfit as error:
        raise BadEvidence(error.text) from error
    with transaction.atomic():
        row = Item.objects.create(
            blob=blob_of(actor, kept),
            target=target,
            kind=kind,
            name=safe_name(name, kept.type, FALLBACK),
            note=note.strip() or None,
            programme=programme,
            place_code=place_code,
            retention=retention,
            added_by=actor,
            at=clock.now(),
        )
        told(actor, "evidence.keep", row, door, {"sha256": row.blob.sha256, "kind": kind, "of": target})
    return row


def blob_of(actor: User, kept: Kept) -> Blob:
    """The row of a content, locked or new, and the file behind it.

    The file is written after the row is locked: whoever destroys the same content has finished by then.
    """
    sha256 = store.digest(kept.content)
    living = Blob.objects.select_for_update(no_key=True).filter(sha256=sha256, destroyed_at=None)
    row = living.first()
    if row is None:
        try:
            with transaction.atomic():
                row = Blob.objects.create(
                    sha256=sha256, size=len(kept.content), type=kept.type, at=clock.now(), by=actor
                )
        except IntegrityError:  # somebody kept the same content a moment ago
            row = living.get()
    store.write(root(), kept.content)
    return row


def downloaded(actor: User, row: Item, *, whole: bool = True, door: str = "page") -> None:
    """Write down that somebody looked at the file: the whole of it, or a preview."""
    told(actor, "evidence.read" if whole else "evidence.preview", row, door, {"of": row.target})


def close_matter(actor: User, target: str, on: dt.date, *, door: str = "page") -> int:
    """From this day on the retention of a matter's evidence runs; how many items. The caller holds the permission."""
    rows = Item.objects.filter(target=target, closed_on__isnull=True, ended_at__isnull=True)
    return dated(actor, "evidence.close", target, rows, on, door)


def reopen_matter(actor: User, target: str, *, door: str = "page") -> int:
    """A matter goes on, such as after an objection: its evidence is kept; how many items."""
    rows = Item.objects.filter(target=target, closed_on__isnull=False, ended_at__isnull=True)
    return dated(actor, "evidence.reopen", target, rows, None, door)


def dated(actor: User, action: str, target: str, rows: QuerySet[Item], on: dt.date | None, door: str) -> int:
    """Set the closing day of these items; nothing is journalled when there are none."""
    with transaction.atomic():
        changed = rows.update(closed_on=on)
        if changed:
            detail = {"items": changed, "on": on.isoformat() if on else None}
            journal.record(actor.username, action, target, door=door, detail=detail)
    return changed


def destroy_due(actor: User, today: dt.date, *, door: str = "cli") -> list[int]:
    """End every item whose time is over on `today`, and destroy contents no other item needs; numbers of the items.

    The rows stay, with hash and reason. Each item is a transaction of its own. Raises Refused.
    """
    require(actor, "evidence.destroy")
    ended = []
    for each in retentions():
        if each.then == "destroy" and each.years is not None:
            rows = Item.objects.filter(due(each, each.years, today))
            allowed = visible(rows, actor, "evidence.destroy", None).order_by("id")
            ended += [pk for pk in allowed.values_list("id", flat=True) if end(actor, pk, each, today, door)]
    return ended


def due(kept: Retention, years: int, today: dt.date) -> Q:
    """Items of a class closed at least so many years before `today`: closed on 1 March 2015, five years, due 1 March 2020."""
    return Q(retention=kept.key, ended_at__isnull=True, closed_on__lte=years_before(today, years))


def years_before(day: dt.date, years: int) -> dt.date:
    """The same day so many years earlier; of 29 February the 28th."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


def end(actor: User, pk: int, kept: Retention, today: dt.date, door: str) -> bool:
    """End one item and, when it was the last of its content, destroy that; False when somebody was faster."""
    with transaction.atomic():
        blob_id = Item.objects.values_list("blob_id", flat=True).get(pk=pk)
        blob = Blob.objects.select_for_update(no_key=True).get(pk=blob_id)
        row = (
            Item.objects.select_for_update(no_key=True)
            .filter(due(kept, kept.years or 0, today), pk=pk)
            .first()
        )
        if row is None:
            return False
        why = f"{kept.name.zh}保存期满（{kept.years} 年）"
        row.ended_at, row.ended_why = clock.now(), why
        row.save(update_fields=["ended_at", "ended_why"])
        last = not blob.items.filter(ended_at__isnull=True).exists()
        if last:
            blob.destroyed_at, blob.destroyed_why = row.ended_at, why
            blob.save(update_fields=["destroyed_at", "destroyed_why"])
        detail = {
            "sha256": blob.sha256,
            "class": kept.key,
            "closed_on": str(row.closed_on),
            "destroyed": last,
        }
        told(actor, "evidence.destroy", row, door, detail)
        if last:  # the last act under the lock: whoever keeps the same content waits for it
            store.remove(root(), blob.sha256)
    return True


def told(actor: User, action: str, row: Item, door: str, detail: dict[str, object]) -> None:
    """The entry of one item: never its name or note."""
    target = f"evidence.Item:{row.pk}"
    journal.record(actor.username, action, target, place=row.place_code, door=door, detail=detail)
