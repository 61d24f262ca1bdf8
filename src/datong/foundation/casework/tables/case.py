"""What the case page prints besides words."""

from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from datong.foundation.access import service as access
from datong.foundation.access.service import AnyUser
from datong.foundation.casework import service
from datong.foundation.casework.queries import papers, watch
from datong.foundation.casework.queries.page import CasePage, DeadlineLine
from datong.foundation.casework.tables import words
from datong.foundation.notices import service as notices
from datong.kernel.bilingual import Text
from datong.kernel.workdays import Limit, WorkingDays

WEEK = (
    Text("一", "Mo"),
    Text("二", "Tu"),
    Text("三", "We"),
    Text("四", "Th"),
    Text("五", "Fr"),
    Text("六", "Sa"),
    Text("日", "Su"),
)


@dataclass(frozen=True, slots=True)
class DeadlineDrawn:
    """A deadline with its badge and its norms in words."""

    line: DeadlineLine
    due: Markup
    norms: list[str]
    articles: list[str]


@dataclass(frozen=True, slots=True)
class Drawn:
    """Badges of the page: state, soonest day, deadlines, objections' days by id."""

    tone: str
    due: Markup
    deadlines: list[DeadlineDrawn]
    answers: dict[int, Markup]
    letters: list[tuple[notices.Notice, Text]]
    kinds: dict[str, Text]


def drawn(page: CasePage, days: WorkingDays) -> Drawn:
    """The badges; one calendar for all of them."""
    states = {state.key: state for state in page.table.states}
    stopped = page.stopped is not None
    open_days = [
        (each.bound.binding.due, each.bound.binding.warn) for each in page.deadlines if is_open(each)
    ]
    soonest = min((pair for pair in open_days if pair[0]), default=(None, None))
    return Drawn(
        tone=words.state_tone(states.get(page.state_key)),
        due=words.drawn(words.due(*soonest, days, stopped=stopped)),
        deadlines=[deadline(each, days, stopped) for each in page.deadlines],
        answers={
            each.row.pk: words.drawn(words.due(each.row.due_on, each.row.warn_on, days))
            for each in page.objections
            if each.open
        },
        letters=letters(page.letters),
        kinds=kinds(page),
    )


def kinds(page: CasePage) -> dict[str, Text]:
    """What the kinds of the case's papers are called."""
    return {item.kind: papers.kind_words(item.kind) for item in page.items}


def is_open(line: DeadlineLine) -> bool:
    """A day that still binds a step; a floor is not a day to be late for."""
    return line.bound.state == "open" and not line.bound.row.floor


def deadline(line: DeadlineLine, days: WorkingDays, stopped: bool) -> DeadlineDrawn:
    """One deadline, drawn."""
    row, binding = line.bound.row, line.bound.binding
    due = words.due(binding.due, binding.warn, days, stopped=stopped)
    limits = [Limit(**each) for each in (row.limit, row.other) if each]
    return DeadlineDrawn(
        line,
        words.drawn(due),
        [words.limit_words(each) for each in limits],
        [each.article for each in limits],
    )


def rights(user: AnyUser, page: CasePage) -> dict[str, bool]:
    """What the reader may do with this case now; nothing with one shown as of an earlier day."""
    case, now = page.case, page.day is None

    def may(action: str) -> bool:
        return now and access.can(user, action, programme=case.programme, place_code=case.place_code)

    table: Any = page.table
    open_now = case.closed_on is None
    return {
        "handle": may("cases.handle"),
        "code": may(service.PROCEDURES.get(case.workflow).codes),
        "clock": may("clocks.stop") and open_now,
        "stop": may("clocks.stop") and open_now and page.stopped is None and bool(table.stops),
        "go_on": may("clocks.stop") and page.stopped is not None,
        "object": may("cases.object") and any(case.state in right.states for right in table.objections),
        "acknowledge": may("cases.object"),
        "answer": may("cases.answer"),
        "persons": access.can(user, "persons.view", programme=case.programme, place_code=case.place_code),
    }


def days(typed: str) -> int:
    """The number of days of the watch's address: 1 to 3,650, ten unless typed."""
    number = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 6 else watch.DAYS
    return min(max(number, 1), watch.MOST_DAYS)


def letters(found: list[notices.Notice]) -> list[tuple[notices.Notice, Text]]:
    """Letters with what they are called."""
    return [(each, papers.letter_name(each)) for each in found]
