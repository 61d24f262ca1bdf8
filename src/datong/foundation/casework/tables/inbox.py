"""What the inbox prints."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from markupsafe import Markup

from datong.foundation.casework.queries import inbox
from datong.foundation.casework.queries.inbox import Asked, Inbox, Line
from datong.foundation.casework.tables import words
from datong.foundation.casework.tables.lists import place_of
from datong.kernel.numerals import group


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab: key, words, how many ("" where it is not counted until opened)."""

    key: str
    label: str
    count: str


@dataclass(frozen=True, slots=True)
class TaskRow:
    """One task with its due day drawn."""

    line: Line
    due: Markup


def asked(query: Mapping[str, str]) -> Asked:
    """What the address asks for; an unknown tab is the first."""
    tab = query.get("tab", "")
    kept = {
        name: str(query.get(name, ""))[:60] for name in ("programme", "state", "place", "number", "assignee")
    }
    kept["place"] = place_of(kept["place"])
    return Asked(tab=tab if tab in inbox.TABS else inbox.OWED, **kept)


def tabs(found: Inbox) -> list[Tab]:
    """The four tabs; above a thousand the number is told as 1,000+."""
    names = {
        inbox.OWED: _("待办"),
        inbox.LATE: _("逾期"),
        inbox.SOON: _("即将到期"),
        inbox.WAITING: _("等待他人"),
    }
    told = {key: group(count.number) + ("+" if count.more else "") for key, count in found.counts.items()}
    return [Tab(key, label, told.get(key, "")) for key, label in names.items()]


def rows(lines: list[Line]) -> list[TaskRow]:
    """Tasks with their due days in words and shapes; one calendar for all of them."""
    days = words.working_days()
    return [TaskRow(line, words.drawn(words.due(line.due_on, line.warn_on, days))) for line in lines]
