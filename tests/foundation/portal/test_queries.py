"""The pure parts of the public pages: money as pictures, periods in words, names in English, what is withheld."""

import datetime as dt
from typing import Any

import pytest

from datong.foundation.indicators.protocols import Count, Figure, Share
from datong.foundation.indicators.queries.readings import Reading
from datong.foundation.indicators.registry import FIGURES
from datong.foundation.openness.core.content import content
from datong.foundation.openness.enums import DutyState
from datong.foundation.openness.models import Duty, Item
from datong.foundation.openness.service import Publication
from datong.foundation.portal.core import finance
from datong.foundation.portal.core.finance import Change, Flow, Purse
from datong.foundation.portal.core.names import bilingual
from datong.foundation.portal.protocols import Asked, Page, Route
from datong.foundation.portal.queries import figures, money, pages, village
from datong.foundation.portal.registry import ROUTES, register
from datong.kernel.bilingual import Text
from datong.kernel.numerals import NumberStyle
from datong.kernel.registry import DuplicateKeyError
from tests.foundation.portal import scene


def said(*blocks: Any) -> dict[str, Any]:
    """A content with these blocks."""
    name = Text("各项收入", "Income")
    return content(
        number="GK-510626-2014-000001", version=1, action="publish", title=name, place=("510626106209", "百花村"),
        publisher=("510626106209", "百花村"), aspect=("assets", name), item=("assets.income", name),
        period=("2014-07-01", "2014-09-30"), posted="2014-10-08", until=None, blocks=blocks,
    )  # fmt: skip


def test_money_by_source_and_use_the_greatest_first() -> None:
    found = finance.purse([said(*scene.money({"租金": 100, "补助": 300, "捐赠": 0}, {"修渠": 250}))])
    assert found == Purse((Flow("补助", 300), Flow("租金", 100)), (Flow("修渠", 250),), None)
    assert (found.came, found.went) == (400, 250)


def test_the_smallest_sources_stand_together() -> None:
    """Ten sources of 10 to 1 fen: seven under their own names, 3 + 2 + 1 as the rest."""
    found = finance.purse([said(*scene.money({f"来源{n}": n for n in range(1, 11)}, {}))])
    assert found is not None
    assert found.income[-1] == Flow("", 6, 3)
    assert len(found.income) == 8


def test_of_many_tables_each_is_one_source_by_its_caption() -> None:
    tables = [scene.money({"a": n, "b": n}, {})[0] for n in (1, 2, 3)]
    named = [
        type(each)(Text(f"第{n}类", f"Class {n}"), each.columns, each.rows, each.role)
        for n, each in enumerate(tables, 1)
    ]
    found = finance.purse([said(*named)], "en")
    assert found == Purse((Flow("Class 3", 6), Flow("Class 2", 4), Flow("Class 1", 2)), (), None)


def test_a_balance_is_its_last_column_and_income_its_first() -> None:
    """Opening 10, received 5, closing 15: 15 are left. This quarter 7, the quarter before 9: 7 came in."""
    column = scene.AMOUNT
    opening, received, closing = (
        type(column)(key, Text(key, key), "money") for key in ("opening", "received", "end")
    )
    balance = type(scene.money({}, {})[0])(
        Text("银行存款", "bank"), (scene.ITEM, opening, received, closing), (("存款", 10, 5, 15),), "balance"
    )
    income = type(balance)(
        Text("收入", "income"), (scene.ITEM, received, opening), (("租金", 7, 9), ("未收", None, 9)), "income"
    )
    assert finance.purse([said(balance, income)]) == Purse((Flow("租金", 7),), (), 15)


@pytest.mark.parametrize("blocks", [(), scene.relief([("胡敏光", 3, 36_000)]), scene.money({}, {})])
def test_without_money_there_is_no_picture(blocks: tuple[Any, ...]) -> None:
    assert finance.purse([said(*blocks)]) is None


def test_only_what_is_there_both_times_is_compared() -> None:
    now, then = Purse((Flow("a", 5),), (), 9), Purse((Flow("a", 8),), (Flow("b", 1),), None)
    assert finance.changes(now, then) == (Change("came", 5, 8),)
    assert finance.changes(now, then)[0].more == -3
    assert finance.changes(now, None) == ()


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ((2014, 7, 1), (2014, 9, 30), Text("2014年第3季度", "Q3 2014")),
        ((2012, 2, 1), (2012, 2, 29), Text("2012年2月", "February 2012")),
        ((2014, 1, 1), (2014, 12, 31), Text("2014年", "2014")),
        ((2014, 2, 1), (2014, 4, 30), Text("2014-02-01 至 2014-04-30", "2014-02-01 to 2014-04-30")),
        ((2014, 9, 26), (2014, 9, 26), Text("2014-09-26", "2014-09-26")),
    ],
)
def test_periods_in_words(start: tuple[int, int, int], end: tuple[int, int, int], words: Text) -> None:
    assert money.period(dt.date(*start), dt.date(*end)) == words


@pytest.mark.parametrize(
    ("short", "english"),
    [
        ("百花村", "Baihua Village"),
        ("景乐社区", "Jingle Community"),
        ("调元镇", "Tiaoyuan Town"),
        ("罗江县", "Luojiang County"),
        ("万安镇", "Wan'an Town"),
        ("略坪镇", "Lüeping Town"),
        ("百马", "Baima"),
    ],
)
def test_names_in_english(short: str, english: str) -> None:
    assert bilingual(short) == Text(short, english)


STYLE = NumberStyle("plain", Text("户", "household|households"))
HOUSEHOLDS = FIGURES.get("dibao.households")


@pytest.mark.parametrize(("value", "small"), [(None, False), (0, False), (1, True), (9, True), (10, False)])
def test_counts_of_persons_below_ten_are_withheld(value: int | None, small: bool) -> None:
    reading = Reading(HOUSEHOLDS, value)
    assert figures.withheld(reading) is small
    if small:
        assert figures.shown(reading).printed == Text("少于 10", "fewer than 10")


def test_a_share_of_few_tells_neither_side() -> None:
    share = Figure(
        key="dibao.share", name=Text("a", "a"), definition=Text("a", "a"), style=STYLE,
        share=Share("dibao.households", "dibao.households"),
    )  # fmt: skip
    shown = figures.shown(Reading(share, 50, 4, 8))
    assert (shown.withheld, shown.numerator, shown.denominator) == (True, "", "")


def test_counts_of_things_are_printed_however_few() -> None:
    things = [
        figure for figure in FIGURES.values()
        if isinstance(figure.measure, Count) and not figures.names_persons(figure.sheet)
    ]  # fmt: skip
    assert things != []
    assert [figure.key for figure in things if figures.withheld(Reading(figure, 3))] == []


def item(key: str) -> Item:
    return Item(key=key, aspect="assets", group_zh="各项收入", group_en="Income", name_zh=key, name_en=key)


def test_an_aspect_by_class_with_what_is_published_and_what_is_missing() -> None:
    day = dt.date(2014, 9, 26)
    papers = [
        Publication(number="5", key="assets.income"),
        Publication(number="4", key="assets.income.rent"),
        Publication(number="3", key="assets.income.rent"),
        Publication(number="2", key="assets.old"),
    ]
    items = [item("assets.income.rent"), item("assets.income.grants"), item("assets.income.gifts")]
    duties = [
        Duty(key="assets.income.grants", due_on=dt.date(2014, 9, 25)),
        Duty(key="assets.income.grants", due_on=dt.date(2014, 10, 15)),
        Duty(key="assets.income.gifts", due_on=dt.date(2014, 9, 25), exempt="没有发生"),
    ]
    (group,) = village.groups(items, papers, duties, day)
    assert [paper.number for paper in group.sheets] == ["5"]
    assert [(line.current and line.current.number, len(line.earlier), line.state) for line in group.lines] == [
        ("4", 1, None), (None, 0, DutyState.LATE), (None, 0, DutyState.EXEMPT),
    ]  # fmt: skip
    assert [paper.number for paper in village.others(papers, items)] == ["2"]


def test_an_address_is_registered_once_and_answers_in_its_languages() -> None:
    with pytest.raises(DuplicateKeyError):
        register(Route("home", "x/", lambda _: None))
    assert ROUTES.get("content").languages == ("zh",)


@pytest.mark.parametrize(
    "path",
    ["p/GK-510626-2014-1/", "v/51062610620/", "figures", "../etc/passwd", "p/GK-510626-2014-000001/0/"],
)
def test_odd_addresses_are_no_pages(path: str) -> None:
    assert pages.page(path, "zh").status == 404


def test_equal_bytes_have_equal_tags() -> None:
    assert (Page(b"a").etag == Page(b"a").etag, Page(b"a").etag == Page(b"b").etag) == (True, False)
    assert (Asked("check/").twin, Asked("check/", "en").twin) == ("/open/en/check/", "/open/check/")
