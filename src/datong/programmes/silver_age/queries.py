"""Reads of the silver-age house: what must agree, and whether promises look kept."""

import datetime as dt
import math

from django.db.models import Count, F, Min

from datong.foundation.indicators.service import Finding
from datong.kernel.bilingual import Text
from datong.programmes.silver_age.models import Elder, Visit, Volunteer


def pairs(county: str, day: dt.date) -> list[Finding]:
    """Volunteers with none or several elders, by number."""
    if not Elder.objects.at(county, day).exists():
        return []
    counted = dict(
        Elder.objects.at(county, day)
        .order_by()
        .values("volunteer__number")
        .annotate(n=Count("id"))
        .values_list("volunteer__number", "n")
    )
    return [
        Finding(
            place,
            Text(
                f"{number} 与 {counted.get(number, 0)} 位老人结对",
                f"{number} is paired with {counted.get(number, 0)} elders",
            ),
        )
        for number, place in Volunteer.objects.at(county, day)
        .order_by("number")
        .values_list("number", "place_code")
        if counted.get(number, 0) != 1
    ]


def own_elder(county: str, day: dt.date) -> list[Finding]:
    """How many visits were paid by another volunteer than the elder's own."""
    rows = Visit.objects.at(county, day)
    other = rows.exclude(volunteer=F("elder__volunteer")).count()
    text = Text(
        f"{rows.count()} 人次中有 {other} 人次不是结对志愿者服务的",
        f"{other} of {rows.count()} visits were paid by another volunteer than the elder's own",
    )
    return [Finding(county[:6] + "000000", text)] if other else []


def weekly(county: str, day: dt.date) -> list[Finding]:
    """Visits per volunteer and week since the first visit, when less than half a visit."""
    visits, volunteers = Visit.objects.at(county, day), Volunteer.objects.at(county, day).count()
    first, count = visits.aggregate(first=Min("day"))["first"], visits.count()
    if first is None or not volunteers:
        return []
    weeks = max(1, math.ceil(((day - first).days + 1) / 7))
    rate = count / volunteers / weeks
    if rate >= 0.5:
        return []
    text = Text(
        f"自 {first:%Y-%m-%d} 起 {weeks} 周，{count} 人次 ÷ {volunteers} 名志愿者 ÷ {weeks} 周＝每人每周 {rate:.2f} 次，"
        "远低于每周一次",
        f"in {weeks} weeks since {first:%Y-%m-%d}, {count} visits / {volunteers} volunteers / {weeks} weeks = {rate:.2f}"
        " a week each, far from one a week",
    )
    return [Finding(county[:6] + "000000", text)]


def group_size(county: str, day: dt.date) -> list[Finding]:
    """How many groups have fewer than five or more than six members."""
    rows = Volunteer.objects.at(county, day).filter(group__isnull=False).order_by()
    sizes = list(rows.values("team", "group").annotate(n=Count("id")).values_list("n", flat=True))
    odd = [size for size in sizes if not 5 <= size <= 6]
    text = Text(
        f"{len(sizes)} 个小组中有 {len(odd)} 个不是 5 至 6 人（{min(odd, default=0)} 至 {max(odd, default=0)} 人）",
        f"{len(odd)} of {len(sizes)} groups do not have five or six members ({min(odd, default=0)} to {max(odd, default=0)})",
    )
    return [Finding(county[:6] + "000000", text)] if odd else []
