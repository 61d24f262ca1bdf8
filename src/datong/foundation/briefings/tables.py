"""The tables and pictures of this house's pages."""

from decimal import Decimal

from django.utils.translation import gettext as _

from datong.foundation.briefings.service import Card, Cockpit, Lead, ProgrammePage
from datong.foundation.indicators import service as indicators
from datong.kernel.bilingual import Text
from datong.kernel.numerals import group
from datong.web.charts import Datum
from datong.web.jinja import day, language, moment
from datong.web.links import Link
from datong.web.tables import Column, Row


def printed(reading: indicators.Reading) -> str:
    """A figure as the reader's language prints it."""
    return reading.printed(language())


def change(lead: Lead) -> str:
    """较 2014-08-26 +12; empty without an earlier snapshot."""
    if lead.change is None or lead.since is None:
        return ""
    return _("较 %(day)s %(change)s") % {"day": lead.since.isoformat(), "change": signed(lead.change)}


def signed(number: int | Decimal) -> str:
    """+12, -3, ±0."""
    return "±0" if number == 0 else f"+{group(number)}" if number > 0 else f"-{group(-number)}"


def trend_words(card: Card) -> str:
    """What a sparkline shows."""
    if not card.trend or card.trend_of is None:
        return ""
    return _("%(name)s，按月记录数，%(first)s 至 %(last)s，最近一个月 %(count)s 条") % {
        "name": card.trend_of.to(language()),
        "first": card.trend[0][0],
        "last": card.trend[-1][0],
        "count": f"{card.trend[-1][1]:,}",
    }


def tiles(page: Cockpit, to: Link) -> list[Datum]:
    """A tile for each place, printed in the figure's own style; what lies in no town stands last."""
    if page.division is None or page.figure is None:
        return []
    key, own = page.figure.key, page.division.code
    return [
        Datum(
            _("%(place)s本级") % {"place": part.name} if part.code == own else part.name,
            part.reading.value,
            figures_only(part.reading),
            to("figure", key, inside=part.code) + "#places" if part.code != own else to("figure", key),
        )
        for part in page.division.parts
        if part.code != own or part.reading.value
    ]


def figures_only(reading: indicators.Reading) -> str:
    """The exact number without its unit (the unit stands over the picture); per cent keeps its sign."""
    if reading.value is None:
        return "–"
    exact = indicators.exact_text(reading.value, reading.figure.style).to(language())
    return exact.split(" ")[0]


def tiles_sentence(data: list[Datum]) -> str:
    """Which place has most and which has least."""
    known = sorted((each for each in data if each.value is not None), key=lambda each: float(each.value or 0))
    if len(known) < 2:
        return ""
    least, most = known[0], known[-1]
    return _("最多：%(most)s %(high)s；最少：%(least)s %(low)s。") % {
        "most": most.label, "high": most.text, "least": least.label, "low": least.text,
    }  # fmt: skip


def unit(figure: indicators.Figure) -> Text:
    """The unit over a picture."""
    if figure.style.form == "percent":
        return Text("%", "%")
    return Text(figure.style.unit.zh, figure.style.unit.en.rpartition("|")[2])


def figure_columns() -> list[Column]:
    """The figures of one programme."""
    return [Column(_("指标")), Column(_("印作"), "number"), Column(_("精确值"), "number")]


def figure_rows(page: ProgrammePage, to: Link) -> list[Row]:
    """One row a figure; it opens the figure."""
    return [
        Row(
            [
                reading.figure.name,
                printed(reading),
                indicators.exact_text(reading.value, reading.figure.style),
            ],
            to("figure", reading.figure.key),
        )
        for reading in page.readings
    ]


def file_columns() -> list[Column]:
    """Workbooks handed in."""
    return [
        Column(_("文件")),
        Column(_("台账日期"), "date"),
        Column(_("导入时间"), "date"),
        Column(_("导入人")),
    ]


def file_rows(page: ProgrammePage, to: Link) -> list[Row]:
    """One row a workbook; it opens its import."""
    return [
        Row(
            [file.name, day(file.batch.as_of), moment(file.batch.at), file.batch.by.name],
            to("import", file.batch_id),
        )
        for file in page.files
    ]
