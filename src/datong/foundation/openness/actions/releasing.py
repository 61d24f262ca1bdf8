"""Publishing: a second person releases, corrects, withdraws, erases; each a line of the public log before anybody reads it.

Lock order: the draft, the publication, counters and new rows; then the log; then the journal.
"""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from datong.foundation.access import service as access
from datong.foundation.access.service import User
from datong.foundation.evidence import service as evidence
from datong.foundation.journal import service as journal
from datong.foundation.openness.actions.drafting import SHELF
from datong.foundation.openness.actions.duties import fulfil, unfulfil
from datong.foundation.openness.core.content import canonical
from datong.foundation.openness.core.drafts import Prepared, stored
from datong.foundation.openness.core.redaction import Finding, findings, kinds_of
from datong.foundation.openness.core.redaction.scan import FIELD, KINDS, OVERRULABLE
from datong.foundation.openness.enums import DraftState, PublicationState
from datong.foundation.openness.errors import BadDraft, Blocked, NotShown
from datong.foundation.openness.models import Draft, Edition, Publication, PublicFile
from datong.foundation.openness.queries import drafts, public
from datong.foundation.openness.queries.drafts import RELEASE, Examined
from datong.foundation.openness.registry import changed
from datong.foundation.publiclog import service as publiclog
from datong.foundation.publiclog.service import Action, NewEntry
from datong.foundation.storage import service as storage
from datong.kernel import clock
from datong.kernel.bilingual import Text

KIND = "publication"
NOT_WAITING = Text(
    "这份草稿现在是“{state}”，不能发布。", "This draft is “{state}” now; it cannot be released."
)
SECOND_PERSON = Text(
    "准备、提交的人不能自己发布；请另一位同志审核后发布。",
    "Whoever prepared or submitted it does not release it; somebody else checks and releases.",
)
MOVED = Text(
    "您看过预览以后内容又改过，请重新预览。", "It was changed after your preview; look at the preview again."
)
NOT_YET = Text(
    "还有 {count} 处没有办好，不能发布。", "{count} things are to be done before it can be released."
)
PERSONAL = Text(
    "发现 {count} 处个人信息，不能公开。", "Personal data stands in {count} places; it cannot be published."
)
NO_OVERRULE = Text("{kind}不能放行，请改掉。", "{kind} cannot be let pass; take it out.")
WHY_PASS = Text(
    "请逐类写明为什么不是个人信息（至少 4 个字）。",
    "Say for each kind why it is not personal data (at least 4 characters).",
)
NEEDS_REASON = Text(
    "请写明原因（至少 4 个字），它会公开。",
    "Please give the reason (at least 4 characters); it is published.",
)
NOT_SHOWN_NOW = Text(
    "{number} 现在是“{state}”，不能这样办。", "{number} is “{state}” now; this cannot be done."
)
CURRENT = Text(
    "现行的一版不能单独清除；请更正或撤回。",
    "The current edition cannot be erased alone; correct or withdraw it.",
)


def release(
    actor: User, draft_id: int, seen: int, *, overruled: Mapping[str, str] | None = None, door: str = "page"
) -> Publication:
    """Publish a submitted draft: as a new publication, or as the next edition of the one it corrects.

    `seen`: the draft's `moves` at the preview; `overruled`: why findings of a kind are not personal, for kinds where that
    may be said. Raises Refused, BadDraft (not submitted, same person, changed since, incomplete), Blocked, BadItem,
    publiclog.Halted.
    """
    with transaction.atomic():
        row = Draft.objects.select_for_update(no_key=True).get(pk=draft_id)
        access.require(actor, RELEASE, place_code=row.place_code)
        ready(actor, row, seen)
        if row.corrects_id is not None:
            row.corrects = still(row.corrects_id)
        number = row.corrects.number if row.corrects else next_number(row.county)
        looked = drafts.examined(row, number)
        allowed = passed(looked, overruled or {})
        publication = row.corrects or founded(row, looked.content)
        again = row.files.values_list("sha256", flat=True)
        PublicFile.objects.filter(publication=publication, sha256__in=list(again)).delete()
        row.files.update(publication=publication)
        row.state, row.publication, row.changed_at = DraftState.RELEASED.value, publication, clock.now()
        row.save(update_fields=["state", "publication", "changed_at"])
        fulfil(publication, clock.today())
        edition = issued(actor, publication, looked.content, row.reason, prepared_by=row.prepared_by)
        detail = {"number": publication.number, "version": edition.version, "index": edition.log_index}
        if allowed:
            detail["overruled"] = list(allowed)
        told(
            actor,
            edition.action,
            publication,
            door,
            why="；".join(allowed.values()) or row.reason,
            detail=detail,
        )
    return publication


def ready(actor: User, row: Draft, seen: int) -> None:
    """Raises BadDraft unless the draft waits for release, by somebody else, as it was previewed."""
    if row.state != DraftState.SUBMITTED:
        raise BadDraft(NOT_WAITING.format(state=DraftState(row.state).label))
    if actor.pk in (row.prepared_by_id, row.submitted_by_id):
        raise BadDraft(SECOND_PERSON)
    if row.moves != seen:
        raise BadDraft(MOVED)


def passed(looked: Examined, overruled: Mapping[str, str]) -> dict[str, str]:
    """The reasons by kind that were needed. Raises BadDraft for what is incomplete, Blocked for what is personal."""
    if undone := (*looked.problems, *looked.refused):
        raise BadDraft(NOT_YET.format(count=len(undone)), undone)
    reasons = {kind: overruled.get(kind, "").strip() for kind in kinds_of(looked.findings)}
    left: list[Finding] = [
        each for each in looked.findings if not reasons[each.kind] or each.kind not in OVERRULABLE
    ]
    if left:
        sentences = tuple(each.text for each in left)
        hard = [
            NO_OVERRULE.format(kind=KINDS[kind])
            for kind in reasons
            if reasons[kind] and kind not in OVERRULABLE
        ]
        raise Blocked(PERSONAL.format(count=len(left)), (*sentences, *hard))
    if any(len(why) < 4 for why in reasons.values()):
        raise BadDraft(WHY_PASS)
    for why in reasons.values():
        journal.no_number(why)
    return reasons


def still(pk: int) -> Publication:
    """A publication that is shown, locked. Raises BadDraft."""
    found = Publication.objects.select_for_update(no_key=True).get(pk=pk)
    if not public.shown().filter(pk=pk).exists():
        raise BadDraft(NOT_SHOWN_NOW.format(number=found.number, state=PublicationState(found.state).label))
    return found


def next_number(county: str) -> str:
    """GK-510626-2014-000001: by county and year, without gaps."""
    name = f"GK-{county}-{clock.today().year}"
    return f"{name}-{storage.next_number(name):06d}"


def founded(row: Draft, content: Mapping[str, Any]) -> Publication:
    """The row of a new publication."""
    item, today = drafts.draft_item(row), clock.today()
    board = drafts.board_until(item, today)
    return Publication.objects.create(
        number=content["number"],
        county=row.county,
        place_code=row.place_code,
        aspect=row.aspect,
        key=row.key,
        profile=item.profile,
        period_start=row.period_start,
        period_end=row.period_end,
        stage=row.stage,
        title_zh=row.title_zh,
        title_en=row.title_en or row.title_zh,
        published_on=today,
        board_until=board,
        shown_until=drafts.shown_until(item, today, board),
        changed_at=clock.now(),
    )


def issued(
    actor: User, publication: Publication, content: Mapping[str, Any], reason: str, *, prepared_by: User
) -> Edition:
    """Log a content and make it the current edition of its publication, whose row the caller holds."""
    said = canonical(content)
    logged = publiclog.append(
        [
            NewEntry(
                KIND,
                publication.number,
                content["version"],
                publication.place_code,
                content["action"],
                said,
                content["replaces"],
            )
        ]
    )[0]
    edition = Edition.objects.create(
        publication=publication,
        version=content["version"],
        action=content["action"],
        content=said.decode(),
        log_index=logged.index,
        reason=reason,
        prepared_by=prepared_by,
        released_by=actor,
        released_at=clock.now(),
    )
    publication.edition, publication.changed_at = edition, clock.now()
    if content["action"] == Action.CORRECT:
        publication.title_zh, publication.title_en = content["title"]["zh"], content["title"]["en"]
        publication.board_until = max(
            publication.board_until, drafts.board_until(drafts.draft_item_of(publication), clock.today())
        )
        if publication.shown_until:
            publication.board_until = min(publication.board_until, publication.shown_until)
    publication.save()
    changed(publication)
    return edition


def withdraw(actor: User, number: str, reason: str, *, door: str = "page") -> Edition:
    """Take a publication back: a notice with the reason stays, the contents of its editions and their salts are erased.

    Raises Refused, NotShown, BadDraft (no reason, something personal in it).
    """
    with transaction.atomic():
        publication = locked(actor, number)
        why = said_publicly(reason, publication.place_code)
        old = current(publication)
        version = old.version + 1
        content = notice(publication, version, Action.WITHDRAW, f"{number}/{old.version}", why)
        publication.state = PublicationState.WITHDRAWN.value
        unfulfil(publication)
        gone = erased(publication)
        edition = issued(actor, publication, content, why, prepared_by=actor)
        detail = {"number": number, "version": version, "index": edition.log_index}
        told(actor, "withdraw", publication, door, why=why, detail=detail)
        destroy(gone)
    return edition


def erase(actor: User, number: str, version: int, reason: str, *, door: str = "page") -> Edition:
    """Erase the content and salt of an edition that was replaced. Raises Refused, NotShown, BadDraft."""
    with transaction.atomic():
        publication = locked(actor, number)
        why = said_publicly(reason, publication.place_code)
        if current(publication).version == version:
            raise BadDraft(CURRENT)
        edition = publication.editions.filter(version=version).first()
        if edition is None:
            raise NotShown(public.NONE.format(number=f"{number}/{version}"))
        Edition.objects.filter(pk=edition.pk).update(content="")
        publication.changed_at = clock.now()
        publication.save(update_fields=["changed_at"])
        publiclog.forget([edition.log_index])
        told(actor, "erase", publication, door, why=why, detail={"number": number, "version": version})
    return edition


def locked(actor: User, number: str) -> Publication:
    """A publication that is shown, locked, which the user may release. Raises NotShown, Refused."""
    found = Publication.objects.select_for_update(no_key=True).filter(number=number).first()
    if found is None:
        raise NotShown(public.NONE.format(number=number))
    access.require(actor, RELEASE, place_code=found.place_code)
    if not public.shown().filter(pk=found.pk).exists():
        raise NotShown(NOT_SHOWN_NOW.format(number=number, state=PublicationState(found.state).label))
    return found


def current(publication: Publication) -> Edition:
    """The newest edition."""
    found = publication.editions.order_by("-version").first()
    if found is None:
        raise NotShown(public.NONE.format(number=publication.number))
    return found


def said_publicly(reason: str, place_code: str) -> str:
    """A reason fit to be published. Raises BadDraft, Blocked."""
    why = reason.strip()[:200]
    if len(why) < 4:
        raise BadDraft(NEEDS_REASON)
    found = findings(why, FIELD["reason"], drafts.known(place_code))
    if found:
        raise Blocked(PERSONAL.format(count=len(found)), tuple(each.text for each in found))
    return why


def notice(
    publication: Publication, version: int, action: str, replaces: str, reason: str = ""
) -> dict[str, Any]:
    """The content of an edition that only says what became of the publication, under a title nobody typed."""
    title = drafts.plain_title(publication)
    publication.title_zh, publication.title_en = title.zh, title.en
    return drafts.noticed(publication, title, version, action, replaces, reason)


def erased(publication: Publication) -> list[str]:
    """Erase contents and salts of all its editions and what their drafts held, drop its attachments; the digests nobody else needs any more."""
    rows = publication.editions.all()
    indexes = list(rows.values_list("log_index", flat=True))
    rows.update(content="")
    Draft.objects.filter(publication=publication).update(blocks=stored(Prepared(())))
    files = PublicFile.objects.filter(publication=publication)
    digests = set(files.values_list("sha256", flat=True))
    storage.next_number(SHELF)  # whoever attaches the same file meanwhile waits for this row
    files.delete()
    needed = PublicFile.objects.filter(sha256__in=digests).values_list("sha256", flat=True)
    publiclog.forget(indexes)
    return sorted(digests - set(needed))


def destroy(digests: list[str]) -> None:
    """Destroy attachments: the last act under the lock of the shelf."""
    for digest in digests:
        evidence.store.remove(public.shelf(), digest)


def told(
    actor: User, action: str, publication: Publication, door: str, *, why: str = "", detail: Mapping[str, Any]
) -> None:
    """The journal's entry, after the last lock."""
    target = f"openness.Publication:{publication.pk}"
    journal.record(
        actor.username,
        f"openness.{action}",
        target,
        place=publication.place_code,
        why=why,
        door=door,
        detail=detail,
    )
