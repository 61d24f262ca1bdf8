"""Time runs out by the day, not by the job: nothing is read a day too long; the job erases."""

import datetime as dt

import pytest

from datong.foundation.access.service import Refused
from datong.foundation.journal import service as journal
from datong.foundation.openness import service
from datong.foundation.publiclog import service as publiclog
from datong.kernel import clock
from tests.foundation.access.walk import BAIHUA
from tests.foundation.openness.publishing import GUIDE, LIST, NOON, Q3, published, village

pytestmark = pytest.mark.django_db
LAST = dt.datetime(2015, 1, 6, 23, 59, tzinfo=clock.SHANGHAI)
AFTER = dt.datetime(2015, 1, 7, 0, 1, tzinfo=clock.SHANGHAI)


def test_it_is_gone_at_its_moment_though_no_job_ran(django_capture_on_commit_callbacks):
    with clock.override(NOON):
        made = published(village(), django_capture_on_commit_callbacks)
    with clock.override(LAST):
        assert (service.shown().count(), service.read(made.number).content["version"]) == (1, 1)
    with clock.override(AFTER):
        assert service.shown().count() == 0
        with pytest.raises(service.NotShown):
            service.read(made.number)


def test_a_longer_time_in_the_table_alone_shows_nothing(django_capture_on_commit_callbacks):
    with clock.override(NOON):
        made = published(village(), django_capture_on_commit_callbacks)
    service.Publication.objects.update(shown_until=None)
    with clock.override(AFTER), pytest.raises(service.NotShown):
        service.read(made.number)


def test_the_job_erases_and_logs(django_capture_on_commit_callbacks):
    with clock.override(NOON):
        people = village()
        row = service.begin(people.first, BAIHUA, LIST, *Q3)
        service.attach(people.first, row.pk, "名单.txt", "王大山 450".encode())
        row.refresh_from_db()
        from datong.kernel.bilingual import Text
        from tests.foundation.openness.publishing import table

        row = service.save(people.first, row.pk, (table(),), Text("王大山的名单", ""), row.moves)
        row = service.submit(people.first, row.pk, row.moves)
        with django_capture_on_commit_callbacks(execute=True):
            made = service.release(people.second, row.pk, row.moves)
        digest = row.files.get().sha256
        stays = published(people, django_capture_on_commit_callbacks, GUIDE, (service.Words("指南"),))
    with clock.override(LAST):
        assert service.expire_due(people.console) == []
    with clock.override(AFTER):
        with django_capture_on_commit_callbacks(execute=True):
            assert service.expire_due(people.console) == [made.number]
        assert service.expire_due(people.console) == []
        publiclog.integrate()
        made.refresh_from_db()
        row.refresh_from_db()
        assert service.blocks_of(row) == ()
        assert (made.state, list(made.editions.values_list("action", "content"))) == (
            "expired",
            [("publish", ""), ("expire", "")],
        )
        assert "王大山" not in made.title_zh
        assert [publiclog.proof(index).salt is None for index in (0, 1, 2)] == [True, False, True]
        assert (service.file_bytes(digest), service.shown().get().number) == (None, stays.number)
        assert journal.entries().filter(action="openness.expire").get().detail == {
            "number": made.number,
            "version": 2,
            "index": 2,
        }


def test_only_the_command_line_expires():
    with clock.override(NOON):
        people = village()
        with pytest.raises(Refused):
            service.expire_due(people.clerk)
