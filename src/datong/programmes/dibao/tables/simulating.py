"""Tables and bars of a simulation."""

from collections.abc import Callable

from django.urls import reverse
from django.utils.translation import gettext as _

from datong.engine.whatif.report import Line, Report
from datong.kernel.bilingual import Text
from datong.programmes.dibao.extracts.simulated import MOVES, changed, heads, named, outline, printed
from datong.programmes.dibao.queries.shadows import Touched
from datong.web.charts import Datum
from datong.web.tables import Column, Row

GONE = "–"
SHOWN_MOVES = ("entering", "leaving", "more", "less", "same", "unknown")


def side_columns() -> list[Column]:
    """What it is, both sides, the difference."""
    return [
        Column(_("项目")), Column(_("现行规则"), "number"), Column(_("改变后"), "number"), Column(_("差额"), "number"),
    ]  # fmt: skip


def side_rows(report: Report) -> list[Row]:
    """The whole, number by number."""
    return [
        Row(
            [
                row.label,
                printed(row.now, row.kind),
                printed(row.then, row.kind),
                changed(row),
            ]
        )
        for row in outline(report.total)
    ]


def move_bars(report: Report) -> list[Datum]:
    """Households by what becomes of them."""
    return [
        Datum(
            name,
            households,
            _("%(n)s 户，%(persons)s 人") % {"n": f"{households:,}", "persons": told(persons)}
            if households is not None
            else GONE,
        )
        for name, households, persons in heads(report.total)
    ]


def told(count: int | None) -> str:
    """A number, or a dash."""
    return GONE if count is None else f"{count:,}"


def cost_bars(report: Report, dimension: str) -> list[Datum]:
    """What the change costs a month, by part; below zero where it saves."""
    name = named(report)
    return [
        Datum(
            name(line),
            None if line.more_cost is None else line.more_cost / 100,
            printed(line.more_cost, "money", sign=True),
        )
        for line in report.parts(dimension)
    ]


def part_columns(first: Text) -> list[Column]:
    """A part, its households by move, its cost."""
    return [
        Column(first), Column(_("户数"), "number"), *(Column(MOVES[move], "number") for move in SHOWN_MOVES),
        Column(_("每月支出（元）"), "number"),
    ]  # fmt: skip


def part_rows(report: Report, dimension: str) -> list[Row]:
    """One row a part; the cost as now → then."""
    name = named(report)
    return [
        Row(
            [
                name(line), told(line.households), *(told(line.moves[move]) for move in SHOWN_MOVES),
                _both(line, "cost", "money"),
            ]
        )
        for line in report.parts(dimension)
    ]  # fmt: skip


def reach_columns(first: Text) -> list[Column]:
    """A part, and whom the rule reaches there."""
    names = (_("基尼系数"), _("贫困缺口（现行标准）"), _("贫困缺口（新标准）"), _("错保"), _("漏保"))
    return [Column(first), *(Column(name, "number") for name in names)]


def reach_rows(report: Report, dimension: str) -> list[Row]:
    """One row a part; shares as now → then."""
    name = named(report)
    return [_reach(line, name) for line in report.parts(dimension)]


def _reach(line: Line, name: Callable[[Line], Text]) -> Row:
    shares = ("gap", "gap_new", "leakage", "uncovered")
    return Row([name(line), _both(line, "gini", "index"), *(_both(line, key, "share") for key in shares)])


def _both(line: Line, key: str, kind: str) -> str:
    """Now → then; once where they are alike."""
    now, then = (printed(getattr(side, key), kind) for side in (line.now, line.then))
    return now if now == then else f"{now} → {then}"


def touched_columns() -> list[Column]:
    """Who, where, before, after, why."""
    return [
        Column(_("户主")), Column(_("村（社区）")), Column(_("现行规则（元）"), "number"), Column(_("改变后（元）"), "number"),
        Column(_("哪个条件变了")), Column(_("办件编号")),
    ]  # fmt: skip


def touched_rows(found: list[Touched], lang: str) -> list[Row]:
    """One row a household; it opens the case."""
    return [
        Row(
            [
                each.case.label, each.place, verdict(each.before), verdict(each.after),
                "；".join(text.zh for text in each.why) if lang == "zh" else "; ".join(text.en for text in each.why), each.case.number,
            ],
            reverse("case", args=[each.case.pk]),
        )
        for each in found
    ]  # fmt: skip


def verdict(found: tuple[bool | None, int | None]) -> str:
    """Fen a month in yuan; not eligible; not known."""
    eligible, amount = found
    if eligible is None:
        return _("不能认定")
    return printed(amount, "money") if eligible else _("不符合")
