"""datong dibao assess-all: the rule of one household over files of millions; no database is needed."""

import argparse
import time

from datong.config.cli.dibao import DEFAULTED, DEMONSTRATION
from datong.config.cli.output import bar, say, told
from datong.kernel.bilingual import Text
from datong.programmes.dibao.service import rules

WRITTEN = Text(
    "{file}：{day} 的规则下 {households} 户，用时 {seconds} 秒（{engine}；规则版本 {version}；县级参数 {county}）",
    "{file}: {households} households under the rules of {day} in {seconds} s ({engine}; rules {version}; county parameters {county})",
)
UNSAFE = Text(
    "县级参数中的数过大，计算可能超出 64 位：{why}",
    "the county's numbers are too large to stay within 64 bits: {why}",
)


def assess_all(arguments: argparse.Namespace) -> int:
    """Write the file and say so; 2 for what cannot be used."""
    from datong.engine.algebra import Overflow  # noqa: PLC0415
    from datong.engine.runs import running  # noqa: PLC0415 - engines are loaded only where they run
    from datong.engine.runs.inputs import BadFile  # noqa: PLC0415

    progress = bar("households")
    began = time.monotonic()
    try:
        county = rules.CountyParameters.load(arguments.county_parameters or DEMONSTRATION)
        rule = rules.Wholesale(arguments.date, county)
        files = {table.name: getattr(arguments, table.name) for table in rule.tables}
        done = running.run(
            rule, files, arguments.output, engine=arguments.engine, master=arguments.spark_master,
            tell=lambda ready, total: progress("assess", ready, total),
        )  # fmt: skip
    except (rules.BadParameters, rules.NotInForce, BadFile) as error:
        problems = getattr(error, "problems", ())
        return max(
            told(f"{text.zh} ({text.en})") for text in [each.told for each in problems] or [error.text]
        )
    except Overflow as error:
        text = UNSAFE.format(why=error)
        return told(f"{text.zh} ({text.en})")
    if not arguments.county_parameters:
        told_text = DEFAULTED.format(file=DEMONSTRATION.name)
        say(told_text.zh)
        say(told_text.en)
    text = WRITTEN.format(
        file=done.output, day=arguments.date, households=f"{done.households:,}", seconds=f"{time.monotonic() - began:.1f}",
        engine=arguments.engine, version=rules.pack_of(arguments.date).version, county=county.version,
    )  # fmt: skip
    say(text.zh)
    say(text.en)
    return 0
