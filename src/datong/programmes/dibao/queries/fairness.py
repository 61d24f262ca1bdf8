"""Whom questions are put to, how many were right, how many were taken back (公平监测); counted as of now.

A question (疑点) is a visit the county owes or a proposal to change or stop. It is settled once something was decided or the
proposal dismissed; confirmed, when the decision refused, reduced or stopped; overturned, when that decision fell again.
"""

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef

from datong.foundation.access import service as access
from datong.foundation.casework.service import Case, Decision, Event, Objection
from datong.foundation.places import service as places
from datong.kernel.bilingual import Text
from datong.kernel.intervals import wilson
from datong.programmes.dibao.enums import VISIT_REASONS
from datong.programmes.dibao.models import Statement, VisitDue
from datong.programmes.dibao.rules import add_months, mandatory_visits, pack_of
from datong.programmes.dibao.rules.fairness import AGES, age_group, switched_off

VIEW = "dibao.fairness"
WINDOW = 12
Told = tuple[int, dt.date, str]
Narrow = Callable[[Any], Any]
CASE_PLACE = "case__place_code"
ADVERSE = frozenset({"refuse", "reduce", "stop"})
SETTLING = frozenset({"grant", "change", *ADVERSE})
PROPOSALS = {"propose_stop": "proposed_stop", "propose_change": "proposed_change"}
DISMISSALS = ("dismiss_stop", "dismiss_change", "keep")
UPHELD = ("upheld", "partly")
SOURCES: dict[str, Text] = {key.value: name for key, name in VISIT_REASONS.items()} | {
    "proposed_stop": Text("复核后拟停发", "proposed to stop"),
    "proposed_change": Text("复核后拟减发", "proposed to pay less"),
}
BOUND_BY_CHANCE = ("drawn",)
SEXES = {"男": Text("男", "men"), "女": Text("女", "women"), "": Text("未填", "not stated")}
DISABILITY = {"yes": Text("有残疾人证", "disability certificate"), "": Text("未填残疾情况", "not stated")}
DIMENSIONS = {
    "source": Text("来源", "Source"),
    "town": Text("镇", "Town"),
    "village": Text("村（社区）", "Village"),
    "age": Text("申请人年龄", "Age of the applicant"),
    "sex": Text("申请人性别", "Sex of the applicant"),
    "disability": Text("申请人残疾", "Disability of the applicant"),
}


@dataclass(frozen=True, slots=True)
class Question:
    """One question about one case, the groups of its applicant, and what became of it."""

    case: int
    source: str
    groups: dict[str, str]
    settled: bool
    confirmed: bool
    overturned: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """One row of a table: counts and what they allow to be said."""

    key: str
    name: Text
    raised: int
    settled: int
    confirmed: int
    overturned: int

    @property
    def sure(self) -> tuple[float, float]:
        """95% interval of the share confirmed among the settled."""
        return wilson(self.confirmed, self.settled)

    @property
    def fell(self) -> tuple[float, float]:
        """95% interval of the share overturned among the confirmed."""
        return wilson(self.overturned, self.confirmed)

    @property
    def off(self) -> bool:
        """Whether too few were confirmed."""
        return switched_off(self.confirmed, self.settled)


def questions(user: access.AnyUser, first: dt.date, last: dt.date) -> list[Question]:
    """What was asked from `first` to `last`, inside the reader's places; seven queries, however many."""
    return _asked(lambda rows: access.visible(rows, user, VIEW, "dibao", place_field=CASE_PLACE), first, last)


def switched(county: str, on: dt.date) -> set[str]:
    """The sources of a county (6 digits) that are switched off: in the twelve months up to a day too few were confirmed."""
    first = add_months(on, -WINDOW)
    asked = _asked(lambda rows: rows.filter(case__county=county), first, on)
    return {cell.key for cell in table(asked, "source") if standing(cell, on) == "off"}


def _asked(narrow: Narrow, first: dt.date, last: dt.date) -> list[Question]:
    raised = sorted(_visits(narrow, first, last) + _proposals(narrow, first, last))
    cases = {case for _on, case, _source in raised}
    groups, decided = _groups(cases), _decisions(cases)
    dismissed, upheld = _dismissals(cases), _upheld(cases)
    made = []
    for on, case, source in raised:
        told = [row for row in decided[case] if row[1] >= on]
        end = next((row for row in told if row[2] in SETTLING), None)
        if source == "proposed_change" and end is not None and end[2] == "change":
            continue  # a proposal to pay more asks nothing of the household
        proposed = source in PROPOSALS.values()
        waved = any(on <= day and (end is None or day <= end[1]) for day in dismissed[case])
        confirmed = end is not None and end[2] in ADVERSE and not (waved and proposed)
        fell = end is not None and (end[0] in upheld or _taken_back(told, end[0]))
        keys = {"source": source, **groups[case]}
        made.append(Question(case, source, keys, end is not None or waved, confirmed, confirmed and fell))
    return made


def _taken_back(told: Sequence[Told], decision: int) -> bool:
    return any(pk > decision and effect == "restore" for pk, _on, effect in told)


def _visits(narrow: Narrow, first: dt.date, last: dt.date) -> list[tuple[dt.date, int, str]]:
    rows = narrow(VisitDue.objects.filter(on__gte=first, on__lte=last))
    return list(rows.values_list("on", "case_id", "reason"))


def _proposals(narrow: Narrow, first: dt.date, last: dt.date) -> list[tuple[dt.date, int, str]]:
    rows = narrow(
        Event.objects.filter(step__in=PROPOSALS, on__gte=first, on__lte=last, case__programme="dibao")
    )
    return [(on, case, PROPOSALS[step]) for on, case, step in rows.values_list("on", "case_id", "step")]


def _decisions(cases: Iterable[int]) -> dict[int, list[Told]]:
    found: dict[int, list[Told]] = defaultdict(list)
    rows = Decision.objects.filter(case__in=cases).order_by("id")
    for pk, case, on, effect in rows.values_list("id", "case_id", "on", "effect"):
        found[case].append((pk, on, effect))
    return found


def _dismissals(cases: Iterable[int]) -> dict[int, list[dt.date]]:
    found: dict[int, list[dt.date]] = defaultdict(list)
    for case, on in Event.objects.filter(case__in=cases, step__in=DISMISSALS).values_list("case_id", "on"):
        found[case].append(on)
    return found


def _upheld(cases: Iterable[int]) -> set[int]:
    rows = Objection.objects.filter(case__in=cases, outcome__in=UPHELD, decision__isnull=False)
    return set(rows.values_list("decision_id", flat=True))


def _groups(cases: Iterable[int]) -> dict[int, dict[str, str]]:
    """Village, town, age, sex and disability of each case's applicant, as far as anybody said."""
    disabled = disabilities(cases)
    rows = Case.objects.filter(pk__in=cases).values_list(
        "pk", "place_code", "law_on", "subject__sex", "subject__birth_date"
    )
    return {
        pk: {
            "village": place,
            "town": place[:9] + "000",
            "age": age_group(birth, on),
            "sex": sex or "",
            "disability": "yes" if pk in disabled else "",
        }
        for pk, place, on, sex, birth in rows
    }


def disabilities(cases: Iterable[int]) -> set[int]:
    """Cases whose applicant states a disability certificate in the newest document. One query."""
    later = Statement.objects.filter(case=OuterRef("case"), number__gt=OuterRef("number"))
    rows = Statement.objects.filter(~Exists(later), case__in=cases).values_list("case_id", "document")
    return {case for case, text in rows if _disabled(json.loads(str(text)))}


def _disabled(document: dict[str, object]) -> bool:
    members = document["members"]
    assert isinstance(members, list)  # noqa: S101 - the shape of every kept document
    return any(each["id"] == document["applicant"] and each.get("disability") for each in members)


def table(asked: Sequence[Question], dimension: str) -> list[Cell]:
    """The rows of a dimension of `DIMENSIONS`, the most asked first."""
    rows: dict[str, list[Question]] = defaultdict(list)
    for each in asked:
        rows[each.groups[dimension]].append(each)
    name = _namer(dimension, set(rows))
    cells = [counted(key, name(key), own) for key, own in rows.items()]
    return sorted(cells, key=lambda cell: (-cell.raised, cell.key))


def counted(key: str, name: Text, asked: Sequence[Question]) -> Cell:
    """Questions as one row."""
    return Cell(
        key,
        name,
        len(asked),
        sum(each.settled for each in asked),
        sum(each.confirmed for each in asked),
        sum(each.overturned for each in asked),
    )


def _namer(dimension: str, keys: set[str]) -> Callable[[str], Text]:
    fixed: dict[str, dict[str, Text]] = {
        "source": SOURCES,
        "age": AGES,
        "sex": SEXES,
        "disability": DISABILITY,
    }
    if dimension in fixed:
        return lambda key: fixed[dimension].get(key, Text(key, key))
    names = places.names(keys)
    return lambda key: Text(names.get(key, key), names.get(key, key))


def standing(cell: Cell, on: dt.date) -> str:
    """What follows for a source: "", "off" (switched off), "law" (the law orders it: its cause is to be found), or
    "chance" (a draw suspects nobody)."""
    if cell.key in BOUND_BY_CHANCE:
        return "chance"
    if not cell.off:
        return ""
    return "law" if cell.key in mandatory_visits(pack_of(on)) else "off"
