"""A simulation in words and rows: for the command line, for a workbook, for the page."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import TYPE_CHECKING, Any, NamedTuple

from xlsxwriter import Workbook

from datong.foundation.places import service as places
from datong.kernel.bilingual import Text
from datong.kernel.text import neutralise
from datong.programmes.dibao.rules import AREAS

if TYPE_CHECKING:
    from datong.engine.whatif.report import Line, Report

__all__ = [
    "DIMENSIONS",
    "MOVES",
    "STAGES",
    "Row",
    "as_xlsx",
    "changed",
    "difference",
    "heads",
    "named",
    "outline",
    "printed",
]

MOVES = {
    "entering": Text("新进入", "entering"),
    "leaving": Text("退出", "leaving"),
    "more": Text("增加", "amount up"),
    "less": Text("减少", "amount down"),
    "same": Text("不变", "amount same"),
    "outside": Text("前后都不符合", "eligible in neither"),
    "unknown": Text("不能认定", "not known"),
}
DIMENSIONS = {
    "town": Text("乡镇（街道）", "Town"),
    "area": Text("城乡", "Urban or rural"),
    "size": Text("家庭人数", "Persons in the household"),
    "minor": Text("有未成年人", "With minors"),
    "elderly": Text("有60岁以上老人", "With persons of 60 and over"),
    "disability": Text("有残疾人", "With disabled persons"),
}
YES = {"yes": Text("有", "yes"), "no": Text("没有", "no")}
ELSEWHERE = Text("地点未填", "place not given")
HIDDEN = Text("不显示", "left out")
UNKNOWN = Text("不知道", "not known")


class Row(NamedTuple):
    """One number of both sides. `kind`: count, money (fen), share or index; `now` and `then` None when not known or left out."""

    label: Text
    kind: str
    now: int | Fraction | None
    then: int | Fraction | None


ROWS = (
    ("eligible", "count", Text("符合条件的家庭（户）", "households eligible")),
    ("persons", "count", Text("其中保障的人数（人）", "persons in them")),
    ("cost", "money", Text("每月支出（元）", "cost a month, yuan")),
    ("cost_year", "money", Text("每年支出（元）", "cost a year, yuan")),
    ("gini", "index", Text("人均收入（含低保金）的基尼系数", "Gini of income a head after benefit")),
    ("poor", "share", Text("人均低于现行标准的人口比例", "persons below the standard now (head count)")),
    ("gap", "share", Text("对现行标准的贫困缺口（FGT1）", "poverty gap against the standard now (FGT1)")),
    ("poor_new", "share", Text("人均低于新标准的人口比例", "persons below the changed standard")),
    ("gap_new", "share", Text("对新标准的贫困缺口（FGT1）", "poverty gap against the changed standard")),
    (
        "leakage", "share",
        Text("现在发放的钱中，发给不符合规则家庭的比例（错保）", "of what is paid now, paid to households not eligible (leakage)"),
    ),
    (
        "uncovered", "share",
        Text("符合规则而现在没有领取的家庭比例（漏保）", "of the eligible households, not paid now (under-coverage)"),
    ),
)  # fmt: skip


def outline(line: Line) -> list[Row]:
    """Both sides of a line, number by number."""
    return [Row(label, kind, getattr(line.now, key), getattr(line.then, key)) for key, kind, label in ROWS]


def heads(line: Line) -> list[tuple[Text, int | None, int | None]]:
    """What becomes of whom: households and persons by move."""
    return [(name, line.moves[move], line.heads[move]) for move, name in MOVES.items()]


def difference(row: Row) -> int | Fraction | None:
    """Then less now."""
    return None if row.now is None or row.then is None else row.then - row.now


def printed(value: int | Fraction | None, kind: str, *, gone: str = "–", sign: bool = False) -> str:
    """1,234 households; 1,234.50 yuan; 12.3%; 0.412. `sign`: with a plus."""
    if value is None:
        return gone
    if kind == "share":
        return f"{_decimals(float(value) * 100, 1, sign=sign)}%"
    if kind == "index":
        return _decimals(float(value), 3, sign=sign)
    mark = "+" if sign and value > 0 else ""
    return f"{mark}{_yuan(int(value))}" if kind == "money" else f"{mark}{value:,}"


def changed(row: Row) -> Text:
    """The difference, in points where shares differ."""
    value = difference(row)
    if row.kind == "share" and value is not None:
        points = _decimals(float(value) * 100, 1, sign=True)
        return Text(f"{points} 个百分点", f"{points} points")
    same = printed(value, row.kind, sign=True)
    return Text(same, same)


def _decimals(value: float, places: int, *, sign: bool) -> str:
    """What rounds to nothing has no sign."""
    shown = round(value, places) or 0.0
    return f"{'+' if sign and shown > 0 else ''}{shown:.{places}f}"


def _yuan(fen: int) -> str:
    return f"{'-' if fen < 0 else ''}{abs(fen) // 100:,}.{abs(fen) % 100:02d}"


STAGES = {
    "read": Text("正在读取名册", "Reading the register"),
    "now": Text("正在按现行参数计算", "Computing with the values as they stand"),
    "then": Text("正在按改变后的参数计算", "Computing with the values changed"),
}
Name = Callable[["Line"], Text]


def named(report: Report, *, register: bool = True) -> Name:
    """The name of a line: of its town, its group. One query for the towns; none (and codes) without a `register`."""
    towns = places.names({line.value for line in report.parts("town")}) if register else {}

    def name(line: Line) -> Text:
        value = line.value
        if line.dimension == "town":
            return ELSEWHERE if value == "?" else Text(towns.get(value, value), towns.get(value, value))
        if line.dimension == "area":
            return AREAS[value]
        return YES.get(value) or Text(value, value)

    return name


SHEETS = (Text("合计", "Whole"), Text("分组", "Groups"))
HEADS = (
    Text("项目", "Number"),
    Text("现行规则", "Rule now"),
    Text("改变后", "Rule changed"),
    Text("差额", "Difference"),
)
LEFT_OUT = Text(
    "少于 10 户的数，以及能由相减推出它们的数，都没有写出。",
    "Numbers about fewer than ten households, and those from which they could be had by subtraction, are left out.",
)


def as_xlsx(report: Report, lang: str, facts: list[tuple[str, str]], name: Name) -> bytes:
    """Two sheets: the whole, and every town and group. `facts`: what was simulated, in pairs."""
    file = io.BytesIO()
    with Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        whole, groups = (book.add_worksheet(name.to(lang)) for name in SHEETS)
        for sheet, rows in ((whole, _whole(report, lang, facts)), (groups, _groups(report, lang, name))):
            sheet.set_column(0, 0, 44)
            sheet.set_column(1, 40, 16)
            for at, row in enumerate(rows):
                for column, value in enumerate(row):
                    sheet.write(at, column, neutralise(value) if isinstance(value, str) else value)
    return file.getvalue()


def _whole(report: Report, lang: str, facts: list[tuple[str, str]]) -> Iterator[list[Any]]:
    yield from ([label, value] for label, value in facts)
    if report.hidden:
        yield [LEFT_OUT.to(lang)]
    yield []
    yield [each.to(lang) for each in HEADS]
    for row in outline(report.total):
        yield [
            row.label.to(lang),
            *(_cell(value, row.kind) for value in (row.now, row.then, difference(row))),
        ]
    yield []
    yield [Text("变化", "Move").to(lang), Text("户", "Households").to(lang), Text("人", "Persons").to(lang)]
    for label, households, persons in heads(report.total):
        yield [label.to(lang), households, persons]


def _groups(report: Report, lang: str, name: Name) -> Iterator[list[Any]]:
    labels = [f"{label.to(lang)} · {side.to(lang)}" for _, _, label in ROWS for side in HEADS[1:3]]
    moves = [f"{name.to(lang)} · {Text('户', 'households').to(lang)}" for name in MOVES.values()]
    yield ["", Text("户", "Households").to(lang), *moves, *labels]
    for line in report.lines[1:]:
        numbers = [_cell(value, row.kind) for row in outline(line) for value in (row.now, row.then)]
        yield [
            f"{DIMENSIONS[line.dimension].to(lang)}：{name(line).to(lang)}", line.households,
            *(line.moves[move] for move in MOVES), *numbers,
        ]  # fmt: skip


def _cell(value: int | Fraction | None, kind: str) -> float | int | None:
    """Money in yuan, shares with four decimals."""
    if value is None:
        return None
    if isinstance(value, Fraction):
        return round(float(value), 4)
    return value / 100 if kind == "money" else value
