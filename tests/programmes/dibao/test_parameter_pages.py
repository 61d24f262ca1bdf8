"""The county's own values: what is missing and who supplies it, entering one, what the rules refuse."""

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


def send(client: Client, key: str, **typed: str):
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
    assert ["标有“示例”的是试用值" in page, "2777.00 元 每年" in page] == [True, True]


def test_a_standard_is_entered(purse: Purse, client: Client) -> None:
    enter(client, purse.officer)
    assert "每月还是每年" in client.get(reverse("dibao_parameter", args=["standard.rural"])).content.decode()
    assert send(client, "standard.rural", value="2777.00", per="year").status_code == 302
    row = CountyParameter.objects.get()
    assert (row.county, row.value, row.demonstration) == (
        "510626",
        {"amount": "2777.00", "per": "year"},
        False,
    )
    assert county_parameters("510626").value("standard.rural", row.since).fen == 277700
    page = client.get(reverse("dibao_parameters")).content.decode()
    assert ["2777.00 元 每年" in page, DOCUMENT in page] == [True, True]


@pytest.mark.parametrize(
    ("key", "typed", "kept"),
    [
        ("income_period_months", {"value": "12"}, 12),
        ("imputed_income", {"value": "no"}, False),
        ("benefit_method", {"value": "gap"}, "gap"),
        ("uplifts", {"value": "[]"}, []),
    ],
)
def test_other_kinds_of_values(
    purse: Purse, client: Client, key: str, typed: dict[str, str], kept: object
) -> None:
    answer = send(enter(client, purse.officer), key, **typed)
    assert answer.status_code == 302
    assert CountyParameter.objects.get().value == kept


@pytest.mark.parametrize(
    ("key", "typed", "words"),
    [
        ("standard.rural", {"value": "两千", "per": "year"}, "两千"),
        ("benefit_method", {"value": "tiers"}, "gap"),
        ("uplifts", {"value": "[{"}, "不是正确的清单写法"),
        ("uplifts", {"value": '[{"group": "elderly"}]'}, "elderly"),
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
