"""Objections as their readers may see them: what is objected to, in shareable words; who objected only from above."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.http import Http404
from django.urls import reverse

from datong.foundation.access import service as access
from datong.foundation.access.service import AnyUser, Role
from datong.foundation.casework import service as casework
from datong.foundation.casework.service import Case, Panel
from datong.foundation.evidence import service as evidence
from datong.foundation.openness.core.reply_times import ASKERS, SHIPPED, UPPER, ReplyTime, asker
from datong.foundation.openness.enums import Defect
from datong.foundation.openness.models import Answer, Objection, ReplyRule
from datong.foundation.openness.registry import ASPECTS
from datong.foundation.openness.workflow import ANSWERS, OBJECTION, PROGRAMME, REACTIONS, UNANSWERED
from datong.foundation.places import service as places
from datong.kernel import clock
from datong.kernel.bilingual import Text
from datong.kernel.procedure import Step
from datong.kernel.workdays import Limit

IDENTITY, VIEW = "objections.identity", "cases.view"
ABOVE = {
    "village": frozenset({Role.TOWN_CLERK, Role.COUNTY_OFFICER, Role.REVIEWER, Role.AUDITOR}),
    "town": frozenset({Role.COUNTY_OFFICER, Role.REVIEWER, Role.AUDITOR}),
    "county": frozenset({Role.REVIEWER, Role.AUDITOR}),
}
OWN_DESK = {
    "village": Role.VILLAGE_CADRE,
    "town": Role.TOWN_CLERK,
    "county": Role.COUNTY_OFFICER,
}
LEVELS = {
    "village": Text("村（社区）", "the village"),
    "town": Text("镇（街道）", "the town"),
    "county": Text("县级", "the county"),
}
OUTCOMES = {
    "upheld": Text("意见成立", "upheld"),
    "partly": Text("部分成立", "partly upheld"),
    "dismissed": Text("意见不成立", "not upheld"),
}
CHANNELS = {
    "page": Text("网页", "page"),
    "paper": Text("书面", "on paper"),
    "visit": Text("当面", "in person"),
    "phone": Text("电话", "by phone"),
}
WHOLE = Text("整体公开情况", "disclosure as a whole")


def reply_time(county: str, who: str, day: dt.date) -> ReplyTime:
    """The reply time in force on `day`: the county's newest rule, else what is shipped. `who`: villager, group or upper."""
    rule = ReplyRule.objects.filter(county=county, who=who, since__lte=day).order_by("-since", "-id").first()
    return (
        ReplyTime(rule.days, "working" if rule.unit == "working" else "calendar", rule.source)
        if rule
        else SHIPPED[who]
    )


def village_limit(case: Case) -> tuple[Limit, dt.date]:
    """The village's time runs from the day of receipt, also after it has said that it looks into it."""
    return reply_time(case.county, asker(case.origin), case.law_on).limit, case.opened_on


def upper_limit(case: Case) -> Limit:
    """Town and county."""
    return reply_time(case.county, UPPER, case.law_on).limit


def rows() -> QuerySet[Objection]:
    """With everything a reader is told of one."""
    answers = Prefetch("answers", Answer.objects.select_related("by", "correction__publication"))
    return Objection.objects.select_related("case", "publication", "duty__item", "typed_by").prefetch_related(
        answers
    )


def of_case(case_id: int) -> Objection:
    """The objection of a case. Raises Http404."""
    found = rows().filter(case_id=case_id).first()
    if found is None:
        raise Http404
    return found


def objection(user: AnyUser, case_id: int) -> Objection:
    """The one of a case that the reader may see. Raises Http404, Refused."""
    found = of_case(case_id)
    access.require(user, VIEW, programme=PROGRAMME, place_code=found.place_code)
    return found


def sees_identity(user: AnyUser, row: Objection) -> bool:
    """Whether the reader stands above the unit objected to, and holds no post of that unit."""
    posts = access.posts_in_force(user)
    covering = [
        post
        for post in posts
        if post.covers_programme(PROGRAMME) and access.Scope.of([post.place_code]).covers(row.place_code)
    ]
    if any(post.role == OWN_DESK[row.level] and post.place_code == row.place_code for post in posts):
        return False
    allowed = access.permission(IDENTITY).roles & ABOVE[row.level]
    return any(post.role in allowed for post in covering)


def about(row: Objection) -> Text:
    """What it is about: a publication, a duty, an aspect."""
    if row.publication is not None:
        titled = Text(row.publication.title_zh, row.publication.title_en or row.publication.title_zh)
        return Text("{title}（{number}）", "{title} ({number})").format(
            title=titled, number=row.publication.number
        )
    if row.duty is not None:
        named = Text(row.duty.item.name_zh, row.duty.item.name_en)
        return Text("{name}（{start} 至 {end}）", "{name} ({start} to {end})").format(
            name=named, start=row.duty.period_start, end=row.duty.period_end
        )
    return ASPECTS.get(row.aspect).name if row.aspect in ASPECTS else WHOLE


def label(defect: str) -> str:
    """What the case of an objection is called in every list: its kind and nothing else."""
    return f"公开异议（{Defect(defect).label.zh}）"


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """One answer in words. `edition`: number and version of the publication that puts a fact right."""

    row: Answer
    unit: Text
    outcome: Text
    edition: tuple[str, int] | None


@dataclass(frozen=True, slots=True)
class Told:
    """An objection as its unit may read it."""

    row: Objection
    about: Text
    defect: Text
    by: Text
    channel: Text
    answers: list[AnswerLine]
    identity: bool


def told(row: Objection, user: AnyUser | None = None) -> Told:
    """In words; `identity`: whether the reader may ask who objected. No query for a row of `rows`."""
    return Told(
        row=row,
        about=about(row),
        defect=Defect(row.defect).label,
        by=ASKERS.get(row.by, Text(row.by, row.by)),
        channel=CHANNELS.get(row.channel, Text(row.channel, row.channel)),
        answers=[answer_line(each) for each in row.answers.all()],
        identity=user is not None and sees_identity(user, row),
    )


def answer_line(row: Answer) -> AnswerLine:
    """One answer in words."""
    edition = (row.correction.publication.number, row.correction.version) if row.correction else None
    return AnswerLine(row, LEVELS[row.level], OUTCOMES[row.outcome], edition)


def panels(user: AnyUser, case: Case) -> Sequence[Panel]:
    """The part of the case page: what is objected to, for every reader of the case alike."""
    found = told(of_case(case.pk), user)
    return [
        Panel(
            "objection", Text("异议内容", "the objection"), "openness/objection_panel.html", {"told": found}
        )
    ]


def address(case: Case, step: Step) -> str | None:
    """Answers, and what the objector says, have pages of their own."""
    if step.key in ANSWERS.values():
        return reverse("objection_reply", args=[case.pk])
    return reverse("objection_react", args=[case.pk]) if step.desk == "citizen" else None


def citizen(case: Case, _lang: str) -> Sequence[Panel]:
    """The part of the objector's own page: own words, answers, and what can be said to the last one."""
    row = of_case(case.pk)
    context = {
        "told": told(row),
        "why": why(row),
        "react": case.state in REACTIONS,
        "open": case.closed_on is None,
    }
    return [
        Panel(
            "objection",
            Text("您的意见和答复", "your objection and the answers"),
            "openness/ask_own.html",
            context,
        )
    ]


@dataclass(frozen=True, slots=True)
class Why:
    """Why an answer is due on a day: from when, how long, under what, and the day."""

    since: dt.date
    limit: Limit
    due_on: dt.date


def why(row: Objection) -> Why | None:
    """The day that binds now; None while nobody owes an answer. One query."""
    bound = row.case.deadlines.filter(state="open", due_on__isnull=False).order_by("due_on").first()
    if bound is None or bound.due_on is None or row.case.state not in UNANSWERED:
        return None
    return Why(bound.started_on, Limit(**bound.limit), bound.due_on)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the list's address asks for."""

    defect: str = ""
    state: str = ""
    place: str = ""

    @classmethod
    def of(cls, asked: Mapping[str, str]) -> "Wanted":
        """From the address; what is unknown is left out."""
        states = {state.key for state in OBJECTION.states}
        place = asked.get("place", "")
        return cls(
            defect=asked.get("defect", "") if asked.get("defect", "") in set(Defect) else "",
            state=asked.get("state", "") if asked.get("state", "") in states else "",
            place=place if place.isascii() and place.isdigit() and len(place) == 12 else "",
        )


def seen(user: AnyUser, wanted: Wanted) -> QuerySet[Objection]:
    """Objections where the reader sees cases, the newest first."""
    found = access.visible(rows(), user, VIEW, PROGRAMME)
    if wanted.defect:
        found = found.filter(defect=wanted.defect)
    if wanted.state:
        found = found.filter(case__state=wanted.state)
    return access.Scope.of([wanted.place]).narrow(found) if wanted.place else found


@dataclass(frozen=True, slots=True)
class Line:
    """One objection of the list: kind, number, place, state and days; not a word of it."""

    row: Objection
    place: str
    defect: Text
    about: Text
    state: Text
    overdue: bool


def lines(found: Iterable[Objection]) -> list[Line]:
    """In words. One query."""
    own = list(found)
    names = places.names({row.place_code for row in own})
    states = {state.key: state.name for state in OBJECTION.states}
    today = clock.today()
    return [
        Line(
            row,
            names.get(row.place_code, row.place_code),
            Defect(row.defect).label,
            about(row),
            states.get(row.case.state, Text(row.case.state, row.case.state)),
            row.case.state in UNANSWERED and row.case.due_on is not None and row.case.due_on < today,
        )
        for row in own
    ]


def papers(row: Objection) -> list[evidence.Item]:
    """The scans of what came on paper; only for those above."""
    return list(evidence.items_of(target(row)))


def target(row: Objection) -> str:
    """How other houses name an objection."""
    return f"openness.Objection:{row.pk}"


def objection_by_code(session: Mapping[str, Any]) -> Objection | None:
    """The objection this browser has opened with number and code; None without one, or when a case of another kind is open."""
    return rows().filter(case_id=casework.opened_in(session)).first()


__all__ = [
    "CHANNELS",
    "LEVELS",
    "OUTCOMES",
    "AnswerLine",
    "Line",
    "Told",
    "Wanted",
    "Why",
    "about",
    "address",
    "citizen",
    "label",
    "lines",
    "objection",
    "objection_by_code",
    "of_case",
    "panels",
    "papers",
    "reply_time",
    "seen",
    "sees_identity",
    "target",
    "told",
    "upper_limit",
    "village_limit",
    "why",
]
