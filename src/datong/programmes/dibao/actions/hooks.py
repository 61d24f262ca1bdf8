"""What a step of the table writes beside moving the case; run in its transaction, before anything is journalled."""

import datetime as dt
import json
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from datong.foundation.access.service import User
from datong.foundation.calendar import service as calendar
from datong.foundation.casework import service as casework
from datong.foundation.casework.service import Case, Deadline, Move
from datong.kernel import clock
from datong.kernel.procedure import Workflow
from datong.kernel.workdays import reckon
from datong.programmes.dibao.actions import awards, registering, restoring, stating, surveying
from datong.programmes.dibao.enums import Area, Stage, StatementKind, SurveyKind, VisitReason
from datong.programmes.dibao.models import NearRelative, PapersList, Posting, VisitDue
from datong.programmes.dibao.queries import kin, postings, statements
from datong.programmes.dibao.workflow import V2021, table_of

URBAN_CLOCK = "urban_statute"
Hook = Callable[[Case, Move, User], Callable[[], None] | None]


def submitted(case: Case, _move: Move, _actor: User) -> None:
    """The 30 days of the urban regulations bind urban households only: of others the clock is taken off."""
    statement = statements.latest(case)
    if statement is not None and statements.document_of(statement)["area"] == Area.URBAN:
        return
    case.deadlines.filter(key=URBAN_CLOCK, total=True).update(
        state=Deadline.State.VOID, ended_on=case.moved_on
    )
    soonest(case)


def soonest(case: Case) -> None:
    """The case's next day, after days were taken off."""
    running = case.deadlines.filter(state=Deadline.State.OPEN, floor=False, due_on__isnull=False)
    case.due_on = running.order_by("due_on").values_list("due_on", flat=True).first()
    case.save(update_fields=["due_on"])


def papers_asked(case: Case, move: Move, actor: User) -> None:
    """Keep the list; the letter is written from it."""
    PapersList.objects.create(
        case=case,
        number=case.papers_lists.count() + 1,
        items=json.dumps(list(move.data["papers"]), ensure_ascii=False),
        new_facts=move.data.get("new_facts"),
        on=day_of(move),
        by=actor,
    )


def accepted(case: Case, move: Move, actor: User) -> None:
    """Register near relatives among officials, found and declared; each such case is visited by the county."""
    found = kin.ties(statements.persons_of(case), case.county, day_of(move))
    rows = [
        NearRelative(
            case=case,
            person_id=tie.official,
            name=tie.name,
            member_id=tie.member,
            duty=tie.duty,
            place_code=tie.place_code,
            source="register",
            at=clock.now(),
        )
        for tie in found
    ]
    rows += [
        NearRelative(
            case=case,
            name=each.name,
            duty=each.duty,
            place_code=each.place_code or case.place_code,
            relation=each.relation,
            source="declared",
            at=clock.now(),
        )
        for each in move.data.get("relatives", ())
    ]
    NearRelative.objects.bulk_create(rows)
    if rows:
        due(case, VisitReason.RELATIVE, actor, day_of(move))


def due(case: Case, reason: VisitReason, actor: User, on: dt.date, reference: str = "") -> None:
    """The county has to visit; once for each reason and draw."""
    VisitDue.objects.get_or_create(
        case=case, reason=reason, reference=reference, defaults={"on": on, "by": actor}
    )


def surveyed(case: Case, move: Move, actor: User) -> None:
    """Keep the visit."""
    surveying.keep(actor, case, move.data["survey"], SurveyKind.SURVEY)


def posted(stage: Stage, closing: str) -> Callable[[Case, Move, User], None]:
    """Hang the posting; its last day is the later one of both norms on it."""

    def hang(case: Case, move: Move, actor: User) -> None:
        day, table = day_of(move), casework.PROCEDURES.get(case.workflow).workflow
        norm = table.step(closing).deadlines[0]
        days = calendar.working_days()
        by_article = reckon(norm.limit, day, days).due
        by_catalogue = reckon(norm.other, day, days).due if norm.other else None
        Posting.objects.create(
            case=case,
            stage=stage,
            place_code=case.place_code,
            starts_on=day,
            ends_on=max(end for end in (by_article, by_catalogue) if end is not None),
            ends_by_article=by_article,
            ends_by_catalogue=by_catalogue,
            shows=json.dumps(postings.content(case, stage), ensure_ascii=False),
            by=actor,
            at=clock.now(),
        )

    return hang


def taken_down(case: Case, move: Move, _actor: User) -> None:
    """A posting does not outlive what it was about."""
    day = day_of(move)
    case.postings.filter(taken_down_on=None, ends_on__gte=day).update(taken_down_on=day)


def announcement_down(case: Case, move: Move, _actor: User) -> None:
    """Who is paid no more is not announced any more."""
    case.postings.filter(stage=Stage.ANNOUNCED, taken_down_on=None).update(taken_down_on=day_of(move))


def approved(case: Case, move: Move, actor: User) -> None:
    """What is paid from next month on; since 2021 announced without end."""
    awards.granted(case, move)
    restoring.caught_up(case, move, actor)
    if case.workflow == V2021.key:
        Posting.objects.create(
            case=case,
            stage=Stage.ANNOUNCED,
            place_code=case.place_code,
            starts_on=day_of(move),
            shows=json.dumps(postings.content(case, Stage.ANNOUNCED), ensure_ascii=False),
            by=actor,
            at=clock.now(),
        )


def under_todays_law(case: Case, move: Move, _actor: User) -> None:
    """A re-verification follows the law of its own day: an older case goes on under the newer table."""
    table = table_of(day_of(move))
    if table != case.workflow:
        case.workflow = table
        case.save(update_fields=["workflow"])


def change_reported(case: Case, move: Move, actor: User) -> None:
    """Keep what the household says has changed."""
    under_todays_law(case, move, actor)
    stating.state(actor, case, StatementKind.CHANGE, move.data["statement"], on=day_of(move), note=move.note)


def day_of(move: Move) -> dt.date:
    """The legal day of the step."""
    return move.on or clock.today()


def both(*hooks: Hook) -> Hook:
    """One after the other; so is what they leave for the end."""

    def run(case: Case, move: Move, actor: User) -> Callable[[], None] | None:
        last = [closing for hook in hooks if (closing := hook(case, move, actor))]
        return partial(in_turn, last) if last else None

    return run


def in_turn(closings: Sequence[Callable[[], None]]) -> None:
    """The last things, in order."""
    for closing in closings:
        closing()


COMMON: dict[str, Any] = {
    "submit": submitted,
    "ask_papers": papers_asked,
    "accept": accepted,
    "survey": surveyed,
    "survey_anew": surveyed,
    "post_town": posted(Stage.TOWN, "close_town"),
    "withdraw": taken_down,
    "approve": approved,
    "refuse": taken_down,
    "open_review": under_todays_law,
    "report_change": change_reported,
    "report_death": under_todays_law,
    "decide_raise": both(awards.raised, restoring.caught_up, registering.changed),
    "enter_pay": registering.entered,
    "carry_out_change": both(awards.reduced, registering.changed),
    "carry_out_stop": both(awards.stopped, announcement_down, registering.removed),
    "restore": both(awards.restored, restoring.owed, registering.returned),
    "end_by_death": both(awards.stopped, announcement_down, registering.removed),
}
ONLY_2012: dict[str, Any] = {
    "post_county": posted(Stage.COUNTY, "close_county"),
    "survey_again": taken_down,
    "reinvestigate": taken_down,
    "send_back": taken_down,
}
ONLY_2021: dict[str, Any] = {
    "reinvestigate": taken_down,
    "terminate": taken_down,
    "decide_taper": awards.tapered,
    "cancel_taper": restoring.untapered,
    "end_taper": both(awards.taper_ended, announcement_down, registering.removed),
}


def after(table: Workflow) -> dict[str, Any]:
    """The hooks of a table: what each step writes."""
    return COMMON | (ONLY_2021 if table.key == V2021.key else ONLY_2012)
