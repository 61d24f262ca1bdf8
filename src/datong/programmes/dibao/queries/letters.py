"""The facts a letter is written from: plain values, kept with the letter, so that it says the same years later."""

import datetime as dt
import json
from collections.abc import Mapping
from typing import Any

from datong.foundation.casework import service as casework
from datong.foundation.casework.service import Case, Decision
from datong.foundation.places import service as places
from datong.kernel.procedure import Step
from datong.programmes.dibao.models import Owing
from datong.programmes.dibao.queries import decided, waiting
from datong.programmes.dibao.queries.awards import award_of

REVIEW_DAYS = 60
RESTORE = "restore"
"""What was decided before stands again, with the computation of its own letter: no other one is shown beside it."""


def facts(case: Case, step: Step, decision: Decision | None) -> Mapping[str, Any]:
    """What every letter of this house may say: whom, which case, what was decided, why, by which numbers, until when to object."""
    made: dict[str, Any] = {
        "name": case.label,
        "case": case.number,
        "day": case.moved_on.isoformat(),
        "article": decision.article if decision else step.article,
        **_offices(case),
    }
    if step.key == "ask_papers":
        made["papers"] = papers(case)
    if decision is not None:
        made |= _decided(case, decision)
    if step.key == "restore":
        made["owed"] = owed(decision)
    return made


def owed(decision: Decision | None) -> dict[str, int]:
    """Fen by month that a restoring owes; empty when the month of the stop had not ended yet."""
    row = Owing.objects.filter(decision=decision).first()
    return dict(row.months) if row else {}


def papers(case: Case) -> list[str]:
    """What is missing, as it was listed last."""
    last = case.papers_lists.order_by("-number").first()
    return list(json.loads(last.items)) if last else []


def _decided(case: Case, decision: Decision) -> dict[str, Any]:
    award = award_of(case)
    table = casework.PROCEDURES.get(case.workflow).workflow
    right = next((each for each in table.objections if case.state in each.states), None)
    return {
        "reasons": decision.reasons,
        "facts": decision.facts,
        "by": decision.by_name,
        "authority": decision.authority,
        "amount": decision.amount,
        "before": award.amount if award and award.decision_id != decision.pk else None,
        "running": award.amount if award else None,
        "from_month": award.first_month.isoformat() if award else None,
        "last_month": award.last_month.isoformat() if award and award.last_month else None,
        "wait": waiting.said(case.county, decision.on),
        "numbers": {} if decision.effect == RESTORE else decided.numbers_of(decision),
        "rules": decision.rule_version,
        "answer_days": right.limit.days if right else None,
        "review_until": (decision.on + dt.timedelta(days=REVIEW_DAYS)).isoformat(),
    }


def _offices(case: Case) -> dict[str, str]:
    codes = {case.county + "000000", case.place_code[:9] + "000", case.place_code}
    names = places.names(codes)
    return {
        "county": names.get(case.county + "000000", ""),
        "town": names.get(case.place_code[:9] + "000", ""),
        "village": names.get(case.place_code, ""),
    }
