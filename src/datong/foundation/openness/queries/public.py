"""What the public may read now: the day decides, whether or not the job that expires things has run.

Nothing is given out that the log's files do not bear out (see publiclog): altered content is an error, not a page.
"""

import datetime as dt
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet

from datong.foundation.evidence.service import store
from datong.foundation.openness.enums import PublicationState
from datong.foundation.openness.errors import NotShown
from datong.foundation.openness.models import Edition, Publication, PublicFile
from datong.foundation.publiclog import service as publiclog
from datong.kernel import clock
from datong.kernel.bilingual import Text
from datong.kernel.tlog import checkpoints, notes, tree

AT_ONCE = 1_000
NONE = Text("没有编号为 {number} 的公开内容。", "Nothing was published under number {number}.")
OVER = Text(
    "{number} 的公示期已过，内容已按规定撤下。",
    "The time of {number} on the public pages is over; its content was taken down.",
)
WITHDRAWN = Text(
    "{number} 的这一版已撤回，内容不再公开。",
    "This edition of {number} was withdrawn; its content is shown no more.",
)
ERASED = Text("{number} 的这一版已清除。", "This edition of {number} was erased.")
MIXED = Text(
    "{number} 的内容与公开日志里的这一条对不上，可能被改动过，因此不显示。",
    "The content of {number} is not what its line in the log stands for; it may have been altered and is not shown.",
)


@dataclass(frozen=True, slots=True)
class Reading:
    """One edition as the public reads it; `content` is what the log commits to, `canonical` its bytes."""

    publication: Publication
    edition: Edition
    content: dict[str, Any]
    canonical: bytes
    proved: publiclog.Proved
    files: tuple[PublicFile, ...]


def shown(day: dt.date | None = None) -> QuerySet[Publication]:
    """Publications shown on `day` (today), the newest first, each with its current edition."""
    on = day or clock.today()
    inside = Q(shown_until__isnull=True) | Q(shown_until__gte=on)
    return Publication.objects.filter(inside, state=PublicationState.SHOWN).select_related("edition")


def read(number: str, version: int | None = None) -> Reading:
    """One edition, the current one unless told otherwise; of a withdrawn publication the notice of withdrawal.

    Raises NotShown (never published, withdrawn, expired, erased), publiclog.NotProved. Four queries.
    """
    publication = Publication.objects.select_related("edition").filter(number=number).first()
    if publication is None or publication.edition is None:
        raise NotShown(NONE.format(number=number))
    edition = publication.edition
    if version is not None and version != edition.version:
        found = publication.editions.filter(version=version).first()
        if found is None:
            raise NotShown(NONE.format(number=f"{number}/{version}"))
        edition = found
    still_shown(publication, edition)
    return reading(publication, edition, tuple(publication.files.all()))


def still_shown(publication: Publication, edition: Edition) -> None:
    """Raises NotShown when the day, a withdrawal or an erasure took this edition from the public."""
    number = publication.number
    past = publication.shown_until is not None and publication.shown_until < clock.today()
    if past or publication.state == PublicationState.EXPIRED:
        raise NotShown(OVER.format(number=number))
    if publication.state == PublicationState.WITHDRAWN and edition.action != publiclog.Action.WITHDRAW:
        raise NotShown(WITHDRAWN.format(number=number))
    if not edition.content:
        raise NotShown(ERASED.format(number=number))


def reading(
    publication: Publication,
    edition: Edition,
    files: tuple[PublicFile, ...],
    proved: publiclog.Proved | None = None,
) -> Reading:
    """The edition checked against the files of the log (`proved`: checked already). Raises publiclog.NotProved, NotShown."""
    canonical = edition.content.encode()
    proof = proved or publiclog.proved(edition.log_index, canonical)
    content = json.loads(canonical)
    said = (content["number"], content["version"], content["action"])
    if said != (publication.number, edition.version, edition.action):
        raise publiclog.NotProved(MIXED.format(number=publication.number))
    if content["until"] and content["until"] < clock.today().isoformat():
        raise NotShown(OVER.format(number=publication.number))
    named = {each["sha256"] for each in content["files"]}
    return Reading(
        publication, edition, content, canonical, proof, tuple(each for each in files if each.sha256 in named)
    )


def readings(publications: Iterable[Publication]) -> Iterator[Reading]:
    """The current editions of these publications (from `shown`), in their order; raises as `read` at the first bad one.

    Two queries and one look at the log for every thousand of them.
    """
    rows = iter(publications)
    while part := list(islice(rows, AT_ONCE)):
        yield from some(part)


def some(rows: list[Publication]) -> Iterator[Reading]:
    """So many at once."""
    files: dict[int, list[PublicFile]] = {}
    for each in PublicFile.objects.filter(publication__in=rows).order_by("id"):
        files.setdefault(each.publication_id or 0, []).append(each)
    try:
        proofs = publiclog.proofs(row.edition.log_index for row in rows if row.edition)
    except publiclog.Unreadable as error:
        raise publiclog.NotProved(error.text) from error
    roots: dict[str, checkpoints.Checkpoint] = {}
    for row in rows:
        if row.edition is None:
            raise NotShown(NONE.format(number=row.number))
        still_shown(row, row.edition)
        proof = proofs.get(row.edition.log_index)
        held = proof is not None and stands(proof, row.edition.content.encode(), roots)
        yield reading(row, row.edition, tuple(files.get(row.pk, ())), proof if held else None)


def stands(proof: publiclog.Proved, canonical: bytes, roots: dict[str, checkpoints.Checkpoint]) -> bool:
    """Whether the entry commits to the content and lies in the checkpoint; what does not is asked about one by one, which
    says why. `roots`: checkpoints read before."""
    if proof.salt is None:
        return False
    if proof.checkpoint not in roots:
        roots[proof.checkpoint] = checkpoints.parse(notes.parse(proof.checkpoint).text)
    point = roots[proof.checkpoint]
    committed = json.loads(proof.entry).get("commitment") == sha256(proof.salt + canonical).hexdigest()
    leaf = tree.leaf_hash(proof.entry)
    return committed and tree.check_inclusion(proof.index, point.size, leaf, proof.hashes, point.root)


def log_index(number: str, version: int | None = None) -> int:
    """Where an edition (the current one) stands in the public log, expired ones too. Raises NotShown for unknown ones."""
    rows = Edition.objects.filter(publication__number=number).order_by("-version")
    found = (rows if version is None else rows.filter(version=version)).first()
    if found is None:
        raise NotShown(NONE.format(number=number if version is None else f"{number}/{version}"))
    return found.log_index


def shelf() -> Path:
    """The folder of the cleaned attachments, by SHA-256: HOME/published."""
    return Path(settings.DATONG_HOME) / "published"


def file_path(sha256: str) -> Path:
    """Where an attachment lies. Raises ValueError for anything but a digest."""
    return store.path_of(shelf(), sha256)


def file_bytes(sha256: str) -> bytes | None:
    """An attachment; None when it is gone or not what it was."""
    return store.read(shelf(), sha256)


def content_of(publication: Publication) -> dict[str, Any]:
    """The content of the current edition for those who prepare the next one; empty blocks once it was erased."""
    edition = publication.edition
    if edition is None or not edition.content:
        return {"blocks": [], "files": []}
    content: dict[str, Any] = json.loads(edition.content)
    return content
