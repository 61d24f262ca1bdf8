"""Every read of evidence."""

from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db.models import QuerySet

from datong.foundation.access.service import AnyUser, can, require
from datong.foundation.evidence.core import store
from datong.foundation.evidence.core.images import preview
from datong.foundation.evidence.core.refusal import Unfit
from datong.foundation.evidence.errors import Lost
from datong.foundation.evidence.models import Blob, Item
from datong.kernel.bilingual import Text

GONE = Text(
    "这个文件在库里找不到，或者内容已被改动；请告诉系统管理员。",
    "This file is missing from the store, or it was altered; please tell the system administrator.",
)
NO_PICTURE = Text("这个文件不是图片，请下载查看。", "This file is no picture; download it.")


def root() -> Path:
    """The folder of the store."""
    return Path(settings.DATONG_HOME) / "evidence"


def items_of(target: str) -> QuerySet[Item]:
    """The evidence of one matter, in the order it was added; ended items too. Who may see the matter is asked there."""
    return Item.objects.filter(target=target).select_related("blob", "added_by")


def kinds_of(target: str) -> set[str]:
    """The kinds of evidence a matter has; ended items count no more."""
    rows = Item.objects.filter(target=target, ended_at__isnull=True)
    return set(rows.order_by().values_list("kind", flat=True).distinct())


def item(viewer: AnyUser, pk: int) -> Item | None:
    """One item of a programme and place whose cases the viewer may see. Raises Refused for who sees no cases at all."""
    require(viewer, "cases.view")
    found = Item.objects.select_related("blob").filter(pk=pk).first()
    if found is None or not can(viewer, "cases.view", programme=found.programme, place_code=found.place_code):
        return None
    return found


def content(found: Item) -> bytes:
    """The bytes as they were kept; raises Lost."""
    if found.ended_at is not None:
        raise Lost(
            Text(f"{found.ended_why}，文件已销毁。", "Its time of keeping is over; the file was destroyed.")
        )
    kept = store.read(root(), found.blob.sha256)
    if kept is None:
        raise Lost(GONE)
    return kept


def thumbnail(found: Item) -> bytes:
    """A JPEG of a kept picture, at most 1,200 pixels a side; raises Lost."""
    if not found.blob.type.startswith("image/"):
        raise Lost(NO_PICTURE)
    try:
        return preview(content(found))
    except Unfit as error:
        raise Lost(GONE) from error


@dataclass(frozen=True, slots=True)
class StoreCheck:
    """What a walk through the store found: how many contents are as they should be, and digests of what is not.

    `stray`: stored, but of no row that counts (a crash between file and row, or a copy put back).
    """

    sound: int
    missing: tuple[str, ...]
    altered: tuple[str, ...]
    stray: tuple[str, ...]


def verify_store() -> StoreCheck:
    """Read every stored file and compare it with its name and its row. Cost: that of reading the store once."""
    folder = root()
    wanted = set(Blob.objects.filter(destroyed_at__isnull=True).values_list("sha256", flat=True))
    present = set(store.stored(folder))
    sound = {sha256 for sha256 in wanted & present if store.read(folder, sha256) is not None}
    return StoreCheck(
        sound=len(sound),
        missing=tuple(sorted(wanted - present)),
        altered=tuple(sorted((wanted & present) - sound)),
        stray=tuple(sorted(present - wanted)),
    )
