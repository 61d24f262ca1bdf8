"""Shadow runs: the one that fits a change, those of a county, who would change."""

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from datong.engine.whatif import hiding
from datong.engine.whatif import report as reports
from datong.engine.whatif.report import Report
from datong.foundation.casework.service import Case
from datong.foundation.places import service as places
from datong.kernel import clock
from datong.kernel.bilingual import Text
from datong.programmes.dibao.models import CountyParameter, Shadow
from datong.programmes.dibao.queries.parameters import histories
from datong.programmes.dibao.rules.household import Gap

DAYS = 30
"""So many days a shadow run is good for: the register it was run on is then no longer the current one."""
CONDITIONS = {
    "registered": Text("户籍（居住证）条件", "registration"),
    "ground": Text("单独申请的理由", "the ground for applying alone"),
    "members": Text("计入的成员", "members counted"),
    "paid": Text("保障的人数", "members paid"),
    "below_standard": Text("人均收入是否低于标准", "income a head below the standard"),
}
PROPERTY = Text("财产限额（{key}）", "the limit on property ({key})")
AMOUNT = Text(
    "保障金的计算（标准、计入收入或分类施保）", "the computation: standard, counted income or uplifts"
)
MISSING = Text("还缺：{what}", "missing: {what}")


@dataclass(frozen=True, slots=True)
class Touched:
    """A household that would change: its case, place, verdict and fen a month before and after, and why."""

    case: Case
    place: str
    before: tuple[bool | None, int | None]
    after: tuple[bool | None, int | None]
    why: tuple[Text, ...]


def digest(county: str, rows: list[CountyParameter]) -> str:
    """Tells all values of a county, as these rows make them, from all others."""
    content = {"county": county, "parameters": histories(rows)}
    return hashlib.sha256(
        json.dumps(content, sort_keys=True, ensure_ascii=False, default=str).encode()
    ).hexdigest()


def fitting(county: str, asked: str) -> Shadow | None:
    """The newest shadow run of exactly these values that is not too old."""
    since = clock.now() - dt.timedelta(days=DAYS)
    return Shadow.objects.filter(county=county, digest=asked, at__gte=since).order_by("-id").first()


def stands(shadow: Shadow) -> bool:
    """Whether what was run has been entered, and nothing since."""
    rows = list(CountyParameter.objects.filter(county=shadow.county).order_by("key", "since", "id"))
    return digest(shadow.county, rows) == shadow.digest


def shadows(county: str) -> QuerySet[Shadow]:
    """The county's shadow runs, the newest first; without the sealed list."""
    return Shadow.objects.filter(county=county[:6]).select_related("by").defer("changes", "whole", "shown")


def report(shadow: Shadow, *, inside: bool) -> Report:
    """Its report: whole inside the department, without small cells outside."""
    return reports.read(shadow.whole if inside else shadow.shown)


def seen(kept: Mapping[str, Any], *, inside: bool) -> Report:
    """A report as a simulation kept it; outside the department without small cells, whoever asked for it."""
    found = reports.read(kept)
    return found if inside or found.hidden or not found.total.households else hiding.released(found)


def touched(shadow: Shadow) -> list[Any]:
    """Who would change, as kept; a page of it is told by `told`."""
    rows: list[Any] = json.loads(shadow.changes)
    return rows


def told(rows: Sequence[Any]) -> list[Touched]:
    """Rows of the list in words. Two queries, however many."""
    cases = Case.objects.in_bulk([row[0] for row in rows])
    named = places.names({case.place_code for case in cases.values()})
    return [
        Touched(
            cases[case], named.get(cases[case].place_code, ""), (before[0], before[1]), (after[0], after[1]),
            tuple(reasons(why, missing)),
        )
        for case, before, after, why, missing in rows
        if case in cases
    ]  # fmt: skip


def reasons(why: Iterable[str], missing: int) -> list[Text]:
    """Which conditions came out otherwise, in words; the computation, where none did."""
    said = [
        CONDITIONS.get(name) or PROPERTY.format(key=name.removeprefix("property_").removesuffix("_kept"))
        for name in why
    ]
    said += [MISSING.format(what=gap.text) for gap in Gap if missing & gap.bit]
    return said or [AMOUNT]
