"""Bars out of a form: letter for letter what the component draws."""

import pytest
from django.utils import translation

from datong.foundation.portal.core.finance import Change, Flow
from datong.foundation.portal.queries.holes import form, hole
from datong.foundation.portal.queries.pictures import Bars, bars
from datong.foundation.portal.queries.rendering import DJANGO_LANGUAGE, macro_of
from datong.web import charts

ROWS = [Flow("<土地> & “租金”", 1_500_000), Flow("", 200), Flow("退款", -300), Flow("", 45, 3)]


def drawn(data: list[charts.Datum], caption: str, name: str, unit: str, lang: str) -> str:
    component = macro_of("components/charts.html", "bars", lang)
    return str(component(data, caption, label=name, unit=unit))


@pytest.mark.parametrize(("lang", "unit", "rest"), [("zh", "元", "另外 3 项"), ("en", "yuan", "3 others")])
def test_bars_are_those_of_the_component(lang: str, unit: str, rest: str) -> None:
    """Words that must be escaped, a row without a name, one below zero, the rest together."""
    data = [
        charts.Datum("<土地> & “租金”", 1_500_000, "15,000.00"),
        charts.Datum("收入", 200, "2.00"),
        charts.Datum("退款", -300, "-3.00"),
        charts.Datum(rest, 45, "0.45"),
    ]
    with translation.override(DJANGO_LANGUAGE[lang]):
        found = bars(lang).flows(ROWS, "钱 <从> 哪里来", "收入")
        assert found == drawn(data, "钱 <从> 哪里来", "收入", unit, lang)


def test_two_times_side_by_side() -> None:
    data = [charts.Datum("收入（这一期）", 5, "0.05"), charts.Datum("收入（上一期）", 8, "0.08")]
    with translation.override("zh-hans"):
        found = bars("zh").compared((Change("came", 5, 8),), {"came": "收入"}, "和上一期比", "项目")
        assert found == drawn(data, "和上一期比", "项目", "元", "zh")


def test_a_form_keeps_per_cents_and_fills_by_name() -> None:
    assert form(f"100% {hole('a')}{hole('b'):>9}") % {"a": 1, "b": 2} == "100% 12"


def test_a_component_drawn_otherwise_is_refused() -> None:
    with pytest.raises(ValueError, match="a line of bars"):
        Bars("<table><tbody>\n<tr></tr>\n  </tbody></table>")
