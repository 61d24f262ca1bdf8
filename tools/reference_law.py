"""The reference pages of the law of dibao: the household document, and every parameter with its source."""

import json
from collections.abc import Callable, Iterator
from typing import Any

Table = Callable[[list[str], Iterator[list[str]]], str]

HOUSEHOLD = """# 家庭情况文书 The household document

{made}页面、命令行（`datong dibao assess --input`）和文书用同一格式；JSON schema 见 [household.schema.json](household.schema.json)，例子见
`examples/luojiang-2014/household.json`。没有写的就是不知道，不当作零；不认识的键、种类、类型不符、不可能的日期都是错误，指出位置。
金额写加引号的元数（`"800.00"`），或以分为单位的整数（`amount_fen`），二者填一。

Pages, the command line and letters use one format. What is not stated is not known, and never zero; unknown keys, kinds, wrong
types and impossible dates are errors that name their place. Money is yuan in quotation marks, or a whole number of fen: one of the two.

"""
HOUSEHOLDS = """# 成批测算的文件 Files of households

{made}`datong dibao assess-all` 读四个 Parquet 文件，写一个。天写成 yyyymmdd，月份是从公元 0 年数起的月数（年 × 12 + 月 − 1），金额是分；空就是不知道，
从不当作零。键是列 `household`（整数），户表每户一行；没有按它排序的文件先自动排序。文件里可以有别的列，不读。值超出范围的文件不用，并说出列名。
`datong synth` 写的就是这样的文件。

`datong dibao assess-all` reads four Parquet files and writes one. Days are yyyymmdd, months are counted from year 0 (year x 12 + month - 1),
money is fen; empty is not known, and never zero. The key is the column `household` (whole numbers), one row each in the households' file;
files that are not sorted by it are sorted first. Other columns are not read. A file whose values leave the range is refused by the name of
the column. `datong synth` writes such files.

"""
LAW = """# 低保参数 Parameters of dibao

{made}每个值有起止、文件、条款和把握程度（H 见原文，M 较有把握）；当日没有的就是那时没有这条规定。算法见[测算](../explanation/assessment.md)。
Each value has its period, document, article and confidence (H read in the text, M fairly sure); a rule without a value on a day
did not exist then. How they are used: [assessment](../explanation/assessment.md).

## 全国 National

"""
COUNTY = """
## 县里的 The county's own

没有默认值；缺了就无法认定，并说缺什么。写法见 `examples/luojiang-2014/dibao-parameters.yaml`（示例值）。
No defaults: without them the verdict is undetermined and says what is missing. See the demonstration values for how they are written.

"""


def household(made: str, table: Table) -> str:
    """Every key of the household document."""
    from datong.programmes.dibao.rules.household_shape import household as shape  # noqa: PLC0415
    from datong.programmes.dibao.rules.schema import reference_rows  # noqa: PLC0415

    heads = ["键 Key", "", "内容 Holds", "含义 Meaning"]
    return HOUSEHOLD.format(made=made) + table(heads, reference_rows(shape()))


def households(made: str, table: Table) -> str:
    """Columns, codes, results and gaps of the rule over files."""
    from datong.programmes.dibao.rules.codes import CODES, EXPENSES_FROM  # noqa: PLC0415
    from datong.programmes.dibao.rules.household import Gap  # noqa: PLC0415
    from datong.programmes.dibao.rules.wholesale import OUTPUTS, Wholesale  # noqa: PLC0415

    parts = [HOUSEHOLDS.format(made=made)]
    for each in Wholesale.tables:
        parts.append(f"## {each.name}.parquet\n\n")
        rows = (
            [
                f"`{field.name}`",
                field.kind,
                "可空 may be empty" if field.nullable else "必填 filled",
                f"{field.low:,} – {field.high:,}" if field.kind == "int" else "",
            ]
            for field in each.fields
        )
        parts.append(table(["列 Column", "类型 Type", "", "范围 Range"], rows) + "\n")
    parts.append(
        f"## 代码 Codes\n\n支出的种类从 {EXPENSES_FROM} 起。 Kinds of expense start at {EXPENSES_FROM}.\n\n"
    )
    rows = (
        [
            f"`{name}`",
            "、".join(
                f"{place + (EXPENSES_FROM if name == 'deduction' else 0)} {word}"
                for place, word in enumerate(words)
            ),
        ]
        for name, words in CODES.items()
    )
    parts.append(table(["列表 List", "代码 Codes"], rows) + "\n## 结果 Results\n\n")
    parts.append(
        table(
            ["列 Column", "含义 Meaning"],
            ([f"`{name}`", f"{text.zh} {text.en}"] for name, text in OUTPUTS.items()),
        )
    )
    parts.append("\n## 缺什么 What is missing\n\n`reasons` 的二进制位。 The bits of `reasons`.\n\n")
    gaps = ([str(gap.bit), f"`{gap.name.lower()}`", f"{gap.text.zh} {gap.text.en}"] for gap in Gap)
    return "".join(parts) + table(["值 Value", "名称 Name", "含义 Meaning"], gaps)


def law(made: str, table: Table) -> str:
    """Every parameter with its values, and what a county supplies."""
    from datong.programmes.dibao.rules.county_shape import KEYS  # noqa: PLC0415
    from datong.programmes.dibao.rules.national import national  # noqa: PLC0415

    heads = ["键 Key", "名称 Name", "值 Value", "起 From", "止 To", "依据 Source", ""]
    rows = (
        [
            f"`{value.key}`",
            f"{value.name.zh} {value.name.en}",
            shown(value) + (f" ({value.area})" if value.area else ""),
            value.since.isoformat(),
            value.until.isoformat() if value.until else "",
            value.cite.zh,
            value.confidence,
        ]
        for key in sorted(national().parameters)
        for value in national().parameters[key].values
    )
    county = (
        [
            f"`{key}`",
            f"{entry.field.doc.zh} {entry.field.doc.en}",
            f"{entry.authority.zh} {entry.authority.en}",
        ]
        for key, entry in KEYS.items()
    )
    page = LAW.format(made=made) + table(heads, rows)
    return page + COUNTY + table(["键 Key", "含义 Meaning", "谁定 Who sets it"], county)


def shown(value: Any) -> str:
    """A value in a cell: with its unit; a gap of the law in words."""
    if value.unknown is not None:
        return f"**{value.unknown.zh}**"
    if isinstance(value.value, bool):
        return "是 yes" if value.value else "否 no"
    if isinstance(value.value, tuple):
        return "、".join(value.value)
    if isinstance(value.value, dict):
        return ", ".join(f"{key} {entry}" for key, entry in value.value.items())
    return f"{value.value} {value.unit}"


def schema() -> str:
    """The JSON schema of the household document."""
    from datong.programmes.dibao.rules import json_schema  # noqa: PLC0415

    return json.dumps(json_schema(), ensure_ascii=False, indent=1) + "\n"
