"""The month's list: who stands on it, what closes, who signs, what is found when somebody alters it."""

import datetime as dt
from collections import defaultdict

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from datong.foundation.access.service import Refused
from datong.foundation.journal import service as journal
from datong.programmes.dibao.actions import paying
from datong.programmes.dibao.errors import BadPayment
from datong.programmes.dibao.models import Award, PaymentLine, PaymentList
from datong.programmes.dibao.queries import payments
from datong.programmes.dibao.queries.payments import Due
from tests.crowd import at_once
from tests.programmes.dibao.purse import COUNTY, NOV, OCT, SEP, Purse

pytestmark = pytest.mark.django_db


def signed(purse: Purse, month: dt.date) -> PaymentList:
    made = paying.freeze(purse.officer, COUNTY, month)
    return paying.sign(purse.officer2, made.pk)


def test_the_first_list_opens_with_nothing(purse: Purse) -> None:
    purse.paid(21200, "甲")
    purse.paid(10000, "乙")
    made = paying.freeze(purse.officer, COUNTY, SEP)
    assert (made.state, made.households, made.persons, made.amount, made.arrears) == (
        "frozen",
        2,
        2,
        31200,
        0,
    )
    assert made.reference == "FF-510626-201409-0001"
    changes = payments.changes_of(made)
    assert (changes.opening, changes.entered, changes.closing, changes.holds) == (
        (0, 0),
        (2, 31200),
        (2, 31200),
        True,
    )
    lines = made.lines.values_list("number", "label", "amount", "arrears", "standing")
    assert list(lines) == [(1, "乙", 10000, 0, True), (2, "甲", 21200, 0, True)]
    entry = journal.entries().get(action="dibao.freeze_list")
    assert (entry.actor, entry.place, entry.detail) == (
        "pay1", "510626000000", {"month": "2014-09", "households": 2, "amount": 31200},
    )  # fmt: skip


def test_a_second_month_closes(purse: Purse) -> None:
    stays, raised, left = purse.paid(10000, "甲"), purse.paid(20000, "乙"), purse.paid(30000, "丙")
    signed(purse, SEP)
    Award.objects.filter(case__in=[raised, left]).update(last_month=SEP)
    purse.award(raised, 25000, OCT)
    purse.paid(40000, "丁", OCT)
    purse.to_day("2014-10-08")
    made = signed(purse, OCT)
    changes = payments.changes_of(made)
    assert changes.opening == (3, 60000)
    assert (changes.entered, changes.left) == ((1, 40000), (1, 30000))
    assert (changes.raised, changes.lowered) == ((1, 5000), (0, 0))
    assert (changes.closing, changes.holds) == ((3, 75000), True)
    found = [(one.kind, one.label, one.before, one.after) for one in payments.changed(purse.leader, made)]
    assert found == [("entered", "丁", 0, 40000), ("left", "丙", 30000, 0), ("raised", "乙", 20000, 25000)]
    assert stays.pk in payments.amounts(made)


@given(
    st.lists(st.dictionaries(st.integers(1, 30), st.integers(1, 90000), max_size=20), min_size=1, max_size=6)
)
def test_opening_and_changes_are_always_closing(months: list[dict[int, int]]) -> None:
    """Recounted independently, household by household, over random histories."""
    before: dict[int, int] = {}
    for month in months:
        lines = [Due(case, None, "", "", "rural", 1, fen) for case, fen in month.items()]
        got = payments.changes(before, [*lines, Due(99, None, "", "", "rural", 1, 0, arrears=700)])
        counted: dict[str, list[int]] = defaultdict(lambda: [0, 0])
        for case in range(1, 31):
            was, now = before.get(case, 0), month.get(case, 0)
            kind = "same"
            if was != now:
                kind = "entered" if not was else "left" if not now else "raised" if now > was else "lowered"
            counted[kind][0] += 1
            counted[kind][1] += abs(now - was)
        assert [list(getattr(got, kind)) for kind in ("entered", "left", "raised", "lowered")] == [
            counted[kind] for kind in ("entered", "left", "raised", "lowered")
        ]
        assert got.opening == (len(before), sum(before.values()))
        assert got.closing == (len(month), sum(month.values()))
        assert got.holds
        before = month


def test_pay_begins_with_the_month_of_the_award(purse: Purse) -> None:
    purse.paid(10000, "甲")
    late = purse.paid(20000, "乙", OCT)
    assert [line.label for line in payments.due(COUNTY, SEP)] == ["甲"]
    assert {line.case for line in payments.due(COUNTY, OCT)} >= {late.pk}


def test_a_stopped_case_is_paid_to_the_end_of_its_award(purse: Purse) -> None:
    stopped = purse.paid(10000, "甲", SEP, last=OCT)
    stopped.state = "stop_told"
    stopped.save()
    assert [len(payments.due(COUNTY, month)) for month in (SEP, OCT, NOV)] == [1, 1, 0]


def test_another_county_is_another_list(purse: Purse) -> None:
    purse.paid(10000)
    far = purse.case("远", "510922101201")
    purse.award(far, 500)
    assert [line.label for line in payments.due(COUNTY, SEP)] == ["何小林"]
    with pytest.raises(Refused):
        paying.freeze(purse.far, COUNTY, SEP)
    with pytest.raises(Refused):
        paying.freeze(purse.clerk, COUNTY, SEP)
    assert PaymentList.objects.count() == 0


def test_one_household_stands_once_a_month_in_the_database(purse: Purse) -> None:
    one = purse.paid(10000)
    made = paying.freeze(purse.officer, COUNTY, SEP)
    line = made.lines.get()
    same = {
        "list": made,
        "month": SEP,
        "place_code": line.place_code,
        "area": "rural",
        "persons": 1,
        "amount": 5,
    }
    other = purse.case("别案")
    with pytest.raises(IntegrityError), transaction.atomic():
        PaymentLine.objects.create(number=2, case=other, household=one.household, label="重", **same)
    with pytest.raises(IntegrityError), transaction.atomic():
        PaymentLine.objects.create(number=2, case=one, household=None, label="重", **same)
    PaymentLine.objects.create(
        number=2, case=one, household=one.household, label="作废", standing=False, **same
    )
    assert made.lines.count() == 2


def test_a_household_due_in_two_cases_is_named(purse: Purse) -> None:
    one = purse.paid(10000)
    closed = purse.case("何小林", state="stopped", closed_on=SEP, household=one.household)
    purse.award(closed, 500, SEP, last=SEP)
    with pytest.raises(BadPayment) as refusal:
        paying.freeze(purse.officer, COUNTY, SEP)
    assert refusal.value.text.zh == "这些家庭在两个办件中都应发放，请先核清：何小林。"


def test_two_people_sign(purse: Purse) -> None:
    purse.paid(10000)
    made = paying.freeze(purse.officer, COUNTY, SEP)
    with pytest.raises(BadPayment, match="两名同志"):
        paying.sign(purse.officer, made.pk)
    done = paying.sign(purse.officer2, made.pk)
    assert (done.state, done.second_id) == ("signed", purse.officer2.pk)
    with pytest.raises(BadPayment, match="已经签完"):
        paying.sign(purse.officer2, made.pk)
    with pytest.raises(BadPayment, match="已经签完"):
        paying.reject(purse.officer2, made.pk, "写错了一户")
    with pytest.raises(IntegrityError), transaction.atomic():
        PaymentList.objects.filter(pk=made.pk).update(second=purse.officer)


@pytest.mark.parametrize(
    "change", [{"amount": 9999999}, {"label": "冒名"}, {"arrears": 5}, {"account": None}]
)
def test_an_altered_line_is_found(purse: Purse, change: dict[str, object]) -> None:
    purse.account(purse.paid(10000))
    made = paying.freeze(purse.officer, COUNTY, SEP)
    made.lines.update(**change)
    with pytest.raises(BadPayment, match="与编制时不一致"):
        paying.sign(purse.officer2, made.pk)
    made.refresh_from_db()
    assert (made.state, made.second) == ("frozen", None)


def test_a_line_taken_out_after_signing_shuts_the_bank_file(purse: Purse) -> None:
    purse.paid(10000, "甲")
    purse.paid(20000, "乙")
    made = signed(purse, SEP)
    made.lines.filter(label="甲").delete()
    with pytest.raises(BadPayment, match="与编制时不一致"):
        paying.handed_out(purse.officer, made.pk, "csv")


def test_a_list_overtaken_by_a_stop_is_not_signed(purse: Purse) -> None:
    purse.paid(10000, "甲")
    gone = purse.paid(20000, "乙")
    signed(purse, SEP)
    made = paying.freeze(purse.officer, COUNTY, OCT)
    Award.objects.filter(case=gone).update(last_month=SEP)
    with pytest.raises(BadPayment) as refusal:
        paying.sign(purse.officer2, made.pk)
    assert refusal.value.text.zh == "编制名册之后有 1 户的应发金额变了，请作废重编。"
    paying.reject(purse.officer, made.pk, "乙户已停发")
    again = signed(purse, OCT)
    assert (again.households, again.amount, again.reference) == (1, 10000, "FF-510626-201410-0003")


def test_rejecting_needs_a_reason_and_frees_the_month(purse: Purse) -> None:
    purse.paid(10000)
    made = paying.freeze(purse.officer, COUNTY, SEP)
    with pytest.raises(BadPayment, match="原因"):
        paying.reject(purse.officer2, made.pk, " 错 ")
    with pytest.raises(BadPayment, match="已经有了"):
        paying.freeze(purse.officer, COUNTY, SEP)
    paying.reject(purse.officer2, made.pk, "金额录入有误")
    again = paying.freeze(purse.officer2, COUNTY, SEP)
    assert list(PaymentList.objects.order_by("id").values_list("state", flat=True)) == ["rejected", "frozen"]
    assert [made.lines.filter(standing=True).count(), again.lines.filter(standing=True).count()] == [0, 1]


def test_months_follow_one_another(purse: Purse) -> None:
    purse.paid(10000)
    with pytest.raises(BadPayment, match="下个月"):
        paying.freeze(purse.officer, COUNTY, NOV)
    made = paying.freeze(purse.officer, COUNTY, SEP)
    with pytest.raises(BadPayment, match="2014-09 的名册还没有复核签字"):
        paying.freeze(purse.officer, COUNTY, OCT)
    paying.sign(purse.officer2, made.pk)
    purse.to_day("2014-11-03")
    with pytest.raises(BadPayment, match="下一份应是 2014-10"):
        paying.freeze(purse.officer, COUNTY, NOV)
    assert payments.next_month(COUNTY, dt.date(2014, 11, 3)) == OCT


def test_nobody_to_pay(purse: Purse) -> None:
    with pytest.raises(BadPayment, match="没有应发放的家庭"):
        paying.freeze(purse.officer, COUNTY, SEP)
    purse.paid(10000)
    assert paying.freeze(purse.officer, COUNTY, SEP).reference == "FF-510626-201409-0001"


def test_arrears_are_paid_once(purse: Purse) -> None:
    case = purse.paid(10000, "甲", OCT)
    owing = purse.owing(case, {"2014-08-01": 10000, "2014-09-01": 10000})
    other = purse.paid(5000, "乙")
    september = signed(purse, SEP)
    assert list(september.lines.order_by("label").values_list("label", "amount", "arrears")) == [
        ("乙", 5000, 0),
        ("甲", 0, 20000),
    ]
    assert (september.households, september.amount, september.arrears) == (1, 5000, 20000)
    assert payments.changes_of(september).closing == (1, 5000)
    owing.refresh_from_db()
    assert owing.paid_in_id == september.pk
    october = signed(purse, OCT)
    assert list(october.lines.order_by("label").values_list("case", "amount", "arrears")) == [
        (other.pk, 5000, 0),
        (case.pk, 10000, 0),
    ]


def test_a_month_owed_as_arrears_is_not_paid_for_itself(purse: Purse) -> None:
    case = purse.paid(10000, "甲")
    purse.owing(case, {"2014-09-01": 10000})
    [line] = payments.due(COUNTY, SEP)
    assert (line.amount, line.arrears) == (0, 10000)


def test_a_rejected_list_gives_its_arrears_back(purse: Purse) -> None:
    owing = purse.owing(purse.paid(10000), {"2014-08-01": 8000})
    made = paying.freeze(purse.officer, COUNTY, SEP)
    paying.reject(purse.officer2, made.pk, "重新核对")
    owing.refresh_from_db()
    assert owing.paid_in is None
    assert paying.freeze(purse.officer, COUNTY, SEP).arrears == 8000


def test_the_account_of_the_line_is_the_one_at_freezing(purse: Purse) -> None:
    case = purse.paid(10000)
    first = purse.account(case)
    made = paying.freeze(purse.officer, COUNTY, SEP)
    purse.account(case, "6222020000000009999")
    paying.sign(purse.officer2, made.pk)
    assert made.lines.get().account_id == first.pk


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"bank": "", "holder": "何小林", "number": "62220200"}, "bank"),
        ({"bank": "信用社", "holder": " ", "number": "62220200"}, "holder"),
        ({"bank": "信用社", "holder": "何小林", "number": "6222020"}, "number"),
        ({"bank": "信用社", "holder": "何小林", "number": "6222 0200 ８"}, "number"),
    ],
)
def test_accounts_that_cannot_be(purse: Purse, sent: dict[str, str], field: str) -> None:
    case = purse.case()
    with pytest.raises(BadPayment) as refusal:
        paying.set_account(purse.clerk, case.pk, **sent)
    assert refusal.value.field == field
    assert payments.account_of(case.pk) is None


def test_an_account_is_sealed_and_the_journal_holds_no_number(purse: Purse) -> None:
    case = purse.case()
    made = paying.set_account(
        purse.clerk, case.pk, bank="信用社", holder="何小林", number="6222 0200 0000 0123"
    )
    assert made.number == "6222020000000123"
    with connection.cursor() as cursor:
        cursor.execute("SELECT number, holder FROM dibao_payaccount")
        assert not [cell for cell in cursor.fetchone() if "6222" in str(cell) or "何小林" in str(cell)]
    entry = journal.entries().get(action="dibao.account")
    assert "6222" not in f"{entry.detail}{entry.why}{entry.target}"
    with pytest.raises(Refused):
        paying.set_account(purse.far, case.pk, bank="信用社", holder="何小林", number="6222020000000124")


@pytest.mark.parametrize("households", [1, 40])
def test_freezing_costs_the_same_number_of_queries(purse: Purse, households: int) -> None:
    for number in range(households):
        purse.paid(10000, f"户{number}")
    with CaptureQueriesContext(connection) as seen:
        paying.freeze(purse.officer, COUNTY, SEP)
    assert len([one for one in seen if "dibao_" in one["sql"]]) == 7


def test_fifty_freezes_at_once_give_one_list(crowd_db: None, purse: Purse) -> None:
    for number in range(5):
        purse.paid(10000 + number, f"户{number}")

    def freeze(_number: int) -> str:
        try:
            return paying.freeze(purse.officer, COUNTY, SEP).reference
        except BadPayment as refusal:
            return refusal.text.zh

    answers = at_once(50, freeze)
    assert sorted(set(answers)) == ["2014-09 的发放名册已经有了，不能重复编制。", "FF-510626-201409-0001"]
    assert answers.count("FF-510626-201409-0001") == 1
    [made] = PaymentList.objects.all()
    assert (made.households, made.amount, made.lines.count()) == (5, 50010, 5)
    assert journal.verify().broken is None
