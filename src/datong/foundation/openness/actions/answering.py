"""Objections are answered, reacted to, go up by themselves; who objected is told to those above, for a purpose."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from datong.foundation.access import service as access
from datong.foundation.access.service import User
from datong.foundation.casework import service as casework
from datong.foundation.casework.service import Case, Move
from datong.foundation.journal import service as journal
from datong.foundation.openness.actions import duties
from datong.foundation.openness.actions.objecting import LONGEST, clean
from datong.foundation.openness.core.reply_times import SHIPPED
from datong.foundation.openness.errors import BadAsk
from datong.foundation.openness.models import Answer, Edition, Objection, ReplyRule
from datong.foundation.openness.queries.objections import (
    IDENTITY,
    OUTCOMES,
    objection,
    of_case,
    sees_identity,
    target,
)
from datong.foundation.openness.workflow import ANSWERS, OBJECTION, REACTIONS, UNANSWERED
from datong.kernel import clock
from datong.kernel.bilingual import Text

SHORTEST, SHORTEST_WHY = 20, 4
MOST_DAYS = 365
NO_EDITION = Text(
    "没有编号为 {number} 的公开内容，或者它不是这个地方的；请核对更正后的编号。",
    "Nothing of this place was published under {number}; check the number of the correction.",
)
NOT_CORRECTED = Text(
    "编号 {number} 在收到异议之后没有发布更正版。请先发布更正，再在这里填编号。",
    "No correction was published under {number} since the objection came in. Publish it first, then name it here.",
)
NOBODY_THERE = Text("这件异议现在不等答复。", "Nobody is asked for an answer to this objection now.")
NOTHING_TO_SAY = Text("现在没有要您表态的答复。", "There is no answer to react to now.")


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer as handed in. `correction`: the number of the publication corrected; `owes`: an item of the catalogue
    that must still be disclosed."""

    outcome: str
    text: str
    correction: str = ""
    owes: str = ""


def answer(
    actor: User,
    case_id: int,
    said: Answered,
    *,
    seen: int | None = None,
    on: dt.date | None = None,
    door: str = "page",
) -> Case:
    """Answer an objection for the unit whose turn it is. Raises Refused, CaseworkError (Moved), BadAsk."""
    row = objection(actor, case_id)
    level = UNANSWERED.get(row.case.state)
    if level is None and seen in (None, row.case.moves):
        raise BadAsk(NOBODY_THERE)
    step = ANSWERS[level or row.level]
    edition = checked(row, said)
    move = Move(step, on=on, seen=seen, data={"answer": said, "edition": edition, "door": door})
    return casework.take(actor, row.case_id, move, door=door)


def checked(row: Objection, said: Answered) -> Edition | None:
    """The edition that puts it right, where one is named. Raises BadAsk."""
    if said.outcome not in OUTCOMES:
        raise BadAsk(Text("请选择答复结论。", "Choose the outcome."), "outcome")
    text = said.text.strip()
    if not SHORTEST <= len(text) <= LONGEST:
        sentence = Text(
            "答复要写明核实了什么、怎样处理，{least} 到 {most} 个字。",
            "State what was looked into and what is done, in {least} to {most} characters.",
        )
        raise BadAsk(sentence.format(least=SHORTEST, most=LONGEST), "text")
    clean(text, row.by_name or "", row.phone or "", "text")
    return corrected(row, said.correction.strip()) if said.correction.strip() else None


def corrected(row: Objection, number: str) -> Edition:
    """The correction published since the objection came in. Raises BadAsk."""
    found = Edition.objects.select_related("publication").filter(
        publication__number=number, publication__place_code=row.place_code
    )
    newest = found.order_by("-version").first()
    if newest is None:
        raise BadAsk(NO_EDITION.format(number=number[:40]), "correction")
    older = row.version if row.publication and row.publication.number == number else None
    if newest.action != "correct" or newest.released_at < row.at or (older and newest.version <= older):
        raise BadAsk(NOT_CORRECTED.format(number=number[:40]), "correction")
    return newest


def write_answer(level: str, case: Case, move: Move, actor: User) -> None:
    """Called by casework once the case has moved, before anything is journalled."""
    said: Answered = move.data["answer"]
    row = of_case(case.pk)
    day = move.on or clock.today()
    due = case.deadlines.filter(key=ANSWERS[level], state="met").order_by("-id").first()
    Answer.objects.create(
        objection=row,
        level=level,
        outcome=said.outcome,
        text=said.text.strip(),
        correction=move.data["edition"],
        owes=said.owes,
        by=actor,
        on=day,
        at=clock.now(),
        late=bool(due and due.due_on and due.due_on < day),
    )
    if said.owes and said.outcome != "dismissed":
        duties.owe_event(actor, row.place_code, said.owes, day, f"异议 {case.number}", door=move.data["door"])


def write_reaction(satisfied: bool, case: Case, move: Move, _actor: User) -> None:
    """What was said to the last answer."""
    last = Answer.objects.filter(objection__case=case).order_by("-id").first()
    if last is not None:
        last.satisfied, last.reacted_on = satisfied, move.on or clock.today()
        last.why = str(move.data.get("why", "")).strip() or None
        last.save(update_fields=["satisfied", "reacted_on", "why"])


def reaction(row: Objection, satisfied: bool, why: str) -> Move:
    """The step that follows from what was said. Raises BadAsk."""
    steps = REACTIONS.get(row.case.state)
    if steps is None:
        raise BadAsk(NOTHING_TO_SAY)
    if not satisfied and len(why.strip()) < SHORTEST_WHY:
        raise BadAsk(Text("请写一句为什么不满意。", "Say in a sentence why you are not satisfied."), "why")
    if len(why) > LONGEST:
        raise BadAsk(
            Text("写得太长了，最多 2,000 个字。", "This is too long; at most 2,000 characters."), "why"
        )
    return Move(steps[0] if satisfied else steps[1], data={"why": why})


def react(row: Objection, *, satisfied: bool, why: str = "") -> Case:
    """Whoever objected says it on the own page, opened with number and code. Raises BadAsk, CaseworkError."""
    return casework.take_as_citizen(row.case_id, reaction(row, satisfied, why))


def react_for(actor: User, case_id: int, *, satisfied: bool, why: str, door: str = "page") -> Case:
    """An official above writes down what the objector said, and how. Raises Refused, BadAsk, CaseworkError."""
    row = objection(actor, case_id)
    if len(why.strip()) < SHORTEST_WHY:
        raise BadAsk(
            Text("请写明提出人什么时候、怎样表示的。", "State when and how the objector said so."), "why"
        )
    return casework.take(actor, row.case_id, reaction(row, satisfied, why), door=door)


def withdraw_for(actor: User, case_id: int, *, why: str, door: str = "page") -> Case:
    """An official above writes down that the objector took it back, and how. Raises Refused, BadAsk, CaseworkError."""
    row = objection(actor, case_id)
    if len(why.strip()) < SHORTEST_WHY:
        raise BadAsk(
            Text("请写明提出人什么时候、怎样表示的。", "State when and how the objector said so."), "why"
        )
    return casework.take(actor, row.case_id, Move("withdraw", data={"why": why}), door=door)


def write_withdrawal(case: Case, move: Move, _actor: User) -> None:
    """How it was taken back, with the last answer or with what is for those above alone."""
    row = of_case(case.pk)
    why = str(move.data.get("why", "")).strip()
    if why:
        row.private = "\n".join(filter(None, [row.private, f"撤回：{why}"]))
        row.save(update_fields=["private"])


def take_back(row: Objection) -> Case:
    """Whoever objected takes it back on the own page. Raises CaseworkError."""
    return casework.take_as_citizen(row.case_id, Move("withdraw", data={"why": ""}))


def escalate_overdue(actor: User, county: str = "", *, door: str = "cli") -> list[str]:
    """What nobody answered in time goes up: village to town, town to county; the numbers of the cases.

    Raises Refused. Each case in its own transaction, so that one that somebody is just answering does not stop the others.
    """
    waiting = Case.objects.filter(
        workflow=OBJECTION.key, state__in=("received", "acknowledged", "at_town"), due_on__lt=clock.today()
    )
    rows = waiting.filter(county=county[:6]) if county else waiting
    done = []
    for case in rows.order_by("due_on", "id"):
        step = "escalate_county" if case.state == "at_town" else "escalate_town"
        try:
            casework.take(actor, case.pk, Move(step, seen=case.moves), door=door)
        except casework.CaseworkError:  # answered or moved a moment ago
            continue
        done.append(case.number)
    return done


@dataclass(frozen=True, slots=True)
class Identity:
    """Who objected, and what is for the units above alone."""

    by_name: str
    phone: str
    private: str
    whys: tuple[str, ...]


def reveal(actor: User, case_id: int, purpose: str, *, door: str = "page") -> Identity:
    """Who objected, to somebody above the unit objected to, for a purpose; journalled. Raises Refused, BadAsk."""
    row = objection(actor, case_id)
    if not sees_identity(actor, row):
        raise access.Refused(access.permission(IDENTITY).refusal, IDENTITY)
    if len(purpose.strip()) < SHORTEST_WHY:
        raise BadAsk(Text("请写明用途。", "State what for."), "purpose")
    with transaction.atomic():
        journal.record(
            actor.username,
            IDENTITY,
            target(row),
            place=row.place_code,
            why=purpose.strip(),
            door=door,
            detail={},
        )
    whys = tuple(each.why for each in row.answers.all() if each.why)
    return Identity(row.by_name or "", row.phone or "", row.private or "", whys)


def set_reply_rule(
    actor: User,
    county: str,
    who: str,
    *,
    days: int,
    unit: str,
    source: str,
    since: dt.date,
    door: str = "page",
) -> ReplyRule:
    """The county's own reply time from a day on, with its document. Open cases keep the time they began with.

    Raises Refused, BadAsk.
    """
    place = county[:6].ljust(12, "0")
    access.require(actor, "objections.rules", place_code=place)
    if who not in SHIPPED or unit not in ("calendar", "working"):
        raise BadAsk(
            Text("请选择适用对象和计算方式。", "Choose whom it is for and how days are counted."), "who"
        )
    if not 1 <= days <= MOST_DAYS:
        raise BadAsk(Text("天数应为 1 到 365。", "The days must be 1 to 365."), "days")
    if len(source.strip()) < SHORTEST_WHY:
        raise BadAsk(Text("请写明依据的文件。", "Name the document it rests on."), "source")
    with transaction.atomic():
        row = ReplyRule.objects.create(
            county=county[:6],
            who=who,
            days=days,
            unit=unit,
            source=source.strip(),
            since=since,
            by=actor,
            at=clock.now(),
        )
        detail: dict[str, Any] = {"who": who, "days": days, "unit": unit, "since": since.isoformat()}
        journal.record(
            actor.username,
            "objections.rules",
            f"openness.ReplyRule:{row.pk}",
            place=place,
            door=door,
            detail=detail,
        )
    return row


__all__ = [
    "Answered",
    "Identity",
    "answer",
    "escalate_overdue",
    "react",
    "react_for",
    "reveal",
    "set_reply_rule",
    "take_back",
    "withdraw_for",
    "write_answer",
    "write_reaction",
    "write_withdrawal",
]
