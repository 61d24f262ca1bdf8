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
