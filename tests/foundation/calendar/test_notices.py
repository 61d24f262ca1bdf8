"""Entering notices: versions kept, years in order, no update lost, who listens is told."""

import datetime as dt

import pytest

from datong.foundation.access.enums import Role
from datong.foundation.access.service import Refused
from datong.foundation.calendar import actions, service
from datong.foundation.calendar.models import NamedDay, Notice
from datong.foundation.calendar.queries import versions
from datong.foundation.calendar.service import BadNotice, Named, NewNotice
from datong.foundation.journal import service as journal
from tests.foundation.access.walk import BAIHUA, LUOJIANG, make_user, plant_places

pytestmark = pytest.mark.django_db
NEW_YEAR = Named(dt.date(2027, 1, 1), False, "元旦", "New Year's Day")


@pytest.fixture
def officer():
    plant_places()
    return make_user("officer", Role.COUNTY_OFFICER, LUOJIANG)


def test_the_seed_lies_in_the_database_from_2004_to_2026():
    assert list(Notice.objects.order_by("pk").values_list("year", flat=True)) == list(range(2004, 2027))
    assert Notice.objects.filter(entered_by=None, number__startswith="chinesecalendar ").count() == 23
    assert service.last_notice() == dt.date(2026, 12, 31)
    makeup = NamedDay.objects.filter(notice__year=2014, works=True).values_list("day", flat=True)
    assert list(makeup) == [
        dt.date(2014, 1, 26),
        dt.date(2014, 2, 8),
        dt.date(2014, 5, 4),
        dt.date(2014, 9, 28),
        dt.date(2014, 10, 11),
    ]


def test_the_database_and_the_seed_agree():
    stored, seed = service.working_days(), service.seed_calendar()
    assert (stored.first, stored.last, stored.off, stored.worked) == (
        seed.first,
        seed.last,
        seed.off,
        seed.worked,
    )


def test_asking_again_costs_one_query(django_assert_num_queries):
    service.working_days()
    with django_assert_num_queries(1):
        service.working_days()


def test_an_amendment_in_the_middle_of_the_year_keeps_the_old_version(officer):
    """In March 2019 the Labour Day holiday grew from 1 day to 4, with make-up days on 28 April and 5 May."""
    before = service.version()
    held = service.days_by_year()[2019]
    shorter = [each for each in held if each.zh != "劳动节"] + [
        Named(dt.date(2019, 5, 1), False, "劳动节", "Labour Day")
    ]
    seen = Notice.objects.get(year=2019).pk
    first = service.enter(officer, NewNotice(2019, "第一次通知", shorter, seen=seen))
    assert service.working_days().due(dt.date(2019, 4, 30), 1) == dt.date(2019, 5, 2)
    service.enter(officer, NewNotice(2019, "更正通知", held, seen=first.pk))
    assert service.working_days().due(dt.date(2019, 4, 30), 1) == dt.date(2019, 5, 5)
    newest, middle, oldest = versions(2019)
    assert [each.holds for each in (newest, middle, oldest)] == [True, False, False]
    assert [(str(run.first), str(run.last), run.works) for run in newest.added] == [
        ("2019-04-28", "2019-04-28", True),
        ("2019-05-02", "2019-05-04", False),
        ("2019-05-05", "2019-05-05", True),
    ]
    assert (newest.removed, oldest.added) == ([], [])
    assert service.version() != before


def test_new_year_may_change_the_december_before(officer):
    """Like the notice for 2023, which began on Saturday 31 December 2022."""
    eve = Named(dt.date(2026, 12, 31), False, "元旦", "New Year's Day")
    assert service.working_days().is_working(dt.date(2026, 12, 31))
    service.enter(officer, NewNotice(2027, "2027 年通知", [eve, NEW_YEAR]))
    assert not service.working_days().is_working(dt.date(2026, 12, 31))
    assert service.working_days().due(dt.date(2026, 12, 30), 1) == dt.date(2027, 1, 4)


@pytest.mark.parametrize(
    ("new", "field", "sentence"),
    [
        (NewNotice(2027, "  ", [NEW_YEAR]), "number", "请写放假通知的文号，如 国办发明电〔20××〕×号。"),
        (
            NewNotice(2028, "号", [Named(dt.date(2028, 1, 1), False, "元旦", "New Year's Day")]),
            "text",
            "请先登记 2027 年的放假通知，中间不能空一年。",
        ),
        (
            NewNotice(2003, "号", [Named(dt.date(2003, 1, 1), False, "元旦", "New Year's Day")]),
            "text",
            "日历从 2004 年开始。",
        ),
        (NewNotice(2027, "号", []), "text", "没有任何放假的日子。"),
        (NewNotice(2027, "号", [NEW_YEAR, NEW_YEAR]), "text", "2027-01-01 写了两次。"),
    ],
)
def test_what_cannot_be_entered(officer, new, field, sentence):
    with pytest.raises(BadNotice) as refusal:
        service.enter(officer, new)
    assert (refusal.value.field, refusal.value.text.zh) == (field, sentence)
    assert (Notice.objects.count(), journal.entries().count()) == (23, 0)


def test_who_had_not_seen_the_newest_version_is_stopped(officer):
    """Two officers amend the same year; the second one's page is from before the first one's entry."""
    seen = Notice.objects.get(year=2026).pk
    days = service.days_by_year()[2026]
    service.enter(officer, NewNotice(2026, "甲", days, seen=seen))
    with pytest.raises(BadNotice) as refusal:
        service.enter(officer, NewNotice(2026, "乙", days[:-1], seen=seen))
    assert "有人登记了 2026 年的新通知（甲）" in refusal.value.text.zh
    with pytest.raises(BadNotice):
        service.enter(officer, NewNotice(2026, "乙", days[:-1], seen=None))


def test_the_same_again_is_nothing_to_enter(officer):
    held = Notice.objects.get(year=2026)
    with pytest.raises(BadNotice) as refusal:
        service.enter(officer, NewNotice(2026, held.number, service.days_by_year()[2026], seen=held.pk))
    assert refusal.value.text.zh == "与现在的日历完全一样，没有要登记的。"


def test_a_cadre_is_refused(officer):
    with pytest.raises(Refused):
        service.enter(make_user("cadre", Role.VILLAGE_CADRE, BAIHUA), NewNotice(2027, "号", [NEW_YEAR]))


def test_listeners_hear_of_it_in_the_same_transaction(officer, monkeypatch):
    """The one who recomputes provisional dates already sees the new calendar."""
    heard = []
    monkeypatch.setattr(
        actions, "on_change", [lambda actor: heard.append((actor.username, service.last_notice()))]
    )
    service.enter(officer, NewNotice(2027, "号", [NEW_YEAR]))
    assert heard == [("officer", dt.date(2027, 12, 31))]


def test_a_listener_that_fails_takes_the_entry_with_it(officer, monkeypatch):
    def fail(actor):
        raise RuntimeError("no recount")

    monkeypatch.setattr(actions, "on_change", [fail])
    with pytest.raises(RuntimeError, match="no recount"):
        service.enter(officer, NewNotice(2027, "号", [NEW_YEAR]))
    assert (service.last_notice(), journal.entries().count()) == (dt.date(2026, 12, 31), 0)


def test_an_empty_table_gets_the_seed_before_the_first_notice(officer):
    NamedDay.objects.all().delete()
    Notice.objects.all().delete()
    assert service.last_notice() == dt.date(2026, 12, 31)
    service.enter(officer, NewNotice(2027, "号", [NEW_YEAR]))
    assert Notice.objects.count() == 24
    assert service.last_notice() == dt.date(2027, 12, 31)
    assert service.working_days().due(dt.date(2014, 9, 26), 28) == dt.date(2014, 11, 10)
