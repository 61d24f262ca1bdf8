"""The sheet of a publication for the board, and what hangs or hung there."""

import datetime as dt
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from datong.foundation.access import service as access
from datong.foundation.access.service import AnyUser
from datong.foundation.documents.service import Doc, Lang, Paper
from datong.foundation.evidence import service as evidence
from datong.foundation.openness.core import sheet as paper_of
from datong.foundation.openness.models import Posting, Publication
from datong.foundation.openness.queries.public import read
from datong.kernel import clock
from datong.kernel.tlog import checkpoints, notes

VIEW = "openness.view"
KIND = "board_photo"


def publication_seen(user: AnyUser, number: str) -> Publication | None:
    """A publication of the viewer's places, shown or not."""
    rows = Publication.objects.select_related("edition").filter(number=number)
    return access.visible(rows, user, VIEW, None).first()


def board_sheet(
    number: str, link: str, *, paper: Paper = "a3", lang: Lang = "zh", version: int | None = None
) -> Doc:
    """The sheet of an edition; only what the log bears out is printed. Raises NotShown, publiclog.NotProved."""
    found = read(number, version)
    point = checkpoints.parse(notes.parse(found.proved.checkpoint).text)
    logged = paper_of.Logged(
        hashlib.sha256(found.canonical).hexdigest(),
        found.proved.index,
        point.size,
        notes.base64_of(point.root),
    )
    return paper_of.sheet(found.content, logged, found.publication.board_until, link, paper=paper, lang=lang)


@dataclass(frozen=True, slots=True)
class Hung:
    """A posting with its photograph's row in the store (None: a gap). `days`: how long it hung or hangs; `short`: it was
    taken down before its time."""

    posting: Posting
    photo: evidence.Item | None
    days: int
    short: bool

    @property
    def gap(self) -> bool:
        """No photograph proves it."""
        return not self.posting.photo


def postings_of(publication: Publication) -> list[Hung]:
    """Every posting of every edition, the newest first. Two queries."""
    rows = Posting.objects.filter(edition__publication=publication).select_related("edition", "entered_by")
    return hung(list(rows.order_by("-id")), publication.board_until)


def hung(rows: list[Posting], until: dt.date) -> list[Hung]:
    """Postings with their photographs; one query."""
    photos = photographs(rows)
    today = clock.today()
    return [
        Hung(
            row, photos.get(target(row)), ((row.removed_on or today) - row.posted_on).days,
            row.removed_on is not None and row.removed_on < until,
        )
        for row in rows
    ]  # fmt: skip


def photographs(rows: Iterable[Posting]) -> dict[str, evidence.Item]:
    """The newest photograph of each posting by its target."""
    targets = [target(row) for row in rows]
    found = evidence.Item.objects.filter(target__in=targets, ended_at__isnull=True).order_by("id")
    return {item.target: item for item in found.select_related("blob")}


def target(posting: Posting) -> str:
    """How evidence names a posting."""
    return f"openness.Posting:{posting.pk}"


def unproved(user: AnyUser, county: str) -> QuerySet[Publication]:
    """Publications of the viewer's places in their board time that no posting with a photograph proves."""
    rows = Publication.objects.filter(county=county[:6], state="shown", board_until__gte=clock.today())
    proved = Posting.objects.exclude(photo="").values("edition__publication_id")
    return access.visible(rows.exclude(pk__in=proved), user, VIEW, None).order_by("board_until", "id")
