"""The tables of this house's pages: columns and rows."""

from django.utils.translation import gettext as _

from datong.foundation.indicators.core import exact_text
from datong.foundation.indicators.queries.opening import Trace
from datong.foundation.indicators.service import Division, FrozenFigure, Listed, Part, Reading
from datong.kernel.bilingual import Text
from datong.web.charts import Datum
from datong.web.jinja import day, language, moment
from datong.web.links import Link
from datong.web.tables import Column, Row


def figure_columns() -> list[Column]:
    """What it is called, as printed, exactly, what it means."""
    return [Column(_("指标")), Column(_("印作"), "number"), Column(_("精确值"), "number"), Column(_("定义"))]


def figure_rows(listed: Listed, to: Link) -> list[Row]:
    """One row a figure; it opens the figure."""
    lang = language()
    return [
        Row(
            [
                reading.figure.name,
                reading.printed(lang),
                exact_text(reading.value, reading.figure.style),
                reading.figure.definition,
            ],
            to("figure", reading.figure.key),
        )
        for reading in listed.readings
    ]


def part_data(division: Division, to: Link, key: str) -> list[Datum]:
    """The bars of a division; a town opens its villages."""
    return [
        Datum(
            own_name(division, part),
            part.reading.value,
            exact_text(part.reading.value, part.reading.figure.style),
            to("figure", key, inside=part.code)
            if division.level == "town" and part.code != division.code
            else None,
        )
        for part in division.parts
    ]


def own_name(division: Division, part: Part) -> str:
    """A part's name; what lies in no part stands under the place itself."""
    return _("%(place)s本级") % {"place": part.name} if part.code == division.code else part.name


def sides_of(part: Part) -> str:
    """145 ÷ 10431, for a part of a share."""
    if part.reading.numerator is None or part.reading.denominator is None:
        return ""
    return f"{part.reading.numerator} ÷ {part.reading.denominator}"


def trace_columns(trace: Trace) -> list[Column]:
    """The headings of the sheet."""
    return [Column(heading) for heading in trace.headings]


def trace_rows(trace: Trace, to: Link) -> list[Row]:
    """One row a record; it opens the record."""
    sheet = trace.sheet
    return [
        Row(line, to("record", sheet.programme, sheet.slug, pk))
        for pk, line in zip(trace.page.items, trace.lines, strict=True)
    ]


def frozen_columns() -> list[Column]:
    """When and by whom frozen, and what it was."""
    return [
        Column(_("数据日期"), "date"),
        Column(_("印作"), "number"),
        Column(_("精确值"), "number"),
        Column(_("背后记录数"), "number"),
        Column(_("定稿时间"), "date"),
        Column(_("定稿人")),
        Column(_("记录校验码")),
    ]


def frozen_rows(frozen: list[FrozenFigure]) -> list[Row]:
    """One row a frozen value."""
    return [
        Row(
            [
                day(each.snapshot.as_of),
                each.printed,
                each.value,
                f"{each.records:,}",
                moment(each.snapshot.at),
                each.snapshot.by.name,
                each.digest[:12],
            ]
        )
        for each in frozen
    ]


def month_data(trend: list[tuple[str, int]]) -> list[Datum]:
    """The points of a trend."""
    return [Datum(at, count) for at, count in trend]


def exact(reading: Reading) -> Text:
    """A reading's number as it is, with its unit."""
    return exact_text(reading.value, reading.figure.style)


def trend_sentence(trend: list[tuple[str, int]]) -> str:
    """What the line shows: from when to when, how many, and the highest month."""
    highest = max(trend, key=lambda point: point[1])
    return _("%(first)s 至 %(last)s 共 %(sum)s 条，最多的月份是 %(month)s（%(count)s 条）。") % {
        "first": trend[0][0],
        "last": trend[-1][0],
        "sum": f"{sum(count for _month, count in trend):,}",
        "month": highest[0],
        "count": f"{highest[1]:,}",
    }
