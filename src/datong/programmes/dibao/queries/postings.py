"""What is posted, where, and until when; exactly what the law of the case lets it show."""

import datetime as dt
import json
from typing import Any

from django.db.models import Q, QuerySet

from datong.foundation.casework.service import Case
from datong.foundation.meetings import service as meetings
from datong.foundation.people import service as people
from datong.kernel import clock
from datong.programmes.dibao.models import Posting
from datong.programmes.dibao.queries import assessing
from datong.programmes.dibao.rules import Assessment, money, pack_of, posting_content

APPRAISAL = "dibao.appraisal"


def content(case: Case, stage: Any) -> dict[str, Any]:
    """The fields of a posting by key, in Chinese: the applicant, so that one knows who it is about, and what the pack
    lets this stage show. Raises NotInForce for a stage the law does not know, CannotAssess."""
    shows = posting_content(pack_of(case.law_on), stage).shows
    found = assessing.assessment_of(case)
    made = {"applicant_name": case.label}
    return made | {key: FIELDS[key](case, found) for key in shows if key not in made}


def _members(_case: Case, found: Assessment) -> list[str]:
    counted = [int(line.id) for line in found.members if line.counted]
    names = people.Person.objects.in_bulk(counted)
    return [names[pk].name for pk in counted if pk in names]


def _count(_case: Case, found: Assessment) -> int:
    return sum(bool(line.counted) for line in found.members)


def _amount(_case: Case, found: Assessment) -> str:
    return money(found.amount or 0)


def _survey(case: Case, found: Assessment) -> str:
    last = case.surveys.order_by("-id").values_list("day", flat=True).first()
    return f"{last} 入户调查，共同生活的家庭成员 {_count(case, found)} 人"


def _appraisal(case: Case, _found: Assessment) -> str:
    result = meetings.result_of(case.pk, APPRAISAL)
    if result is None:
        return ""
    return (
        f"{result.held_on} 民主评议，{'认为调查结果客观真实' if result.carried else '对调查结果有不同意见'}"
    )


def _opinion(_case: Case, found: Assessment) -> str:
    if not found.eligible:
        return "不符合条件"
    return f"符合条件，拟月保障金额 {money(found.amount or 0)} 元"


FIELDS: dict[str, Any] = {
    "member_names": _members,
    "member_count": _count,
    "amount": _amount,
    "survey_result": _survey,
    "appraisal_result": _appraisal,
    "review_result": _opinion,
    "initial_opinion": _opinion,
}


def postings_of(case: Case) -> list[Posting]:
    """Every posting of a case, the newest first."""
    return list(case.postings.order_by("-id"))


def shown(posting: Posting) -> dict[str, Any]:
    """What stands on it."""
    read: dict[str, Any] = json.loads(posting.shows)
    return read


def up(place_code: str, on: dt.date | None = None) -> QuerySet[Posting]:
    """What hangs in a village (12 digits) on a day: it comes down by itself."""
    day = on or clock.today()
    return Posting.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=day),
        Q(taken_down_on__isnull=True) | Q(taken_down_on__gt=day),
        place_code=place_code,
        starts_on__lte=day,
    ).select_related("case")
