"""Objections: words that may not leak, small numbers, reply times, who may see whom, contacts."""

import datetime as dt

import pytest

from datong.foundation.access.service import Refused, Role
from datong.foundation.casework import service as casework
from datong.foundation.journal import service as journal
from datong.foundation.openness import service as openness
from datong.foundation.openness.actions.objecting import network
from datong.foundation.openness.core.leaking import leaks
from datong.foundation.openness.core.withholding import shown
from datong.foundation.openness.models import Answer, Contact, Knock, Objection
from datong.foundation.openness.queries import asking, objections
from datong.foundation.openness.queries.objection_numbers import Fact, rank, times
from datong.foundation.openness.workflow import OBJECTION
from datong.kernel import clock
from datong.kernel.procedure import problems
from tests.foundation.access.walk import BAIHUA, LUOJIANG, TIAOYUAN, add_post
from tests.foundation.openness.asking import (
    DAY,
    NAME,
    NUMBER,
    PHONE,
    SECRET,
    WORDS,
    asked,
    crew,
    published,
    raised,
)

NOON = dt.datetime.fromisoformat("2014-09-26T12:00:00+08:00")


@pytest.fixture
def who(db):
    with clock.override(NOON):
        yield crew()


def test_the_table_is_sound():
    assert problems(OBJECTION) == []
    assert {step.effect for step in OBJECTION.steps} == {""}


@pytest.mark.parametrize(
    ("words", "kinds"),
    [
        ("第 12 行的金额 1,280.00 元不对，应为 1280 元", []),
        ("2014 年 9 月公示的 8,851 户", []),
        ("身份证 510626 19700101 1238 也写上去了", ["身份证号码"]),
        ("打 １３８ ９０２１-２３４５ 问", ["手机号码", "您自己的电话"]),
        ("我叫邓 有 田，住三组", ["您自己的姓名"]),
        ("问 0838—312 0000 就知道", []),
        ("一三八九零二一二三四五", ["手机号码", "您自己的电话"]),
    ],
)
def test_what_the_village_must_not_read_is_found(words, kinds):
    assert [each.zh for each in leaks(words, DAY, NAME, PHONE)] == kinds


def test_one_letter_is_no_name_and_a_short_number_no_telephone():
    assert leaks("王家的塘，打 119", DAY, "王", "119") == []


@pytest.mark.parametrize(
    ("cells", "wanted", "total"),
    [
        ({"a": 0, "b": 0}, {"a": 0, "b": 0}, 0),
        ({"a": 3, "b": 4}, {"a": None, "b": None}, None),
        ({"a": 9, "b": 0}, {"a": None, "b": None}, None),
        ({"a": 12, "b": 30}, {"a": 12, "b": 30}, 42),
        ({"a": 3, "b": 30, "c": 12}, {"a": None, "b": 30, "c": None}, 45),
        ({"a": 3, "b": 4, "c": 40, "d": 50}, {"a": None, "b": None, "c": None, "d": 50}, 97),
        ({"a": 6, "b": 7, "c": 40}, {"a": None, "b": None, "c": 40}, 53),
        ({"a": 3, "b": 0, "c": 40}, {"a": None, "b": 0, "c": None}, 43),
        ({"a": 10, "b": 0}, {"a": 10, "b": 0}, 10),
    ],
)
def test_small_numbers_and_what_would_give_them_away_are_left_out(cells, wanted, total):
    assert shown(cells) == (wanted, total)


@pytest.mark.parametrize(
    ("days", "median", "ninety"), [([1] * 5 + [3] * 5, 1, 3), (list(range(1, 11)), 5, 9)]
)
def test_median_and_ninetieth_by_rank(days, median, ninety):
    assert (rank(days, 50), rank(days, 90)) == (median, ninety)


def test_times_are_told_from_ten_answers_on():
    facts = [Fact("fact", "closed", "upheld", "t", day, False) for day in range(1, 10)]
    assert (times(facts).median, times(facts).on_time) == (None, None)
    facts += [Fact("fact", "closed", "upheld", "t", 30, True)]
    assert (times(facts).median, times(facts).ninety) == (5, 9)
    assert (times(facts).on_time, times(facts).late) == (None, None)


@pytest.mark.parametrize(
    ("address", "wanted"),
    [
        ("10.1.2.3", "10.1.2.3"),
        ("2001:db8:1:2:3::9", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::1", "2001:db8:1:2::/64"),
        ("", ""),
    ],
)
def test_an_address_is_what_one_subscriber_holds(address, wanted):
    assert network(address) == wanted


@pytest.mark.parametrize(
    ("today", "years", "until"),
    [
        ("2014-09-26", [2014], "2014-06-30"),
        ("2015-02-01", [2014], "2014-12-31"),
        ("2015-04-01", [2015, 2014], "2015-03-31"),
    ],
)
def test_numbers_are_published_for_quarters_that_are_over(today, years, until):
    now = dt.date.fromisoformat(today)
    assert asking.years(now, 2014) == years
    assert asking.years(now, None) == years[:1]
    assert asking.span(years[0], now)[1] == dt.date.fromisoformat(until)


@pytest.mark.parametrize(
    ("by", "level", "due"),
    [
        ("villager", BAIHUA, dt.date(2014, 9, 29)),  # Friday and three days: a Monday
        ("other", BAIHUA, dt.date(2014, 9, 29)),
        ("group", BAIHUA, dt.date(2014, 10, 8)),  # ten days: 10-06, a holiday; on to the first working day
        ("villager", TIAOYUAN, dt.date(2014, 10, 16)),  # the town's own disclosure: twenty days
        ("villager", LUOJIANG, dt.date(2014, 10, 16)),
    ],
)
def test_the_answer_is_due_by_who_asks_and_whom(who, by, level, due):
    found = raised(by=by, place_code=level)
    assert found.due_on == due
    case = casework.Case.objects.get(number=found.number)
    assert case.tasks.get().due_on == due


def test_the_county_sets_its_own_reply_time_with_a_source(who):
    before = raised()
    with pytest.raises(Refused):
        openness.set_reply_rule(
            who.clerk, LUOJIANG, "villager", days=5, unit="working", source="罗府发〔2014〕9号", since=DAY
        )
    with pytest.raises(openness.BadAsk):
        openness.set_reply_rule(
            who.officer, LUOJIANG, "villager", days=5, unit="working", source=" ", since=DAY
        )
    rule = {"days": 5, "unit": "working", "source": "罗府发〔2014〕9号"}
    openness.set_reply_rule(who.officer, LUOJIANG, "villager", since=DAY, **rule)
    assert raised().due_on == dt.date(2014, 10, 9)  # working days: 09-28 (make-up), 29, 30, 10-08, 09
    assert casework.Case.objects.get(number=before.number).due_on == dt.date(2014, 9, 29)


def test_case_and_label_hold_kind_and_number_only(who):
    found = raised()
    case = casework.Case.objects.get(number=found.number)
    assert found.number == "YJ-510626-2014-000001"
    assert (case.label, case.origin, case.household_id, case.subject_id) == (
        "公开异议（内容不属实）",
        "villager",
        None,
        None,
    )
    row = Objection.objects.get()
    assert (row.words, row.where, row.private, row.by_name, row.phone) == (
        WORDS,
        "第 12 行",
        SECRET,
        NAME,
        PHONE,
    )
    assert (row.channel, row.typed_by, row.level) == ("page", None, "village")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"words": "不对"}, "words"),
        ({"words": "字" * 2001}, "words"),
        ({"words": f"我是{NAME}，第 12 行不对"}, "words"),
        ({"where": f"打{PHONE}问我"}, "where"),
        ({"right": "应写 510626197001011238"}, "right"),
        ({"where": ""}, "where"),
        ({"defect": "anything"}, "defect"),
        ({"by": "nobody"}, "by"),
        ({"place_code": "510626106999"}, "place"),
        ({"number": "GK-510626-2014-777777"}, "number"),
    ],
)
def test_what_cannot_be_taken_is_refused_at_its_field(who, changes, field):
    with pytest.raises(openness.BadAsk) as refused:
        raised(**changes)
    assert refused.value.field == field
    assert (Objection.objects.count(), casework.Case.objects.count()) == (0, 0)


def test_about_a_publication_its_place_counts_and_not_the_one_sent(who):
    published(who.cadre)
    raised(number=NUMBER, place_code="510626106210")
    row = Objection.objects.get()
    assert (row.place_code, row.aspect, row.version) == (BAIHUA, "benefits", 1)
    assert objections.about(row).zh == f"低保名单（{NUMBER}）"


def test_the_twenty_first_of_an_hour_waits_and_no_address_is_kept(who):
    Knock.objects.all().delete()
    raised()
    Knock.objects.update(count=20)
    with pytest.raises(openness.TooMany):
        raised()
    openness.object_publicly(asked(), address="10.9.9.9")
    with clock.override(NOON + dt.timedelta(hours=1)):
        raised()
    with clock.override(NOON + dt.timedelta(hours=26)):
        raised()
    assert [row.count for row in Knock.objects.all()] == [1]
    assert b"10.1.2.3" not in bytes(Knock.objects.get().digest)


@pytest.mark.parametrize(
    ("level", "may"),
    [
        (BAIHUA, {"clerk", "officer", "reviewer", "auditor"}),
        (TIAOYUAN, {"officer", "reviewer", "auditor"}),
        (LUOJIANG, {"reviewer", "auditor"}),
    ],
)
def test_who_objected_is_for_those_above_alone(who, level, may):
    raised(place_code=level)
    row = Objection.objects.get()
    people = {
        name: getattr(who, name)
        for name in ("cadre", "cadre2", "clerk", "officer", "reviewer", "auditor", "leader", "far")
    }
    assert {name for name, user in people.items() if objections.sees_identity(user, row)} == may


def test_whoever_holds_a_post_of_the_unit_does_not_see_it_from_above_either(who):
    raised()
    row = Objection.objects.get()
    add_post(who.clerk, Role.VILLAGE_CADRE, BAIHUA)
    assert objections.sees_identity(who.clerk, row) is False


def test_a_name_is_shown_for_a_purpose_and_journalled(who):
    case = raised().case
    with pytest.raises(Refused):
        openness.reveal(who.cadre, case, "想知道是谁")
    with pytest.raises(openness.BadAsk):
        openness.reveal(who.clerk, case, " ")
    found = openness.reveal(who.clerk, case, "电话核实第 12 行")
    assert (found.by_name, found.phone, found.private) == (NAME, PHONE, SECRET)
    [entry] = journal.entries().filter(action="objections.identity")
    assert (entry.actor, entry.why, entry.place) == ("clerk", "电话核实第 12 行", BAIHUA)


def test_contacts_hold_office_telephones_for_all_to_read(who):
    new = openness.NewContact("何书记", "村务公开", "0838-312 0000", "工作日", "村口")
    row = openness.put_contact(who.cadre, BAIHUA, new)
    with pytest.raises(Refused):
        openness.put_contact(who.far, BAIHUA, new)
    with pytest.raises(openness.BadAsk) as refused:
        openness.put_contact(who.cadre, BAIHUA, openness.NewContact("何文书", "记账", PHONE))
    assert refused.value.field == "phone"
    openness.put_contact(
        who.cadre, BAIHUA, openness.NewContact("何文书", "值班", PHONE, order=1), duty_mobile=True
    )
    assert [(each.name, each.phone) for each in openness.contacts(BAIHUA)] == [
        ("何书记", "0838-312 0000"),
        ("何文书", PHONE),
    ]
    assert {"08383120000", PHONE} <= openness.office_phones("510626")
    assert openness.office_phones("510922") == set()
    openness.put_contact(who.cadre2, BAIHUA, openness.NewContact("何书记", "党务"), pk=row.pk)
    assert Contact.objects.get(pk=row.pk).phone is None
    assert openness.remove_contact(who.clerk, row.pk) == BAIHUA
    assert [each.name for each in openness.contacts(BAIHUA)] == ["何文书"]


def test_numbers_for_everybody(who, django_assert_num_queries):
    for _ in range(11):
        openness.object_publicly(asked(defect="not_disclosed", by_name="", phone=""), address="10.0.0.1")
    raised()
    first = Objection.objects.order_by("id").first()
    openness.answer(
        who.cadre,
        first.case_id,
        openness.Answered("upheld", "已经核实，确实没有按时公开，今天之内补上，并在村口张贴。"),
    )
    with django_assert_num_queries(4):
        found = openness.statistics("510626", DAY, DAY)
    assert found.total == 12
    assert {key: count for key, count in found.defects.items() if count != 0} == {
        "not_disclosed": None,
        "fact": None,
    }
    assert {key: count for key, count in found.ends.items() if count != 0} == {
        "answered": None,
        "waiting": None,
    }
    assert [(code, name, count) for code, name, count in found.towns] == [(TIAOYUAN, "调元镇", 12)]
    assert found.times.median is None
    assert openness.statistics("510922", DAY, DAY).total == 0
    assert Answer.objects.get().late is False
