"""The pages of the books: who opens them, forms without script, the same number of queries for one row and many."""

import datetime as dt
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from datong.config import example_books
from datong.foundation.access.enums import Role
from datong.programmes.sunshine import service
from datong.programmes.sunshine.models import Asset, BookImport, Closing, Opening, Voucher
from tests.foundation.access.walk import BAIHUA, TIAOYUAN, Cast, Door, walk

pytestmark = pytest.mark.django_db
BOOKS = f"/sunshine/books/{BAIHUA}/"
READERS = {Role.COUNTY_OFFICER, Role.TOWN_CLERK, Role.VILLAGE_CADRE, Role.AUDITOR}
KEEPERS = {Role.TOWN_CLERK, Role.VILLAGE_CADRE}
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def sign_in(client: Client, people: Cast, role: Role) -> Client:
    client.force_login(people.inside[role], BACKEND)
    return client


def test_who_opens_the_pages(client: Client, loaded: Cast) -> None:
    for address, roles in (
        (BOOKS, READERS),
        (BOOKS + "registers/contracts/", READERS),
        (BOOKS + "vouchers/new/", KEEPERS),
        (BOOKS + "opening/", {Role.TOWN_CLERK}),
    ):
        walk(client, loaded, Door(address, roles))


@pytest.mark.parametrize("lang", ["zh-hans", "en"])
def test_every_page_is_drawn_in_both_languages(client: Client, loaded: Cast, lang: str) -> None:
    sign_in(client, loaded, Role.TOWN_CLERK)
    client.cookies["django_language"] = lang
    voucher, red = Voucher.objects.get(number=28), Voucher.objects.get(number=41)
    asset, batch = Asset.objects.get(number="ZC001"), BookImport.objects.get()
    for address in (
        "/sunshine/books/", "/sunshine/books/contracts/?on=2014-09-26", "/sunshine/books/template.xlsx",
        BOOKS + f"vouchers/{voucher.pk}/", BOOKS + f"vouchers/{red.pk}/", BOOKS + "vouchers/new/",
        BOOKS + f"registers/assets/{asset.pk}/", BOOKS + "registers/resources/", BOOKS + "registers/debts/",
        BOOKS + f"import/{batch.pk}/", BOOKS + f"import/{batch.pk}/refused.xlsx", BOOKS + "opening/",
        BOOKS + "trial/?since=2014-01-01&until=2014-03-31", BOOKS + "finance/?since=2014-04-01&until=2014-06-30",
    ):  # fmt: skip
        assert client.get(address).status_code == 200, address
    for address in (
        "/sunshine/books/510626106299/", f"/sunshine/books/{TIAOYUAN}/", BOOKS + "vouchers/999999/",
        BOOKS + "registers/cash/", BOOKS + "accounts/999/", BOOKS + "registers/assets/999999/",
    ):  # fmt: skip
        assert client.get(address).status_code == 404, address


def test_trial_balance_shows_its_arithmetic(client: Client, loaded: Cast) -> None:
    page = sign_in(client, loaded, Role.AUDITOR).get(BOOKS + "trial/?since=2014-04-01&until=2014-09-30")
    told = page.content.decode()
    assert "期初：借方 521,022.95 元，贷方 521,022.95 元" in told
    assert "本期发生：借方 344,210.29 元，贷方 344,210.29 元" in told
    assert "登记凭证" not in sign_in(client, loaded, Role.AUDITOR).get(BOOKS).content.decode()


def test_ledger_of_an_account_carries_its_balance_over_pages(client: Client, loaded: Cast) -> None:
    extra = (service.Posting("102", 100_000, 0), service.Posting("531", 0, 100_000))
    clerk = loaded.inside[Role.TOWN_CLERK]
    service.enter(clerk, BAIHUA, service.NewVoucher(dt.date(2014, 9, 30), "收废旧物资款", extra))
    address = BOOKS + "accounts/102/?since=2014-04-01&until=2014-09-30&size=25"
    first = sign_in(client, loaded, Role.AUDITOR).get(address).content.decode()
    second = client.get(address + "&page=2").content.decode()
    assert "86,412.35" in first
    # 13 lines of the second quarter and 12 of the third bring 66,056.94; the 26th adds 1,000.00
    assert "承前页：借 66,056.94 元" in second
    assert second.count("<tr data-href") == 1
    assert second.count("67,056.94") == 2  # the line, and the balance at the end


def lines(*rows: tuple[str, str, str, str]) -> dict[str, str]:
    names = ("account", "detail", "debit", "credit")
    return {
        f"line-{at}-{name}": value
        for at, row in enumerate(rows)
        for name, value in zip(names, row, strict=True)
    }


HEAD = {"day": "2014-10-03", "words": "付村办公室电费", "handler": "李素芳", "papers": "1"}


def test_a_voucher_is_entered_without_script(client: Client, loaded: Cast) -> None:
    sign_in(client, loaded, Role.VILLAGE_CADRE)
    pair = lines(("541", "水电费", "1,186.50元", ""), ("101", "", "", "1186.5"))
    scan = SimpleUploadedFile("电费单.txt", "电费单".encode())
    answer = client.post(BOOKS + "vouchers/new/", HEAD | pair | {"scans": scan}, follow=True)
    made = Voucher.objects.get(day=dt.date(2014, 10, 3))
    assert (made.label, made.fen, made.by, made.papers) == (
        "2014-042",
        118_650,
        loaded.inside[Role.VILLAGE_CADRE],
        1,
    )
    assert "电费单.txt" in answer.content.decode()


def test_a_wrong_voucher_comes_back_with_everything_typed(client: Client, loaded: Cast) -> None:
    sign_in(client, loaded, Role.TOWN_CLERK)
    for sent, sentence in (
        (lines(("541", "水电费", "100", ""), ("101", "", "", "90")), "借方多 10.00 元"),
        (lines(("541", "水电费", "不是数", ""), ("101", "", "", "90")), "不是可识别的金额"),
        (lines(("541", "水电费", "-5", ""), ("101", "", "", "-5")), "金额是负数"),
        (lines(("541", "水电费", "5", ""), ("101", "", "", "5")) | {"day": "2014-06-30"}, "已经结账"),
        (lines(("", "水电费", "5", ""), ("101", "", "", "5")), "field-error"),
        ({}, "至少有两行分录"),
    ):
        answer = client.post(BOOKS + "vouchers/new/", HEAD | sent)
        told = answer.content.decode()
        assert answer.status_code == 422
        assert sentence in told, sentence
        assert "付村办公室电费" in told
        assert ("水电费" in told) == bool(sent)
    assert Voucher.objects.count() == 41


def test_more_lines_keep_what_was_typed_and_complain_of_nothing(client: Client, loaded: Cast) -> None:
    sent = HEAD | lines(("541", "水电费", "不是数", "")) | {"more": "1"}
    answer = sign_in(client, loaded, Role.TOWN_CLERK).post(BOOKS + "vouchers/new/", sent)
    told = answer.content.decode()
    assert (
        answer.status_code,
        told.count('name="line-9-account"'),
        told.count('name="line-10-account"'),
    ) == (200, 1, 0)
    assert "不是数" in told
    assert "field-error" not in told


def test_reversing_and_closing_by_form(client: Client, loaded: Cast) -> None:
    sign_in(client, loaded, Role.TOWN_CLERK)
    address = BOOKS + f"vouchers/{Voucher.objects.get(number=40).pk}/"
    assert (
        client.post(address, {"do": "reverse", "day": "2014-06-30", "why": "金额记错了"}).status_code == 422
    )
    assert (
        client.post(address, {"do": "reverse", "day": "2014-09-30", "why": "金额记错了"}).status_code == 302
    )
    assert Voucher.objects.get(number=42).fen == -180_000
    assert client.post(BOOKS + "close/", {"until": "2014-09-29"}).status_code == 422
    assert client.post(BOOKS + "close/", {"until": "2014-09-30"}).status_code == 302
    assert list(Closing.objects.values_list("until", "vouchers")) == [
        (dt.date(2014, 9, 30), 22),
        (dt.date(2014, 6, 30), 20),
    ]
    sign_in(client, loaded, Role.VILLAGE_CADRE)
    assert client.post(BOOKS + "close/", {"until": "2014-10-31"}).status_code == 403
    sign_in(client, loaded, Role.AUDITOR)
    assert (
        client.post(address, {"do": "reverse", "day": "2014-10-30", "why": "金额记错了"}).status_code == 403
    )
    assert client.post(BOOKS + "import/", {}).status_code == 403


def test_opening_and_registers_by_form(client: Client, cast: Cast) -> None:
    sign_in(client, cast, Role.TOWN_CLERK)
    sent = {"day": "2014-01-01"} | lines(("101", "", "5000", ""), ("301", "", "", "5000"))
    assert client.post(BOOKS + "opening/", sent | {"line-0-debit": "4999"}).status_code == 422
    assert client.post(BOOKS + "opening/", sent).status_code == 302
    assert Opening.objects.count() == 2
    row = {"number": "zc9", "name": "水泵", "kind": "固定资产", "value": "3,200", "acquired": "2014-02-30"}
    answer = client.post(BOOKS + "registers/assets/new/", row)
    assert answer.status_code == 422
    assert "水泵" in answer.content.decode()
    assert client.post(BOOKS + "registers/assets/new/", row | {"acquired": "2014-02-28"}).status_code == 302
    made = Asset.objects.get()
    assert (made.number, made.value, made.acquired) == ("ZC9", 320_000, dt.date(2014, 2, 28))
    changed = row | {"acquired": "", "value": "3300"}
    assert client.post(BOOKS + f"registers/assets/{made.pk}/", changed).status_code == 302
    assert list(Asset.objects.order_by("id").values_list("value", "current")) == [
        (320_000, False),
        (330_000, True),
    ]


def test_importing_by_form(client: Client, cast: Cast) -> None:
    sign_in(client, cast, Role.TOWN_CLERK)
    content = example_books.workbook(example_books.read())
    answer = client.post(BOOKS + "import/", {"file": SimpleUploadedFile("百花村.xlsx", content)}, follow=True)
    assert answer.redirect_chain[-1][0] == BOOKS + f"import/{BookImport.objects.get().pk}/"
    assert Voucher.objects.count() == 40
    for name, sent in (("a.xls", b"x"), ("a.xlsx", b"x"), ("a.xlsx", b"")):
        assert client.post(BOOKS + "import/", {"file": SimpleUploadedFile(name, sent)}).status_code == 422


def test_pages_ask_as_often_for_one_voucher_as_for_many(client: Client, cast: Cast) -> None:
    clerk, day = cast.inside[Role.TOWN_CLERK], dt.date(2014, 2, 1)
    service.open_books(clerk, BAIHUA, dt.date(2014, 1, 1), [])
    pair = (service.Posting("101", 100, 0), service.Posting("531", 0, 100, "利息"))
    asset: dict[str, Any] = {"name": "水泵", "kind": "固定资产", "value": 1}
    terms = dict.fromkeys(("signed", "start", "end"), day)
    contract: dict[str, Any] = {"name": "堰塘", "kind": "承包", "party": "周德贵", "amount": 1, **terms}
    counted: list[list[int]] = []
    for at in range(4):
        service.enter(clerk, BAIHUA, service.NewVoucher(day, "收利息", pair))
        service.keep_row(clerk, BAIHUA, service.REGISTERS["assets"], asset | {"number": f"Z{at}"})
        service.keep_row(clerk, BAIHUA, service.REGISTERS["contracts"], contract | {"number": f"H{at}"})
        if at in (0, 3):
            sign_in(client, cast, Role.TOWN_CLERK)
            counted.append([asked(client, BOOKS + page) for page in PAGES])
    assert counted[0] == counted[1]


PAGES = (
    "",
    "trial/",
    "accounts/101/",
    "finance/",
    "registers/contracts/",
    "registers/assets/",
    "vouchers/new/",
)


def asked(client: Client, address: str) -> int:
    """How many queries a page takes, when it has been opened before."""
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def test_list_of_villages_asks_as_often_for_one_as_for_many(client: Client, loaded: Cast) -> None:
    counted = []
    for role in (Role.VILLAGE_CADRE, Role.COUNTY_OFFICER):
        sign_in(client, loaded, role)
        page = client.get("/sunshine/books/")
        counted.append(asked(client, "/sunshine/books/"))
        assert (
            page.content.decode().count("<tr data-href")
            == {Role.VILLAGE_CADRE: 1, Role.COUNTY_OFFICER: 3}[role]
        )
    assert counted[0] == counted[1]
