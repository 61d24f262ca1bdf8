"""The pages of payment: who may, what stands where, the files; whole account numbers leave in one file only."""

import csv
import io
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from python_calamine import CalamineWorkbook

from datong.foundation.access.models import User
from datong.foundation.journal import service as journal
from datong.programmes.dibao.actions import paying
from datong.programmes.dibao.models import PayAccount, PaymentList
from datong.programmes.dibao.queries import bank, papers
from tests.programmes.dibao.purse import BACKEND, COUNTY, ELSEWHERE, OCT, SEP, Purse

pytestmark = pytest.mark.django_db
NUMBER = "6222020000000000123"


def enter(client: Client, user: User) -> Client:
    client.force_login(user, BACKEND)
    return client


def signed(purse: Purse) -> PaymentList:
    return paying.sign(purse.officer2, paying.freeze(purse.officer, COUNTY, SEP).pk)


def test_from_the_empty_page_to_the_signed_list(purse: Purse, client: Client) -> None:
    page = enter(client, purse.officer).get(reverse("dibao_payments")).content.decode()
    assert "还没有发放名册" in page
    assert "编制 2014-09 的名册" in page
    purse.account(purse.paid(41368, "邓有田"))
    purse.paid(10000, "钱二")
    answer = client.post(reverse("dibao_payments"), {"month": "2014-09"})
    made = PaymentList.objects.get()
    assert answer.headers["Location"] == reverse("dibao_payment", args=[made.pk])
    page = client.get(reverse("dibao_payment", args=[made.pk])).content.decode()
    for words in (
        "这份名册由您编制，请另一位同志复核签字",
        "413.68",
        "513.68",
        "1 户没有银行账户",
        "****0123",
        "户数和金额都已轧平",
    ):
        assert words in page
    assert NUMBER not in page
    assert "银行文件" not in page.split("<main")[1].split("名册校验码")[0].replace("不在银行文件里", "")
    assert client.post(reverse("dibao_payment", args=[made.pk]), {"do": "sign"}).status_code == 422
    enter(client, purse.officer2)
    assert client.post(reverse("dibao_payment", args=[made.pk]), {"do": "sign"}).status_code == 302
    page = client.get(reverse("dibao_payment", args=[made.pk])).content.decode()
    assert "银行文件 XLSX" in page
    made.refresh_from_db()
    assert made.state == "signed"


def test_a_second_list_of_the_month_is_refused_in_words(purse: Purse, client: Client) -> None:
    purse.paid(10000)
    paying.freeze(purse.officer, COUNTY, SEP)
    answer = enter(client, purse.officer).post(reverse("dibao_payments"), {"month": "2014-09"})
    assert (answer.status_code, "2014-09 的发放名册已经有了，不能重复编制。" in answer.content.decode()) == (
        422,
        True,
    )


def test_rejecting_keeps_what_was_typed(purse: Purse, client: Client) -> None:
    purse.paid(10000)
    made = paying.freeze(purse.officer, COUNTY, SEP)
    where = reverse("dibao_payment", args=[made.pk])
    answer = enter(client, purse.officer2).post(where, {"do": "reject", "why": "错"})
    assert answer.status_code == 422
    assert ['value="错"' in answer.content.decode(), "请写明作废的原因。" in answer.content.decode()] == [
        True,
        True,
    ]
    assert client.post(where, {"do": "reject", "why": "百花村一户已停发"}).status_code == 302
    assert "已作废：百花村一户已停发" in client.get(where).content.decode()


def test_who_changed_is_listed_with_the_case(purse: Purse, client: Client) -> None:
    left = purse.paid(30000, "丙退出", SEP, last=SEP)
    signed(purse)
    new = purse.paid(40000, "丁新增", OCT)
    made = paying.freeze(purse.officer, COUNTY, OCT)
    page = enter(client, purse.leader).get(reverse("dibao_payment", args=[made.pk])).content.decode()
    changes = page.split('id="h-changes"')[1].split("</section>")[0]
    assert changes.index("丁新增") < changes.index("丙退出")
    assert [reverse("case", args=[case.pk]) in changes for case in (left, new)] == [True, True]
    assert "比上一份多发 100.00 元，现在 1 户，每月 400.00 元。" in page


def test_the_bank_file_as_csv(purse: Purse, client: Client) -> None:
    case = purse.paid(41368, "邓有田")
    purse.account(case)
    purse.owing(case, {"2014-08-01": 20000})
    purse.paid(10000, "没有账户")
    made = signed(purse)
    answer = enter(client, purse.officer).get(reverse("dibao_payment_file", args=[made.pk, "bank", "csv"]))
    assert answer.content[:3] == b"\xef\xbb\xbf"
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert rows == [
        ["序号", "户名", "开户银行", "账号", "金额(元)", "备注"],
        ["1", "邓有田", "罗江县农村信用联社", NUMBER, "613.68", "2014年9月低保金（含补发200.00元）"],
    ]
    assert "attachment" in answer.headers["Content-Disposition"]
    entry = journal.entries().get(action="dibao.bank_file")
    assert (entry.actor, entry.detail) == ("pay1", {"month": "2014-09", "format": "csv"})


def test_the_bank_file_as_xlsx(purse: Purse) -> None:
    purse.account(purse.paid(41368, "=邓有田"))
    rows = (
        CalamineWorkbook.from_filelike(io.BytesIO(bank.as_xlsx(signed(purse))))
        .get_sheet_by_index(0)
        .to_python()
    )
    assert rows[0] == ["序号", "户名", "开户银行", "账号", "金额(元)", "备注"]
    assert rows[1] == [1.0, "=邓有田", "罗江县农村信用联社", NUMBER, 413.68, "2014年9月低保金"]


def test_a_name_is_no_formula_in_the_csv(purse: Purse) -> None:
    case = purse.paid(100)
    PayAccount.objects.create(
        case=case, bank="行", holder="=1+1", number="62220200", by=purse.clerk, at=case.moved_at
    )
    text = bank.as_csv(signed(purse)).decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(text)))[1][1] == "'=1+1"


@pytest.mark.parametrize("fmt", ["csv", "xlsx"])
def test_no_bank_file_before_two_have_signed(purse: Purse, client: Client, fmt: str) -> None:
    purse.account(purse.paid(10000))
    made = paying.freeze(purse.officer, COUNTY, SEP)
    where = reverse("dibao_payment_file", args=[made.pk, "bank", fmt])
    answer = enter(client, purse.officer).get(where, follow=True)
    assert ["两人签字后才能导出银行文件" in answer.content.decode(), NUMBER in answer.content.decode()] == [
        True,
        False,
    ]
    for outsider, status in ((purse.clerk, 403), (purse.cadre, 403), (purse.leader, 403), (purse.far, 404)):
        assert enter(client, outsider).get(where).status_code == status
    assert journal.entries().filter(action="dibao.bank_file").count() == 0


def test_a_village_sees_its_own_lines(purse: Purse, client: Client) -> None:
    purse.paid(10000, "百花户")
    other = purse.case("景乐户", ELSEWHERE)
    purse.award(other, 5000)
    made = signed(purse)
    page = enter(client, purse.cadre).get(reverse("dibao_payment", args=[made.pk])).content.decode()
    assert ["百花户" in page, "景乐户" in page, "只含您负责的范围" in page] == [True, False, True]
    assert client.get(reverse("dibao_payment_file", args=[made.pk, "list", "pdf"])).status_code == 403
    assert enter(client, purse.far).get(reverse("dibao_payment", args=[made.pk])).status_code == 404


def test_the_printed_list(purse: Purse, client: Client) -> None:
    purse.account(purse.paid(41368, "邓有田"))
    purse.paid(10000, "钱二")
    made = signed(purse)
    doc = papers.payment_list(made, papers.Words("zh"))
    text = repr(doc)
    for words in (
        "人民币伍佰壹拾叁元陆角捌分",
        "¥513.68",
        "没有银行账户、在窗口领取的 1 户",
        "****0123",
        made.digest,
        "编制人",
        "复核人",
    ):
        assert words in text
    assert NUMBER not in text
    for fmt, start in (("pdf", b"%PDF-"), ("docx", b"PK")):
        answer = enter(client, purse.leader).get(reverse("dibao_payment_file", args=[made.pk, "list", fmt]))
        assert (answer.status_code, answer.content.startswith(start)) == (200, True)
    assert client.get(reverse("dibao_payment_file", args=[made.pk, "list", "xlsx"])).status_code == 404


def test_an_account_is_typed_in_by_the_town(purse: Purse, client: Client) -> None:
    case = purse.paid(10000)
    where = reverse("dibao_account", args=[case.pk])
    answer = enter(client, purse.clerk).post(where, {"bank": "信用社", "holder": "何小林", "number": "123"})
    assert (answer.status_code, "银行账号应为 8 至 30 位数字" in answer.content.decode()) == (422, True)
    assert (
        client.post(
            where, {"bank": "信用社", "holder": "何小林", "number": "6222 0200 0000 0123"}
        ).status_code
        == 302
    )
    page = client.get(where).content.decode()
    assert ["信用社 ****0123" in page, "6222" in page] == [True, False]
    assert enter(client, purse.leader).get(where).status_code == 403


def test_amounts_in_the_file_are_exact(purse: Purse) -> None:
    for number, fen in enumerate((1, 10, 99, 100, 12345678901)):
        purse.account(purse.paid(fen, f"户{number}"))
    rows = list(csv.reader(io.StringIO(bank.as_csv(signed(purse)).decode("utf-8-sig"))))[1:]
    assert [row[4] for row in rows] == ["0.01", "0.10", "0.99", "1.00", "123456789.01"]
    assert sum(Decimal(row[4]) for row in rows) == Decimal("123456791.11")


@pytest.mark.parametrize("households", [1, 30])
def test_pages_cost_the_same_however_many_households(purse: Purse, client: Client, households: int) -> None:
    for number in range(households):
        purse.account(purse.paid(10000, f"户{number:02}"))
    made = signed(purse)
    enter(client, purse.leader)
    client.get(reverse("dibao_payment", args=[made.pk]))
    with CaptureQueriesContext(connection) as seen:
        client.get(reverse("dibao_payment", args=[made.pk]))
    assert len(seen) == PAGE_QUERIES


PAGE_QUERIES = 12
