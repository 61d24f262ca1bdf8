"""datong review run: recipients against registers, from Parquet to Parquet; no database is needed."""

import argparse
import time
from collections import Counter

from datong.config.cli.output import bar, say, told
from datong.kernel.bilingual import Text

TWICE = Text(
    "名单名称写了两次：{name}；每个名单要有自己的名称",
    "the register {name} is named twice; each needs a name of its own",
)
SUMMARY = Text(
    "核对 {recipients} 人与 {rows} 行：号码一致 {exact} 条，15 位转 18 位后一致 {converted} 条，相似 {fuzzy} 条；用时 {seconds} 秒",
    "{recipients} recipients against {rows} rows: {exact} exact, {converted} converted from 15 digits, {fuzzy} by likeness; {seconds} s",
)
QUESTION = Text(
    "每一条都只是要核实的问题，由人判定；概率低于 {threshold} 的只作参考",
    "every hit is a question for people to decide; below a probability of {threshold} it is only to be verified",
)


def run(arguments: argparse.Namespace) -> int:
    """Write the hits and say how many; 2 for anything that cannot be reviewed."""
    from datong.engine import matching  # noqa: PLC0415 - a columnar engine is loaded only by who needs it

    twice = [name for name, count in Counter(name for name, _ in arguments.register).items() if count > 1]
    if twice:
        return refused(TWICE.format(name=twice[0]))
    show, began = bar(), time.perf_counter()
    try:
        found = matching.review(
            arguments.recipients,
            dict(arguments.register),
            arguments.output,
            engine=arguments.engine,
            fuzzy=arguments.fuzzy,
            threads=arguments.threads,
            memory=arguments.memory,
            master=arguments.spark_master,
            tell=lambda done, total: show("核对 review", done, total),
        )
    except matching.MatchingError as error:
        return refused(error.text)
    except OSError as error:
        return told(f"{error.filename or ''}: {error.strerror or error}")
    seconds = f"{time.perf_counter() - began:.1f}"
    summary = SUMMARY.format(seconds=seconds, **{name: f"{n:,}" for name, n in found._asdict().items()})
    say(f"{summary.zh} ({summary.en})")
    question = QUESTION.format(threshold=matching.THRESHOLD)
    say(f"{question.zh} ({question.en})")
    return 0


def refused(text: Text) -> int:
    """The sentence in both languages; status 2."""
    return told(f"{text.zh} ({text.en})")
