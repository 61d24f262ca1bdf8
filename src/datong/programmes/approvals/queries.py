"""Reads of the approvals house: time in parallel, money saved, what must agree."""

import datetime as dt
from typing import Any

from django.db.models import Count, F

from datong.foundation.indicators.service import Finding, Value
from datong.kernel.bilingual import Text
from datong.kernel.money import yuan
from datong.programmes.approvals.models import Delegation, Item


def days_after(rows: Any) -> int:
    """Working days when steps of one parallel group run side by side."""
    alone, groups = 0, dict[str, int]()
    for days, group in rows.values_list("after", "parallel"):
        if group:
            groups[group] = max(groups.get(group, 0), days)
        else:
            alone += days
    return alone + sum(groups.values())


def saved(rows: Any) -> Value:
    """Yuan saved on a case."""
    return yuan(sum(before - after for before, after in rows.values_list("before", "after")))


def promised_within_legal(county: str, day: dt.date) -> list[Finding]:
    """Items that promise more days than the law gives."""
    late = Item.objects.at(county, day).filter(promised_limit__gt=F("legal_limit"))
    return [
        Finding(
            county[:6] + "000000",
            Text(
                f"{number} 承诺 {promised} 个工作日，法定 {legal} 个工作日",
                f"{number} promises {promised} working days where the law gives {legal}",
            ),
        )
        for number, promised, legal in late.values_list("number", "promised_limit", "legal_limit")
    ]


def mostly_suspended(county: str, day: dt.date) -> list[Finding]:
    """Types whose streamlined items are mostly suspended ones."""
    findings = []
    for kind in Item.objects.at(county, day).order_by().values_list("type", flat=True).distinct():
        rows = Item.objects.at(county, day).filter(type=kind).exclude(reform="保留").order_by()
        counted = dict(rows.values("reform").annotate(n=Count("id")).values_list("reform", "n"))
        every, suspended = sum(counted.values()), counted.get("中止", 0)
        if every and suspended * 2 > every:
            text = Text(
                f"{kind}精简 {every} 项中有 {suspended} 项是中止（{100 * suspended / every:.0f}%），中止的事项可以恢复",
                f"{suspended} of {every} streamlined items of {kind} ({100 * suspended / every:.0f}%) are only suspended"
                " and may come back",
            )
            findings.append(Finding(county[:6] + "000000", text))
    return findings


def delegated(county: str, day: dt.date) -> Text:
    """The first two businesses handed down, with the department: 县人社局将城镇居民医保参保缴费、领取养老金资格认证."""
    rows = list(
        Delegation.objects.at(county, day).order_by("row").values_list("department__name", "name")[:2]
    )
    if not rows:
        return Text("有关部门将", "some businesses")
    names = [name for _, name in rows]
    return Text(f"其中{rows[0][0]}将{'、'.join(names)}", f"{' and '.join(names)} of {rows[0][0]}")
