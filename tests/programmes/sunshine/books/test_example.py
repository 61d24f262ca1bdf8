"""The example books of 百花村: what the import makes of them, and their figures by hand.

All expected numbers were added up by hand from examples/luojiang-2014/books/baihua.yaml.
"""

import datetime as dt

import pytest

from datong.config import example_books
from datong.foundation.access import service as access
from datong.foundation.journal import service as journal
from datong.programmes.sunshine import service
from datong.programmes.sunshine.models import (
    Asset,
    BookImport,
    BookRefusal,
    Closing,
    Contract,
    Debt,
    Line,
    Opening,
    Resource,
    Voucher,
)
from tests.foundation.access.walk import BAIHUA, Cast

pytestmark = pytest.mark.django_db
SECOND = service.quarter(2014, 2)
THIRD = service.quarter(2014, 3)


def tables() -> list[int]:
    models = (Opening, Voucher, Line, Closing, Asset, Resource, Contract, Debt, BookImport, BookRefusal)
    return [model.objects.count() for model in models]


def test_example_loads_whole_and_once(loaded: Cast) -> None:
    # 15 openings; 40 vouchers and one in red, two lines each; one closing; 6 assets, 5 resources, 6 contracts, 6 debts
    assert tables() == [15, 41, 82, 1, 6, 5, 6, 6, 1, 0]
    entries = journal.entries().count()
    first = BookImport.objects.get()
    assert first.counts["vouchers"] == {"added": 80, "changed": 0, "unchanged": 0, "refused": 0}
    again = example_books.load(access.console())
    assert (again.pk, tables(), journal.entries().count()) == (
        first.pk,
        [15, 41, 82, 1, 6, 5, 6, 6, 1, 0],
        entries,
    )


def test_finance_of_the_third_quarter(loaded: Cast) -> None:
    found = service.finance(BAIHUA, *THIRD)
    assert found is not None
    # income: 511 果园 9000; 501 农机 1800 + 仓库 4800; 522 运转经费 25000; 531 利息 88.17
    assert [(each.account.name.zh, each.fen, each.before) for each in found.income] == [
        ("经营收入", 660_000, 630_000),
        ("发包及上交收入", 900_000, 600_000),
        ("补助收入", 2_500_000, 3_000_000),
        ("其他收入", 8_817, 9_642),
    ]
    # 502: 3650 + 2960 + 1800; 541: 5400 + 203.40 + 650 - 650 + 560; 551: 1600 + 1120
    assert [(each.account.name.zh, each.fen, each.before) for each in found.spending] == [
        ("经营支出", 841_000, 824_000),
        ("管理费用", 616_340, 1_887_230),
        ("其他支出", 272_000, 352_000),
    ]
    assert (found.income_fen, found.income_before) == (4_068_817, 4_239_642)
    assert (found.spending_fen, found.spending_before) == (1_729_340, 3_063_230)
    # cash 6538.30 + 4000 + 1800 - (203.40 + 3650 + 560 + 2960 + 1800) = 3164.90; the 650 went out and came back in red
    cash, bank = found.cash
    assert (cash.opening, cash.received, cash.paid, cash.closing) == (653_830, 580_000, 917_340, 316_490)
    assert (bank.opening, bank.closing, bank.before) == (8_328_877, 6_605_694, 8_641_235)
    assert (found.opening_cash, found.closing_cash, found.opening_cash_before) == (
        8_982_707,
        6_922_184,
        8_966_295,
    )
    assert (found.compared, found.closed, found.before) == (True, False, SECOND)


def test_finance_is_told_line_by_line(loaded: Cast) -> None:
    found = service.finance(BAIHUA, *THIRD)
    assert found is not None
    admin = found.spending[1]
    assert [(each.day, each.voucher, each.detail, each.fen) for each in admin.entries] == [
        (dt.date(2014, 7, 8), "2014-022", "误工补贴", 540_000),
        (dt.date(2014, 7, 12), "2014-024", "水电费", 20_340),
        (dt.date(2014, 8, 4), "2014-028", "培训费", 65_000),
        (dt.date(2014, 8, 6), "2014-029", "培训费", 56_000),
        (dt.date(2014, 9, 29), "2014-041", "培训费", -65_000),
    ]
    assert [(part.name, part.fen, part.before) for part in admin.parts][:3] == [
        ("误工补贴", 540_000, 636_000),  # before: 5400 + 960
        ("培训费", 56_000, 0),
        ("水电费", 20_340, 18_650),
    ]
    assert [(each.account.name.zh, each.fen, each.before) for each in found.funds] == [
        ("一事一议资金", 0, 860_000),
        ("公积公益金", 1_280_000, 0),
    ]


def test_registers_as_they_stood_at_the_end_of_each_quarter(loaded: Cast) -> None:
    third, second = service.finance(BAIHUA, *THIRD), service.finance(BAIHUA, *SECOND)
    assert third is not None
    assert second is not None
    assert ([each.number for each in second.assets], second.asset_fen) == (
        ["ZC001", "ZC002", "ZC003", "ZC004", "ZC005"], 41_200_000,
    )  # fmt: skip
    assert (len(third.assets), third.asset_fen) == (6, 49_200_000)
    assert [each.number for each in third.contracts] == [
        "HT2014-01", "HT2009-02", "HT2012-03", "HT2013-01", "JK2011-01", "HT2010-01",
    ]  # fmt: skip
    assert [each.area for each in third.resources] == [3_650, 1_280, 4_500, 21_025, 1_800]
    assert (third.owed_fen, third.owing_fen) == (1_436_000, 5_000_000)
    assert [each.number for each in second.creditors] == [
        "ZW002",
        "ZW003",
        "ZW001",
    ]  # 垫支 was settled in September
    # the register agrees with the books: 应收款 7000 + 4500, 内部往来 2860; 应付款 10000, 信用社 40000
    assert [third.balances[code] for code in ("112", "113", "202", "221")] == [
        1_150_000, 286_000, -1_000_000, -4_000_000,
    ]  # fmt: skip
    assert second.compared is False


def test_trial_balance_of_both_quarters(loaded: Cast) -> None:
    found = service.balances(BAIHUA, dt.date(2014, 4, 1), dt.date(2014, 9, 30), service.standing(BAIHUA))
    assert found is not None
    trial = found.trial()
    assert trial.holds
    # openings 521,022.95 on either side; turnover of the second quarter 132,628.72, of the third 212,231.57 - 650 in red
    assert trial.totals[:2] == (52_102_295, 52_102_295)
    assert trial.totals[2] == trial.totals[3] == 34_421_029
    roads = next(row for row in trial.rows if row.account.code == "154")
    assert roads.numbers == (0, 0, 8_000_000, 8_000_000, 0, 0)
    fixed = next(row for row in trial.rows if row.account.code == "151")
    assert fixed.numbers == (41_200_000, 0, 8_000_000, 0, 49_200_000, 0)


def test_no_books_no_figures(cast: Cast) -> None:
    assert service.finance(BAIHUA, *THIRD) is None


@pytest.mark.parametrize("rows", [1, 40])
def test_finance_asks_as_often_for_one_voucher_as_for_forty(
    cast: Cast, django_assert_num_queries: object, rows: int
) -> None:
    data = example_books.read() | {"集体资产": [], "集体资源": [], "经济合同": [], "债权债务": []}
    clerk = access.console()
    lines = [service.Posting(a, fen(d), fen(c), detail) for a, detail, d, c in data["openings"]]
    service.open_books(clerk, BAIHUA, data["opened"], lines)
    for day, words, handler, papers, amount, debit, its, credit, other in data["vouchers"][:rows]:
        pair = (service.Posting(debit, fen(amount), 0, its), service.Posting(credit, 0, fen(amount), other))
        service.enter(clerk, BAIHUA, service.NewVoucher(day, words, pair, handler, papers))
    with django_assert_num_queries(13):  # type: ignore[operator]
        assert service.finance(BAIHUA, *THIRD) is not None


def fen(text: str) -> int:
    """ "3250.60" as 325060."""
    return int(text.replace(".", "")) if text else 0
