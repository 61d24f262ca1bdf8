"""Text, identity numbers, choices, flags, dates and years."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from datong.kernel.bilingual import Text
from datong.kernel.cells import (
    REFUSAL_CODES,
    BadCell,
    Raw,
    parse_choice,
    parse_date,
    parse_decimal,
    parse_flag,
    parse_identity,
    parse_integer,
    parse_money,
    parse_text,
    parse_year,
)

AREAS = {"城市": "城市", "城镇": "城市", "非农业": "城市", "农村": "农村", "农业": "农村"}
PARSERS: list[Callable[[Raw], object]] = [
    parse_text,
    parse_identity,
    parse_date,
    parse_year,
    parse_integer,
    lambda v: parse_decimal(v, 2),
    parse_money,
    lambda v: parse_money(v, "万元"),
    lambda v: parse_choice(v, AREAS),
    parse_flag,
]
RAW_CELLS: st.SearchStrategy[Raw] = st.one_of(
    st.none(),
    st.text(),
    st.text("0123456789.,-+年月日元万￥ Xx/：", max_size=20),
    st.floats(),
    st.integers(),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.timedeltas(),
)


def refused(parse: Callable[[Raw], object], v: Raw) -> BadCell | None:
    try:
        parse(v)
    except BadCell as bad:
        return bad
    return None


def refusal(parse: Callable[[Raw], object], v: Raw) -> BadCell:
    with pytest.raises(BadCell) as caught:
        parse(v)
    return caught.value


@pytest.mark.parametrize("parse", PARSERS)
@pytest.mark.parametrize("empty", [None, "", " ", "\u3000\n", "\u200b", "\u00a0"])
def test_an_empty_cell_is_none(parse: Callable[[Raw], object], empty: Raw) -> None:
    assert parse(empty) is None


@given(RAW_CELLS)
def test_a_cell_gives_a_value_or_a_reason_and_nothing_else(v: Raw) -> None:
    for bad in filter(None, (refused(parse, v) for parse in PARSERS)):
        assert bad.code in REFUSAL_CODES
        assert bad.text.zh
        assert bad.text.en
        assert "{" not in bad.text.zh + bad.text.en


def test_a_refusal_carries_code_and_sentence() -> None:
    bad = BadCell("bad_date", Text("日期不对", "wrong date"))
    assert (bad.code, bad.text.en, str(bad)) == ("bad_date", "wrong date", "bad_date: 日期不对")
    assert isinstance(bad, ValueError)
    again = pickle.loads(pickle.dumps(bad))  # noqa: S301 - our own bytes
    assert (again.code, again.text) == (bad.code, bad.text)


@pytest.mark.parametrize(
    ("v", "expected"),
    [
        ("百花村", "百花村"),
        (" 百花村\n", "百花村"),
        ("调元镇\r\n百花村", "调元镇 百花村"),
        ("实施方案（试行）", "实施方案（试行）"),
        (12.0, "12"),
        (12.5, "12.5"),
        (13612344232.0, "13612344232"),
        (7, "7"),
        (True, "TRUE"),
        (date(2014, 7, 3), "2014-07-03"),
        (datetime(2014, 7, 3), "2014-07-03"),
        (datetime(2014, 7, 3, 9, 30), "2014-07-03 09:30:00"),
        (time(9, 30), "09:30:00"),
        (timedelta(hours=1), "1:00:00"),
    ],
)
def test_text(v: Raw, expected: str) -> None:
    assert parse_text(v) == expected


@pytest.mark.parametrize(
    "v",
    [
        "11010519491231002X",
        "11010519491231002x",
        " 11010519491231002X\n",
        "１１０１０５１９４９１２３１００２ｘ",
        "110105 19491231 002X",
    ],
)
def test_an_identity_number_however_it_was_typed(v: str) -> None:
    assert parse_identity(v) == "11010519491231002X"


@pytest.mark.parametrize("v", [510626199001018500.0, 510626199001018518, 1.0, float("nan")])
def test_a_numeric_cell_has_lost_digits(v: Raw) -> None:
    bad = refusal(parse_identity, v)
    assert bad.code == "bad_check_digit"
    assert "数字格式" in bad.text.zh
    assert "文本格式" in bad.text.zh
    assert "numeric" in bad.text.en


@pytest.mark.parametrize(
    ("v", "zh"),
    [
        ("510626900101851", "旧号码"),
        ("51062619900101851", "18 位"),
        ("510626199002308518", "出生日期"),
        ("510626199001018511", "校验码应为 8"),
        ("张三", "18 位"),
        ("无", "18 位"),
        (date(1990, 1, 1), "日期"),
    ],
)
def test_a_wrong_identity_number(v: Raw, zh: str) -> None:
    bad = refusal(parse_identity, v)
    assert bad.code == "bad_check_digit"
    assert zh in bad.text.zh


@pytest.mark.parametrize(
    "v",
    [
        date(2014, 7, 3),
        datetime(2014, 7, 3),
        datetime(2014, 7, 3, 23, 59),
        "2014.7.3",
        "2014.07.03",
        "2014年7月3日",
        "2014年07月03日",
        "2014 年 7 月 3 日",
        "2014年7月3号",
        "2014年7月3",
        "2014-07-03 ",
        "2014-7-3",
        "2014－07－03",
        "2014/7/3",
        "２０１４．７．３",
        "２０１４年７月３日",
        "20140703",
        "２０１４０７０３",
        20140703,
        20140703.0,
        "2014-07-03 00:00:00",
        "2014-07-03T08:30",
        "\n2014. 7. 3",
    ],
)
def test_the_third_of_july(v: Raw) -> None:
    assert parse_date(v) == date(2014, 7, 3)


@pytest.mark.parametrize(
    ("v", "zh"),
    [
        ("不详", "不是可识别的日期"),
        ("去年", "不是可识别的日期"),
        ("2014年7月", "不是可识别的日期"),
        ("2014.7-3", "不是可识别的日期"),
        ("14.7.3", "不是可识别的日期"),
        ("7/3/2014", "不是可识别的日期"),
        ("2014-07-03至2014-08-03", "不是可识别的日期"),
        ("٢٠١٤-٠٧-٠٣", "不是可识别的日期"),
        (True, "不是可识别的日期"),
        (time(7, 3), "不是可识别的日期"),
        (timedelta(days=1), "不是可识别的日期"),
        ("41823", "不作推测"),
        (41823, "不作推测"),
        (41823.0, "不作推测"),
        (41823.5, "不作推测"),
        (20140703.5, "不作推测"),
        (float("nan"), "不作推测"),
        (float("inf"), "不作推测"),
        ("2014-02-30", "没有这一天"),
        ("2014年13月1日", "没有这一天"),
        (20141301, "没有这一天"),
        ("0000-01-01", "没有这一天"),
        ("1899-12-31", "1900 至 2100"),
        ("2101.1.1", "1900 至 2100"),
        (date(1899, 12, 31), "1900 至 2100"),
        (datetime(2101, 1, 1), "1900 至 2100"),
    ],
)
def test_not_a_date(v: Raw, zh: str) -> None:
    bad = refusal(parse_date, v)
    assert bad.code == "bad_date"
    assert zh in bad.text.zh


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_every_date_in_every_form(day: date) -> None:
    y, m, d = day.year, day.month, day.day
    forms: list[Raw] = [
        f"{y}.{m}.{d}",
        f"{y}年{m}月{d}日",
        f"{day} ",
        f"{y}/{m}/{d}",
        f"{day:%Y%m%d}",
        int(f"{day:%Y%m%d}"),
    ]
    assert [parse_date(form) for form in forms] == [day] * 6


@pytest.mark.parametrize(
    "v", [2014, 2014.0, "2014", "2014年", "2014 年", "2014年度", "２０１４年", "2014.0", date(2014, 1, 1)]
)
def test_year(v: Raw) -> None:
    assert parse_year(v) == 2014


@pytest.mark.parametrize(
    "v", ["14年", "去年", 2014.5, 14, 1899, "2101年", True, float("nan"), float("inf"), "2014-2015", time(1)]
)
def test_not_a_year(v: Raw) -> None:
    assert refusal(parse_year, v).code == "bad_date"


@pytest.mark.parametrize(
    ("v", "expected"),
    [("城市", "城市"), ("城镇", "城市"), (" 城 镇 ", "城市"), ("“农业”", "农村"), ("非农业\n", "城市")],
)
def test_choice(v: str, expected: str) -> None:
    assert parse_choice(v, AREAS) == expected


def test_a_number_may_be_a_choice() -> None:
    assert parse_choice(1.0, {"1": "一级"}) == "一级"


def test_no_choice_lists_each_choice_once() -> None:
    bad = refusal(lambda v: parse_choice(v, AREAS), "郊区")
    assert bad.code == "bad_choice"
    assert bad.text == Text(
        "不在可选范围内，请填：城市、农村", "Not one of the choices; please enter one of: 城市, 农村"
    )


def test_a_long_list_of_choices_is_cut() -> None:
    many = {str(i): f"第{i}项" for i in range(1, 26)}
    bad = refusal(lambda v: parse_choice(v, many), "x")
    assert bad.text.zh.endswith("第19项、第20项 等 25 项")
    assert bad.text.en.endswith("第20项 (25 in all)")


@pytest.mark.parametrize(
    ("v", "expected"),
    [(v, True) for v in ("是", " 是 ", "有", "√", "✓", "✔", "Y", "y", "Ｙ", "Yes", "TRUE", True)]
    + [(v, False) for v in ("否", "无", "×", "✗", "N", "n", "No", "false", False)],
)
def test_flag(v: Raw, expected: bool) -> None:
    assert parse_flag(v) is expected


@pytest.mark.parametrize("v", ["也许", "1", 1, 0.0, "是否", date(2014, 7, 3)])
def test_not_a_flag(v: Raw) -> None:
    bad = refusal(parse_flag, v)
    assert (bad.code, bad.text.zh) == ("bad_choice", "请填 是 或 否")
