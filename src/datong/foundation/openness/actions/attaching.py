"""Attachments of a draft: cleaned, searched for personal data, kept under their hash; the original goes to evidence.

Lock order: the draft, the counter of the shelf, new rows, then the journal.
"""

from django.db import transaction

from datong.foundation.access.service import User
from datong.foundation.evidence import service as evidence
from datong.foundation.openness.actions.drafting import EDITABLE, SHELF, locked, told
from datong.foundation.openness.core.attachments import Cleaned, Unfit, clean
from datong.foundation.openness.core.redaction import findings, kinds_of
from datong.foundation.openness.core.redaction.scan import FILE_NAME, OVERRULABLE
from datong.foundation.openness.enums import DraftState
from datong.foundation.openness.errors import BadDraft, Blocked
from datong.foundation.openness.models import Draft, PublicFile
from datong.foundation.openness.queries import drafts, public
from datong.foundation.openness.workflow import PROGRAMME
from datong.foundation.storage import service as storage
from datong.kernel.bilingual import Text

ORIGINAL = "openness_original"
RETENTION = "case"
MOST_FILES = 20
INSIDE = Text("附件“{name}”", "“{name}”")
PERSONAL = Text(
    "附件里发现个人信息，没有保存；请遮盖或删去后再上传。",
    "Personal data stands in the attachment; it was not kept. Take it out and send it again.",
)
TOO_MANY = Text("一份公开最多 20 个附件。", "A publication has at most 20 attachments.")
NOT_HERE = Text("这个附件已经不在了，请刷新页面。", "This attachment is gone; reload the page.")


def attach(actor: User, draft_id: int, name: str, content: bytes, *, door: str = "page") -> PublicFile:
    """Attach a file. A number in its words, its metadata or its name keeps it out; what word lists suspect is noted and
    asked about at release.

    Raises Refused, BadDraft, Blocked. Pictures, PDF and text are kept as evidence as they came; Word and Excel are not.
    """
    try:
        cleaned = clean(content, name, examined)
    except Unfit as error:
        raise BadDraft(error.text) from error
    shown_name = named(name, cleaned)
    with transaction.atomic():
        row = locked(actor, draft_id, *EDITABLE)
        suspects = search(row, shown_name, cleaned)
        if row.files.count() >= MOST_FILES:
            raise BadDraft(TOO_MANY)
        storage.next_number(SHELF)
        digest = evidence.store.write(public.shelf(), cleaned.content)
        file = PublicFile.objects.create(
            draft=row, name=shown_name, media=cleaned.media, size=len(cleaned.content), sha256=digest,
            unreadable=cleaned.unreadable, suspects=",".join(suspects),
        )  # fmt: skip
        row.moves += 1
        row.signed = ""
        row.save(update_fields=["moves", "signed"])
        keep_original(actor, row, shown_name, content, cleaned, door)
        told(actor, "attach", row, door, detail={"file": file.pk, "sha256": digest, "media": cleaned.media})
    return file


def examined(content: bytes) -> tuple[bytes, str]:
    """A picture drawn anew, or plain text, the way evidence does it. Raises Unfit."""
    try:
        kept = evidence.examine(content)
    except evidence.Unfit as error:
        raise Unfit(error.text) from error
    return kept.content, kept.type


def named(name: str, cleaned: Cleaned) -> str:
    """The file's name fit to be shown: no folder, no control signs, the ending of its type."""
    stem = evidence.safe_name(name, "text/plain", "attachment").removesuffix(".txt")
    return stem + cleaned.ending


def search(row: Draft, name: str, cleaned: Cleaned) -> list[str]:
    """The kinds that word lists suspect. Raises Blocked for a number or anything else that is certain, in the words, the
    metadata or the name."""
    told_ = drafts.known(row.place_code)
    found = [*findings(name, FILE_NAME, told_), *findings(cleaned.text, INSIDE.format(name=name), told_)]
    hard = tuple(each.text for each in found if each.kind not in OVERRULABLE)
    if hard:
        raise Blocked(PERSONAL, hard)
    return kinds_of(found)


def keep_original(actor: User, row: Draft, name: str, content: bytes, cleaned: Cleaned, door: str) -> None:
    """The file as it came, where evidence keeps its kind."""
    if cleaned.ending in (".docx", ".xlsx"):
        return
    evidence.keep(
        actor, target=f"openness.Draft:{row.pk}", kind=ORIGINAL, name=name, content=content, programme=PROGRAMME,
        place_code=row.place_code, retention=RETENTION, door=door,
    )  # fmt: skip


def detach(actor: User, draft_id: int, file_id: int, *, door: str = "page") -> None:
    """Take an attachment off a draft; its file goes when nothing else needs it. Raises Refused, BadDraft."""
    with transaction.atomic():
        row = locked(actor, draft_id, *EDITABLE)
        file = of(row, file_id)
        storage.next_number(SHELF)
        digest = file.sha256
        file.delete()
        row.moves += 1
        row.signed = ""
        row.save(update_fields=["moves", "signed"])
        told(actor, "detach", row, door, detail={"sha256": digest})
        if not PublicFile.objects.filter(sha256=digest).exists():
            evidence.store.remove(public.shelf(), digest)


def look(actor: User, draft_id: int, file_id: int, *, door: str = "page") -> PublicFile:
    """Somebody opened the picture and found nothing personal in it: by name, in the journal. Raises Refused, BadDraft."""
    with transaction.atomic():
        row = locked(actor, draft_id, *EDITABLE, DraftState.SUBMITTED)
        file = of(row, file_id)
        file.looked, file.looked_by = True, actor
        file.save(update_fields=["looked", "looked_by"])
        told(actor, "look", row, door, detail={"file": file.pk, "sha256": file.sha256})
    return file


def of(row: Draft, file_id: int) -> PublicFile:
    """One of the draft's attachments. Raises BadDraft."""
    found = row.files.filter(pk=file_id).first()
    if found is None:
        raise BadDraft(NOT_HERE)
    return found
