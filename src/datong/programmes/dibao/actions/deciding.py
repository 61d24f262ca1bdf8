"""Opinions and decisions of the county; every one by a named person, with the computation it rests on."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from datong.foundation.access import service as access
from datong.foundation.access.service import User
from datong.foundation.casework import service as casework
from datong.foundation.casework.service import Case, Deadline, Move, Ruling
from datong.kernel import clock
from datong.kernel.bilingual import Text
from datong.programmes.dibao.actions import hooks
from datong.programmes.dibao.actions.applying import tell
from datong.programmes.dibao.enums import SPECIAL_CASES, VISIT_REASONS, VisitReason
from datong.programmes.dibao.errors import BadVerdict, CannotAssess
from datong.programmes.dibao.protocols import Verdict
from datong.programmes.dibao.queries import assessing, fairness
from datong.programmes.dibao.rules import Assessment, pack_of, review_categories

COMPUTED = ("approve", "decide_raise", "decide_reduction")
CATEGORISED = ("approve",)


def decide(
    actor: User,
    case_id: int,
    step: str,
    verdict: Verdict,
    *,
    on: dt.date | None = None,
    note: str = "",
    seen: int | None = None,
    door: str = "page",
) -> Case:
    """Take a step that decides. Its computation, where there is one, is kept with source and day of every number.

    Raises Refused, BadVerdict, CaseworkError with the field that lacks.
    """
    with transaction.atomic():
        case = Case.objects.select_for_update(no_key=True).get(pk=case_id)
        found = computed(case, step)
        categorised(case, step, verdict)
        move = Move(
            step,
            on=on,
            note=note,
            ruling=ruling_of(case, step, verdict, found),
            seen=seen,
            data=data_of(verdict),
        )
        return casework.take(actor, case_id, move, door=door)


def computed(case: Case, step: str) -> Assessment | None:
    """The assessment, where there is one; a step that needs it is refused by its guard."""
    try:
        return assessing.assessment_of(case)
    except CannotAssess as error:
        if step in COMPUTED:
            raise BadVerdict(error.text) from error
        return None


def categorised(case: Case, step: str, verdict: Verdict) -> None:
    """An approval says into which group of re-verification the household falls."""
    if step not in CATEGORISED:
        return
    known = review_categories(pack_of(case.law_on))
    if verdict.category not in known:
        raise BadVerdict(
            Text("请选择复核类别：{known}。", "Choose a category of re-verification: {known}.").format(
                known="、".join(known)
            ),
            "category",
        )


def ruling_of(case: Case, step: str, verdict: Verdict, found: Assessment | None) -> Ruling:
    """The verdict with what it rests on."""
    whole = found is not None and found.eligible is not None
    amount = verdict.amount
    if amount is None and step in COMPUTED and found is not None:
        amount = found.amount
    facts = verdict.facts.strip()
    if verdict.departs.strip():
        facts = f"{facts}\n不按测算结果的理由：{verdict.departs.strip()}".strip()
    return Ruling(
        reasons=verdict.reasons,
        article=verdict.article,
        facts=facts,
        rule_version=f"{found.rules} {found.county_version}"[:60] if found and whole else "",
        inputs=assessing.inputs_of(case, found) if found and whole else (),
        amount=amount,
        kin_declared=verdict.kin_declared,
        seconds=verdict.seconds,
    )


def data_of(verdict: Verdict) -> Mapping[str, Any]:
    """What guards and hooks ask for."""
    return {
        "departs": verdict.departs,
        "category": verdict.category,
        "taper_months": verdict.taper_months,
        "deaths": verdict.deaths,
        "cause": verdict.cause,
    }


OFF = Text(
    "“{reason}”近十二个月属实的不到一半，已停用这个来源，不能再据此要求入户。",
    "“{reason}” was confirmed in less than half of the cases of twelve months; this source is switched off.",
)


def require_visit(
    actor: User, case_id: int, reason: VisitReason, *, on: dt.date, reference: str = "", door: str = "page"
) -> None:
    """The county has to visit this household (drawn, reported, doubtful). Raises Refused, BadVerdict for a source that was
    too often wrong and is switched off."""
    with transaction.atomic():
        case = Case.objects.select_for_update(no_key=True).get(pk=case_id)
        access.require(actor, "dibao.check", programme="dibao", place_code=case.place_code)
        if reason in fairness.switched(case.county, clock.today()):
            raise BadVerdict(OFF.format(reason=VISIT_REASONS[reason]), "reason")
        hooks.due(case, reason, actor, on, reference)
        tell(actor, "dibao.visit_due", case, {"reason": str(reason), "reference": reference}, door)


def extend_total(actor: User, case_id: int, special: str, why: str, *, door: str = "page") -> Deadline:
    """15 working days more in all, once, for one of the special cases of 2022. Raises Refused, BadVerdict, BadClock."""
    if special not in SPECIAL_CASES:
        raise BadVerdict(
            Text("请选择可以延长的特殊情况。", "Choose a special case that allows more time."), "special"
        )
    with transaction.atomic():
        case = Case.objects.select_for_update(no_key=True).get(pk=case_id)
        row = case.deadlines.filter(key="total", total=True, state=Deadline.State.OPEN).first()
        if row is None:
            raise BadVerdict(Text("此案没有可以延长的总期限。", "The case has no total limit to extend."))
        return casework.extend(actor, row.pk, f"{SPECIAL_CASES[special].zh}：{why.strip()}", door=door)
