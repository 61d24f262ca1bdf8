"""What a household is asked, as it reads it on its own page: only what it was told by letter, in plain words."""

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from datong.foundation.casework.service import Case, opened_in
from datong.foundation.reviews.core.saying import said
from datong.foundation.reviews.enums import HitState
from datong.foundation.reviews.models import Hit, Reply, Verdict
from datong.foundation.reviews.registry import PROGRAMMES
from datong.kernel.bilingual import Text

ANSWERS = {
    HitState.TO_VERIFY: Text(
        "还在核实。核实清楚之前，待遇照常发放。", "Still being looked into; you are paid as before."
    ),
    HitState.EXPLAINED: Text(
        "已经说明清楚，不影响您家。", "It has been explained; nothing changes for your household."
    ),
    HitState.DISMISSED: Text(
        "已经查明与您家不符，不影响您家。", "It was found not to be so; nothing changes for your household."
    ),
    HitState.CONFIRMED: Text(
        "查明情况属实。待遇会不会变，要另行入户复核，由人作出决定，并会书面告知您；您可以提出异议。",
        "It was found to be so. Whether anything changes is decided by people after a visit, in writing, and you may object.",
    ),
}


@dataclass(frozen=True, slots=True)
class Question:
    """One entry in a list that the household is asked about. `whose`: the person's name; `said`: what the list says; `verdict`:
    what was decided, by whom and why, once it was."""

    pk: int
    source: str
    as_of: dt.date
    whose: str
    said: Text
    until: dt.date | None
    open: bool
    answer: Text
    replies: list[Reply]
    verdict: Verdict | None


def opened(session: Mapping[str, Any]) -> Case | None:
    """The case this browser has opened with number and code, of a programme that is reviewed."""
    return Case.objects.filter(pk=opened_in(session), programme__in=list(PROGRAMMES)).first()


def case_number(row: Hit) -> str:
    """The number of the newest case by which the household opens its own page; empty where it has none."""
    rows = Case.objects.filter(programme=row.programme)
    if row.household_id is not None:
        rows = rows.filter(household_id=row.household_id)
    else:
        rows = rows.filter(household=None, subject_id=row.person_id)
    newest = rows.order_by("-id").first()
    return newest.number if newest else ""


def of_case(case: Case) -> list[Question]:
    """The questions put to the household of a case, the open ones first. Two queries."""
    if case.household_id is not None:
        rows = Hit.objects.filter(household_id=case.household_id)
    elif case.subject_id is not None:
        rows = Hit.objects.filter(person_id=case.subject_id, household=None)
    else:
        return []
    rows = rows.filter(programme=case.programme, notice__isnull=False)
    rows = rows.select_related("source", "listing", "person", "verdict").prefetch_related("replies")
    found = [question(row) for row in rows.order_by("-id")]
    return sorted(found, key=lambda each: not each.open)


def question(row: Hit) -> Question:
    """One of them."""
    values = json.loads(row.row or "{}")
    return Question(
        row.pk,
        row.source.name,
        row.listing.as_of,
        row.person.name,
        Text(said(values, "zh"), said(values, "en")) if values else Text("–", "–"),
        row.reply_until,
        row.state == HitState.TO_VERIFY,
        ANSWERS[HitState(row.state)],
        list(row.replies.all()),
        row.verdict if row.state != HitState.TO_VERIFY else None,
    )
