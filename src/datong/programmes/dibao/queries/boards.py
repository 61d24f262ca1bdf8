"""What hangs in which village, for the pages and sheets of postings: never more than the law of the case lets it show."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from django.db.models import Q, QuerySet

from datong.foundation.access import service as access
from datong.kernel import clock
from datong.kernel.bilingual import Text
from datong.programmes.dibao.enums import Stage
from datong.programmes.dibao.models import Posting
from datong.programmes.dibao.queries.postings import shown
from datong.programmes.dibao.rules import POSTED, NotInForce, pack_of, posting_content

VIEW = "cases.view"
WHO = "applicant_name"
STAGES: dict[Stage, Literal["town", "county", "announcement"]] = {
    Stage.TOWN: "town",
    Stage.COUNTY: "county",
    Stage.ANNOUNCED: "announcement",
}
NAMES = {"amount": Text("月保障金额（元）", "amount a month (yuan)")}


@dataclass(frozen=True, slots=True)
class Hung:
    """One posting with its fields: key, name, value in words; in the order of the law."""

    posting: Posting
    fields: list[tuple[str, Text, str]]


def up(on: dt.date | None = None) -> QuerySet[Posting]:
    """What hangs anywhere on a day (today): it comes down by itself."""
    day = on or clock.today()
    return Posting.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=day),
        Q(taken_down_on__isnull=True) | Q(taken_down_on__gt=day),
        starts_on__lte=day,
    ).select_related("case")


def up_in(place_code: str, on: dt.date | None = None) -> QuerySet[Posting]:
    """What hangs in one village."""
    return up(on).filter(place_code=place_code).order_by("stage", "case__label", "id")


def seen(user: access.AnyUser, place_code: str = "", on: dt.date | None = None) -> QuerySet[Posting]:
    """What hangs where the reader may see cases; in one village or town."""
    rows = access.visible(up(on), user, VIEW, "dibao").order_by("place_code", "stage", "case__label", "id")
    return access.Scope.of([place_code]).narrow(rows) if place_code else rows


def villages(user: access.AnyUser) -> list[str]:
    """Codes of the villages in which something hangs, for the reader."""
    return list(seen(user).order_by("place_code").values_list("place_code", flat=True).distinct())


def hung(rows: Iterable[Posting]) -> list[Hung]:
    """Postings with what the rule pack of each case allows for its stage; anything else that may stand in one is left out."""
    made = []
    for row in rows:
        allowed = (WHO, *(key for key in allowed_for(row) if key != WHO))
        told = shown(row)
        fields = [
            (key, NAMES.get(key, POSTED[key]), words(told[key]))
            for key in allowed
            if told.get(key) not in (None, "")
        ]
        made.append(Hung(row, fields))
    return made


def allowed_for(row: Posting) -> tuple[str, ...]:
    """The keys of a posting's stage under the law of its case."""
    try:
        return posting_content(pack_of(row.case.law_on), STAGES[Stage(row.stage)]).shows
    except NotInForce:
        return ()


def words(value: object) -> str:
    """A value in words."""
    return "、".join(str(each) for each in value) if isinstance(value, list) else str(value)
