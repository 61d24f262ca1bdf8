"""The pages of the journal: who reads which entries, filters, what changed, what a record was on a day."""

import datetime as dt
import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from datong.foundation.access.enums import Role
from datong.foundation.journal import service as journal
from datong.kernel import clock
from tests.append_only import opened
from tests.foundation.access.walk import BAIHUA, LUOJIANG, SHEHONG, Cast, Door, walk

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
READERS = frozenset({Role.AUDITOR, Role.SYSTEM_ADMIN})
START = dt.datetime(2015, 7, 1, 2, 0, tzinfo=dt.UTC)


@pytest.fixture
def told(cast: Cast) -> Cast:
    """Five entries on five days: two of Luojiang, one of another county, two of no place."""
    acts: list[tuple[str, str, str, dict[str, Any]]] = [
        ("dibao", "cases.decide", "casework.Case:7", {"place": BAIHUA, "why": "收入已核实", "changes": {"state": ("审核", "批准")}}),
        ("system_admin", "accounts.close", "access.User:9", {"place": LUOJIANG, "why": "调离", "detail": {"n": 3}}),
        ("far-auditor", "ledgers.import", "ledgers.Import:1", {"place": SHEHONG}),
        ("auditor", "account.signed_in", "access.User:5", {}),
        ("far-auditor", "account.signed_in", "access.User:6", {}),
    ]  # fmt: skip
    for day, (actor, action, target, more) in enumerate(acts):
        with clock.override(START + dt.timedelta(days=day)):
            journal.record(actor, action, target, **more)
    return cast


def reader(cast: Cast, role: Role = Role.AUDITOR) -> Client:
    client = Client()
    client.force_login(cast.inside[role], BACKEND)
    return client


def shown(client: Client, query: str = "") -> list[int]:
    """The numbers of the entries listed."""
    return [
        int(number)
        for number in re.findall(r'<tr data-href="/journal/(\d+)/">', text(client, f"/journal/{query}"))
    ]


def text(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def test_who_reads_the_journal(client: Client, told: Cast) -> None:
    walk(client, told, Door("/journal/", READERS, READERS))
    walk(client, told, Door("/journal/1/", READERS))


@pytest.mark.parametrize("role", sorted(READERS))
def test_entries_of_the_readers_places(told: Cast, role: Role) -> None:
    client = reader(told, role)
    assert shown(client) == [4, 2, 1]
    assert [client.get(f"/journal/{number}/").status_code for number in range(1, 7)] == [
        200,
        200,
        404,
        200,
        404,
        404,
    ]


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("?actor=dibao", [1]),
        ("?action=accounts.close", [2]),
        ("?target=access.User:5", [4]),
        ("?place=百花村", [1]),
        ("?place=罗江县", [2, 1]),
        ("?since=2015-07-02", [4, 2]),
        ("?until=2015-07-01", [1]),
        ("?since=2015-07-02&until=2015-07-03", [2]),
        ("?actor=far-auditor", []),
        ("?target=ledgers.Import:1", []),
        ("?since=昨天", []),
        ("?place=金华镇", []),
    ],
)
def test_filters(told: Cast, query: str, numbers: list[int]) -> None:
    assert shown(reader(told), query) == numbers


def test_what_cannot_be_read_is_said(told: Cast) -> None:
    html = text(reader(told), "/journal/?since=昨天&place=金华镇")
    assert 'value="昨天"' in html
    assert "没有找到“金华镇”" in html


def test_an_auditor_reads_what_changed_and_why(told: Cast) -> None:
    html = text(reader(told), "/journal/1/")
    for words in ("收入已核实", "审核", "批准", "casework.Case:7", "百花村", "2015-07-01 10:00"):
        assert words in html
    assert bytes(journal.entries().get(pk=1).digest).hex() in html


def test_a_system_administrator_reads_no_detail_of_persons(told: Cast) -> None:
    client = reader(told, Role.SYSTEM_ADMIN)
    html = text(client, "/journal/1/")
    assert "只对有权查看个人信息的岗位显示" in html
    assert ("收入已核实" in html, "批准" in html) == (False, False)
    assert "调离" in text(client, "/journal/2/")
    assert "批准" not in text(client, "/journal/?target=casework.Case:7&until=2015-07-31")


def test_a_record_as_it_was_on_a_day(told: Cast) -> None:
    client = reader(told)

    def state(day: str) -> list[list[str]]:
        html = (
            text(client, f"/journal/?target=casework.Case:7&until={day}")
            .partition("<h2>")[2]
            .partition("</table>")[0]
        )
        rows = html.partition("<tbody>")[2].split("<tr>")[1:]
        return [re.findall(r"<td[^>]*>(.*?)</td>", row) for row in rows]

    assert state("2015-06-30") == [["state", "审核", "–"]]
    assert state("2015-07-01") == [["state", "批准", '<a href="/journal/1/">1</a>']]
    assert "casework.Case:7 在2015年7月1日的内容" in text(
        client, "/journal/?target=casework.Case:7&until=2015-07-01"
    )
    assert "的内容" not in text(client, "/journal/?target=ledgers.Import:1&until=2015-07-31")


def test_the_newest_entries_are_checked(told: Cast) -> None:
    client = reader(told)
    assert "最近 5 条逐条核对，都接得上、没有改动。" in text(client, "/journal/")
    with opened():
        journal.entries().filter(pk=3).update(why="改过")
    html = text(client, "/journal/")
    assert "链条断裂" in html
    assert "第 3 条有问题：内容与登记时不一致，被改动过" in html


def test_in_english(told: Cast) -> None:
    answer = reader(told).get("/journal/1/", headers={"Accept-Language": "en"})
    assert answer.status_code == 200


def test_a_long_list_asks_no_more_than_a_short_one(told: Cast) -> None:
    client = reader(told)
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as asked:
            client.get("/journal/?size=200")
        counts.append(len(asked))
        for number in range(120):
            journal.record("dibao", "act", f"a.A:{number}", place=BAIHUA)
    assert counts[0] == counts[1]


def test_a_reason_with_an_identity_number_comes_back(cast: Cast) -> None:
    admin, clerk = reader(cast, Role.SYSTEM_ADMIN), cast.inside[Role.TOWN_CLERK]
    answer = admin.post(f"/account/manage/{clerk.pk}/close/", {"why": "冒用510626194708151037的身份"})
    assert answer.status_code == 422
    assert "日志和原因里不能写身份证号码，没有保存。" in answer.content.decode()
    clerk.refresh_from_db()
    assert clerk.is_active
    assert journal.entries().count() == 0
