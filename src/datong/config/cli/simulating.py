"""datong dibao simulate: the rule as it stands beside the rule with other parameters, over a register or over files."""

import argparse
import datetime as dt
import json
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import yaml

from datong.config.cli.dibao import DEFAULTED, DEMONSTRATION
from datong.config.cli.output import as_json, bar, say, told, write
from datong.config.cli.supposing import FILES
from datong.foundation.access import service as access
from datong.foundation.places import service as places
from datong.kernel import clock
from datong.kernel.bilingual import Text
from datong.programmes.dibao import service as dibao
from datong.programmes.dibao.service import rules, simulated

__all__ = ["simulate"]
AREA = Text(
    "“{area}” 不是城乡类别；请写 urban 或 rural，如 rural=26000",
    "{area!r} is neither urban nor rural; write such as rural=26000",
)
FEN = Text(
    "“{value}” 不是金额；请写分，如 rural=26000（每月 260.00 元），或 rural=312000/year（每年）",
    "{value!r} is no amount; write fen, such as rural=26000 (260.00 yuan a month) or rural=312000/year",
)
PAIR = Text(
    "“{given}” 不是参数；请写成 名称=值，如 income_period_months=6",
    "{given!r} is no parameter; write NAME=VALUE, such as income_period_months=6",
)
UNKNOWN = Text("没有参数 {name}；可用：{names}", "no parameter {name}; use one of: {names}")
TWICE = Text("{name} 写了两次，请只写一次", "{name} is given twice; give it once")
NOTHING = Text(
    "请写出要改变什么：--standard rural=26000，或 --set 名称=值",
    "say what is to change: --standard rural=26000, or --set NAME=VALUE",
)
SOME = Text("四个文件须一起给出，还缺 {names}", "the four files go together; missing: {names}")
WHICH = Text("数据里有几个县，请加 --county：{codes}", "there are several counties; add --county: {codes}")
NO_COUNTY = Text(
    "数据里还没有县；请先装入区划和台账（datong demo），或给出四个文件",
    "there is no county yet; load places and ledgers first (datong demo), or give the four files",
)
NOT_HERE = Text("数据里没有县 {code}", "there is no county {code} in the data")
FORMAT = Text("报告请写成 .json 或 .xlsx：{file}", "a report is a .json or .xlsx file: {file}")
TITLE = Text("{day} 的规则；假设改变：", "The rule of {day}; supposed to change:")
CHANGE = Text("  {name}：{before} → {after}", "  {name}: {before} → {after}")
COVERED = Text(
    "测算 {households} 户（其中正在领取 {receiving} 户；{carried} 户的收入按最近一次核定的核算期计）。另有 {uncovered} 户 {uncovered_persons} 人在领取、"
    "每月 {yuan} 元，没有家庭申报材料，收入和财产不知道，未测算。",
    "{households} households simulated ({receiving} of them paid now; for {carried} the income last established is taken to go on). Besides, "
    "{uncovered} households with {uncovered_persons} persons are paid {yuan} yuan a month without any household document: income and property are not known, "
    "so they are not simulated.",
)
ALL_PAID = Text(
    "都在领取，看不出漏了谁：漏保不知道。",
    "All of them are paid now: who is left out cannot be seen, so under-coverage is not known.",
)
UNREADABLE = Text(
    "{count} 户的材料按现在的格式读不出。",
    "The documents of {count} households cannot be read in today's form.",
)
WROTE = Text("已写入 {file}", "written to {file}")
PART = (Text("户数", "households"), Text("每月支出（元）", "cost a month, yuan"))
SIDE = (Text("现行", "now"), Text("改变后", "changed"), Text("差额", "difference"))
COUNTED = Text("变化（户、人）", "moves: households, persons")


class Unusable(ValueError):
    """Something typed that cannot be used, in one sentence."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.zh)
        self.text = text


def simulate(arguments: argparse.Namespace) -> int:
    """Print both sides; 2 for what cannot be used."""
    from datong.engine.runs.inputs import BadFile  # noqa: PLC0415 - engines are loaded only where they run

    lang = arguments.lang
    progress = worded(bar("户" if lang == "zh" else "households"), lang)
    try:
        checked(arguments.output)
        values = wanted(arguments)
        on = arguments.date or clock.today()
        given = {name: getattr(arguments, name) for name in FILES if getattr(arguments, name)}
        found = (
            of_files(arguments, given, values, on, progress)
            if given
            else of_register(arguments, values, on, progress)
        )
    except (Unusable, rules.BadParameters, rules.NotInForce, BadFile, dibao.BadParameter) as error:
        problems = getattr(error, "problems", ())
        return max(told(text.to(lang)) for text in [each.told for each in problems] or [error.text])
    changes = dibao.changes_of(values, standing_of(arguments, on))
    facts = [(Text("日期", "Date").to(lang), f"{on}")]
    facts += [(each.name.to(lang), f"{each.before.to(lang)} → {each.after.to(lang)}") for each in changes]
    coverage = coverage_words(found)
    facts += [(Text("范围", "Covers").to(lang), text.to(lang)) for text in coverage]
    name = simulated.named(found.report, register=found.coverage is not None)
    lines = [CHANGE.format(name=each.name, before=each.before, after=each.after) for each in changes]
    for text in (TITLE.format(day=on), *lines, *coverage):
        say(text.to(lang))
    for row in table(found.report, name, lang):
        say(row)
    if found.report.hidden:
        say(simulated.LEFT_OUT.to(lang))
    if arguments.output:
        keep(arguments.output, found, values, facts, name, lang)
        say(WROTE.format(file=arguments.output).to(lang))
    return 0


def checked(output: Path | None) -> None:
    """A report's name tells its form."""
    if output is not None and output.suffix.lower() not in (".json", ".xlsx"):
        raise Unusable(FORMAT.format(file=output))


def wanted(arguments: argparse.Namespace) -> dict[str, Any]:
    """The changed parameters as an entry writes them, by key. Raises Unusable."""
    values: dict[str, Any] = {}
    for name, value in [*map(standard, arguments.standard), *map(setting, arguments.set)]:
        if name in values:
            raise Unusable(TWICE.format(name=name))
        values[name] = value
    if not values:
        raise Unusable(NOTHING)
    return values


def standard(given: str) -> tuple[str, dict[str, str]]:
    """rural=26000 as the parameter writes it: 260.00 yuan a month."""
    area, _, amount = given.partition("=")
    if area not in rules.AREAS:
        raise Unusable(Text(AREA.zh.format(area=area), AREA.en.format(area=area)))
    fen, _, span = amount.partition("/")
    if not (fen.isascii() and fen.isdigit() and len(fen) < 12 and int(fen)) or span not in (
        "",
        "month",
        "year",
    ):
        raise Unusable(Text(FEN.zh.format(value=amount), FEN.en.format(value=amount)))
    return f"standard.{area}", {"amount": f"{int(fen) // 100}.{int(fen) % 100:02d}", "per": span or "month"}


def setting(given: str) -> tuple[str, Any]:
    """NAME=VALUE; a value that is no JSON is a word."""
    name, sign, value = given.partition("=")
    if not sign:
        raise Unusable(Text(PAIR.zh.format(given=given), PAIR.en.format(given=given)))
    if name not in rules.COUNTY_KEYS:
        raise Unusable(UNKNOWN.format(name=name, names=", ".join(rules.ASSESSING)))
    try:
        return name, json.loads(value)
    except json.JSONDecodeError:
        return name, value


def standing_of(arguments: argparse.Namespace, on: dt.date) -> dict[str, Any]:
    """The values as they stand, as their entry wrote them: of the county's file with files, else of the register."""
    if not any(getattr(arguments, name) for name in FILES):
        return dibao.standing_values(the_county(arguments), on)
    written = yaml.load(
        (arguments.county_parameters or DEMONSTRATION).read_text(encoding="utf-8"), Loader=yaml.CSafeLoader
    )
    return {key: value for key, rows in written["parameters"].items() if (value := at(rows, on)) is not None}


def at(rows: list[dict[str, Any]], on: dt.date) -> Any:
    """The value of a history on a day; None without one."""
    day = on.isoformat()
    known = [row for row in rows if f"{row['from']}" <= day <= f"{row.get('to') or day}"]
    return max(known, key=lambda row: f"{row['from']}")["value"] if known else None


def worded(progress: Callable[[str, int, int], None], lang: str) -> Callable[[str, int, int], None]:
    """The bar with what is done in words."""
    return lambda stage, done, total: progress(simulated.STAGES[stage].to(lang), done, total)


def run_simulation(arguments: argparse.Namespace) -> int:
    """What the page started."""
    dibao.SIMULATIONS.run(arguments.job)
    return 0


def of_files(
    arguments: argparse.Namespace, given: dict[str, Path], values: dict[str, Any], on: dt.date, progress: Any
) -> Any:
    """Both rules over four files; the database is not asked."""
    lacking = [f"--{name}" for name in FILES if name not in given]
    if lacking:
        raise Unusable(SOME.format(names=", ".join(lacking)))
    now = rules.CountyParameters.load(arguments.county_parameters or DEMONSTRATION)
    if not arguments.county_parameters:
        say(DEFAULTED.format(file=DEMONSTRATION.name).to(arguments.lang))
    then = rules.supposed(now, on, values)
    return dibao.over_files(
        given, on, now, then, engine=arguments.engine, whole=arguments.whole, tell=progress
    )


def of_register(arguments: argparse.Namespace, values: dict[str, Any], on: dt.date, progress: Any) -> Any:
    """Both rules over the county's register."""
    return dibao.simulate(
        access.console(), the_county(arguments), values, on,
        engine=arguments.engine, whole=arguments.whole, tell=progress,
    )  # fmt: skip


def the_county(arguments: argparse.Namespace) -> str:
    """The one meant: that given, or the only one. Raises Unusable."""
    codes = [place.code[:6] for place in places.counties().order_by("code")]
    if arguments.county and arguments.county not in codes:
        raise Unusable(NOT_HERE.format(code=arguments.county))
    if not codes:
        raise Unusable(NO_COUNTY)
    if len(codes) > 1 and not arguments.county:
        raise Unusable(WHICH.format(codes=", ".join(codes)))
    return str(arguments.county or codes[0])


def coverage_words(found: Any) -> list[Text]:
    """Whom the numbers are about, and whom they are not."""
    coverage = found.coverage
    if coverage is None:
        return []
    counts = ("households", "receiving", "carried", "uncovered", "uncovered_persons")
    told = {name: simulated.printed(getattr(coverage, name), "count") for name in counts}
    text = COVERED.format(**told, yuan=simulated.printed(coverage.uncovered_fen, "money"))
    return [
        text,
        *([ALL_PAID] if coverage.receiving == coverage.households > 0 else []),
        *([UNREADABLE.format(count=coverage.unreadable)] if coverage.unreadable else []),
    ]


def table(report: Any, name: Any, lang: str) -> Iterator[str]:
    """The whole, then every town and group."""
    rows = [["", *(each.to(lang) for each in SIDE)]]
    for row in simulated.outline(report.total):
        change = simulated.changed(row).to(lang)
        rows.append(
            [row.label.to(lang), *(simulated.printed(each, row.kind) for each in (row.now, row.then)), change]
        )
    yield from columns(rows)
    yield ""
    rows = [
        [COUNTED.to(lang), *(each.to(lang) for each in (Text("户", "households"), Text("人", "persons")))]
    ]
    for label, households, persons in simulated.heads(report.total):
        rows.append(
            [label.to(lang), simulated.printed(households, "count"), simulated.printed(persons, "count")]
        )
    yield from columns(rows)
    moves = [simulated.MOVES[move] for move in ("entering", "leaving", "more", "less")]
    for dimension, title in simulated.DIMENSIONS.items():
        head = [
            title,
            PART[0],
            *moves,
            *(Text(f"{PART[1].zh} {side.zh}", f"{PART[1].en}: {side.en}") for side in SIDE[:2]),
        ]
        rows = [[each.to(lang) for each in head]]
        for line in report.parts(dimension):
            counts = [
                line.households,
                *(line.moves[move] for move in ("entering", "leaving", "more", "less")),
            ]
            costs = [simulated.printed(each.cost, "money") for each in (line.now, line.then)]
            rows.append([name(line).to(lang), *(simulated.printed(each, "count") for each in counts), *costs])
        if len(rows) > 1:
            yield ""
            yield from columns(rows)


def columns(rows: list[list[str]]) -> Iterator[str]:
    """Cells in columns: the first to the left, numbers to the right; Chinese characters are two wide."""
    widths = [max(width(row[at]) for row in rows) for at in range(len(rows[0]))]
    for row in rows:
        first = row[0] + " " * (widths[0] - width(row[0]))
        rest = (" " * (widths[at] - width(cell)) + cell for at, cell in enumerate(row[1:], 1))
        yield "  ".join([first, *rest]).rstrip()


def width(text: str) -> int:
    """Columns on a terminal."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


def keep(
    path: Path, found: Any, values: dict[str, Any], facts: list[tuple[str, str]], name: Any, lang: str
) -> None:
    """The report as a file."""
    if path.suffix.lower() == ".xlsx":
        write(path, simulated.as_xlsx(found.report, lang, facts, name))
        return
    covers = found.coverage.as_json() if found.coverage else None
    write(
        path, as_json({"date": f"{found.on}", "changed": values, "covers": covers} | found.report.as_json())
    )
