"""What templates may call: filters, addresses, icons, languages."""

from datetime import UTC, date, datetime

import jinja2
import pytest
from django.urls import NoReverseMatch
from markupsafe import Markup

from datong.kernel.bilingual import Text
from datong.web import jinja
from tests.web.drawing import environment, macro, request

BOTH = Text(zh="百花村", en="Baihua village")


def drawn(source: str, **context: object) -> str:
    return environment().from_string(source).render(context)  # type: ignore[no-any-return]


@pytest.mark.parametrize(
    ("source", "value", "printed"),
    [
        ("{{ v|grouped }}", 8851, "8,851"),
        ("{{ v|grouped }}", None, "–"),
        ("{{ v|day }}", date(2014, 9, 26), "2014-09-26"),
        ("{{ v|day }}", datetime(2014, 9, 25, 18, 30, tzinfo=UTC), "2014-09-26"),
        ("{{ v|day }}", None, "–"),
        ("{{ v|moment }}", datetime(2014, 9, 25, 18, 30, tzinfo=UTC), "2014-09-26 02:30"),
        ("{{ v|longday }}", date(2014, 9, 6), "2014年9月6日"),
        ("{{ v|yuan }}", 123450, "1,234.50"),
        ("{{ v|yuan }}", 7499200, "74,992.00"),
        ("{{ v|yuan }}", 5, "0.05"),
        ("{{ v|yuan }}", -150, "-1.50"),
        ("{{ v|yuan }}", None, "–"),
        ("{{ v }}", BOTH, "百花村"),
        ("{{ v|say|upper }}", BOTH, "百花村"),
    ],
)
def test_filters_in_chinese(source: str, value: object, printed: str) -> None:
    assert drawn(source, v=value) == printed


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize(
    ("source", "value", "printed"),
    [
        ("{{ v|longday }}", date(2014, 9, 6), "6 September 2014"),
        ("{{ v }}", BOTH, "Baihua village"),
        ("{{ v|say|upper }}", BOTH, "BAIHUA VILLAGE"),
        ("{{ language() }}", None, "en"),
    ],
)
def test_filters_in_english(source: str, value: object, printed: str) -> None:
    assert drawn(source, v=value) == printed


def test_what_is_printed_is_escaped() -> None:
    assert drawn("{{ v }}", v="<b>") == "&lt;b&gt;"
    assert drawn("{{ v }}", v=Text(zh="<b>", en="<b>")) == "&lt;b&gt;"
    assert drawn("{{ v }}", v=Markup("<b>")) == "<b>"


def test_an_undefined_name_is_an_error() -> None:
    with pytest.raises(jinja2.UndefinedError):
        drawn("{{ nothing }}")


def test_addresses() -> None:
    assert jinja.url("household", 7) == "/households/7"
    assert jinja.url("household", number=7) == "/households/7"
    assert jinja.maybe_url("search") == "/search"
    assert jinja.maybe_url("nowhere") is None
    with pytest.raises(NoReverseMatch):
        jinja.url("nowhere")


@pytest.mark.parametrize(
    ("changes", "address"),
    [
        ({"sort": "-name"}, "/households/?q=%E5%BC%A0&town=1&town=2&sort=-name"),
        ({"page": 4}, "/households/?q=%E5%BC%A0&town=1&town=2&page=4"),
        ({"town": None}, "/households/?q=%E5%BC%A0"),
        ({"town": ["3", "4"]}, "/households/?q=%E5%BC%A0&town=3&town=4"),
        ({"town": None, "q": None}, "/households/"),
    ],
)
def test_an_address_keeps_what_is_not_changed_and_starts_at_page_one(
    changes: dict[str, object], address: str
) -> None:
    asked = request("/households/?q=张&town=1&town=2&page=3")
    assert jinja.url_with(asked, **changes) == address


def test_the_query_goes_through_a_form_as_hidden_fields() -> None:
    hidden = macro("{{ query_hidden(r, 'q') }}", r=request('/?q=a&town=1&town="2"&page=9')).all("input")
    assert [(each["name"], each["value"]) for each in hidden] == [("town", "1"), ("town", '"2"')]


def test_an_icon_is_decoration_unless_it_has_a_label() -> None:
    quiet, said = macro("{{ icon('sun') }}{{ icon('sun', '阳光<') }}").all("svg")
    assert (quiet.get("aria-hidden"), quiet.get("role")) == ("true", None)
    assert (said.get("role"), said.get("aria-label")) == ("img", "阳光<")
    assert str(jinja.icon("sun")).count('icons.svg#sun"') == 1


def test_gettext_fills_its_places_and_escapes_them() -> None:
    assert drawn("{{ _('共 %(total)s 户', total=v) }}", v="<1>") == "共 &lt;1&gt; 户"
