"""What must hold before a step of the table may be taken; each answers with the sentence why not, or with nothing.

A guard asks the case and what was handed in with the step (`Move.data`, `Move.ruling`), and changes nothing.
"""

import datetime as dt
from typing import Any

from datong.foundation.access.service import User
from datong.foundation.casework import service as casework
from datong.foundation.casework.service import SHORTEST_REASONS, Case, Move, OwnKin
from datong.foundation.meetings import service as meetings
from datong.foundation.notices import service as notices
from datong.kernel import clock
from datong.kernel.bilingual import Text
from datong.programmes.dibao.enums import SurveyKind, VisitReason
from datong.programmes.dibao.errors import CannotAssess
from datong.programmes.dibao.queries import assessing, statements, waiting
from datong.programmes.dibao.queries.awards import award_of, last_of
from datong.programmes.dibao.queries.parameters import county_parameters
from datong.programmes.dibao.rules import taper

SHORTEST_NOTE = 4
APPRAISAL = "dibao.appraisal"
SENDERS = {
    "confirm_refusal": "dibao.refusal",
    "carry_out_change": "dibao.reduction",
    "carry_out_stop": "dibao.stop",
    "end_taper": "dibao.taper",
}
"""Which letter a step waits for."""
WAITS = frozenset({"carry_out_change", "carry_out_stop", "end_taper"})

STANDING_REASONS = frozenset({VisitReason.RELATIVE, VisitReason.DRAWN})
"""Reasons that any visit by the county meets, also one made before."""

OWN_PAGE = Text("请在“{page}”页面办理。", "Use the page “{page}” for this.")


def declared(case: Case, _move: Move, _actor: User) -> Text | None:
    """There is a household document."""
    if statements.latest(case) is None:
        return Text("请先填写家庭申报。", "Fill in the household's declaration first.")
    return None


def consented(case: Case, _move: Move, _actor: User) -> Text | None:
    """Every adult has signed."""
    if lacking := statements.unsigned(case):
        return Text(
            "下列成年家庭成员还没有签署核对授权：{names}。",
            "These adults have not signed the consent to be checked: {names}.",
        ).format(names="、".join(lacking.values()))
    return None


def papers_listed(_case: Case, move: Move, _actor: User) -> Text | None:
    """The list is handed in on its own page, which knows whether there was one before."""
    return (
        None
        if move.looking or move.data.get("papers")
        else OWN_PAGE.format(page=Text("一次性告知", "missing papers"))
    )


def says_why(_case: Case, move: Move, _actor: User) -> Text | None:
    """A note of some words."""
    if not move.looking and len(move.note.strip()) < SHORTEST_NOTE:
        return Text("请在“说明”里写明原因。", "Say why, in the note.")
    return None


def survey_recorded(_case: Case, move: Move, _actor: User) -> Text | None:
    """The visit is recorded on its own page, together with the step."""
    return (
        None
        if move.looking or move.data.get("survey")
        else OWN_PAGE.format(page=Text("入户调查", "household survey"))
    )


def appraisal_held(case: Case, _move: Move, _actor: User) -> Text | None:
    """An appraisal of the case was closed since the household was last surveyed."""
    found = meetings.result_of(case.pk, APPRAISAL)
    last = case.surveys.order_by("-id").values_list("day", flat=True).first()
    if found is None or (last is not None and found.held_on < last):
        return Text(
            "这次调查之后还没有开过民主评议会，请先召开并结束评议会。",
            "No democratic appraisal has been held since the survey; hold and close one first.",
        )
    return None


def assessed(case: Case, _move: Move, _actor: User) -> Text | None:
    """The law says yes or no to what is known."""
    try:
        return assessing.undetermined(assessing.assessment_of(case))
    except CannotAssess as error:
        return error.text


def computed(case: Case, move: Move, _actor: User) -> Text | None:
    """The decision keeps its computation, and its amount is the computed one or departs from it with a reason."""
    if wrong := assessed(case, move, _actor):
        return wrong
    ruling = move.ruling
    if move.looking:
        return assessed(case, move, _actor)
    if ruling is None or not ruling.inputs or ruling.amount is None:
        return OWN_PAGE.format(page=Text("低保决定", "decision"))
    found = assessing.assessment_of(case)
    if ruling.amount != found.amount and len(str(move.data.get("departs", "")).strip()) < SHORTEST_REASONS:
        return Text(
            "决定金额与测算结果不一致，请写明为什么不按测算结果（至少 {least} 个字）。",
            "The amount is not the computed one; say why, in at least {least} characters.",
        ).format(least=SHORTEST_REASONS)
    if ruling.amount <= 0:
        return Text(
            "金额应大于零；不符合条件的请办“不予批准”。", "The amount must be above zero; else refuse."
        )
    return None


def county_visit_done(case: Case, _move: Move, _actor: User) -> Text | None:
    """Where a visit by the county is due (near relatives, drawn, reported), it has been made; of what was reported, since."""
    due = dict(case.visits_due.values_list("reason", "on"))
    reported = [on for reason, on in due.items() if reason not in STANDING_REASONS]
    visits = case.surveys.filter(kind=SurveyKind.COUNTY_VISIT, day__gte=max(reported, default=dt.date.min))
    if due and not visits.exists():
        return Text(
            "此户必须由县里入户（近亲属备案、抽中或有举报），请先登记县级入户情况。",
            "The county has to visit this household (near relative, drawn, reported); record that visit first.",
        )
    return None


def not_investigator(case: Case, _move: Move, actor: User) -> Text | None:
    """Whoever visited the household, for the town or for the county, does not decide on it."""
    if actor.pk in statements.investigators(case, tuple(SurveyKind)):
        return Text(
            "您参加过此户的入户调查，按职责分离不能再办这一步，请由另一位同志办理。",
            "You took part in surveying this household; somebody else has to take this step.",
        )
    return None


def not_kin(case: Case, _move: Move, actor: User) -> Text | None:
    """Whoever lets a household go on in pay is neither of it nor near kin."""
    return OwnKin().text if casework.near(actor, case, casework.PROCEDURES.get(case.workflow)) else None


def postable(case: Case, move: Move, actor: User) -> Text | None:
    """There is an opinion to post; it hangs from today on, never from a day that is over."""
    if day_of(move) != clock.today():
        return Text(
            "公示从登记当天起算，日期不能倒填。", "A posting begins on the day it is entered, not earlier."
        )
    return assessed(case, move, actor)


def unopposed(case: Case, _move: Move, _actor: User) -> Text | None:
    """Nobody has objected since it was posted: else the law wants it looked into anew, whatever the answer was."""
    if any(row.state != row.State.WITHDRAWN for row in casework.raised_here(case)):
        return Text(
            "公示期间有人提出异议，按规定要重新调查（2021年起也可以民主评议）之后再往下办。",
            "Somebody objected while it was posted: the law wants a new survey (since 2021 an appraisal will do) before it goes on.",
        )
    return None


def month_turned(case: Case, move: Move, _actor: User) -> Text | None:
    """Pay begins in the month after the decision."""
    award = award_of(case)
    if award is not None and day_of(move) < award.first_month:
        return Text(
            "从 {month} 起发放，请到当月再办。", "Paid from {month} on; do this in that month."
        ).format(month=award.first_month.strftime("%Y-%m"))
    return None


def letter_delivered(case: Case, move: Move, _actor: User) -> Text | None:
    """The newest letter of the decision this step carries out has been proved delivered."""
    letter = notices.notices_of(casework.target(case)).filter(kind=SENDERS[move.step]).last()
    if letter is None or letter.delivered_on is None:
        return Text(
            "这次决定的通知书还没有送达，请先登记送达。",
            "The letter of this decision has not been proved delivered; record its delivery first.",
        )
    until = waiting.over_after(case, letter.delivered_on)
    if move.step in WAITS and day_of(move) <= until:
        return Text(
            "告知期到 {day} 为止，之后才能执行。", "The time of notice lasts until {day}; not before."
        ).format(day=until)
    return None


def no_other_open(case: Case, _move: Move, _actor: User) -> Text | None:
    """The household has not applied again in the meantime."""
    if case.household_id is None:
        return None
    others = Case.objects.filter(programme=case.programme, household_id=case.household_id, closed_on=None)
    if others.exclude(pk=case.pk).exists():
        return Text(
            "这个家庭已有新的在办件，请先在新办件中处理。",
            "The household has a newer open case; deal with that one first.",
        )
    return None


def change_stated(_case: Case, move: Move, _actor: User) -> Text | None:
    """What changed is stated on its own page."""
    return (
        None
        if move.looking or move.data.get("statement")
        else OWN_PAGE.format(page=Text("变化报告", "reported change"))
    )


def reverified(case: Case, _move: Move, _actor: User) -> Text | None:
    """The household was visited since the re-verification was opened, and stated how it lives now."""
    opened = case.events.filter(step__in=statements.OPENS_REVIEW).order_by("-number").first()
    visits = case.surveys.filter(kind=SurveyKind.REVIEW)
    if opened is None or not visits.filter(at__gte=opened.at).exists():
        return Text(
            "这次复核还没有登记入户情况，请先入户并登记家庭现状。",
            "No visit has been recorded in this re-verification; visit and record how the household lives now.",
        )
    return None


def nobody_left(case: Case, move: Move, _actor: User) -> Text | None:
    """As many deaths are stated as persons are paid."""
    award = award_of(case)
    persons = award.persons if award else 0
    if move.looking:
        return None
    if not isinstance(move.data.get("deaths"), int) or move.data["deaths"] < persons or not persons:
        return Text(
            "只有全部 {persons} 名保障对象都已死亡才能终止；还有人在世的，请按家庭变化调整。",
            "A case ends by death only when all {persons} persons paid have died; otherwise change the amount.",
        ).format(persons=persons)
    return None


def is_raise(case: Case, move: Move, _actor: User) -> Text | None:
    """The new amount is not below the present one."""
    award = award_of(case)
    if award and move.ruling and (move.ruling.amount or 0) < award.amount:
        return Text(
            "新金额低于现在的金额，应办“决定减发”。",
            "The new amount is below the present one: decide a reduction.",
        )
    return None


def is_reduction(case: Case, move: Move, _actor: User) -> Text | None:
    """The new amount is below the present one."""
    award = award_of(case)
    if award and move.ruling and (move.ruling.amount or 0) >= award.amount:
        return Text(
            "新金额不低于现在的金额，应办“决定增发”。",
            "The new amount is not below the present one: decide a raise.",
        )
    return None


def cause_stated(_case: Case, move: Move, _actor: User) -> Text | None:
    """Why the stop was wrong, so that others like it can be looked for."""
    if not move.looking and len(str(move.data.get("cause", "")).strip()) < SHORTEST_NOTE:
        return OWN_PAGE.format(page=Text("恢复待遇", "restore"))
    return None


def taper_allowed(case: Case, move: Move, _actor: User) -> Text | None:
    """So many whole months as the law of the day lets a taper last."""
    months = move.data.get("taper_months")
    if move.looking:
        return None
    if not isinstance(months, int) or months < 1:
        return OWN_PAGE.format(page=Text("渐退期", "taper"))
    law = taper(day_of(move), county_parameters(case.county))
    most = law.most if law.months is None else law.months
    if not law.allowed or most is None:
        return law.text
    if months > most:
        return Text(
            "渐退期不得超过 {most} 个月（{cite}）。", "A taper lasts {most} months at most ({cite})."
        ).format(most=most, cite=law.article)
    return None


def taper_over(case: Case, move: Move, _actor: User) -> Text | None:
    """The last month of the taper has passed."""
    award = award_of(case)
    if award is None or award.last_month is None or day_of(move) <= last_of(award.last_month):
        return Text("渐退期还没有结束。", "The taper is not over yet.")
    return None


def day_of(move: Move) -> dt.date:
    """The legal day of the step."""
    return move.on or clock.today()


GUARDS: dict[str, Any] = {
    guard.__name__: guard
    for guard in (
        declared, consented, papers_listed, says_why, survey_recorded, appraisal_held, assessed, computed,
        county_visit_done, not_investigator, not_kin, postable, unopposed, month_turned, letter_delivered, no_other_open, change_stated,
        reverified, nobody_left, is_raise, is_reduction, cause_stated, taper_allowed, taper_over,
    )
}  # fmt: skip
