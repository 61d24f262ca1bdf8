"""What of the village books is public (财务公开): every entry of the period, cash, assets, resources, contracts, debts.

One function for each shape of item; which accounts an item is about is said in the two lists below, by the accounts' names,
so that both charts are served. What no item names falls under "other", so that nothing stays unsaid.
"""

import datetime as dt
from collections.abc import Callable, Iterable

from datong.foundation.openness.service import Column, Drawn, Source, Table
from datong.kernel.bilingual import Text
from datong.programmes.sunshine.queries.finance import finance
from datong.programmes.sunshine.rules.finance import DebtLine, Entry, Finance, Group

PROGRAMME = "sunshine"
YUAN = Text("元", "yuan")
PAY = ("误工", "报酬", "工资", "补贴")
INCOME = {
    "assets.income.business": ("经营收入",),
    "assets.income.contracts": ("发包及上交收入",),
    "assets.income.investment": ("投资收益",),
    "assets.income.special": ("补助收入",),
    "assets.income.raised": ("一事一议资金",),
}
OTHER_INCOME = "assets.income.other"
SPENDING = {"assets.spending.business": ("经营支出",)}
ADMINISTRATION = ("管理费用",)
OTHER_SPENDING = "assets.spending.other"


def money(key: str, zh: str, en: str) -> Column:
    """A column of fen."""
    return Column(key, Text(zh, en), "money", unit=YUAN)


ENTRIES = (
    Column("account", Text("科目", "Account")),
    Column("day", Text("日期", "Date"), "date"),
    Column("purpose", Text("摘要", "What for")),
    Column("detail", Text("明细", "Detail")),
    money("amount", "金额", "Amount"),
)


def entries(
    caption: Text, role: str, groups: Iterable[Group], wanted: Callable[[Entry], bool]
) -> Table | None:
    """Every entry of these accounts, one by one, with their sum; None where nothing moved."""
    rows = tuple(
        (group.account.name.zh, f"{each.day:%Y-%m-%d}", each.words, each.detail, each.fen)
        for group in groups
        for each in group.entries
        if wanted(each)
    )
    total = ("合计", None, None, None, sum(row[4] for row in rows))
    return Table(caption, ENTRIES, rows, role, total) if rows else None


def everything(_entry: Entry) -> bool:
    """All entries."""
    return True


def is_pay(entry: Entry) -> bool:
    """Whether an entry of administration pays somebody for work."""
    return any(word in entry.detail + entry.words for word in PAY)


def named(groups: Iterable[Group], names: Iterable[str]) -> list[Group]:
    """The groups of these accounts."""
    return [each for each in groups if each.account.name.zh in names]


def rest(groups: Iterable[Group], named_ones: Iterable[Iterable[str]]) -> list[Group]:
    """The groups no item of its own is about."""
    taken = {name for names in named_ones for name in names}
    return [each for each in groups if each.account.name.zh not in taken]


def income(names: tuple[str, ...]) -> Callable[[Finance], Table | None]:
    """One kind of income."""
    caption = Text("、".join(names), "Income")
    return lambda found: entries(caption, "income", named([*found.income, *found.funds], names), everything)


def other_income(found: Finance) -> Table | None:
    """Income that has no item of its own."""
    return entries(
        Text("其他收入", "Other income"), "income", rest(found.income, INCOME.values()), everything
    )


def business(found: Finance) -> Table | None:
    """What running the collective's business cost."""
    groups = named(found.spending, SPENDING["assets.spending.business"])
    return entries(Text("经营支出", "Operating expenses"), "spending", groups, everything)


def pay(found: Finance) -> Table | None:
    """What was paid to cadres for their work."""
    return entries(
        Text("村组干部报酬", "Pay of cadres"), "spending", named(found.spending, ADMINISTRATION), is_pay
    )


def running(found: Finance) -> Table | None:
    """Administration but pay."""
    groups = named(found.spending, ADMINISTRATION)
    return entries(Text("管理费用", "Administration"), "spending", groups, lambda each: not is_pay(each))


def other_spending(found: Finance) -> Table | None:
    """Spending that has no item of its own."""
    groups = rest(found.spending, [*SPENDING.values(), ADMINISTRATION])
    return entries(Text("其他支出", "Other spending"), "spending", groups, everything)


def cash(found: Finance) -> Table | None:
    """Cash and deposits: what was there, came, went, is there."""
    columns = (
        Column("account", Text("科目", "Account")),
        money("opening", "期初余额", "Opening"),
        money("received", "本期收入", "Received"),
        money("spent", "本期支出", "Paid"),
        money("closing", "期末余额", "Closing"),
    )
    rows = tuple(
        (each.account.name.zh, each.opening, each.received, each.paid, each.closing) for each in found.cash
    )
    sums = [sum(row[at] for row in rows) for at in range(1, 5)] if rows else []  # type: ignore[misc]
    return (
        Table(Text("现金及银行存款", "Cash and bank deposits"), columns, rows, "balance", ("合计", *sums))
        if rows
        else None
    )


def assets(found: Finance) -> Table | None:
    """The register of assets."""
    columns = (
        Column("name", Text("资产", "Asset")),
        Column("kind", Text("类别", "Kind")),
        Column("quantity", Text("数量", "Quantity")),
        Column("acquired", Text("取得日期", "Acquired"), "date"),
        money("value", "原值", "Cost"),
        Column("user", Text("使用情况", "Used by")),
    )
    rows = tuple(
        (each.name, each.kind, each.quantity, day(each.acquired), each.value, each.used_by)
        for each in found.assets
    )
    total = ("合计", None, None, None, found.asset_fen, None)
    return (
        Table(Text("集体资产", "Assets of the collective"), columns, rows, "assets", total) if rows else None
    )


def resources(found: Finance) -> Table | None:
    """The register of land, forest, water."""
    columns = (
        Column("name", Text("资源", "Resource")),
        Column("kind", Text("类别", "Kind")),
        Column("area", Text("面积", "Area"), unit=Text("亩", "mu")),
        Column("user", Text("使用情况", "Used by")),
    )
    rows = tuple(
        (each.name, each.kind, f"{each.area // 100}.{each.area % 100:02d}", each.used_by)
        for each in found.resources
    )
    return (
        Table(Text("集体资源", "Resources of the collective"), columns, rows, "resources") if rows else None
    )


def contracts(found: Finance) -> Table | None:
    """Contracts that run, or ended in the period."""
    columns = (
        Column("name", Text("合同", "Contract")),
        Column("party", Text("对方", "Other party"), holds="name"),
        Column("start", Text("起", "From"), "date"),
        Column("end", Text("止", "Until"), "date"),
        money("yearly", "每年", "A year"),
        money("amount", "总额", "In all"),
        Column("decided", Text("决定方式", "Decided by")),
    )
    rows = tuple(
        (each.name, each.party, day(each.start), day(each.end), each.yearly, each.amount, each.decided)
        for each in found.contracts
    )
    return Table(Text("经济合同", "Contracts"), columns, rows, "contracts") if rows else None


def debts(
    caption: Text, which: Callable[[Finance], tuple[DebtLine, ...]]
) -> Callable[[Finance], Table | None]:
    """What is owed to the village, or by it."""
    columns = (
        Column("party", Text("对方", "Other party"), holds="name"),
        Column("reason", Text("原因", "For")),
        Column("since", Text("发生日期", "Since"), "date"),
        Column("due", Text("到期", "Due"), "date"),
        money("amount", "金额", "Amount"),
    )

    def drawn(found: Finance) -> Table | None:
        rows = tuple(
            (each.party, each.reason, day(each.since), day(each.due), each.fen) for each in which(found)
        )
        total = ("合计", None, None, None, sum(row[4] for row in rows))
        return Table(caption, columns, rows, "debts", total) if rows else None

    return drawn


def day(found: dt.date | None) -> str | None:
    """A date as content has it."""
    return None if found is None else f"{found:%Y-%m-%d}"


def all_income(found: Finance) -> Table | None:
    """Income of every kind on one sheet, by account."""
    return entries(Text("各项收入", "Income"), "income", [*found.income, *found.funds], everything)


def all_spending(found: Finance) -> Table | None:
    """Spending of every kind on one sheet, by account."""
    return entries(Text("各项支出", "Spending"), "spending", found.spending, everything)


def source(item: str, *tables: Callable[[Finance], Table | None]) -> Source:
    """An item, or a whole class of items on one sheet, filled from the village's books."""

    def draw(place_code: str, first: dt.date, last: dt.date) -> Drawn | None:
        found = finance(place_code, first, last)
        drawn = (
            tuple(made for table in tables if (made := table(found)) is not None) if found is not None else ()
        )
        if not drawn:
            return None
        return Drawn(drawn, Text(f"村级账簿，{last:%Y-%m-%d}", f"village books, {last:%Y-%m-%d}"))

    return Source(item, PROGRAMME, draw)


RECEIVABLE = debts(Text("应收款项", "Owed to the village"), lambda found: found.debtors)
PAYABLE = debts(Text("应付款项", "Owed by the village"), lambda found: found.creditors)

SOURCES = (
    source("assets.income", all_income),
    *(source(item, income(names)) for item, names in INCOME.items()),
    source(OTHER_INCOME, other_income),
    source("assets.spending", all_spending),
    source("assets.spending.business", business),
    source("assets.spending.pay", pay),
    source("assets.spending.running", running),
    source(OTHER_SPENDING, other_spending),
    source("assets.assets", cash, assets),
    source("assets.assets.cash", cash),
    source("assets.assets.fixed", assets),
    source("assets.resources", resources),
    source("assets.special.leases", contracts),
    source("assets.debts", RECEIVABLE, PAYABLE),
    source("assets.debts.receivable", RECEIVABLE),
    source("assets.debts.payable", PAYABLE),
)
