"""What each profile lets through, column by column."""

import datetime as dt

import pytest

from datong.foundation.openness.core.content import Column, Table
from datong.foundation.openness.core.redaction import redact
from datong.kernel.bilingual import Text

DAY = dt.date(2014, 9, 26)
ALL = (
    "name", "group", "household_size", "programme", "duty", "amount", "identity", "bank", "phone", "address", "illness", "birth",
    "minor", "party",
)  # fmt: skip


def table(*columns: tuple[str, str], rows: tuple = ()) -> Table:
    return Table(Text("表", "t"), tuple(Column(key, Text(zh, key), "text", key) for key, zh in columns), rows)


def full() -> Table:
    return table(
        *((key, f"列{at}") for at, key in enumerate(ALL)),
        rows=((*(f"v{at}" for at in range(len(ALL) - 2)), "", "x"),),
    )


@pytest.mark.parametrize(
    ("profile", "left"),
    [
        ("R0", ["programme", "amount"]),
        ("R1", ["name", "programme", "duty", "amount"]),
        ("R2", ["name", "group", "household_size", "programme", "amount"]),
        ("R3", ["programme", "amount"]),
        ("R4", ["programme", "amount"]),
        ("R9", []),
    ],
)
def test_columns_that_stay(profile, left):
    result = redact([full()], profile, DAY)
    assert [column.key for column in result.blocks[0].columns] == left
    assert len(result.dropped) == len(ALL) - len(left)
    assert len(result.blocks[0].rows[0]) == len(left)


@pytest.mark.parametrize(
    ("profile", "refused"), [("R0", 0), ("R1", 0), ("R2", 0), ("R3", 1), ("R4", 1), ("R9", 1)]
)
def test_totals_only_refuse_a_table_of_persons(profile, refused):
    assert len(redact([full()], profile, DAY).refused) == refused


def test_totals_pass_where_only_totals_are_shown():
    assert redact([table(("programme", "项目"), ("amount", "金额"))], "R3", DAY).refused == ()


@pytest.mark.parametrize(
    "heading",
    [
        "身份证号",
        "公民身份号码",
        "银行账号",
        "一卡通号",
        "联系电话",
        "手机",
        "家庭住址",
        "病种",
        "残疾等级",
        "出生年月",
        "年龄",
        "ID number",
    ],
)
def test_a_heading_that_says_so_goes_whatever_was_declared(heading):
    asked = Table(
        Text("表", "t"),
        (Column("a", Text("项目", "Item")), Column("b", Text(heading, heading))),
        (("x", "y"),),
    )
    result = redact([asked], "R2", DAY)
    assert [column.key for column in result.blocks[0].columns] == ["a"]


@pytest.mark.parametrize(
    ("column", "value", "hidden"),
    [
        ("minor", "是", True),
        ("minor", 1, True),
        ("minor", "否", False),
        ("minor", "", False),
        ("minor", None, False),
        ("birth", "1996-09-27", True),
        ("birth", "1996-09-26", False),
        ("birth", "2003年5月", True),
        ("birth", "17", True),
        ("birth", "18", False),
        ("identity", "510626200501010022", True),
        ("identity", "510626195501010014", False),
        ("identity", "510626810203851", False),
    ],
)
def test_the_names_of_minors_are_hidden(column, value, hidden):
    asked = table(("name", "姓名"), (column, "列"), rows=(("李小花", value),))
    result = redact([asked], "R2", DAY)
    assert result.blocks[0].rows == ((("某" if hidden else "李小花"),),)
    assert result.hidden == ({"李小花"} if hidden else set())


def test_a_total_loses_the_same_columns():
    asked = Table(
        Text("表", "t"),
        (Column("name", Text("姓名", "n"), "text", "name"), Column("id", Text("号", "i"), "text", "identity"), Column("a", Text("额", "a"), "money", "amount")),
        (("王大山", "x", 100),),
        total=("合计", None, 100),
    )  # fmt: skip
    assert redact([asked], "R2", DAY).blocks[0].total == ("合计", 100)
