"""Opening, entering, reversing, closing, registers: who may, what is refused, what stays."""

import datetime as dt

import pytest
from django.db import DatabaseError, transaction

from datong.foundation.access.enums import Role
from datong.foundation.access.service import Refused
from datong.foundation.evidence import service as evidence
from datong.foundation.journal import service as journal
from datong.programmes.sunshine import service
from datong.programmes.sunshine.models import Contract, Line, Voucher
from datong.programmes.sunshine.queries import registers, scans
from datong.programmes.sunshine.service import BadPeriod, BadRow, BadVoucher, BooksError, NewVoucher, Posting
from tests.foundation.access.walk import BAIHUA, TIAOYUAN, Cast

pytestmark = pytest.mark.django_db
D = dt.date
OPENING = [Posting("101", 500_000, 0), Posting("301", 0, 500_000)]
PAPER = (Posting("541", 12_000, 0, "办公费"), Posting("101", 0, 12_000))
CONTRACT = {
    "number": "HT1", "name": "堰塘承包合同", "kind": "承包", "party": "周德贵", "signed": D(2013, 12, 1),
    "start": D(2014, 1, 1), "end": D(2014, 12, 31), "amount": 600_000,
}  # fmt: skip


def enter(people: Cast, day: dt.date, lines: tuple[Posting, ...] = PAPER) -> Voucher:
    return service.enter(people.inside[Role.VILLAGE_CADRE], BAIHUA, NewVoucher(day, "购办公用品", lines))


@pytest.fixture
def opened(cast: Cast) -> Cast:
    service.open_books(cast.inside[Role.TOWN_CLERK], BAIHUA, D(2014, 1, 1), OPENING)
    return cast


def test_clerk_opens_cadre_enters_clerk_closes(opened: Cast) -> None:
    first, second = enter(opened, D(2014, 1, 20)), enter(opened, D(2014, 2, 3))
    assert [first.label, second.label] == ["2014-001", "2014-002"]
    assert enter(opened, D(2015, 1, 3)).label == "2015-001"  # numbers begin anew with the year
    made = service.close(opened.inside[Role.TOWN_CLERK], BAIHUA, D(2014, 1, 31))
    assert (made.vouchers, made.debit, made.credit) == (1, 12_000, 12_000)
    with pytest.raises(BooksError) as refusal:
        enter(opened, D(2014, 1, 25))
    assert refusal.value.text.zh.startswith("2014-01-31 及以前已经结账，不能再记 2014-01-25 的账")
    with pytest.raises(BadPeriod):
        service.close(opened.inside[Role.TOWN_CLERK], BAIHUA, D(2014, 1, 31))
    acts = [entry.action for entry in journal.entries().order_by("id") if entry.action.startswith("books.")]
    assert acts == ["books.open", "books.enter", "books.enter", "books.enter", "books.close"]


@pytest.mark.parametrize(
    ("role", "inside", "keeps", "closes"),
    [
        (Role.TOWN_CLERK, True, True, True),
        (Role.VILLAGE_CADRE, True, True, False),
        (Role.COUNTY_OFFICER, True, False, False),
        (Role.COUNTY_LEADER, True, False, False),
        (Role.AUDITOR, True, False, False),
        (Role.SYSTEM_ADMIN, True, False, False),
        (Role.TOWN_CLERK, False, False, False),
        (Role.VILLAGE_CADRE, False, False, False),
    ],
)
def test_who_may_enter_and_close(opened: Cast, role: Role, inside: bool, keeps: bool, closes: bool) -> None:
    user = (opened.inside if inside else opened.outside)[role]
    for allowed, act in (
        (keeps, lambda: service.enter(user, BAIHUA, NewVoucher(D(2014, 2, 1), "购办公用品", PAPER))),
        (closes, lambda: service.close(user, BAIHUA, D(2014, 1, 31))),
    ):
        if allowed:
            act()
        else:
            with pytest.raises(Refused):
                act()


def test_nothing_of_an_unbalanced_voucher_is_kept(opened: Cast) -> None:
    with pytest.raises(BadVoucher) as refusal:
        enter(opened, D(2014, 2, 1), (Posting("541", 12_000, 0), Posting("101", 0, 11_000)))
    assert "借方多 10.00 元" in refusal.value.text.zh
    assert (Voucher.objects.count(), Line.objects.count()) == (0, 0)


def test_opening_must_balance_and_belongs_to_a_village(cast: Cast) -> None:
    clerk = cast.inside[Role.TOWN_CLERK]
    with pytest.raises(BadVoucher):
        service.open_books(clerk, BAIHUA, D(2014, 1, 1), [Posting("101", 500_000, 0), Posting("301", 0, 1)])
    with pytest.raises(BooksError) as refusal:
        service.open_books(clerk, TIAOYUAN, D(2014, 1, 1), OPENING)
    assert refusal.value.text.zh == "账簿按村设立；510626106000 不是村（社区）。"
    with pytest.raises(BooksError):
        service.enter(clerk, BAIHUA, NewVoucher(D(2014, 2, 1), "没有建账", PAPER))
    service.open_books(clerk, BAIHUA, D(2014, 1, 1), [])  # a village without a fen
    with pytest.raises(BooksError):
        service.open_books(clerk, BAIHUA, D(2014, 1, 1), OPENING)


def test_red_ink_takes_a_voucher_back_once(opened: Cast) -> None:
    clerk, wrong = opened.inside[Role.TOWN_CLERK], enter(opened, D(2014, 1, 20))
    service.close(clerk, BAIHUA, D(2014, 1, 31))
    for day, why, sentence in (
        (D(2014, 2, 5), "错", "请写明冲销的原因（至少 4 个字）。"),
        (D(2014, 1, 31), "金额记错了", "2014-01-31 及以前已经结账"),
    ):
        with pytest.raises(BooksError, match=sentence):
            service.reverse(clerk, BAIHUA, wrong.pk, day, why)
    red = service.reverse(clerk, BAIHUA, wrong.pk, D(2014, 2, 5), "金额记错了")
    assert (red.label, red.fen, red.words) == ("2014-002", -12_000, "冲销 2014-001：金额记错了")
    assert [(each.account, each.debit, each.credit, each.red) for each in red.lines.all()] == [
        ("541", -12_000, 0, True), ("101", 0, -12_000, True),
    ]  # fmt: skip
    for pk, sentence in ((wrong.pk, "2014-001 号凭证已经冲销过。"), (red.pk, "红字凭证不能再冲销")):
        with pytest.raises(BooksError, match=sentence):
            service.reverse(clerk, BAIHUA, pk, D(2014, 2, 6), "再冲一次")
    found = service.balances(BAIHUA, D(2014, 1, 1), D(2014, 2, 28), service.standing(BAIHUA))
    assert found is not None
    assert (found.closing["101"], found.closing["541"], found.trial().holds) == (500_000, 0, True)


def test_vouchers_cannot_be_changed_or_deleted_even_with_sql(opened: Cast) -> None:
    made = enter(opened, D(2014, 1, 20))
    for change in (
        lambda: Voucher.objects.filter(pk=made.pk).update(words="改过"),
        lambda: Line.objects.filter(voucher=made).update(debit=1),
        lambda: Line.objects.filter(voucher=made).delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    assert Line.objects.filter(voucher=made).count() == 2


def test_scans_are_kept_with_the_voucher(opened: Cast) -> None:
    made, cadre = enter(opened, D(2014, 1, 20)), opened.inside[Role.VILLAGE_CADRE]
    service.attach(cadre, BAIHUA, made.pk, "发票.txt", "发票内容".encode())
    assert [(each.name, each.kind, each.retention, each.place_code) for each in scans.of_voucher(made)] == [
        ("发票.txt", "voucher", "accounting", BAIHUA)
    ]
    with pytest.raises(evidence.BadEvidence):
        service.attach(cadre, BAIHUA, made.pk, "空.txt", b"")
    with pytest.raises(Refused):
        service.attach(opened.inside[Role.AUDITOR], BAIHUA, made.pk, "发票.txt", b"1")


def test_a_changed_row_leaves_the_old_one(opened: Cast) -> None:
    cadre, register = opened.inside[Role.VILLAGE_CADRE], service.REGISTERS["contracts"]
    first = service.keep_row(cadre, BAIHUA, register, CONTRACT)
    second = service.keep_row(cadre, BAIHUA, register, CONTRACT | {"amount": 700_000}, replaces=first.pk)
    assert list(Contract.objects.order_by("id").values_list("amount", "current")) == [
        (600_000, False), (700_000, True),
    ]  # fmt: skip
    assert [each.amount for each in registers.earlier(second)] == [600_000]
    for values, column, sentence in (
        (CONTRACT, "number", "编号 HT1 已有另一行，请换一个编号。"),
        (CONTRACT | {"number": "HT2", "end": D(2013, 1, 1)}, "end", "到期日期 2013-01-01 早于起始日期 2014-01-01，请核对。"),
        (CONTRACT | {"number": "HT2", "amount": -1}, "amount", "金额和面积不能是负数，请核对。"),
        (CONTRACT | {"number": "HT2", "ended": D(2013, 1, 1)}, "ended", "2013-01-01 早于 2013-12-01，请核对日期。"),
    ):  # fmt: skip
        with pytest.raises(BadRow) as refusal:
            service.keep_row(cadre, BAIHUA, register, values)
        assert (refusal.value.field, refusal.value.text.zh) == (column, sentence)


def test_contracts_that_end_soon_come_first(loaded: Cast) -> None:
    officer, today = loaded.inside[Role.COUNTY_OFFICER], D(2014, 9, 26)
    found = registers.contracts(officer, today, 90, BAIHUA)
    assert [(each.number, each.turn) for each in found] == [
        ("HT2014-01", 0), ("HT2009-02", 0), ("HT2012-03", 1), ("HT2013-01", 1), ("JK2011-01", 1), ("HT2010-01", 1),
    ]  # fmt: skip
    # 31 December is 96 days away
    assert [each.number for each in registers.expiring(officer, today, 96)] == [
        "HT2014-01",
        "HT2009-02",
        "HT2012-03",
    ]
    assert not registers.contracts(loaded.outside[Role.COUNTY_OFFICER], today)
