"""The tables of the duty calendar and of its board."""

import datetime as dt
from collections.abc import Iterable

from django.utils.translation import gettext as _
from markupsafe import Markup

from datong.foundation.openness.core.scoring import Part
from datong.foundation.openness.enums import DutyState
from datong.foundation.openness.models import Duty
from datong.foundation.openness.queries.duties import DutyLine, ToDo
from datong.foundation.openness.queries.scores import AspectLine, Card
from datong.kernel.bilingual import Text
from datong.web.charts import Datum
from datong.web.jinja import day, language
from datong.web.links import Link
from datong.web.tables import Column, Row

TONES = {
    DutyState.COMING: "quiet",
    DutyState.DUE: "soon",
    DutyState.LATE: "late",
    DutyState.DONE: "good",
    DutyState.DONE_LATE: "soon",
    DutyState.EXEMPT: "quiet",
}
STATE = Markup('<span class="state state-{}"><i class="state-shape" aria-hidden="true"></i>{}</span>')
STEPS = 5
DASH = "–"


def state(word: str | Text, tone: str) -> Markup:
    """A state in a word and a shape."""
    return STATE.format(tone, word.to(language()) if isinstance(word, Text) else word)


def percent(part: Part) -> str:
    """67% or a dash."""
    return DASH if part.percent is None else f"{part.percent}%"


def arithmetic(part: Part) -> str:
    """8 / 12 = 66%: the share with where it comes from."""
    return _("还没有到期的") if part.percent is None else f"{part.done} / {part.total} = {part.percent}%"


def duty_columns(*, place: bool) -> list[Column]:
    """What, where (in lists of several places), for which period, due when, where it stands."""
    where = [Column(_("村（社区）"))] if place else []
    return [
        Column(_("公开事项")),
        *where,
        Column(_("所属期间")),
        Column(_("到期日"), "date"),
        Column(_("状态"), "state"),
    ]


def duty_rows(lines: Iterable[DutyLine], to: Link, *, place: bool) -> list[Row]:
    """One row a duty."""
    return [
        Row(
            [
                each.name.to(language()),
                *([each.place] if place else []),
                period(each.duty),
                day(each.duty.due_on),
                state(each.state.label, TONES[each.state]),
            ],
            to("openness_duty", each.duty.pk),
        )
        for each in lines
    ]


def period(duty: Duty) -> str:
    """2014-07-01 – 2014-09-30, one day, or the matter and its day."""
    start, end = day(duty.period_start), day(duty.period_end)
    span = start if start == end else f"{start} – {end}"
    return f"{duty.stage} {span}" if duty.stage else span


def remaining(days: int) -> str:
    """还剩 9 天, 今天到期, 已逾期 3 天."""
    if days < 0:
        return _("已逾期 %(days)s 天") % {"days": -days}
    return _("还剩 %(days)s 天") % {"days": days} if days else _("今天到期")


def sheet_words(each: ToDo) -> str:
    """各项收入（11 项）."""
    name = each.name.to(language())
    return (
        _("%(name)s（%(count)s 项）") % {"name": name, "count": len(each.lines)}
        if len(each.lines) > 1
        else name
    )


def board_columns() -> list[Column]:
    """A village, how far it is open, what is overdue, its shares, its rank."""
    return [
        Column(_("村（社区）")),
        Column(_("镇")),
        Column(_("已公开方面"), "number"),
        Column(_("逾期项"), "number"),
        Column(_("完整"), "number"),
        Column(_("及时"), "number"),
        Column(_("新鲜"), "number"),
        Column(_("得分"), "number"),
        Column(_("名次"), "number"),
        Column(_("下一个到期日"), "date"),
        Column(_("状态"), "state"),
    ]


def board_rows(cards: Iterable[Card], to: Link) -> list[Row]:
    """One row a village."""
    return [
        Row(
            [
                each.name,
                each.town,
                f"{each.opened.done} / {each.opened.total}",
                each.late,
                *(percent(part) for part in each.score.parts),
                DASH if each.score.total is None else each.score.total,
                DASH if each.score.total is None else each.rank,
                day(each.next_due),
                openness(each),
            ],
            to("openness_village", each.place_code),
        )
        for each in cards
    ]


def openness(card: Card) -> Markup:
    """Open, overdue, or not open yet."""
    if card.open:
        return state(_("全面公开"), "good")
    return state(_("有逾期"), "late") if card.late else state(_("未全面公开"), "soon")


def aspect_columns() -> list[Column]:
    """An aspect of one village with everything its score is made of."""
    return [
        Column(_("方面")),
        Column(_("开始公开"), "date"),
        Column(_("应公开"), "number"),
        Column(_("已公开"), "number"),
        Column(_("按时"), "number"),
        Column(_("逾期"), "number"),
        Column(_("免公开"), "number"),
        Column(_("未到期"), "number"),
        Column(_("最近公开"), "date"),
        Column(_("距今天数"), "number"),
        Column(_("最多天数"), "number"),
        Column(_("下一个到期日"), "date"),
    ]


def aspect_rows(lines: Iterable[AspectLine], link: Link, place_code: str) -> list[Row]:
    """One row an aspect."""
    return [
        Row(
            [
                each.aspect.name.to(language()),
                day(each.opened),
                each.tally.owed,
                each.tally.done,
                each.tally.on_time,
                each.tally.late,
                each.tally.exempt,
                each.tally.coming,
                day(newest(each)),
                DASH if each.age is None else each.age,
                DASH if each.allowance is None else each.allowance,
                day(each.tally.next_due),
            ],
            link("openness_duties", place=place_code, aspect=each.aspect.key),
        )
        for each in lines
    ]


def newest(line: AspectLine) -> dt.date | None:
    """The later of the newest publication and the day it was opened."""
    return max((on for on in (line.tally.newest, line.opened) if on), default=None)


def step(card: Card) -> int:
    """The shade of a village's tile by what of the aspects is open: fifths, 0 before the first."""
    part = card.opened
    return min(STEPS, part.done * STEPS // part.total + 1) if part.done and part.total else 0


def map_of(cards: Iterable[Card]) -> list[tuple[str, list[Card]]]:
    """Villages by town, towns in the order of their codes: a schematic map."""
    towns: dict[str, list[Card]] = {}
    for each in sorted(cards, key=lambda card: card.place_code):
        towns.setdefault(each.town, []).append(each)
    return list(towns.items())


def trend(found: Iterable[tuple[Text, Part]]) -> list[Datum]:
    """On time of owed by quarter, in per cent."""
    return [Datum(name, part.percent, f"{part.percent}%") for name, part in found]
