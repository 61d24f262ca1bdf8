"""The figures of a village's finance for disclosure, read from the books: twelve queries, however much moved."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from django.db.models import F, Q

from datong.programmes.sunshine.models import Asset, Contract, Debt, Line, Resource
from datong.programmes.sunshine.queries import books
from datong.programmes.sunshine.queries.books import Balances
from datong.programmes.sunshine.rules.charts import Account, Chart, chart_on
from datong.programmes.sunshine.rules.entering import Standing
from datong.programmes.sunshine.rules.finance import (
    AssetLine,
    CashLine,
    ContractLine,
    DebtLine,
    Entry,
    Finance,
    Group,
    ResourceLine,
    group_of,
)
from datong.programmes.sunshine.rules.periods import before

Entries = Mapping[str, Sequence[Entry]]


def finance(place_code: str, start: dt.date, end: dt.date) -> Finance | None:
    """Everything about a village's finance in a period (inclusive days), compared with the period before; None while the
    books are not open on its last day. Scoped by nobody: the caller publishes it or asks for books.view."""
    stand = books.standing(place_code)
    now = books.balances(place_code, start, end, stand)
    if now is None:
        return None
    earlier = before(start, end)
    then = books.balances(place_code, *earlier, stand)
    lines = entries(place_code, earlier[0], end)
    this = by_account(each for each in lines if each.day >= start)
    last = by_account(each for each in lines if each.day <= earlier[1])
    old = chart_on(earlier[1])
    return Finance(
        place_code=place_code,
        start=start,
        end=end,
        before=earlier,
        chart=now.chart,
        closed=stand.is_closed(end),
        compared=bool(stand.openings) and min(stand.openings) <= earlier[0],
        income=groups(now.chart, old, "income", this, last),
        spending=groups(now.chart, old, "expense", this, last),
        funds=groups(now.chart, old, "fund", this, last),
        distribution=groups(now.chart, old, "distribution", this, last),
        cash=cash(now, then, stand),
        assets=assets(place_code, end),
        resources=resources(place_code),
        contracts=contracts(place_code, start, end),
        debtors=debts(place_code, end, owed=True),
        creditors=debts(place_code, end, owed=False),
        balances=now.closing,
    )


def entries(place_code: str, start: dt.date, end: dt.date) -> list[Entry]:
    """Every line but transfers into the surplus of the year; debit less credit, to be turned by the kind of account."""
    found = Line.objects.filter(place_code=place_code, day__range=(start, end), transfer=False)
    values = found.order_by("day", "voucher__number", "position").values_list(
        "day", "voucher__year", "voucher__number", "words", "voucher__words", "account", "detail", "debit", "credit",
        "voucher__handler",
    )  # fmt: skip
    return [
        Entry(day, f"{year}-{number:03d}", own or words, account, detail, debit - credit, handler)
        for day, year, number, own, words, account, detail, debit, credit, handler in values
    ]


def by_account(lines: Iterable[Entry]) -> dict[str, list[Entry]]:
    """Entries by code."""
    found: dict[str, list[Entry]] = {}
    for each in lines:
        found.setdefault(each.account, []).append(each)
    return found


def groups(chart: Chart, old: Chart | None, what: str, this: Entries, last: Entries) -> tuple[Group, ...]:
    """One group for each account of a kind or role that moved in either period. Where the chart changed between them,
    accounts of the same name are compared; others stand alone."""
    then = chart_entries(old, what, last)
    found = []
    for account in chosen(chart, what):
        group = group_of(account, turned(account, this.get(account.code, ())), then.pop(account.name.zh, []))
        if group is not None:
            found.append(group)
    for name, rest in then.items():
        account = next(each for each in (old or chart).accounts if each.name.zh == name)
        group = group_of(account, (), rest)
        if group is not None:
            found.append(group)
    return tuple(found)


def chart_entries(chart: Chart | None, what: str, lines: Entries) -> dict[str, list[Entry]]:
    """Entries of the accounts of a kind or role, by the account's name."""
    if chart is None:
        return {}
    pairs = [(each, lines.get(each.code, ())) for each in chosen(chart, what)]
    return {account.name.zh: turned(account, found) for account, found in pairs if found}


def chosen(chart: Chart, what: str) -> list[Account]:
    """Accounts of a kind (income, expense) or a role (fund, distribution)."""
    return [each for each in chart.accounts if what in (each.kind, each.role)]


def turned(account: Account, lines: Iterable[Entry]) -> list[Entry]:
    """Entries with the sign of their account: what comes in is positive for all but expenses."""
    sign = 1 if account.kind == "expense" else -1
    return [
        Entry(each.day, each.voucher, each.words, each.account, each.detail, sign * each.fen, each.handler)
        for each in lines
    ]


def cash(now: Balances, then: Balances | None, stand: Standing) -> tuple[CashLine, ...]:
    """Cash and bank, with what they began the period before with (0 where the books were not open)."""
    earlier = then.opening if then is not None and stand.openings else {}
    return tuple(
        CashLine(
            now.chart.by_code[code],
            now.opening.get(code, 0),
            *now.turnover.get(code, (0, 0)),
            earlier.get(code, 0),
        )
        for code in now.chart.codes("cash")
    )


def assets(place_code: str, day: dt.date) -> tuple[AssetLine, ...]:
    """Assets that stand on a day."""
    there = (Q(acquired__isnull=True) | Q(acquired__lte=day)) & (
        Q(disposed__isnull=True) | Q(disposed__gt=day)
    )
    return tuple(
        AssetLine(*each)
        for each in Asset.objects.filter(there, place_code=place_code, current=True).values_list(
            "number", "name", "kind", "quantity", "value", "acquired", "used_by", "place", "remark"
        )
    )


def resources(place_code: str) -> tuple[ResourceLine, ...]:
    """The resources as they are registered now."""
    found = Resource.objects.filter(place_code=place_code, current=True)
    return tuple(
        ResourceLine(*each)
        for each in found.values_list("number", "name", "kind", "area", "place", "used_by", "remark")
    )


def contracts(place_code: str, start: dt.date, end: dt.date) -> tuple[ContractLine, ...]:
    """Contracts signed by the last day that did not end before the first."""
    runs = Q(signed__lte=end, end__gte=start) & (Q(ended__isnull=True) | Q(ended__gte=start))
    found = Contract.objects.filter(runs, place_code=place_code, current=True).order_by("end", "number")
    return tuple(
        ContractLine(*each)
        for each in found.values_list(
            "number",
            "name",
            "kind",
            "party",
            "signed",
            "start",
            "end",
            "amount",
            "yearly",
            "decided",
            "remark",
        )
    )


def debts(place_code: str, day: dt.date, *, owed: bool) -> tuple[DebtLine, ...]:
    """What is owed to the village, or by it, on a day; the oldest first."""
    open_ = Q(since__lte=day) & (Q(settled__isnull=True) | Q(settled__gt=day))
    found = Debt.objects.filter(open_, place_code=place_code, current=True, kind="应收" if owed else "应付")
    return tuple(
        DebtLine(each.number, owed, each.party, each.name, each.fen, each.since, each.due, each.remark)
        for each in found.order_by(F("since"), "number")
    )
