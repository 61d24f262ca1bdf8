"""The lists of the village books as tables: columns, and rows of plain cells."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from datong.foundation.ledgers.service import Choice, Column, Day, Money, Scaled, Whole
from datong.kernel.bilingual import Text
from datong.programmes.sunshine.queries.books import LedgerLine, VillageLine
from datong.programmes.sunshine.registry import SHEETS, Register
from datong.programmes.sunshine.rules.bookkeeping import Trial
from datong.programmes.sunshine.rules.finance import CashLine, Entry, Group
from datong.programmes.sunshine.service import BookImport, Closing, Contract, Voucher
from datong.web.jinja import day, yuan
from datong.web.tables import Column as Head
from datong.web.tables import Row

TURNS = {
    0: ("soon", Text("快到期", "ending soon")),
    1: ("good", Text("履行中", "running")),
    2: ("quiet", Text("已到期", "over")),
}


def money(fen: int) -> str | None:
    """An amount, nothing for 0."""
    return yuan(fen) if fen else None


def village_columns() -> list[Head]:
    return [
        Head(_("村（社区）")), Head(_("镇")), Head(_("建账日期"), "date"), Head(_("已结账到"), "date"),
        Head(_("凭证"), "number"), Head(_("最近一张"), "date"),
    ]  # fmt: skip


def village_rows(lines: Iterable[VillageLine]) -> list[Row]:
    """One row a village; not opened ones say so."""
    return [
        Row(
            [
                each.name, each.town, day(each.opened) if each.opened else _("还没有建账"),
                day(each.closed) if each.closed else None, each.vouchers or None, day(each.last) if each.last else None,
            ],
            reverse("books_village", args=[each.code]),
        )
        for each in lines
    ]  # fmt: skip


def voucher_columns() -> list[Head]:
    return [
        Head(_("凭证号")), Head(_("日期"), "date"), Head(_("摘要")), Head(_("经手人")), Head(_("附件"), "number"),
        Head(_("金额（元）"), "number"), Head(_("状态"), "state"),
    ]  # fmt: skip


def voucher_rows(vouchers: Iterable[Voucher]) -> list[Row]:
    """One row a voucher."""
    return [
        Row(
            [
                each.label, day(each.day), each.words, each.handler, each.papers or None, yuan(each.fen),
                voucher_state(each),
            ],
            reverse("books_voucher", args=[each.place_code, each.pk]),
        )
        for each in vouchers
    ]  # fmt: skip


def voucher_state(voucher: Voucher) -> str | None:
    """红字, 已冲销, or nothing to say."""
    if voucher.fen < 0:
        return _("红字冲销")
    return _("已冲销") if hasattr(voucher, "reversal") else None


def trial_columns() -> list[Head]:
    return [
        Head(_("科目")), Head(_("期初借方"), "number"), Head(_("期初贷方"), "number"), Head(_("本期借方"), "number"),
        Head(_("本期贷方"), "number"), Head(_("期末借方"), "number"), Head(_("期末贷方"), "number"),
    ]  # fmt: skip


def trial_rows(trial: Trial, place_code: str, query: str) -> list[Row]:
    """One row an account, then the sums."""
    rows = [
        Row(
            [each.account.label, *[money(fen) for fen in each.numbers]],
            reverse("books_account", args=[place_code, each.account.code]) + query,
        )
        for each in trial.rows
    ]
    return [*rows, Row([_("合计"), *[yuan(fen) for fen in trial.totals]])]


def ledger_columns() -> list[Head]:
    return [
        Head(_("凭证号")), Head(_("日期"), "date"), Head(_("摘要")), Head(_("明细")), Head(_("借方（元）"), "number"),
        Head(_("贷方（元）"), "number"), Head(_("余额（元）"), "number"), Head(_("方向")),
    ]  # fmt: skip


def ledger_rows(lines: Iterable[LedgerLine], place_code: str) -> list[Row]:
    """One row a line, with the balance after it."""
    return [
        Row(
            [
                each.line.voucher.label, day(each.line.day), each.line.words or each.line.voucher.words,
                each.line.detail, money(each.line.debit), money(each.line.credit), yuan(abs(each.balance)),
                side(each.balance),
            ],
            reverse("books_voucher", args=[place_code, each.line.voucher_id]),
        )
        for each in lines
    ]  # fmt: skip


def side(balance: int) -> str:
    """借, 贷 or 平."""
    return _("平") if balance == 0 else _("借") if balance > 0 else _("贷")


def register_columns(register: Register) -> list[Head]:
    """The shown columns of a register."""
    return [Head(each.label, kind_of(each)) for each in shown(register)]


def shown(register: Register) -> list[Column]:
    return [each for each in register.sheet.columns if each.shown]


def kind_of(column: Column) -> Any:
    """How a column is set."""
    if isinstance(column.kind, Money | Scaled | Whole):
        return "number"
    return "date" if isinstance(column.kind, Day) else "text"


def register_rows(register: Register, rows: Iterable[Any], editable: bool) -> list[Row]:
    """One row each; who may change it gets the link."""
    columns = shown(register)
    return [
        Row(
            [cell(column, getattr(each, column.name)) for column in columns],
            reverse("books_row", args=[each.place_code, register.slug, each.pk]) if editable else None,
        )
        for each in rows
    ]


def cell(column: Column, value: Any) -> Any:
    """One value as a table shows it."""
    if isinstance(column.kind, Money):
        return money(value)
    if isinstance(column.kind, Scaled):
        return f"{value / 100:,.2f}"
    if isinstance(column.kind, Choice):
        return WORDS.get(value, value)
    return day(value) if isinstance(value, dt.date) else value


def contract_columns(place: bool) -> list[Head]:
    return [
        Head(_("合同")), *([Head(_("村（社区）"))] if place else []), Head(_("状态"), "state"), Head(_("到期日期"), "date"),
        Head(_("还剩（天）"), "number"), Head(_("类别")), Head(_("对方")), Head(_("总金额（元）"), "number"),
        Head(_("每年（元）"), "number"),
    ]  # fmt: skip


def contract_rows(
    contracts: Iterable[Contract], today: dt.date, names: Mapping[str, str] | None, editable: bool
) -> list[Row]:
    """One row a contract; `names` of villages where several are shown."""
    rows = []
    for each in contracts:
        turn = each.turn  # type: ignore[attr-defined]  # annotated by the query
        left = (each.end - today).days
        cells: list[Any] = [f"{each.number} {each.name}"]
        cells += [names.get(each.place_code, each.place_code)] if names is not None else []
        cells += [
            TURNS[turn][1] if each.ended is None else Text("已终止", "given up"), day(each.end),
            left if turn < 2 else None, WORDS.get(each.kind, each.kind), each.party, yuan(each.amount), money(each.yearly),
        ]  # fmt: skip
        url = reverse("books_row", args=[each.place_code, "contracts", each.pk]) if editable else None
        rows.append(Row(cells, url))
    return rows


def group_columns() -> list[Head]:
    return [
        Head(_("科目和明细")), Head(_("本期（元）"), "number"), Head(_("上期（元）"), "number"), Head(_("增减（元）"), "number"),
    ]  # fmt: skip


def group_rows(groups: Iterable[Group]) -> list[Row]:
    """Each account, below it its sub-accounts."""
    rows = []
    for group in groups:
        rows.append(Row([group.account.label, *compared(group.fen, group.before)]))
        named = [part for part in group.parts if part.name]
        rows += [Row([f"　{part.name}", *compared(part.fen, part.before)]) for part in named]
    return rows


def compared(now: int, before: int) -> list[Any]:
    """This period, the one before, the difference."""
    return [yuan(now), yuan(before), yuan(now - before)]


def entry_columns() -> list[Head]:
    return [
        Head(_("凭证号")),
        Head(_("日期"), "date"),
        Head(_("摘要")),
        Head(_("明细")),
        Head(_("金额（元）"), "number"),
    ]


def entry_rows(entries: Iterable[Entry]) -> list[Row]:
    """Line by line (逐笔)."""
    return [Row([each.voucher, day(each.day), each.words, each.detail, yuan(each.fen)]) for each in entries]


def cash_columns() -> list[Head]:
    return [
        Head(_("科目")), Head(_("期初（元）"), "number"), Head(_("收入（元）"), "number"), Head(_("支出（元）"), "number"),
        Head(_("期末（元）"), "number"),
    ]  # fmt: skip


def cash_rows(lines: Iterable[CashLine]) -> list[Row]:
    return [
        Row(
            [each.account.label, yuan(each.opening), yuan(each.received), yuan(each.paid), yuan(each.closing)]
        )
        for each in lines
    ]


def closing_columns() -> list[Head]:
    return [Head(_("结账到"), "date"), Head(_("凭证"), "number"), Head(_("借方合计（元）"), "number"), Head(_("贷方合计（元）"), "number"), Head(_("结账人")), Head(_("时间"), "date")]  # fmt: skip


def closing_rows(closings: Iterable[Closing]) -> list[Row]:
    return [
        Row([day(each.until), each.vouchers, yuan(each.debit), yuan(each.credit), each.by.name, day(each.at)])
        for each in closings
    ]


def import_columns() -> list[Head]:
    return [Head(_("文件")), Head(_("导入时间"), "date"), Head(_("导入人")), Head(_("新增"), "number"), Head(_("更改"), "number"), Head(_("未变"), "number"), Head(_("退回"), "number"), Head(_("待改"), "number")]  # fmt: skip


def import_rows(imports: Iterable[BookImport]) -> list[Row]:
    """One row a workbook with its sums."""
    rows = []
    for each in imports:
        sums = [sum(counted[what] for counted in each.counts.values()) for what in COUNTS]
        waiting = each.waiting  # type: ignore[attr-defined]  # annotated by the query
        url = reverse("books_import_result", args=[each.place_code, each.pk])
        rows.append(Row([each.name, day(each.at), each.by.name, *sums, waiting], url))
    return rows


COUNTS = ("added", "changed", "unchanged", "refused")


def count_columns() -> list[Head]:
    return [Head(_("工作表")), Head(_("新增"), "number"), Head(_("更改"), "number"), Head(_("未变"), "number"), Head(_("退回"), "number")]  # fmt: skip


def count_rows(found: BookImport) -> list[Row]:
    """One row a sheet."""
    return [
        Row([sheet.label, *[found.counts[sheet.slug][what] for what in COUNTS]])
        for sheet in SHEETS
        if sheet.slug in found.counts
    ]


def refusal_columns() -> list[Head]:
    return [Head(_("工作表")), Head(_("行"), "number"), Head(_("列")), Head(_("原因"))]


def refusal_rows(refusals: Iterable[Any], lang: str) -> list[Row]:
    """Why each row was not taken."""
    names = {sheet.slug: sheet.label for sheet in SHEETS}
    return [
        Row([names[each.sheet], each.row, each.column, each.reason_en if lang == "en" else each.reason_zh])
        for each in refusals
    ]


WORDS = {
    "固定资产": Text("固定资产", "fixed asset"), "在建工程": Text("在建工程", "in construction"),
    "库存物资": Text("库存物资", "stores"), "对外投资": Text("对外投资", "investment"), "其他": Text("其他", "other"),
    "耕地": Text("耕地", "arable land"), "园地": Text("园地", "orchard"), "林地": Text("林地", "forest"),
    "水面": Text("水面", "water"), "草地": Text("草地", "grassland"), "四荒地": Text("四荒地", "waste land"),
    "建设用地": Text("建设用地", "building land"), "承包": Text("承包", "contracting out"), "租赁": Text("租赁", "lease"),
    "工程": Text("工程", "works"), "买卖": Text("买卖", "sale"), "借款": Text("借款", "loan"),
    "应收": Text("应收", "owed to the village"), "应付": Text("应付", "owed by the village"),
}  # fmt: skip
