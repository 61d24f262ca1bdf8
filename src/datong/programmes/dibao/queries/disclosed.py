"""Who is in pay in one village, as far as a village may say it."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, F, Sum

from datong.programmes.dibao.models import Recipient

ADULT_YEARS = 18


@dataclass(frozen=True, slots=True)
class InPay:
    """One household: `monthly` fen for all its members; `minor`: its head is under 18 on the day."""

    head: str
    minor: bool
    members: int
    area: str
    monthly: int


def in_pay(place_code: str, day: dt.date) -> list[InPay]:
    """The households of a village in receipt on a day, by the head's name. One query."""
    rows = (
        Recipient.objects.at(place_code, day)
        .filter(place_code=place_code)
        .values("household", "head_name", "area", born=F("household__head__birth_date"))
        .annotate(members=Count("id"), monthly=Sum("monthly_benefit"))
        .order_by("head_name", "household")
    )
    return [
        InPay(row["head_name"], is_minor(row["born"], day), row["members"], row["area"], row["monthly"])
        for row in rows
    ]


def is_minor(born: dt.date | None, day: dt.date) -> bool:
    """Whether somebody is under 18 on a day; unknown counts as grown up, since heads are."""
    if born is None:
        return False
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day)) < ADULT_YEARS
