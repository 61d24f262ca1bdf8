"""Words for what a match is, waits for and would mean; never colour alone."""

import datetime as dt

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from markupsafe import Markup

from datong.foundation.calendar import service as calendar
from datong.foundation.reviews.enums import HitState
from datong.foundation.reviews.models import Hit, Switch
from datong.foundation.reviews.queries.statistics import SEXES
from datong.kernel import clock
from datong.kernel.bilingual import Text
from datong.kernel.workdays import WorkingDays
from datong.web.jinja import language, yuan

EFFECT_WORDS = {
    "loses": Text("如果属实，不再符合条件", "if true: no longer eligible"),
    "less": Text("如果属实，金额减少", "if true: a lower amount"),
    "same": Text("如果属实，也不变", "if true: no change"),
    "unknown": Text("现在算不出", "cannot be said yet"),
}
STAGE_WORDS = {
    "untold": Text("待告知", "to be told"),
    "undelivered": Text("告知书待送达", "letter to be delivered"),
    "waiting": Text("等家庭说明", "waiting for the household"),
    "ready": Text("可以核实", "ready to decide"),
}
STAGE_TONES = {"untold": "accent", "undelivered": "accent", "waiting": "quiet", "ready": "soon"}
STATE_TONES = {
    HitState.TO_VERIFY: "accent",
    HitState.EXPLAINED: "good",
    HitState.DISMISSED: "good",
    HitState.CONFIRMED: "soon",
}
MOSTLY_WRONG = Text(
    "已核实 {decided} 条，属实 {confirmed} 条，不到一半，自动停用",
    "{confirmed} of {decided} decided matches confirmed, less than half: switched off automatically",
)
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
SURE, LIKELY, POSSIBLE = 0.99, 0.95, 0.8


def state(words: object, tone: str) -> Markup:
    """A word with its shape, as the badge component draws it; made here because lists have many."""
    return Markup(
        '<span class="state state-{}"><i class="state-shape" aria-hidden="true"></i>{}</span>'
    ).format(tone, words.to(language()) if isinstance(words, Text) else words)


def effect_of(row: Hit) -> str:
    """Which of `EFFECTS` a match is, as computed when it was found."""
    if row.eligible is False:
        return "loses"
    if row.eligible is None:
        return "unknown"
    if row.before is None or row.after is None:
        return "same"
    return "less" if row.after < row.before else "same"


def change(before: int | None, after: int | None) -> str:
    """600.00 → 0.00, yuan a month; empty when it cannot be said."""
    return f"{yuan(before)} → {yuan(after)}" if before is not None and after is not None else ""


def due(on: dt.date | None, days: WorkingDays) -> str:
    """How long the household has: working days left, or since when the time is over."""
    if on is None:
        return ""
    left = days.between(clock.today(), on)
    if on < clock.today():
        return _("答复期已过（%(day)s止）") % {"day": shortday(on)}
    if on == clock.today():
        return _("答复期今天止（%(day)s）") % {"day": shortday(on)}
    told = ngettext(
        "答复期还有 %(days)s 个工作日（%(day)s止）", "答复期还有 %(days)s 个工作日（%(day)s止）", left
    )
    return told % {"days": left, "day": shortday(on)}


def shortday(day: dt.date) -> str:
    """9月30日, or 30 Sep; with the year where it is another one."""
    same = day.year == clock.today().year
    if language() == "en":
        return f"{day.day} {MONTHS[day.month - 1]}" + ("" if same else f" {day.year}")
    return ("" if same else f"{day.year}年") + f"{day.month}月{day.day}日"


def likelihood(kind: str, probability: float, threshold: float) -> str:
    """How sure it is that both records are of one person, in words; beside it stands the number."""
    if kind in ("exact", "converted"):
        return _("号码相同，是同一个号码的人；登记本身仍可能有误")
    if kind == "kinship":
        return _("来自人口和亲属登记")
    if probability >= max(SURE, threshold):
        return _("很可能是同一个人")
    if probability >= threshold:
        return _("多半是同一个人")
    return _("可能是同一个人，也可能不是") if probability >= POSSIBLE else _("难说是不是同一个人")


def age(days: int) -> str:
    """26 天前的名单."""
    return ngettext("%(days)s 天前", "%(days)s 天前", days) % {"days": days}


def sex(written: str) -> str:
    """男 or 女 for a reader; anything else as it stands."""
    return SEXES[written].to(language()) if written in SEXES else written


def aside(first: str, second: str) -> str:
    """First（second）, with the brackets of the reader's language."""
    return f"{first} ({second})" if language() == "en" else f"{first}（{second}）"


def switched(made: Switch | None) -> str:
    """Why a source was switched: by itself from its numbers, else as the person wrote it."""
    if made is None:
        return ""
    if not made.automatic:
        return made.why
    return MOSTLY_WRONG.format(decided=made.decided, confirmed=made.confirmed).to(language())


def percent(share: float) -> str:
    """31.2%."""
    return f"{share * 100:.1f}%"


def working_days() -> WorkingDays:
    """The calendar in force."""
    return calendar.working_days()
