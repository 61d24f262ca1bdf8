"""What each profile of redaction lets through (脱敏档次), column by column; what it does not know it does not let through.

R0 public text; R1 staff: name, duty, amount; R2 beneficiaries: name, village group, household size, programme, amount;
R3 and R4 (party, health): totals only, a table that names persons is refused. Identity and bank numbers, telephones,
addresses, illness, dates of birth, minors and party matters pass in none. The names of minors become 某.
"""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from datong.foundation.openness.core.content import Block, Cell, Column, Table
from datong.foundation.openness.core.redaction.numbers import digits_of
from datong.kernel.bilingual import Text

PASSES: dict[str, frozenset[str]] = {
    "R0": frozenset({"programme", "amount"}),
    "R1": frozenset({"name", "duty", "programme", "amount"}),
    "R2": frozenset({"name", "group", "household_size", "programme", "amount"}),
    "R3": frozenset({"programme", "amount"}),
    "R4": frozenset({"programme", "amount"}),
}
REFUSES = frozenset({"R3", "R4"})
HIDDEN = "某"
ADULT = 18
CATEGORIES: dict[str, Text] = {
    "name": Text("姓名", "name"),
    "group": Text("村组", "village group"),
    "household_size": Text("家庭人数", "household size"),
    "programme": Text("项目", "programme"),
    "duty": Text("职务", "duty"),
    "amount": Text("金额", "amount"),
    "identity": Text("身份证号", "identity number"),
    "bank": Text("银行账号", "bank account"),
    "phone": Text("电话号码", "telephone number"),
    "address": Text("详细住址", "address"),
    "illness": Text("疾病或残疾情况", "illness or disability"),
    "birth": Text("出生日期或年龄", "date of birth or age"),
    "minor": Text("未成年人标记", "a mark of minors"),
    "party": Text("党内情况", "party matter"),
}
# A heading that speaks of one of these is taken at its word, whatever the column was declared to hold.
HEADINGS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("identity", re.compile(r"身份证|公民身份|证件号|ID\s*(number|no)|identity", re.I)),
    ("bank", re.compile(r"银行|卡号|账号|帐号|存折|一卡通号|bank|card\s*no", re.I)),
    ("phone", re.compile(r"电话|手机|联系方式|phone|mobile|telephone", re.I)),
    ("address", re.compile(r"住址|地址|门牌|address", re.I)),
    (
        "illness",
        re.compile(r"病种|疾病|病情|患病|残疾(等级|类别|类型|程度|证|情况)|健康状况|illness|disab", re.I),
    ),
    ("birth", re.compile(r"出生|生日|年龄|birth|\bage\b", re.I)),
    ("minor", re.compile(r"是否未成年|监护人")),
    ("name", re.compile(r"^(户主)?姓\s*名$|^户主$|^(受益|保障|救助|享受|领取)(人|对象)?姓名$")),
)
NOT_IN_PROFILE = Text(
    "“{column}”是{category}，{profile} 档不公开，已去掉",
    "“{column}” holds {category}, which profile {profile} does not show; dropped",
)
NEVER = Text(
    "“{column}”是{category}，任何档次都不公开，已去掉",
    "“{column}” holds {category}, which no profile shows; dropped",
)
UNKNOWN = Text(
    "“{column}”的内容类别（{category}）没有登记，不公开，已去掉",
    "“{column}” holds a category nobody registered ({category}); dropped",
)
NAMES_PERSONS = Text(
    "表“{caption}”逐人列出个人信息（{column}），{profile} 档只能公开汇总数；请改为汇总后再提交。",
    "Table “{caption}” lists persons ({column}); profile {profile} shows totals only. Give totals instead.",
)
PERSONAL_ALWAYS = frozenset(CATEGORIES) - {
    "name",
    "group",
    "household_size",
    "programme",
    "duty",
    "amount",
}


@dataclass(frozen=True, slots=True)
class Dropped:
    """A column the public does not get, and why."""

    table: Text
    column: Text
    why: Text


@dataclass(frozen=True, slots=True)
class Redacted:
    """The blocks as the public gets them. `refused`: tables the profile does not let through at all; `hidden`: the names of
    minors that were taken out, so that they can be looked for elsewhere."""

    blocks: tuple[Block, ...]
    dropped: tuple[Dropped, ...] = ()
    refused: tuple[Text, ...] = ()
    hidden: frozenset[str] = frozenset()


def holds(column: Column) -> str:
    """The category a column is treated as: what its heading says goes before an empty or harmless declaration."""
    if column.holds in PERSONAL_ALWAYS:
        return column.holds
    for category, heading in HEADINGS:
        if heading.search(column.name.zh) or heading.search(column.name.en):
            harmless = category == "name" and column.holds
            return column.holds if harmless else category
    return column.holds


def redact(blocks: Sequence[Block], profile: str, day: dt.date) -> Redacted:
    """Every table through the profile. An unknown profile lets nothing personal through; `day` says who is a minor."""
    kept: list[Block] = []
    dropped: list[Dropped] = []
    refused: list[Text] = []
    hidden: set[str] = set()
    for block in blocks:
        if isinstance(block, Table):
            table, names = without_minors(block, day)
            hidden |= names
            refused += refusals(table, profile)
            table, gone = cut(table, profile)
            dropped += gone
            kept.append(table)
        else:
            kept.append(block)
    return Redacted(tuple(kept), tuple(dropped), tuple(refused), frozenset(hidden))


def refusals(table: Table, profile: str) -> list[Text]:
    """Why a table is refused as a whole; nothing for profiles that drop columns."""
    if profile not in REFUSES and profile in PASSES:
        return []
    return [
        NAMES_PERSONS.format(caption=table.caption, column=column.name, profile=profile)
        for column in table.columns
        if (held := holds(column)) and held not in PASSES.get(profile, frozenset())
    ][:1]


def cut(table: Table, profile: str) -> tuple[Table, list[Dropped]]:
    """The table without the columns the profile does not show."""
    passes = PASSES.get(profile, frozenset())
    stays = [not (held := holds(column)) or held in passes for column in table.columns]
    gone = [
        Dropped(table.caption, column.name, why(column, profile))
        for column, stay in zip(table.columns, stays, strict=True)
        if not stay
    ]

    def narrow(row: Sequence[Cell]) -> tuple[Cell, ...]:
        return tuple(cell for cell, stay in zip(row, stays, strict=True) if stay)

    columns = tuple(column for column, stay in zip(table.columns, stays, strict=True) if stay)
    total = narrow(table.total) if table.total else None
    return replace(table, columns=columns, rows=tuple(map(narrow, table.rows)), total=total or None), gone


def why(column: Column, profile: str) -> Text:
    """The sentence beside a dropped column."""
    held = holds(column)
    sentence = UNKNOWN if held not in CATEGORIES else NEVER if held in PERSONAL_ALWAYS else NOT_IN_PROFILE
    category = CATEGORIES.get(held, Text(held, held))
    return sentence.format(column=column.name, category=category, profile=profile)


def without_minors(table: Table, day: dt.date) -> tuple[Table, set[str]]:
    """The table with 某 for every name in a row about a minor, and the names taken out."""
    held = [holds(column) for column in table.columns]
    named = [at for at, each in enumerate(held) if each == "name"]
    if not named or not {"minor", "birth", "identity"} & set(held):
        return table, set()
    names: set[str] = set()
    rows = []
    for row in table.rows:
        if not is_minor(row, held, day):
            rows.append(row)
            continue
        names |= {str(row[at]) for at in named if row[at]}
        rows.append(tuple(HIDDEN if at in named else cell for at, cell in enumerate(row)))
    return replace(table, rows=tuple(rows)), {name for name in names if len(name) > 1}


def is_minor(row: Sequence[Cell], held: Sequence[str], day: dt.date) -> bool:
    """Whether a row is about somebody under 18: it says so, or a date of birth or an identity number does."""
    for cell, category in zip(row, held, strict=True):
        if category == "minor" and truthy(cell):
            return True
        if category in ("birth", "identity") and cell is not None and young(str(cell), category, day):
            return True
    return False


def truthy(cell: Cell) -> bool:
    """是, 1, 未成年 and the like; an empty cell, 0, 否, 成年 are not."""
    if isinstance(cell, int):
        return cell != 0
    return (cell or "").strip().lower() not in ("", "0", "否", "无", "成年", "no", "false", "n", "-", "—")


def young(cell: str, category: str, day: dt.date) -> bool:
    """Whether the cell's date of birth, age or identity number is that of a minor."""
    digits = digits_of(cell)
    if category == "birth" and len(digits) <= 3:
        return digits.isdigit() and int(digits) < ADULT
    if category == "identity" and len(digits) < 17:
        return False  # the old numbers of 15 digits belong to people born before 2000
    written = digits[6:14] if category == "identity" else digits[:8]
    try:
        year, month, date = int(written[:4]), int(written[4:6] or 12), int(written[6:8] or 1)
    except ValueError:
        return False
    return 1850 < year <= day.year and (day.year - year, day.month, day.day) < (ADULT, month, date)
