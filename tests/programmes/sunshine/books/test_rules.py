"""Charts of accounts, double entry, periods: pure, and each expectation by hand."""

import datetime as dt

import pytest

from datong.programmes.sunshine.rules.bookkeeping import Posting, carried, faults, reversed_of, trial
from datong.programmes.sunshine.rules.charts import CHARTS, chart, chart_on, passage
from datong.programmes.sunshine.rules.entering import Standing
from datong.programmes.sunshine.rules.periods import before, month_end, quarter, quarter_of

D = dt.date
OLD = chart("v2004")
TODAY = D(2014, 10, 8)


def test_chart_of_2004_has_its_33_accounts() -> None:
    own = [each for each in OLD.accounts if not each.optional]
    assert (len(own), OLD.count, OLD.document, OLD.confidence) == (33, 33, "财会〔2004〕12号", "H")
    assert " ".join(each.code for each in own) == (
        "101 102 111 112 113 121 131 132 141 151 152 153 154 201 202 211 212 221 231 301 311 321 322 401 "
        "501 502 511 521 522 531 541 551 561"
    )
    assert [each.code for each in OLD.accounts if each.optional] == ["161", "241"]


def test_chart_of_2023_has_its_42_accounts_and_says_how_sure_it_is() -> None:
    new = chart("v2023")
    assert (len(new.accounts), new.count, new.document, new.confidence) == (42, 42, "财会〔2023〕14号", "M")
    assert [each.code for each in new.of_kind("income")] == ["501", "502", "503", "504"]
    assert [each.code for each in new.of_kind("expense")] == ["511", "512", "513", "514", "515", "521"]


@pytest.mark.parametrize(
    ("day", "key"),
    [
        (D(2004, 12, 31), None),
        (D(2005, 1, 1), "v2004"),
        (D(2023, 12, 31), "v2004"),
        (D(2024, 1, 1), "v2023"),
        (D(2026, 1, 1), "v2023"),
    ],
)
def test_books_follow_the_chart_of_the_day(day: dt.date, key: str | None) -> None:
    found = chart_on(day)
    assert (found.key if found else None) == key


def test_every_account_is_well_formed() -> None:
    for key in CHARTS:
        found = chart(key)
        assert len(found.by_code) == len(found.accounts)
        names = [each.name.zh for each in found.accounts]
        assert len(set(names)) == len(names)
        assert found.codes("cash") == ("101", "102")
        assert (found.codes("result"), found.codes("distribution")) == (("321",), ("322",))


def test_passage_moves_each_old_balance_or_leaves_it_to_a_person() -> None:
    move = passage()
    balances = [each for each in move.before.accounts if each.kind not in ("income", "expense")]
    assert {*move.same, *move.by_hand} == {each.code for each in balances}
    assert all(code in move.after.by_code for code in move.same.values())
    # cash 100, construction 154 becomes 153, welfare payable (212) waits
    assert carried({"101": 10_000, "154": 500, "212": -300, "202": -10_200, "111": 0}, move) == (
        {"101": 10_000, "153": 500, "211": -10_200},
        {"212": -300},
    )


def test_voucher_that_does_not_balance_is_told_the_difference() -> None:
    wrong = faults([Posting("541", 120_000, 0), Posting("101", 0, 100_000)], OLD)
    assert [fault.text.zh for fault in wrong] == [
        "借贷不平：借方合计 1,200.00 元，贷方合计 1,000.00 元，借方多 200.00 元。凭证没有保存，请改平后再提交。"
    ]
    assert [fault.text.en for fault in wrong] == [
        "Debit and credit differ: debit 1,200.00 yuan, credit 1,000.00 yuan, the debit is larger by 200.00 yuan. "
        "Nothing was saved; make them equal and send again."
    ]


@pytest.mark.parametrize(
    ("lines", "red", "found"),
    [
        ([Posting("541", 100, 0), Posting("101", 0, 100)], False, []),
        ([Posting("541", 100, 0)], False, [(None, "一张凭证至少有两行分录：一借一贷。")]),
        ([], False, [(None, "一张凭证至少有两行分录：一借一贷。")]),
        (
            [Posting("541", 100, 0), Posting("999", 0, 100)],
            False,
            [(1, "第 2 行的科目“999”不在村集体经济组织会计制度（2004年）（财会〔2004〕12号）里，请从科目表中选择。")],
        ),
        (
            [Posting("541", 100, 100), Posting("101", 0, 0)],
            False,
            [(0, "第 1 行应只填借方或只填贷方，另一方留空。"), (1, "第 2 行应只填借方或只填贷方，另一方留空。")],
        ),
        (
            [Posting("541", -100, 0), Posting("101", 0, -100)],
            False,
            [
                (0, "第 1 行的金额是负数；更正错误请用“红字冲销”，不要填负数。"),
                (1, "第 2 行的金额是负数；更正错误请用“红字冲销”，不要填负数。"),
            ],
        ),
        ([Posting("541", -100, 0), Posting("101", 0, -100)], True, []),
        ([Posting("541", 10**13 + 1, 0), Posting("101", 0, 10**13 + 1)], False, [(0, "第 1 行的金额超过 1000 亿元，请核对。"), (1, "第 2 行的金额超过 1000 亿元，请核对。")]),
    ],
)  # fmt: skip
def test_faults(lines: list[Posting], red: bool, found: list[tuple[int | None, str]]) -> None:
    assert [(each.line, each.text.zh) for each in faults(lines, OLD, red=red)] == found


def test_red_ink_cancels_on_the_same_side() -> None:
    lines = [Posting("541", 65_000, 0, "培训费"), Posting("101", 0, 65_000)]
    assert reversed_of(lines) == [Posting("541", -65_000, 0, "培训费"), Posting("101", 0, -65_000)]


def test_trial_balance() -> None:
    # cash 1000 + 300 - 450 = 850 debit; payable 600 credit - 200 = 400 credit; fund 400; income 300; expense 250
    told = trial(
        OLD,
        {"101": 100_000, "202": -60_000, "311": -40_000, "321": 0},
        {"101": (30_000, 45_000), "202": (20_000, 0), "511": (0, 30_000), "541": (25_000, 0)},
    )
    assert [(row.account.code, *row.numbers) for row in told.rows] == [
        ("101", 100_000, 0, 30_000, 45_000, 85_000, 0),
        ("202", 0, 60_000, 20_000, 0, 0, 40_000),
        ("311", 0, 40_000, 0, 0, 0, 40_000),
        ("511", 0, 0, 0, 30_000, 0, 30_000),
        ("541", 0, 0, 25_000, 0, 25_000, 0),
    ]
    assert told.totals == (100_000, 100_000, 75_000, 75_000, 110_000, 110_000)
    assert told.holds
    assert [row.account.code for row in told.rows if row.unusual] == []


def test_trial_balance_that_does_not_hold_says_by_how_much() -> None:
    told = trial(OLD, {"101": 100_000, "311": -99_900}, {"101": (0, 200_000), "541": (200_000, 0)})
    assert (told.holds, told.gaps) == (False, (100, 0, 100))
    assert [row.account.code for row in told.rows if row.unusual] == ["101"]  # cash below nothing
    assert trial(OLD, {}, {}).totals == (0, 0, 0, 0, 0, 0)
    with pytest.raises(KeyError):
        trial(OLD, {"999": 1}, {})


@pytest.mark.parametrize(
    ("start", "end", "earlier"),
    [
        (D(2014, 7, 1), D(2014, 9, 30), (D(2014, 4, 1), D(2014, 6, 30))),
        (D(2014, 1, 1), D(2014, 3, 31), (D(2013, 10, 1), D(2013, 12, 31))),
        (D(2014, 3, 1), D(2014, 3, 31), (D(2014, 2, 1), D(2014, 2, 28))),
        (D(2014, 1, 1), D(2014, 12, 31), (D(2013, 1, 1), D(2013, 12, 31))),
        (D(2014, 7, 11), D(2014, 7, 20), (D(2014, 7, 1), D(2014, 7, 10))),
    ],
)
def test_the_period_before(start: dt.date, end: dt.date, earlier: tuple[dt.date, dt.date]) -> None:
    assert before(start, end) == earlier


def test_quarters_and_months() -> None:
    assert quarter(2012, 1) == (D(2012, 1, 1), D(2012, 3, 31))
    assert quarter_of(D(2014, 12, 31)) == (D(2014, 10, 1), D(2014, 12, 31))
    assert [month_end(D(2012, 2, 3)), month_end(D(2014, 12, 31))] == [D(2012, 2, 29), D(2014, 12, 31)]
    with pytest.raises(ValueError, match="no quarter 5"):
        quarter(2014, 5)


OPEN = Standing((D(2014, 4, 1),), closed=D(2014, 6, 30), last=D(2014, 9, 22))


@pytest.mark.parametrize(
    ("stand", "day", "refusal"),
    [
        (OPEN, D(2014, 7, 1), None),
        (OPEN, D(2014, 10, 8), None),
        (OPEN, D(2014, 10, 9), "2014-10-09 还没有到，请核对日期。"),
        (OPEN, D(2014, 6, 30), "2014-06-30 及以前已经结账，不能再记 2014-06-30 的账；要更正以前的凭证，请在没有结账的日期用红字冲销。"),
        (OPEN, D(2014, 3, 31), "2014-03-31 早于建账日 2014-04-01，不能记账。"),
        (OPEN, D(2004, 3, 31), "2004-03-31 早于 2005年1月1日，那时的会计科目不在本系统内。"),
        (Standing(), D(2014, 7, 1), "这个村还没有建账；请代管账目的镇经办人先登记期初余额。"),
    ],
)  # fmt: skip
def test_when_something_may_be_entered(stand: Standing, day: dt.date, refusal: str | None) -> None:
    found = stand.refuses(day, TODAY)
    assert (found.zh if found else None) == refusal


def test_a_new_chart_wants_a_new_opening() -> None:
    stand = Standing((D(2023, 1, 1),))
    found = stand.refuses(D(2024, 1, 5), D(2024, 2, 1))
    assert found is not None
    assert found.zh == (
        "2024-01-01 起执行农村集体经济组织会计制度（2023年）（财会〔2023〕14号），请先按新科目登记期初余额，再记 2024-01-05 的账。"
    )
    opened = Standing((D(2023, 1, 1), D(2024, 1, 1)))
    assert opened.refuses(D(2024, 1, 5), D(2024, 2, 1)) is None
    assert opened.is_closed(D(2023, 12, 31))  # what was carried over does not move any more


@pytest.mark.parametrize(
    ("until", "refusal"),
    [
        (D(2014, 9, 30), None),
        (D(2014, 9, 29), "只能结到某月的最后一天，2014-09-29 不是。"),
        (D(2014, 10, 31), "2014-10-31 还没有过完，不能结账。"),
        (D(2014, 5, 31), "2014-06-30 及以前已经结账。"),
        (D(2014, 3, 31), "2014-03-31 早于建账日 2014-04-01，不能记账。"),
    ],
)
def test_when_a_period_may_be_closed(until: dt.date, refusal: str | None) -> None:
    found = OPEN.refuses_closing(until, TODAY)
    assert (found.zh if found else None) == refusal


@pytest.mark.parametrize(
    ("stand", "day", "refusal"),
    [
        (Standing(), D(2014, 4, 1), None),
        (OPEN, D(2014, 4, 1), "2014-04-01 的期初余额已经登记。"),
        (OPEN, D(2014, 9, 1), "2014-09-01 以后已有凭证或结账，不能再登记 2014-09-01 的期初余额。"),
        (
            Standing((D(2023, 1, 1),), last=D(2023, 12, 30)),
            D(2024, 1, 1),
            "2024-01-01 还没有到，请核对日期。",
        ),
    ],
)
def test_when_balances_may_be_opened(stand: Standing, day: dt.date, refusal: str | None) -> None:
    found = stand.refuses_opening(day, TODAY)
    assert (found.zh if found else None) == refusal
