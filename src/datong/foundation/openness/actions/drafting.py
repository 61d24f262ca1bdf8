"""Preparing a publication: begin, fill in, attach the group's signatures, hand over, send back, drop.

Lock order: the draft, then new rows, then the journal. What is typed never stands in the journal.
"""

import datetime as dt
import unicodedata
from collections.abc import Sequence

from django.db import transaction

from datong.foundation.access import service as access
from datong.foundation.access.service import User
from datong.foundation.evidence import service as evidence
from datong.foundation.journal import service as journal
from datong.foundation.openness.core.content import Block, Table
from datong.foundation.openness.core.drafts import Prepared, carried, loaded, still_proposed, stored, summed
from datong.foundation.openness.core.drafts import block_of as plain_block
from datong.foundation.openness.core.due import in_one_period
from datong.foundation.openness.core.templates import template
from datong.foundation.openness.enums import Cycle, DraftState
from datong.foundation.openness.errors import BadDraft, Moved
from datong.foundation.openness.models import Draft, Item, Publication, PublicFile
from datong.foundation.openness.queries import drafts, public
from datong.foundation.openness.queries.catalogue import aspect_name, name_of
from datong.foundation.openness.queries.drafts import PREPARE, RELEASE
from datong.foundation.openness.registry import SOURCES
from datong.foundation.storage import service as storage
from datong.kernel import clock
from datong.kernel.bilingual import Text

SHELF = "openness.shelf"  # whoever adds or removes attachments holds its counter
EDITABLE = (DraftState.OPEN, DraftState.RETURNED)
NOT_OPEN = Text("这份草稿现在是“{state}”，不能这样办。", "This draft is “{state}” now; this cannot be done.")
CHANGED = Text(
    "您打开以后，别人已经保存过这份草稿。您填的内容还在下面，请对照后再保存。",
    "Somebody saved this draft after you opened it. What you typed is still below; compare and save again.",
)
CARRIED_FROM = Text("沿用 {number}（{period}）", "carried over from {number} ({period})")
NOT_READY = Text(
    "还有 {count} 处没有办好，不能提交。", "{count} things are to be done before it can be handed over."
)
NEEDS_WORDS = Text(
    "请写明要改什么（至少 4 个字）。", "Please say what is to be changed (at least 4 characters)."
)
NEEDS_REASON = Text(
    "请写明更正的原因（至少 4 个字），它会公开。",
    "Please give the reason for the correction (at least 4 characters); it is published.",
)
NEEDS_NAMES = Text("请填写签字人姓名，至少两人。", "Please give the names of those who signed, at least two.")
NOT_MEMBERS = Text(
    "{names}不是登记在册的民主理财小组成员；请核对姓名，或先在“任职”里登记。",
    "{names}: not registered as a member of the democratic finance group; check the name, or register the duty first.",
)
TOO_FEW = Text(
    "登记在册的民主理财小组成员共 {all} 人，签字的 {signed} 人，须过半数签字。",
    "The democratic finance group has {all} registered members and {signed} signed; more than half must.",
)
BAD_PERIOD = Text("所属期的开始不能晚于结束。", "The period cannot begin after its end.")
MORE_PERIODS = Text(
    "“{name}”{cycle}公开一次，所属期不能跨几期：请每一期分别公开。",
    "“{name}” is disclosed {cycle}; a period cannot reach over several of them. Publish each on its own.",
)
MOST_TITLE = {"zh": 120, "en": 240}


def begin(
    actor: User,
    place_code: str,
    key: str,
    period_start: dt.date,
    period_end: dt.date,
    stage: str = "",
    corrects: str | None = None,
    *,
    reason: str = "",
    door: str = "page",
) -> Draft:
    """A new draft, filled from a programme's records, else from the last publication, else with the item's empty tables.

    `corrects`: the number of the publication it will replace, whose blocks it takes; then `reason` is needed. A draft of the
    same thing that waits already is given back. Raises Refused, BadItem, BadDraft, NotShown.
    """
    access.require(actor, PREPARE, place_code=place_code)
    if period_end < period_start:
        raise BadDraft(BAD_PERIOD)
    with transaction.atomic():
        old = corrected(actor, corrects, reason) if corrects is not None else None
        item = item_for(place_code, key, period_end)
        if old is None and not in_one_period(item.cycle, period_start, period_end):
            raise BadDraft(MORE_PERIODS.format(name=name_of(item), cycle=Cycle(item.cycle).label))
        known = Draft.objects.select_for_update(no_key=True).filter(
            place_code=place_code, key=key, period_start=period_start, stage=stage, corrects=old,
            state__in=drafts.WAITING,
        )  # fmt: skip
        if found := known.first():
            return found
        title = drafts.title(place_code, item, period_start, period_end, stage)
        ready, source = filled(place_code, item, period_start, period_end, old)
        ready = Prepared(added_up(ready.blocks), ready.proposed)
        row = Draft.objects.create(
            county=place_code[:6],
            place_code=place_code,
            aspect=item.aspect,
            key=key,
            period_start=period_start,
            period_end=period_end,
            stage=stage,
            title_zh=old.title_zh if old else title.zh[: MOST_TITLE["zh"]],
            title_en=old.title_en if old else title.en[: MOST_TITLE["en"]],
            blocks=stored(ready),
            drawn_from=source,
            corrects=old,
            reason=reason.strip()[:200],
            prepared_by=actor,
            changed_at=clock.now(),
        )
        if old is not None:
            take_files(row, old)
        told(
            actor, "draft", row, door, detail={"key": key, "corrects": corrects or "", "drawn": bool(source)}
        )
    return row


def item_for(place_code: str, key: str, period_end: dt.date) -> Item:
    """The catalogue's item as it is in force today, else at the end of the period. Raises BadItem."""
    probe = Draft(county=place_code[:6], key=key, period_end=period_end)
    return drafts.draft_item(probe)


def corrected(actor: User, number: str, reason: str) -> Publication:
    """The publication to be corrected, locked; one that is shown. Raises BadDraft, NotShown."""
    if len(reason.strip()) < 4:
        raise BadDraft(NEEDS_REASON)
    reading = public.read(number)
    row = Publication.objects.select_for_update(no_key=True).get(pk=reading.publication.pk)
    access.require(actor, PREPARE, place_code=row.place_code)
    return row


def filled(
    place_code: str, item: Item, first: dt.date, last: dt.date, old: Publication | None
) -> tuple[Prepared, str]:
    """What a draft begins with, and where it comes from in words."""
    source = SOURCES.get(item.key) if item.key in SOURCES else None
    drawn = source.draw(place_code, first, last) if source else None
    if drawn is not None:
        return Prepared(drawn.blocks), drawn.source.zh[:200]
    empty = template(item.name_zh, item.group_zh, aspect_name(item.aspect).zh)
    before = old or drafts.last_of(place_code, item.key, first)
    if before is None or before.edition is None or not before.edition.content:
        return Prepared(empty), ""
    blocks = published_blocks(before, empty)
    if old is not None:
        return Prepared(blocks), ""
    period = f"{before.period_start.isoformat()}–{before.period_end.isoformat()}"
    return carried(blocks), CARRIED_FROM.format(number=before.number, period=period).zh[:200]


def published_blocks(before: Publication, empty: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks of the current edition; what its columns hold is known from the template of the item.

    A column the template does not know is judged by its heading again at the next redaction.
    """
    content = public.content_of(before)
    held = {
        column.key: column.holds for block in empty if isinstance(block, Table) for column in block.columns
    }
    for block in content["blocks"]:
        for column in block.get("columns", []):
            column["holds"] = held.get(column["key"], "")
    return tuple(plain_block(each) for each in content["blocks"])


def take_files(row: Draft, old: Publication) -> None:
    """The attachments of the edition to be corrected, as they are."""
    named = {each["sha256"]: each["name"] for each in public.content_of(old)["files"]}
    for each in PublicFile.objects.filter(publication=old, sha256__in=named).order_by("id"):
        PublicFile.objects.create(
            draft=row, name=each.name, media=each.media, size=each.size, sha256=each.sha256,
            unreadable=each.unreadable, looked=each.looked, looked_by=each.looked_by,
        )  # fmt: skip


def save(
    actor: User,
    draft_id: int,
    blocks: Sequence[Block],
    title: Text,
    seen: int,
    *,
    reason: str | None = None,
    door: str = "page",
) -> Draft:
    """Keep what was filled in. Signatures given before are void once a block or the title changes.

    Raises Refused, BadDraft; Moved when somebody saved since `seen`: nothing is lost, the caller still has it all.
    """
    with transaction.atomic():
        row = locked(actor, draft_id, *EDITABLE)
        if row.moves != seen:
            raise Moved(CHANGED)
        before = loaded(str(row.blocks or ""))
        kept = added_up(blocks)
        if (kept, title.zh.strip()) != (before.blocks, row.title_zh):
            row.signed = ""
        row.blocks = stored(Prepared(kept, still_proposed(before, kept)))
        row.title_zh, row.title_en = title.zh.strip()[:120], title.en.strip()[:240]
        if reason is not None and row.corrects_id is not None:
            row.reason = reason.strip()[:200]
        row.prepared_by, row.moves, row.changed_at = actor, row.moves + 1, clock.now()
        row.save()
        told(actor, "draft_save", row, door, detail={"moves": row.moves, "blocks": len(kept)})
    return row


def added_up(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks with the last line of each table computed."""
    return tuple(summed(each) if isinstance(each, Table) else each for each in blocks)


def sign(actor: User, draft_id: int, names: Sequence[str], *, door: str = "page") -> Draft:
    """The democratic finance group (民主理财小组) signed what the draft now says. Where its members are registered only they
    sign, more than half of them; else any two names. Raises Refused, BadDraft."""
    written = list(dict.fromkeys(squeezed(name) for name in names if squeezed(name)))
    if len(written) < 2:
        raise BadDraft(NEEDS_NAMES)
    with transaction.atomic():
        row = locked(actor, draft_id, *EDITABLE, DraftState.SUBMITTED)
        entitled(written, drafts.signers(row.place_code))
        row.signed = "、".join(written)[:400]
        row.moves, row.changed_at = row.moves + 1, clock.now()
        row.save(update_fields=["signed", "moves", "changed_at"])
        told(actor, "draft_sign", row, door, detail={"signers": len(written)})
    return row


def squeezed(name: str) -> str:
    """A name as it is compared: without blanks, of one width."""
    return "".join(unicodedata.normalize("NFKC", name).replace("、", " ").split())


def entitled(written: Sequence[str], members: Sequence[str]) -> None:
    """Raises BadDraft unless only members signed, more than half of them; anybody may where nobody is registered."""
    known = [squeezed(name) for name in members]
    if not known:
        return
    if strangers := [name for name in written if name not in known]:
        raise BadDraft(NOT_MEMBERS.format(names=Text("、".join(strangers), ", ".join(strangers))))
    if len(written) * 2 <= len(set(known)):
        raise BadDraft(TOO_FEW.format(all=len(set(known)), signed=len(written)))


def submit(actor: User, draft_id: int, seen: int, *, door: str = "page") -> Draft:
    """Hand a draft over for release. Raises Refused, Moved, BadDraft with everything still to be done.

    Personal data does not keep it from being handed over: the second person sees it too, and it blocks the release.
    A missing signature of the finance group may be given afterwards.
    """
    with transaction.atomic():
        row = locked(actor, draft_id, *EDITABLE)
        if row.moves != seen:
            raise Moved(CHANGED)
        looked = drafts.examined(row)
        undone = [each for each in (*looked.problems, *looked.refused) if each != drafts.NOT_SIGNED]
        if row.corrects_id is not None and len(row.reason) < 4:
            undone.append(NEEDS_REASON)
        if undone:
            raise BadDraft(NOT_READY.format(count=len(undone)), tuple(undone))
        row.state, row.submitted_by, row.note = DraftState.SUBMITTED.value, actor, ""
        row.changed_at = clock.now()
        row.save(update_fields=["state", "submitted_by", "note", "changed_at"])
        told(actor, "draft_submit", row, door, detail={"moves": row.moves, "findings": len(looked.findings)})
    return row


def send_back(actor: User, draft_id: int, words: str, *, door: str = "page") -> Draft:
    """Give a submitted draft back with what is to be changed. Raises Refused, BadDraft."""
    said = words.strip()[:200]
    if len(said) < 4:
        raise BadDraft(NEEDS_WORDS)
    with transaction.atomic():
        row = Draft.objects.select_for_update(no_key=True).get(pk=draft_id)
        if actor.pk not in (row.prepared_by_id, row.submitted_by_id):
            access.require(actor, RELEASE, place_code=row.place_code)
        else:
            access.require(actor, PREPARE, place_code=row.place_code)
        inside(row, DraftState.SUBMITTED)
        row.state, row.note, row.changed_at = DraftState.RETURNED.value, said, clock.now()
        row.save(update_fields=["state", "note", "changed_at"])
        told(actor, "draft_return", row, door, detail={})
    return row


def drop(actor: User, draft_id: int, *, door: str = "page") -> Draft:
    """Give a draft up: what it held is erased. Raises Refused, BadDraft."""
    with transaction.atomic():
        row = locked(actor, draft_id, *EDITABLE)
        row.state, row.blocks, row.changed_at = DraftState.DROPPED.value, stored(Prepared(())), clock.now()
        row.moves += 1
        row.save(update_fields=["state", "blocks", "moves", "changed_at"])
        digests = set(row.files.values_list("sha256", flat=True))
        storage.next_number(SHELF)
        row.files.all().delete()
        digests -= set(PublicFile.objects.filter(sha256__in=digests).values_list("sha256", flat=True))
        told(actor, "draft_drop", row, door, detail={})
        for digest in sorted(digests):
            evidence.store.remove(public.shelf(), digest)
    return row


def locked(actor: User, draft_id: int, *states: DraftState) -> Draft:
    """The draft, locked, in one of these states. Raises Draft.DoesNotExist, Refused, BadDraft."""
    row = Draft.objects.select_for_update(no_key=True).get(pk=draft_id)
    access.require(actor, PREPARE, place_code=row.place_code)
    inside(row, *states)
    return row


def inside(row: Draft, *states: DraftState) -> None:
    """Raises BadDraft unless the draft is in one of these states."""
    if row.state not in states:
        raise BadDraft(NOT_OPEN.format(state=DraftState(row.state).label))


def told(actor: User, action: str, row: Draft, door: str, *, detail: dict[str, object]) -> None:
    """The journal's entry: numbers of records, never what was typed."""
    target = f"openness.Draft:{row.pk}"
    journal.record(
        actor.username, f"openness.{action}", target, place=row.place_code, door=door, detail=detail
    )
