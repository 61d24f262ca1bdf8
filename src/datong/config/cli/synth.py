"""datong synth: a synthetic county or nation; no database is needed."""

import argparse

from datong.config.cli.output import bar, say, told
from datong.kernel.bilingual import Text
from datong.programmes.dibao.service import rules

WRITTEN = Text(
    "已写入 {directory}：{households} 户、{persons} 人、收入和支出 {incomes} 条、财产 {assets} 条；低保对象 {recipients} 人；部门名单 {lists} 份共 {rows} 行。",
    "written to {directory}: {households} households, {persons} persons, {incomes} incomes and expenses, {assets} things owned; {recipients} recipients; {lists} registers of {rows} rows in all.",
)
PLANTED = Text(
    "名单中与低保对象有关的 {rows} 行，真相都在 truth.parquet：{facts}。",
    "what the {rows} rows about recipients really are is in truth.parquet: {facts}.",
)
ENDED = Text(
    "文件共 {megabytes} MB；同样的户数和种子（{seed}）得到同样的文件，校验和在 {manifest}。这里没有一个真实的人。",
    "{megabytes} MB in all; the same number and seed ({seed}) give the same files, with their checksums in {manifest}. Nobody in them exists.",
)


def synth(arguments: argparse.Namespace) -> int:
    """Write the files and say what they are; 2 for what cannot be done."""
    from datong.engine.synth import writing  # noqa: PLC0415 - numpy and pyarrow only where they are used
    from datong.engine.synth.codes import Codes  # noqa: PLC0415
    from datong.engine.synth.errors import SynthRefused  # noqa: PLC0415

    progress = bar("households")
    try:
        done = writing.generate(
            arguments.households, arguments.seed, arguments.output, Codes(rules.CODES, rules.EXPENSES_FROM),
            lambda ready, total: progress("synth", ready, total),
        )  # fmt: skip
    except SynthRefused as error:
        return told(f"{error.text.zh} ({error.text.en})")
    registers = [done.rows[name] for name in writing.REGISTERS]
    facts = ", ".join(f"{name} {rows:,}" for name, rows in sorted(done.planted.items()))
    for text in (
        WRITTEN.format(directory=done.directory, lists=len(registers), rows=f"{sum(registers):,}", **counted(done.rows)),
        PLANTED.format(rows=f"{done.rows['truth']:,}", facts=facts),
        ENDED.format(megabytes=sum(done.sizes.values()) // 10**6 + 1, seed=arguments.seed, manifest=writing.MANIFEST),
    ):  # fmt: skip
        say(text.zh)
        say(text.en)
    return 0


def counted(rows: dict[str, int]) -> dict[str, str]:
    """Numbers of rows as they are told."""
    return {name: f"{rows[name]:,}" for name in ("households", "persons", "incomes", "assets", "recipients")}
