"""How a programme stands: a light with its reasons, from checks, refused rows and the age of its ledgers."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from django.db.models import Count, Max

from datong.foundation.access import service as access
from datong.foundation.indicators import service as indicators
from datong.foundation.ledgers import service as ledgers
from datong.kernel.bilingual import Text

Colour = Literal["good", "watch", "late", "unknown"]
Kind = Literal["contradiction", "doubt", "refused", "stale", "missing"]
STALE_DAYS = 100

CONTRADICTION = Text("不一致：{name}", "disagrees: {name}")
DOUBT = Text("存疑：{name}", "doubtful: {name}")
REFUSED = Text("{count} 行待更正", "{count} rows to correct")
STALE = Text("台账已 {days} 天未更新（最近 {day}）", "no ledger for {days} days (last {day})")
MISSING = Text("还没有报送台账", "no ledger handed in")
ALL_AGREE = Text("核对一致，台账及时", "checks agree, ledgers are recent")


@dataclass(frozen=True)
class Reason:
    """Why a light is not green. `key`: the check it comes from, else empty."""

    kind: Kind
    text: Text
    key: str = ""


@dataclass(frozen=True)
class Light:
    """good, watch, late or unknown; the first reason is the gravest. Green has none."""

    colour: Colour
    reasons: list[Reason]

    @property
    def reason(self) -> Text:
        return self.reasons[0].text if self.reasons else ALL_AGREE


def light(
    checks: Iterable[indicators.SeenCheck], refused: int, newest: dt.date | None, day: dt.date, *, data: bool
) -> Light:
    """Red: a check disagrees and nobody explained it. Amber: a number looks implausible, rows wait for correction, or
    the newest ledger is older than STALE_DAYS. Grey: no ledger was handed in."""
    if not data or newest is None:
        return Light("unknown", [Reason("missing", MISSING)])
    seen = list(checks)
    grave = [Reason("contradiction", CONTRADICTION.format(name=each.check.name), each.check.key)
             for each in seen if each.state == "contradiction"]  # fmt: skip
    doubts = [
        Reason("doubt", DOUBT.format(name=each.check.name), each.check.key)
        for each in seen
        if each.state == "doubt"
    ]
    others = []
    if refused:
        others.append(Reason("refused", REFUSED.format(count=f"{refused:,}")))
    if (day - newest).days > STALE_DAYS:
        others.append(Reason("stale", STALE.format(days=(day - newest).days, day=newest.isoformat())))
    reasons = grave + doubts + others
    return Light("late" if grave else "watch" if reasons else "good", reasons)


def waiting_rows(user: Any, county: str, seen: Mapping[str, indicators.Sight]) -> dict[str, int]:
    """Refused rows that wait for correction, by programme, in the places the viewer sees. At most one query for those
    who see the whole county, and one for each programme seen in part."""
    rows = ledgers.RefusedRow.objects.filter(state="open", receipt__file__batch__county=county[:6])
    found: dict[str, int] = {}
    whole = [slug for slug, where in seen.items() if where.whole]
    if whole:
        counted = (
            rows.filter(receipt__programme__in=whole)
            .order_by()
            .values("receipt__programme")
            .annotate(n=Count("id"))
        )
        found |= {row["receipt__programme"]: row["n"] for row in counted}
    for slug, where in seen.items():
        if not where.whole:
            found[slug] = access.visible(
                rows.filter(receipt__programme=slug), user, "figures.view", slug
            ).count()
    return found


def newest_ledgers(county: str, day: dt.date) -> dict[str, dt.date]:
    """The date of the newest ledger by programme, none later than a day. One query."""
    receipts = ledgers.SheetReceipt.objects.filter(
        file__batch__county=county[:6], file__batch__as_of__lte=day, file__batch__state="done", problem_zh=""
    )
    counted = receipts.order_by().values("programme").annotate(newest=Max("file__batch__as_of"))
    return {row["programme"]: row["newest"] for row in counted if row["programme"]}
