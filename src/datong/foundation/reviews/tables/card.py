"""The evidence card in words: what happened so far, in order; what the consequence comes to."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from datong.foundation.notices.service import WAYS, Delivery, Way
from datong.foundation.reviews.core.comparing import Line
from datong.foundation.reviews.core.fields import BY_KEY
from datong.foundation.reviews.enums import Ground, HitKind, HitState
from datong.foundation.reviews.queries.card import Card
from datong.foundation.reviews.tables import words
from datong.foundation.reviews.workflow import HIT
from datong.kernel.bilingual import Text
from datong.kernel.clock import SHANGHAI
from datong.web.jinja import language, yuan

STEP_NAMES = {step.key: step.name for step in HIT.steps}


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened: the day, what, by whom, and words of people as they were typed."""

    on: dt.date
    what: str
    by: str = ""
    said: str = ""
    more: str = ""


@dataclass(frozen=True, slots=True)
class Effect:
    """The consequence: its headline, its tone, the amounts (fen a month), what the household loses or gains."""

    headline: str
    tone: str
    before: int | None
    after: int | None
    difference: str


def day_of(moment: dt.datetime) -> dt.date:
    """The day in China."""
    return moment.astimezone(SHANGHAI).date()


def history(card: Card, deliveries: Sequence[Delivery]) -> list[Event]:
    """From the run to the newest decision."""
    row, lang = card.hit, language()
    events = [
        Event(row.run.on, _("核对时比中"), row.run.by.name, more=_("核对批次 %(run)s") % {"run": row.run_id})
    ]
    if row.notice is not None:
        letter = _("发出告知书 %(number)s") % {"number": row.notice.reference}
        events.append(Event(row.notice.issued_on, letter, row.notice.issued_by.name))
    events += [delivered(each, lang) for each in deliveries]
    for reply in card.replies:
        own = reply.door == "citizen"
        by = _("家庭在“我家的办件”里填写") if own else _("%(name)s记录") % {"name": reply.by.name}
        events.append(Event(reply.on, _("家庭说明"), by, reply.text))
    for each in card.verdicts:
        ground = Ground(each.ground).label.to(lang) if each.ground else ""
        told = [
            ground,
            _("依据：%(article)s") % {"article": each.article},
            _("成批说明第 %(batch)s 号：%(cause)s") % {"batch": each.batch_id, "cause": each.batch.cause}
            if each.batch
            else "",
            _("另外一项证据：%(proof)s") % {"proof": each.second_proof} if each.second_proof else "",
        ]
        what = STEP_NAMES[each.step].to(lang).capitalize() if each.step in STEP_NAMES else each.step
        events.append(
            Event(
                day_of(each.at), what, each.by_name, each.reasons, " · ".join(part for part in told if part)
            )
        )
    if row.case is not None:
        opened = _("启动复核，办件 %(number)s") % {"number": row.case.number}
        events.append(Event(row.case.opened_on, opened))
    return sorted(events, key=lambda event: event.on)


def delivered(each: Delivery, lang: str) -> Event:
    """A delivery, or a try that failed."""
    way = WAYS[Way(each.channel)].to(lang)
    if each.failed:
        return Event(each.on, _("没有送到（%(way)s）") % {"way": way}, each.by.name, more=each.why)
    told = _("已送达（%(way)s），%(receiver)s收") if each.counts else _("已联系（%(way)s），不作送达凭证")
    return Event(each.on, told % {"way": way, "receiver": each.receiver}, each.by.name, more=each.proof)


def effect(card: Card) -> Effect | None:
    """None when it cannot be asked any more."""
    told = card.consequence
    if told is None:
        return None
    before, after = told.before, told.after
    if told.eligible is False:
        return Effect(_("如果属实，这一户不再符合条件"), "soon", before, after, lost(before, after))
    if told.eligible is None and (before is None or after is None or before != after):
        return Effect(_("现在还算不出对这一户的影响"), "quiet", before, after, "")
    if before is not None and after is not None and after < before:
        return Effect(_("如果属实，仍符合条件，金额会减少"), "soon", before, after, lost(before, after))
    return Effect(_("即使属实，也不影响这一户"), "good", before, after, "")


def lost(before: int | None, after: int | None) -> str:
    """每月少 600.00 元."""
    if before is None or after is None or after >= before:
        return ""
    return _("每月少 %(amount)s 元") % {"amount": yuan(before - after)}


def state(card: Card) -> tuple[Text, str]:
    """Word and tone of the state."""
    known = HitState(card.hit.state)
    return known.label, words.STATE_TONES[known]


@dataclass(frozen=True, slots=True)
class Pair:
    """One field of both records as printed; `mark`: same, differs, or one side only; `coarser`: they agree as far as the coarser one
    goes; `apart`: two people, who need not agree."""

    name: Text
    ours: str
    theirs: str
    mark: str


def pairs(card: Card) -> list[Pair]:
    """Who it is, by both records, side by side."""
    kin = card.hit.kind == HitKind.KINSHIP
    return [
        Pair(line.name, printed(line.field, line.ours), printed(line.field, line.theirs), mark(line, kin))
        for line in card.lines
        if line.ours is not None or BY_KEY[line.field].identifying
    ]


def mark(line: Line, kin: bool) -> str:
    """Whether both records agree; of near relatives nobody expects it."""
    if line.same is None:
        return "single"
    if kin:
        return "apart"
    if line.coarser:
        return "coarser"
    return "same" if line.same else "differs"


def extras(card: Card) -> list[tuple[Text, str]]:
    """What the list says besides."""
    return [
        (line.name, printed(line.field, line.theirs))
        for line in card.lines
        if line.ours is None and not BY_KEY[line.field].identifying
    ]


def printed(key: str, value: str | int | None) -> str:
    """A value for a reader: money in yuan with its unit."""
    if value is None:
        return ""
    if BY_KEY[key].shape == "money":
        return _("%(amount)s 元") % {"amount": yuan(int(value))}
    return words.sex(str(value)) if BY_KEY[key].shape == "sex" else str(value)
