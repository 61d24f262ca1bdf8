"""What counts as delivered, what is refused, and messages that never do."""

import datetime as dt
import json
import stat
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from datong.foundation.access.enums import Role
from datong.foundation.access.models import User
from datong.foundation.access.service import Refused
from datong.foundation.journal import service as journal
from datong.foundation.notices import service as notices
from datong.foundation.notices.core.outbox import FileDrop
from datong.foundation.notices.core.ways import Way
from datong.foundation.notices.models import Delivery, Notice
from datong.kernel import clock
from tests.foundation.access.walk import make_user
from tests.foundation.notices.letters import clerk, issued, kind, stopped

__all__ = ["clerk", "kind", "stopped"]
pytestmark = pytest.mark.usefixtures("kind", "stopped")
ISSUED, LATER = dt.date(2014, 9, 26), dt.date(2014, 10, 8)


@pytest.fixture
def notice(clerk: User) -> Notice:
    return issued(clerk)


@pytest.fixture
def outbox(tmp_path: Path) -> Path:
    """Messages go to a folder of this test."""
    folder = tmp_path / "outbox"
    for way in (Way.SMS, Way.EMAIL):
        notices.use(way, FileDrop(folder, way))
    return folder


def deliver(clerk: User, notice: Notice, channel: str, on: dt.date = ISSUED, **changes: Any) -> Notice:
    said: dict[str, Any] = {"receiver": "张三", "proof": "本人签收"}
    return notices.deliver(clerk, notice.pk, channel=channel, on=on, **(said | changes))


@pytest.mark.parametrize(
    ("channel", "proof", "evidence", "counts"),
    [
        ("handed", "本人签收", None, True),
        ("handed", "", 7, True),
        ("visit", "两名干部在场", None, True),
        ("post", "挂号回执 RB123", None, True),
        ("post", "", 7, True),
        ("post", " ", None, False),
        ("phone", "通话记录第3号", None, True),
        ("phone", "", None, False),
        ("sms", "已送达", 7, False),
        ("email", "已读回执", 7, False),
    ],
)
def test_what_counts_as_proof(
    clerk: User, notice: Notice, channel: str, proof: str, evidence: int | None, counts: bool
) -> None:
    delivered = deliver(clerk, notice, channel, proof=proof, evidence=evidence)
    kept = Delivery.objects.get()
    assert (kept.counts, kept.channel, kept.receiver, kept.proof, kept.evidence) == (
        counts, channel, "张三", proof.strip(), evidence,
    )  # fmt: skip
    day = ISSUED if counts else None
    assert (delivered.delivered_on, notices.delivered_on(notice)) == (day, day)
    assert Notice.objects.get().delivered_on == day


def test_the_earliest_delivery_that_counts_is_the_day(clerk: User, notice: Notice) -> None:
    with clock.override(dt.datetime(2014, 10, 9, 2, tzinfo=dt.UTC)):
        deliver(clerk, notice, "phone", dt.date(2014, 9, 27), proof="")
        assert deliver(clerk, notice, "post", LATER).delivered_on == LATER
        assert deliver(clerk, notice, "visit", dt.date(2014, 9, 28)).delivered_on == dt.date(2014, 9, 28)
        assert deliver(clerk, notice, "handed", LATER).delivered_on == dt.date(2014, 9, 28)


@pytest.mark.parametrize(
    ("channel", "changes", "field", "sentence"),
    [
        ("pigeon", {}, "channel", "没有“pigeon”这种送达方式，请从列表中选择。"),
        ("handed", {"receiver": " "}, "receiver", "请填写由谁收到。"),
        ("handed", {"proof": ""}, "proof", "请写明送达凭证，例如“本人签收”，或上传签收照片。"),
        ("visit", {"proof": " "}, "proof", "请写明送达凭证，例如“本人签收”，或上传签收照片。"),
        ("handed", {"on": dt.date(2014, 9, 27)}, "on", "送达日期 2014-09-27 还没有到，请填实际送达的日期。"),
        (
            "handed",
            {"on": dt.date(2014, 9, 25)},
            "on",
            "送达日期 2014-09-25 早于文书签发日期 2014-09-26，请核对。",
        ),
    ],
)
def test_what_is_refused_with_a_sentence(
    clerk: User, notice: Notice, channel: str, changes: dict[str, Any], field: str, sentence: str
) -> None:
    with pytest.raises(notices.BadDelivery) as refused:
        deliver(clerk, notice, channel, **changes)
    assert (refused.value.field, refused.value.text.zh) == (field, sentence)
    assert Delivery.objects.count() == 0
    assert [entry.action for entry in journal.entries()] == ["notices.issue"]


def test_a_failed_attempt_is_kept_with_its_reason(clerk: User, notice: Notice) -> None:
    notices.attempt_failed(clerk, notice.pk, channel="visit", on=ISSUED, why="家中无人")
    kept = Delivery.objects.get()
    assert (kept.failed, kept.why, kept.counts, Notice.objects.get().delivered_on) == (
        True,
        "家中无人",
        False,
        None,
    )
    with pytest.raises(notices.BadDelivery) as refused:
        notices.attempt_failed(clerk, notice.pk, channel="visit", on=ISSUED, why=" ")
    assert refused.value.text.zh == "请写明没有送达的原因。"


def test_the_table_itself_refuses_an_sms_as_proof(clerk: User, notice: Notice) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Delivery.objects.create(
            notice=notice,
            channel="sms",
            on=ISSUED,
            receiver="",
            proof="",
            why="",
            counts=True,
            by=clerk,
            at=clock.now(),
        )


def test_who_may_not_record_a_delivery(clerk: User, notice: Notice) -> None:
    outsider = make_user("far", Role.TOWN_CLERK, "510626100000")
    for act in (
        lambda: deliver(outsider, notice, "handed"),
        lambda: notices.attempt_failed(outsider, notice.pk, channel="visit", on=ISSUED, why="家中无人"),
        lambda: notices.send(outsider, notice.pk, channel="sms", to="13800000000", contact="0838"),
    ):
        with pytest.raises(Refused):
            act()
    assert Delivery.objects.count() == 0
    with pytest.raises(Notice.DoesNotExist):
        notices.deliver(clerk, 999, channel="handed", on=ISSUED, receiver="张三", proof="签收")


def test_an_sms_says_nothing_about_the_person(
    clerk: User, notice: Notice, outbox: Path, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        notices.send(clerk, notice.pk, channel="sms", to="138 0000 0000", contact="0838-3200000")
        assert not outbox.exists()  # nothing leaves before all is saved
    (file,) = outbox.iterdir()
    assert json.loads(file.read_text()) == {
        "channel": "sms",
        "to": "13800000000",
        "text": "您有一份文书，编号T-510626-2014-000001，请到村委会领取或拨打0838-3200000。",
        "at": "2014-09-26T02:00:00+00:00",
    }
    assert (stat.S_IMODE(file.stat().st_mode), stat.S_IMODE(outbox.stat().st_mode)) == (0o600, 0o700)
    kept = Delivery.objects.get()
    assert (kept.receiver, kept.counts, kept.failed) == ("13800000000", False, False)
    assert Notice.objects.get().delivered_on is None


def test_an_email_in_english(clerk: User, outbox: Path, django_capture_on_commit_callbacks: Any) -> None:
    letter = issued(clerk, lang="en")
    with django_capture_on_commit_callbacks(execute=True):
        notices.send(clerk, letter.pk, channel="email", to="z@example.org", contact="0838")
    (file,) = outbox.iterdir()
    assert json.loads(file.read_text())["text"] == (
        "There is a letter for you, number T-510626-2014-000001. Please collect it at the village office or call 0838."
    )


def test_a_message_that_could_not_leave_is_marked(
    clerk: User, notice: Notice, tmp_path: Path, django_capture_on_commit_callbacks: Any
) -> None:
    (tmp_path / "file").write_text("no folder")
    notices.use(Way.SMS, FileDrop(tmp_path / "file", Way.SMS))
    with django_capture_on_commit_callbacks(execute=True):
        notices.send(clerk, notice.pk, channel="sms", to="13800000000", contact="0838")
    kept = Delivery.objects.get()
    assert (kept.failed, kept.why) == (True, "File exists")


@pytest.mark.parametrize(
    ("channel", "to", "sentence"),
    [
        ("sms", "1380000", "手机号码应为 11 位数字，请核对。"),
        ("email", "z@", "这不是一个电子邮箱地址，请核对。"),
        ("handed", "张三", "没有“handed”这种送达方式，请从列表中选择。"),
    ],
)
def test_an_address_is_checked(clerk: User, notice: Notice, channel: str, to: str, sentence: str) -> None:
    with pytest.raises(notices.BadDelivery) as refused:
        notices.send(clerk, notice.pk, channel=channel, to=to, contact="0838")
    assert refused.value.text.zh == sentence


def test_the_list_of_a_case_costs_the_same_for_one_and_for_many(clerk: User, notice: Notice) -> None:
    def listed() -> tuple[int, list[tuple[str, list[str]]]]:
        with CaptureQueriesContext(connection) as captured:
            found = [
                (one.reference, [f"{each.channel} {each.by.username}" for each in one.deliveries.all()])
                for one in notices.notices_of("casework.Case:1")
            ]
        return len(captured), found

    deliver(clerk, notice, "handed")
    queries, first = listed()
    assert first == [("T-510626-2014-000001", ["handed clerk-t"])]
    for _ in range(4):
        deliver(clerk, issued(clerk), "post")
    issued(clerk, target="casework.Case:2")
    again, found = listed()
    assert (again, len(found)) == (queries, 5)
