"""The county's own values: what is missing and who supplies it, entering one, what the rules refuse."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from datong.foundation.access.models import User
from datong.programmes.dibao.models import CountyParameter
from datong.programmes.dibao.queries.parameters import county_parameters
from tests.programmes.dibao import road
from tests.programmes.dibao.purse import BACKEND, Purse

pytestmark = pytest.mark.django_db
DOCUMENT = "罗江县人民政府通知（罗府发〔2014〕1号）"


def enter(client: Client, user: User) -> Client:
    client.force_login(user, BACKEND)
    return client


def send(client: Client, key: str, **typed: str | list[str]):
    return client.post(
        reverse("dibao_parameter", args=[key]), {"since": "2014-01-01", "document": DOCUMENT} | typed
    )


def test_everything_is_missing_at_first_and_nothing_is_guessed(purse: Purse, client: Client) -> None:
    page = enter(client, purse.officer).get(reverse("dibao_parameters")).content.decode()
    assert "农村低保标准" in page
    assert "由县级以上地方人民政府公布，请县民政局录入" in page
    assert "还没有登记任何县级参数" in page


def test_demonstration_values_are_marked(who: road.Crew, client: Client) -> None:
    page = enter(client, who.officer).get(reverse("dibao_parameters")).content.decode()
    assert ["标有“示例”的是试用值" in page, "每年 2,777.00 元（合每月 231.42 元）" in page] == [True, True]


def test_a_standard_is_entered(purse: Purse, client: Client) -> None:
    enter(client, purse.officer)
    assert "每月还是每年" in client.get(reverse("dibao_parameter", args=["standard.rural"])).content.decode()
    assert send(client, "standard.rural", amount="2777.00", per="year").status_code == 302
    row = CountyParameter.objects.get()
    assert (row.county, row.value, row.demonstration) == (
        "510626",
        {"amount": "2777.00", "per": "year"},
        False,
    )
    assert county_parameters("510626").value("standard.rural", row.since).fen == 277700
    page = client.get(reverse("dibao_parameters")).content.decode()
    assert ["每年 2,777.00 元（合每月 231.42 元）" in page, DOCUMENT in page] == [True, True]


@pytest.mark.parametrize(
    ("key", "typed", "kept"),
    [
        ("income_period_months", {"value": "12"}, 12),
        ("imputed_income", {"value": "no"}, False),
        ("benefit_method", {"value": "gap"}, "gap"),
        ("uplifts", {"none": "on"}, []),
        (
            "uplifts",
            {
                "value-0-group": "elderly",
                "value-0-from_age": "70",
                "value-0-percent": "10",
                "value-0-of": "standard",
                "value-2-group": "minor",
                "value-2-amount": "1,200.50",
                "value-3-amount": "",
            },
            [
                {"group": "elderly", "from_age": 70, "percent": 10, "of": "standard"},
                {"group": "minor", "amount": "1200.50"},
            ],
        ),
        (
            "tiers.rural",
            {"value-0-below_percent": "100", "value-0-per_person": "90"},
            [{"below_percent": 100, "per_person": "90"}],
        ),
        (
            "income_kinds",
            {"value-0-kind": "farming", "value-0-counted": "no"},
            [{"kind": "farming", "counted": False}],
        ),
        ("deductions", {"value-0-kind": "disability"}, [{"kind": "disability"}]),
        ("necessities", {"value": ["vehicle", "house"]}, ["vehicle", "house"]),
        ("provincial_exclusions", {"value": "外嫁女、 寺庙人员"}, ["外嫁女", "寺庙人员"]),
        ("advance_notice_days", {"days": "10", "unit": "working"}, {"days": 10, "unit": "working"}),
    ],
)
def test_other_kinds_of_values(
    purse: Purse, client: Client, key: str, typed: dict[str, str | list[str]], kept: object
) -> None:
    answer = send(enter(client, purse.officer), key, **typed)
    assert answer.status_code == 302
    assert CountyParameter.objects.get().value == kept


@pytest.mark.parametrize(
    ("key", "typed", "words"),
    [
        ("standard.rural", {"amount": "两千", "per": "year"}, "应为数字，最多两位小数"),
        ("benefit_method", {"value": "tiers"}, "gap"),
        ("uplifts", {}, "请至少填一项"),
        (
            "income_kinds",
            {
                "value-0-kind": "farming",
                "value-0-counted": "yes",
                "value-1-kind": "farming",
                "value-1-counted": "no",
            },
            "已经写过一行，请只留一行",
        ),
        ("uplifts", {"none": "on", "value-0-group": "minor", "value-0-amount": "5"}, "又勾选了“没有”"),
        ("uplifts", {"value-0-amount": "30.00"}, "请填写或者选择这一项"),
        ("uplifts", {"value-0-group": "minor"}, "填每月金额，或者填百分比和它的基数"),
        ("uplifts", {"value-0-group": "elderly", "value-0-amount": "30.00"}, "老年人须写起始年龄"),
        ("tiers.rural", {"value-0-below_percent": "50", "value-0-per_person": "90"}, "顺序或数值不合理"),
        ("necessities", {"value": "moon"}, "moon"),
        ("income_period_months", {"value": "99"}, "24"),
    ],
)
def test_what_the_rules_refuse_is_said_at_the_field(
    purse: Purse, client: Client, key: str, typed: dict[str, str], words: str
) -> None:
    answer = send(enter(client, purse.officer), key, **typed)
    assert (answer.status_code, words in answer.content.decode()) == (422, True)
    assert CountyParameter.objects.count() == 0


def test_a_document_is_asked_for(purse: Purse, client: Client) -> None:
    assert (
        send(enter(client, purse.officer), "income_period_months", value="12", document="").status_code == 422
    )


def test_only_the_county_s_officers_enter(purse: Purse, client: Client) -> None:
    for outsider in (purse.clerk, purse.cadre, purse.leader):
        enter(client, outsider)
        assert client.get(reverse("dibao_parameters")).status_code == 200
        assert "登记新的规定" not in client.get(reverse("dibao_parameter", args=["uplifts"])).content.decode()
        assert send(client, "income_period_months", value="12").status_code == 403
    assert enter(client, purse.officer).get(reverse("dibao_parameter", args=["nothing"])).status_code == 404
    assert CountyParameter.objects.count() == 0


def test_a_newer_value_stands_beside_the_old_one(purse: Purse, client: Client) -> None:
    enter(client, purse.officer)
    send(client, "income_period_months", value="12")
    send(client, "income_period_months", value="6", since="2014-08-01")
    page = client.get(reverse("dibao_parameter", args=["income_period_months"])).content.decode()
    assert page.index("2014-08-01") < page.index("2014-01-01")
    assert (
        county_parameters("510626").value("income_period_months", CountyParameter.objects.first().since) == 12
    )


LIMIT = {
    "value-1-name_zh": "房屋", "value-1-kinds": ["house"], "value-1-measure": "count", "value-1-per": "household",
    "value-1-at_most_count": "1",
}  # fmt: skip


def test_a_limit_gets_its_key_and_keeps_it(purse: Purse, client: Client) -> None:
    """What the rules call a limit is nobody's business; the form shows what is in force, to be changed."""
    made = {"name_zh": "房屋", "kinds": ["house"], "measure": "count", "per": "household", "at_most_count": 1}
    old = {name.replace("-1-", "-0-"): each for name, each in LIMIT.items()}
    old |= {"value-0-key": "houses", "value-0-name_en": "houses"}
    enter(client, purse.officer)
    assert send(client, "property_limits", **old).status_code == 302
    page = client.get(reverse("dibao_parameter", args=["property_limits"])).content.decode()
    assert re.findall(r'<input type="hidden" name="value-0-key" value="(\w+)"', page) == ["houses"]
    assert re.findall(r'value="(\w+)"[^>]* checked', page) == ["house"]
    assert send(client, "property_limits", **old, **LIMIT, since="2014-02-01").status_code == 302
    assert CountyParameter.objects.get(since="2014-02-01").value == [
        made | {"key": "houses", "name_en": "houses"},
        made | {"key": "limit_2", "name_en": "房屋"},
    ]


def test_one_limit_has_one_measure(purse: Purse, client: Client) -> None:
    answer = send(
        enter(client, purse.officer), "property_limits", **LIMIT, **{"value-1-at_most_yuan": "300.00"}
    )
    page = answer.content.decode()
    assert (
        answer.status_code,
        "“不超过（元）” 和 “不超过（个）” 只能填一个" in page,
        'value="300.00"' in page,
    ) == (422, True, True)


def test_rows_are_added_and_taken_out_without_scripts(purse: Purse, client: Client) -> None:
    enter(client, purse.officer)
    typed = {"value-0-kind": "farming", "value-1-kind": "wage"}
    added = send(client, "income_kinds", add="value", **typed).content.decode()
    assert ['name="value-2-kind"' in added, "error-summary" in added, 'value="2014-01-01"' in added] == [
        True,
        False,
        True,
    ]
    gone = send(client, "income_kinds", remove="value-0", **typed).content.decode()
    assert ['name="value-0-kind"' in gone, 'name="value-1-kind"' in gone] == [False, True]
    assert CountyParameter.objects.count() == 0
