"""What an item is filled in with (公开样表): columns by kind of item, used where nothing can be drawn or carried over.

The kind is found by what the item is called, so that an item a county adds gets a fitting table too.
"""

import re

from datong.foundation.openness.core.content import Block, Column, Table, Words
from datong.kernel.bilingual import Text

YUAN = Text("元", "yuan")


def text(key: str, zh: str, en: str, holds: str = "") -> Column:
    return Column(key, Text(zh, en), "text", holds)


def money(key: str, zh: str, en: str) -> Column:
    return Column(key, Text(zh, en), "money", "amount", YUAN)


def number(key: str, zh: str, en: str, holds: str = "") -> Column:
    return Column(key, Text(zh, en), "number", holds)


def date(key: str, zh: str, en: str) -> Column:
    return Column(key, Text(zh, en), "date")


ITEM, NOTE = text("item", "项目", "Item"), text("note", "备注", "Note")
DAY, PURPOSE = date("day", "日期", "Date"), text("purpose", "摘要", "What for")
NAME = text("name", "姓名", "Name", "name")


def table(zh: str, en: str, role: str, *columns: Column, total: bool = False) -> tuple[Block, ...]:
    """One empty table; with `total` its last line is added up."""
    line = tuple([None] * len(columns)) if total else None
    return (Table(Text(zh, en), columns, (), role, line),)


TEMPLATES: dict[str, tuple[Block, ...]] = {
    "income": table(
        "收入明细",
        "Income",
        "income",
        DAY,
        PURPOSE,
        text("source", "来源", "From"),
        money("amount", "金额", "Amount"),
        NOTE,
        total=True,
    ),
    "spending": table(
        "支出明细",
        "Spending",
        "spending",
        DAY,
        PURPOSE,
        text("approved", "审批", "Approved by"),
        money("amount", "金额", "Amount"),
        NOTE,
        total=True,
    ),
    "balance": table(
        "收支平衡",
        "Balance",
        "balance",
        ITEM,
        money("opening", "期初", "Opening"),
        money("received", "收入", "In"),
        money("spent", "支出", "Out"),
        money("closing", "期末", "Closing"),
        total=True,
    ),
    "assets": table(
        "资产",
        "Assets",
        "assets",
        text("asset", "资产名称", "Asset"),
        text("spec", "规格、地点", "Kind and place"),
        number("count", "数量", "Count"),
        date("acquired", "取得日期", "Acquired"),
        money("cost", "原值", "Cost"),
        money("value", "净值", "Book value"),
        NOTE,
        total=True,
    ),
    "resources": table(
        "资源",
        "Resources",
        "resources",
        text("resource", "资源名称", "Resource"),
        text("area", "面积（亩）", "Area (mu)"),
        text("use", "使用方式", "Use"),
        text("user", "承包或使用方", "Held by"),
        date("until", "到期日", "Until"),
        money("yearly", "每年收益", "Per year"),
        NOTE,
    ),
    "contracts": table(
        "合同",
        "Contracts",
        "contracts",
        text("number", "合同编号", "Contract"),
        text("object", "标的", "Object"),
        text("party", "对方", "Other party"),
        date("since", "起", "From"),
        date("until", "止", "Until"),
        money("total", "合同金额", "Total"),
        money("received", "已收（付）", "Settled"),
        NOTE,
    ),
    "debts": table(
        "债权债务",
        "Debts and claims",
        "debts",
        text("party", "对方", "Other party"),
        text("kind", "类别", "Claim or debt"),
        text("reason", "原因", "For"),
        date("since", "发生日期", "Since"),
        money("amount", "金额", "Amount"),
        NOTE,
        total=True,
    ),
    "list": table(
        "对象名单",
        "Beneficiaries",
        "list",
        NAME,
        text("group", "村组", "Group", "group"),
        number("members", "人数", "Persons", "household_size"),
        text("programme", "项目", "Programme", "programme"),
        money("amount", "金额", "Amount"),
        total=True,
    ),
    "works": table(
        "工程进展",
        "Works",
        "list",
        text("works", "工程名称", "Works"),
        text("stage", "阶段", "Stage"),
        text("builder", "承建方", "Builder"),
        money("budget", "预算", "Budget"),
        money("paid", "已付", "Paid"),
        date("due", "计划完工", "Planned end"),
        NOTE,
    ),
    "decisions": table(
        "决议",
        "Decisions",
        "list",
        date("day", "会议日期", "Date"),
        text("meeting", "会议", "Meeting"),
        text("motion", "议题", "Motion"),
        number("entitled", "应到", "Entitled"),
        number("present", "实到", "Present"),
        number("yes", "赞成", "For"),
        number("no", "反对", "Against"),
        number("abstain", "弃权", "Abstained"),
        text("result", "结果", "Result"),
    ),
    "pay": table(
        "报酬和补贴",
        "Pay",
        "list",
        NAME,
        text("duty", "职务", "Duty", "duty"),
        money("pay", "基本报酬", "Basic pay"),
        money("bonus", "补贴", "Allowances"),
        money("total", "合计", "Total"),
        total=True,
    ),
    "services": table(
        "办事指南",
        "Services",
        "list",
        text("service", "事项", "Service"),
        text("papers", "需要材料", "Papers"),
        text("where", "办理地点", "Where"),
        text("when", "时间", "Hours"),
        text("days", "办结时限", "Time limit"),
    ),
    "words": (Words(""),),
}
# The first that fits counts; more telling words stand first.
KINDS: tuple[tuple[str, str], ...] = (
    ("decisions", "决议|决定|表决|会议|四议|票决"),
    ("pay", "报酬|工资|误工|补贴发放|干部.*补"),
    ("debts", "债权|债务|欠款|应收|应付|借款"),
    ("contracts", "合同|承包|租赁|发包"),
    ("resources", "资源|土地面积|山林|水面|宅基地"),
    ("assets", "资产|固定资产|库存|存款|现金"),
    ("works", "工程|项目(实施|进度|建设)|招标|验收|预算"),
    ("list", "低保|五保|特困|救助|救济|补助|补贴|惠民|慰问|发放|对象|名单|受益"),
    ("balance", "收支|平衡|计划"),
    ("income", "收入|筹资|转移支付|捐赠"),
    ("spending", "支出|费用|开支|分配"),
    ("services", "指南|办事|服务|代办|便民"),
)


def kind_of(*words: str) -> str:
    """The kind of table for an item by its name, its group, its aspect, the most telling first."""
    for told in words:
        for kind, pattern in KINDS:
            if re.search(pattern, told):
                return kind
    return "words"


def template(*told: str) -> tuple[Block, ...]:
    """The empty blocks for an item."""
    return TEMPLATES[kind_of(*told)]


def period_words(first: tuple[int, int, int], last: tuple[int, int, int]) -> Text:
    """2014年第三季度 / third quarter of 2014, 2014年9月, 2014年; any other period by its days."""
    (year, month, day), (year_2, month_2, day_2) = first, last
    whole = day == 1 and day_2 >= 28 and year == year_2
    if whole and (month, month_2) == (1, 12):
        return Text(f"{year}年", f"{year}")
    if whole and month % 3 == 1 and month_2 == month + 2:
        at = month // 3
        return Text(f"{year}年第{'一二三四'[at]}季度", f"Q{at + 1} {year}")
    if whole and month == month_2:
        return Text(f"{year}年{month}月", f"{year}-{month:02d}")
    if first == last:
        return Text(f"{year}年{month}月{day}日", f"{year}-{month:02d}-{day:02d}")
    return Text(
        f"{year}年{month}月{day}日至{year_2}年{month_2}月{day_2}日",
        f"{year}-{month:02d}-{day:02d} to {year_2}-{month_2:02d}-{day_2:02d}",
    )


def table_kinds() -> list[tuple[str, Text]]:
    """The kinds of tables that can be added by hand, with their captions."""
    return [(kind, block.caption) for kind, (block,) in TEMPLATES.items() if isinstance(block, Table)]
