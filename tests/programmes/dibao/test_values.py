"""A county's value in words, with its unit, in both languages."""

from typing import Any

import pytest

from datong.programmes.dibao.extracts.values import changes_of, said


@pytest.mark.parametrize(
    ("key", "value", "zh", "en"),
    [
        ("standard.rural", {"amount": "260.00", "per": "month"}, "每月 260.00 元（合每年 3,120.00 元）", "260.00 yuan a month (3,120.00 a year)"),
        ("standard.urban", {"amount": "7455.60", "per": "year"}, "每年 7,455.60 元（合每月 621.30 元）", "7,455.60 yuan a year (621.30 a month)"),
        ("income_period_months", 6, "6 个月", "6 months"),
        ("imputed_income", False, "否", "no"),
        ("benefit_method", "gap", "补差", "gap"),
        ("uplifts", [], "没有", "none"),
        ("uplifts", [{"group": "minor", "amount": "50.00"}], "未成年人，每月金额 50.00", "minors, amount a month 50.00"),
        ("necessities", ["vehicle", "house"], "机动车辆、房屋", "motor vehicles, houses"),
        ("standard.rural", None, "没有规定", "not set"),
    ],
)  # fmt: skip
def test_in_words(key: str, value: Any, zh: str, en: str) -> None:
    found = said(key, value)
    assert (found.zh, found.en) == (zh, en)


def test_what_is_changed_from_what_to_what() -> None:
    [found] = changes_of({"income_period_months": 6}, {"income_period_months": 12})
    assert (found.name.zh, found.before.zh, found.after.zh) == (
        "收入核算的“规定期限”（月数）",
        "12 个月",
        "6 个月",
    )
