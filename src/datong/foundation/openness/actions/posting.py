"""Writes of postings (张贴): a sheet went up, its photograph, it came down."""

import datetime as dt

from django.db import transaction

from datong.foundation.access import service as access
from datong.foundation.access.service import User
from datong.foundation.evidence import service as evidence
from datong.foundation.journal import service as journal
from datong.foundation.openness.errors import OpennessError
from datong.foundation.openness.models import Edition, Posting
from datong.foundation.openness.queries.catalogue import programme_of
from datong.foundation.openness.queries.sheets import KIND, target
from datong.kernel import clock
from datong.kernel.bilingual import Text

POST = "openness.post"
NO_EDITION = Text("没有这份公开内容。", "There is no such publication.")
NO_POSTING = Text("没有这次张贴。", "There is no such posting.")
FUTURE = Text("日期 {day} 还没有到。", "The day {day} has not come yet.")
TOO_SOON = Text(
    "张贴日期 {day} 早于公布日期 {published}。",
    "It went up on {day}, before it was published on {published}.",
)
DOWN_FIRST = Text(
    "揭下日期 {day} 早于张贴日期 {posted}。", "It came down on {day}, before it went up on {posted}."
)
IS_DOWN = Text("这一张已登记揭下。", "This one has been taken down already.")
NO_PICTURE = Text("请上传照片（JPEG、PNG、WebP）。", "Send a photograph (JPEG, PNG, WebP).")


def post(
    actor: User,
    number: str,
    version: int,
    posted_on: dt.date,
    *,
    photo: tuple[str, bytes] | None = None,
    taken_at: dt.datetime | None = None,
    door: str = "page",
) -> Posting:
    """An edition went up on the board; with its photograph (name, bytes) and when it was taken, or without: then a gap is
    shown until one comes. Raises Refused, OpennessError, evidence.BadEvidence."""
    with transaction.atomic():
        edition = Edition.objects.select_related("publication").filter(
            publication__number=number, version=version
        ).first()  # fmt: skip
        if edition is None:
            raise OpennessError(NO_EDITION)
        of = edition.publication
        access.require(actor, POST, programme=programme_of(of.aspect), place_code=of.place_code)
        if posted_on > clock.today():
            raise OpennessError(FUTURE.format(day=posted_on))
        if posted_on < of.published_on:
            raise OpennessError(TOO_SOON.format(day=posted_on, published=of.published_on))
        row = Posting.objects.create(
            edition=edition, posted_on=posted_on, photo="", entered_by=actor, entered_at=clock.now()
        )
        if photo is not None:
            pictured(actor, row, *photo, taken_at, door)
        journal.record(
            actor.username, "openness.post", f"openness.Posting:{row.pk}", place=of.place_code, door=door,
            detail={"number": number, "version": version, "on": posted_on, "photo": row.photo},
        )  # fmt: skip
    return row


def add_photo(
    actor: User,
    posting_id: int,
    name: str,
    content: bytes,
    taken_at: dt.datetime | None = None,
    *,
    door: str = "page",
) -> Posting:
    """The photograph of a posting came later. Raises Refused, OpennessError, evidence.BadEvidence."""
    with transaction.atomic():
        row = locked(actor, posting_id)
        pictured(actor, row, name, content, taken_at, door)
        journal.record(
            actor.username, "openness.photo", f"openness.Posting:{row.pk}", place=row.edition.publication.place_code,
            door=door, detail={"photo": row.photo},
        )  # fmt: skip
    return row


def take_down(actor: User, posting_id: int, on: dt.date, *, door: str = "page") -> Posting:
    """A sheet came down. Raises Refused, OpennessError."""
    with transaction.atomic():
        row = locked(actor, posting_id)
        if row.removed_on is not None:
            raise OpennessError(IS_DOWN)
        if on > clock.today():
            raise OpennessError(FUTURE.format(day=on))
        if on < row.posted_on:
            raise OpennessError(DOWN_FIRST.format(day=on, posted=row.posted_on))
        row.removed_on = on
        row.save(update_fields=["removed_on"])
        journal.record(
            actor.username, "openness.take_down", f"openness.Posting:{row.pk}",
            place=row.edition.publication.place_code, door=door, detail={"on": on},
        )  # fmt: skip
    return row


def locked(actor: User, posting_id: int) -> Posting:
    """The posting, locked, of a place where the actor records postings. Raises Refused, OpennessError."""
    rows = Posting.objects.select_for_update(no_key=True, of=("self",))
    row = rows.select_related("edition__publication").filter(pk=posting_id).first()
    if row is None:
        raise OpennessError(NO_POSTING)
    of = row.edition.publication
    access.require(actor, POST, programme=programme_of(of.aspect), place_code=of.place_code)
    return row


def pictured(
    actor: User, row: Posting, name: str, content: bytes, taken_at: dt.datetime | None, door: str
) -> None:
    """Keep the photograph, without what it says about camera and place; its SHA-256 and moment stand in the row."""
    of = row.edition.publication
    kept = evidence.keep(
        actor, target=target(row), kind=KIND, name=name, content=content, programme=programme_of(of.aspect),
        place_code=of.place_code, door=door,
    )  # fmt: skip
    if not kept.blob.type.startswith("image/"):
        raise evidence.BadEvidence(NO_PICTURE)
    row.photo, row.taken_at = kept.blob.sha256, taken_at or clock.now()
    row.save(update_fields=["photo", "taken_at"])
