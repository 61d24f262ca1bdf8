"""The tables of the import pages: columns and rows."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from markupsafe import Markup

from datong.foundation.ledgers.core.codes import code
from datong.foundation.ledgers.queries.history import ImportLine, LedgerLine
from datong.foundation.ledgers.queries.results import RefusedLine, Result, SheetResult
from datong.foundation.ledgers.tables.addresses import tail
from datong.foundation.ledgers.tables.states import IMPORTS, badge, door
from datong.web.jinja import day, grouped, language, moment
from datong.web.tables import Column, Row

WHERE = re.compile("^工作表“.*?”第 [0-9]+ 行|^Sheet “.*?”, row [0-9]+, ")


def import_columns() -> list[Column]:
    """The history of imports: what, how it stands, for which date, when, who."""
    return [
        Column(_("工作簿")),
        Column(_("状态"), "state"),
        Column(_("台账日期"), "date"),
        Column(_("导入时间"), "date"),
        Column(_("导入人")),
        Column(_("接收（行）"), "number"),
        Column(_("退回（行）"), "number"),
    ]


def import_rows(lines: Iterable[ImportLine], request: HttpRequest) -> list[Row]:
    """One row an import; it opens its result."""
    return [
        Row(
            [
                names(line.names),
                badge(IMPORTS, line.batch.state),
                day(line.batch.as_of),
                moment(line.batch.at),
                who(line.batch),
                grouped(line.accepted),
                grouped(line.refused),
            ],
            reverse("import", args=[line.batch.pk]) + tail(request),
        )
        for line in lines
    ]


def names(files: list[str]) -> str:
    """The first workbook and how many more there are."""
    if not files:
        return _("（没有工作簿）")
    return (
        files[0]
        if len(files) == 1
        else _("%(name)s 等 %(count)s 个") % {"name": files[0], "count": len(files)}
    )


def who(batch: Any) -> str:
    """Who imported, and through which door unless the name says it."""
    through = door(batch.door)
    return (
        str(batch.by.name) if batch.by.name == through.zh else f"{batch.by.name} · {through.to(language())}"
    )


def ledger_columns() -> list[Column]:
    """How each programme's ledger stands."""
    return [
        Column(_("台账")),
        Column(_("最新台账日期"), "date"),
        Column(_("导入时间"), "date"),
        Column(_("待更正（行）"), "number"),
        Column(_("文件")),
    ]


def ledger_rows(
    lines: Iterable[LedgerLine], request: HttpRequest, exporting: Mapping[str, bool]
) -> list[Row]:
    """One row a programme."""
    return [
        Row(
            [
                line.name,
                day(line.as_of),
                moment(line.at),
                waiting(line, request),
                files(line.programme, request, exporting=exporting.get(line.programme, False)),
            ]
        )
        for line in lines
    ]


def waiting(line: LedgerLine, request: HttpRequest) -> Markup | str:
    """How many rows wait, as a link to them."""
    if not line.waiting:
        return "0"
    address = reverse("refused_rows") + tail(request, programme=line.programme)
    return Markup('<a href="{}">{}</a>').format(address, grouped(line.waiting))


def files(programme: str, request: HttpRequest, *, exporting: bool) -> Markup:
    """The template, and the export for who may."""
    link = Markup('<a href="{}">{}</a>')
    links = [link.format(reverse("ledger_template", args=[programme]), _("空白模板"))]
    if exporting:
        links.append(link.format(reverse("ledger_export", args=[programme]) + tail(request), _("导出台账")))
    return Markup("<span>{}</span>").format(Markup(" · ").join(links))


def sheet_columns() -> list[Column]:
    """What became of the sheets of a workbook."""
    return [
        Column(_("工作表")),
        Column(_("接收（行）"), "number"),
        Column(_("新增"), "number"),
        Column(_("更正"), "number"),
        Column(_("未变"), "number"),
        Column(_("退回（行）"), "number"),
        Column(_("退回原因")),
    ]


def sheet_rows(sheets: Iterable[SheetResult], request: HttpRequest, batch: int | None) -> list[Row]:
    """One row a sheet that was taken; the codes lead to the rows they refused."""
    return [
        Row(
            [
                sheet.name,
                grouped(sheet.accepted),
                grouped(sheet.added),
                grouped(sheet.changed),
                grouped(sheet.unchanged),
                grouped(sheet.refused_rows),
                codes_of(sheet, request, batch),
            ]
        )
        for sheet in sheets
        if not sheet.problem
    ]


def codes_of(sheet: SheetResult, request: HttpRequest, batch: int | None) -> Markup | str:
    """重复行 3、日期有误 2; each a link where the rows can be opened."""
    lang, told = language(), []
    for name, words, count in sheet.refused:
        text = f"{words.name.to(lang)} {count}"
        if batch is None:
            told.append(Markup("{}").format(text))
            continue
        query = tail(request, **{"import": str(batch), "sheet": sheet.id, "code": name})
        told.append(Markup('<a href="{}">{}</a>').format(reverse("refused_rows") + query, text))
    return (
        Markup("<span>{}</span>").format((Markup(", ") if lang == "en" else Markup("、")).join(told))
        if told
        else ""
    )


def refused_columns(*, placed: bool = True) -> list[Column]:
    """Refused rows: which row, why, where, the whole sentence."""
    place = [Column(_("地方"), "state")] if placed else []
    return [Column(_("行"), "state"), Column(_("原因"), "state"), *place, Column(_("说明"))]


def line_rows(lines: Iterable[RefusedLine], query: str) -> list[Row]:
    """Refused rows on a result page; in a trial they open nothing."""
    lang = language()
    return [
        Row(
            [named(line.sheet, line.row), code(line.code).name.to(lang), shortened(line.message)],
            reverse("refused_row", args=[line.pk]) + query if line.pk else None,
        )
        for line in lines
    ]


def named(sheet: str, row: int) -> str:
    """在册对象 第 307 行"""
    return (_("%(sheet)s 第 %(row)s 行") % {"sheet": sheet, "row": row}).replace(" ", "\u00a0")


def sentence(result: Result) -> str:
    """What came of it, in one quiet line."""
    return _("导入完成：接收 %(accepted)s 行，退回 %(refused)s 行。") % {
        "accepted": grouped(result.accepted),
        "refused": grouped(result.refused),
    }


def shortened(sentence: str) -> str:
    """The sentence without sheet and row, where these stand beside it."""
    return WHERE.sub("", sentence, count=1)


def message(row: Any) -> str:
    """Why a refused row was not taken, the whole sentence."""
    return str(row.reason_en if language() == "en" else row.reason_zh)


def reason(row: Any) -> str:
    """The same for its own field, where sheet, row, column and value need not be said again."""
    sentence, english = message(row), language() == "en"
    told = f"“{row.value}”" if row.value else (f"“{row.column}”" if english else "列")
    return sentence.rpartition(told + (": " if english else "："))[2]
