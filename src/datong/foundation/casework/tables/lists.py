"""Rows of the list of cases and of the watch."""

from collections.abc import Mapping, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from markupsafe import Markup

from datong.foundation.casework.queries.cases import CaseLine, Wanted
from datong.foundation.casework.queries.watch import Overdue, Still
from datong.foundation.casework.registry import PROCEDURES
from datong.foundation.casework.tables import words
from datong.kernel.bilingual import Text
from datong.web.jinja import day, language
from datong.web.tables import Column, Row

MOST_DIGITS = 15


def wanted(query: Mapping[str, str]) -> Wanted:
    """What the address asks for."""
    kept = {name: str(query.get(name, ""))[:60] for name in ("q", "programme", "state", "standing")}
    person = str(query.get("person", ""))
    known = person.isascii() and person.isdigit() and len(person) <= MOST_DIGITS
    return Wanted(**kept, place=place_of(query.get("place", "")), person=int(person) if known else None)


def place_of(code: str) -> str:
    """A 12-digit code, or nothing."""
    return code if code.isascii() and code.isdigit() and len(code) == 12 else ""


def case_columns() -> list[Column]:
    """Identity, state, due day, then the rest."""
    return [
        Column(_("申请人")),
        Column(_("状态"), "state"),
        Column(_("期限"), "state"),
        Column(_("办件编号")),
        Column(_("工作")),
        Column(_("村（社区）")),
        Column(_("立案"), "date"),
    ]


def case_rows(lines: list[CaseLine]) -> list[Row]:
    """One row a case."""
    days = words.working_days()
    rows = []
    for line in lines:
        case, state = line.case, state_of(line)
        stopped = case.due_on is None and case.closed_on is None
        bound = (
            words.drawn(words.due(case.due_on, None, days))
            if case.due_on
            else "–"
            if stopped
            else _("已办结")
        )
        cells = [case.label, badge(line.state, state, bool(case.frozen)), bound, digits(case.number)]
        rows.append(
            Row([*cells, line.programme, line.place, day(case.opened_on)], reverse("case", args=[case.pk]))
        )
    return rows


def state_of(line: CaseLine) -> str:
    """The tone of the case's state."""
    if line.case.workflow not in PROCEDURES:
        return "quiet"
    states = {state.key: state for state in PROCEDURES.get(line.case.workflow).workflow.states}
    return words.state_tone(states.get(line.case.state))


def badge(name: Text, tone: str, frozen: bool) -> Markup:
    """The state with its shape; a frozen case says so."""
    drawn = words.drawn(words.Due(name.to(language()), tone))
    return drawn + (Markup(" ") + words.drawn(words.Due(_("冻结"), "soon")) if frozen else Markup(""))


def digits(number: str) -> Markup:
    """A case number in figures of one width."""
    return Markup('<span class="digits">{}</span>').format(number)


def still_columns() -> list[Column]:
    """Who, how long, whose turn."""
    return [
        Column(_("申请人")),
        Column(_("停留"), "state"),
        Column(_("状态"), "state"),
        Column(_("轮到")),
        Column(_("经手人")),
        Column(_("村（社区）")),
        Column(_("办件编号")),
    ]


def still_rows(lines: list[Still]) -> list[Row]:
    """One row a case without a move."""
    return [
        Row(
            [
                line.case.label,
                words.drawn(
                    words.Due(
                        ngettext("%(num)s 天没有动", "%(num)s 天没有动", line.days) % {"num": line.days},
                        "soon",
                    )
                ),
                line.state,
                joined(line.desks),
                "、".join(line.holders),
                line.place,
                digits(line.case.number),
            ],
            reverse("case", args=[line.case.pk]),
        )
        for line in lines
    ]


def joined(names: Sequence[Text]) -> str:
    """Bilingual names in the reader's language, in a row."""
    lang = language()
    return ("、" if lang == "zh" else ", ").join(name.to(lang) for name in names)


def overdue_columns() -> list[Column]:
    """Whose case, how late, who answers."""
    return [
        Column(_("申请人")),
        Column(_("答复期限"), "state"),
        Column(_("由谁答复")),
        Column(_("村（社区）")),
        Column(_("收到异议"), "date"),
        Column(_("办件编号")),
    ]


def overdue_rows(lines: list[Overdue]) -> list[Row]:
    """One row an objection whose answer is late."""
    days = words.working_days()
    return [
        Row(
            [
                line.row.case.label,
                words.drawn(words.due(line.row.due_on, None, days)),
                line.desk,
                line.place,
                day(line.row.received_on),
                digits(line.row.case.number),
            ],
            reverse("case", args=[line.row.case_id]) + "#objections",
        )
        for line in lines
    ]
