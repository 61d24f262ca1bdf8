"""Due days in words and shapes: 还剩 3 个工作日（9月30日止）, never by colour alone."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from markupsafe import Markup, escape

from datong.foundation.calendar import service as calendar
from datong.kernel import clock
from datong.kernel.bilingual import Text
from datong.kernel.procedure import State
from datong.kernel.workdays import Limit, WorkingDays
from datong.web.jinja import language

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True)
class Due:
    """A due day for a badge: its words, and the tone (late, soon, quiet) that gives it a shape."""

    words: str
    tone: str


def due(on: dt.date | None, warn: dt.date | None, days: WorkingDays, *, stopped: bool = False) -> Due:
    """The day in words: how many working days are left or have passed, and the day itself."""
    if on is None:
        return Due(_("期限已中止") if stopped else _("没有期限"), "quiet")
    today, until = clock.today(), shortday(on)
    if on < today:
        late = max(1, days.between(on, today))
        words = ngettext(
            "已逾期 %(days)s 个工作日（%(day)s止）", "已逾期 %(days)s 个工作日（%(day)s止）", late
        )
        return Due(words % {"days": late, "day": until}, "late")
    if on == today:
        return Due(_("今天到期（%(day)s）") % {"day": until}, "soon")
    left = days.between(today, on)
    words = ngettext("还剩 %(days)s 个工作日（%(day)s止）", "还剩 %(days)s 个工作日（%(day)s止）", left)
    return Due(
        words % {"days": left, "day": until}, "soon" if warn is not None and warn <= today else "quiet"
    )


def drawn(due: Due) -> Markup:
    """The same as the badge component draws it; made here because lists have many."""
    return Markup(
        '<span class="state state-{}"><i class="state-shape" aria-hidden="true"></i>{}</span>'
    ).format(due.tone, due.words)


def shortday(day: dt.date) -> str:
    """9月30日, or 30 Sep; with the year where it is another one."""
    if language() == "en":
        return f"{day.day} {MONTHS[day.month - 1]}" + ("" if same_year(day) else f" {day.year}")
    return ("" if same_year(day) else f"{day.year}年") + f"{day.month}月{day.day}日"


def said(name: Text) -> str:
    """A bilingual name in the reader's language."""
    return name.to(language())


def same_year(day: dt.date) -> bool:
    return day.year == clock.today().year


def limit_words(limit: Limit) -> str:
    """10 个工作日, 7 日, 3 个月."""
    words = {
        "working": ngettext("%(num)s 个工作日", "%(num)s 个工作日", limit.days),
        "calendar": ngettext("%(num)s 日", "%(num)s 日", limit.days),
        "month": ngettext("%(num)s 个月", "%(num)s 个月", limit.days),
    }
    return words[limit.unit] % {"num": limit.days}


def state_tone(state: State | None) -> str:
    """How a state's badge looks: in pay at rest is good, what was refused or stopped red, what goes on has the accent."""
    if state is None:
        return "quiet"
    if state.entitlement in ("refused", "stopped"):
        return "late"
    if state.entitlement == "paid" and state.resting:
        return "good"
    return "quiet" if state.final else "accent"


def working_days() -> WorkingDays:
    """The calendar in force."""
    return calendar.working_days()


def quiet(*parts: object) -> Markup:
    """Second-rank words of a cell, joined by a dot."""
    return Markup('<span class="quiet">{}</span>').format(
        Markup(" · ").join(escape(part) for part in parts if part)
    )
