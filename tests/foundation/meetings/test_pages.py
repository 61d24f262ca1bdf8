"""The pages: the whole road through them without a script, who may open them, what they say when refused."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from datong.foundation.access.models import User
from datong.foundation.meetings import service
from datong.foundation.meetings.core.strokes import picture
from datong.foundation.meetings.models import BallotCount, Event, Meeting, Signature
from datong.foundation.meetings.service import NewSeat
from tests.foundation.access.walk import BAIHUA
from tests.foundation.meetings.hall import (
    BACKEND,
    DAY,
    OPEN,
    PAPER,
    SHUT,
    Hall,
    called,
    opened,
    settled,
    signed,
    voting,
)

pytestmark = pytest.mark.django_db
START = f"?kind={OPEN}&place={BAIHUA}&held_on={DAY}"


def enter(client: Client, user: User) -> Client:
    client.force_login(user, BACKEND)
    return client


def act(client: Client, meeting: Meeting, name: str, **sent: object) -> int:
    """Send one act; the status of the answer."""
    return int(client.post(reverse("meeting_act", args=[meeting.pk, name]), sent).status_code)


def shown(client: Client, name: str, *args: object) -> str:
    """A page as text."""
    answer = client.get(reverse(name, args=args))
    assert answer.status_code == 200
    return answer.content.decode()


def sent_form(hall: Hall, **change: object) -> dict[str, object]:
    """A filled-in second step."""
    offered = [
        ("town", hall.town),
        *(("committee", p) for p in hall.committee),
        *(("reps", p) for p in hall.reps),
    ]
    return {
        "place_text": "村活动室",
        "chair": "镇上甲",
        "recorder": "委员甲",
        "key": "k1",
        "seats": [f"{group}:{person.pk}" for group, person in offered],
        "cases": [str(hall.case.pk)],
        "typed_reps": "孙老\n\n李老",
        "wordings": "其他事项",
    } | change


def test_calling_a_meeting_on_its_pages(hall: Hall, client: Client) -> None:
    enter(client, hall.clerk)
    assert "哪一种会议" in shown(client, "meeting_new")
    page = client.get(reverse("meeting_new") + START).content.decode()
    assert [name in page for name in ("代表辛（村民代表）", "邻村委员", "DB-510626-2014-00001")] == [
        True,
        False,
        True,
    ]
    answer = client.post(reverse("meeting_new") + START, sent_form(hall))
    meeting = Meeting.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, reverse("meeting", args=[meeting.pk]))
    assert meeting.attendees.count() == 13
    assert [each.wording for each in meeting.motions.all()] == ["赵大一户的调查结果是否客观真实", "其他事项"]
    client.post(reverse("meeting_new") + START, sent_form(hall))
    assert Meeting.objects.count() == 1


def test_what_was_typed_stays_when_the_form_comes_back(hall: Hall, client: Client) -> None:
    enter(client, hall.clerk)
    answer = client.post(reverse("meeting_new") + START, sent_form(hall, chair="", place_text="老祠堂"))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert [words in page for words in ("老祠堂", "孙老", "其他事项")] == [True, True, True]
    assert Meeting.objects.count() == 0


def test_a_rule_with_an_open_number_says_so(hall: Hall, client: Client) -> None:
    enter(client, hall.clerk)
    answer = client.get(reverse("meeting_new") + START.replace(OPEN, SHUT))
    assert answer.status_code == 422
    assert "县里还没有规定到会比例，请先设置。" in answer.content.decode()


def test_the_whole_road_without_a_script(hall: Hall, client: Client) -> None:
    meeting = called(hall)
    enter(client, hall.clerk)
    assert act(client, meeting, "open", button="open") == 422
    for seat in meeting.attendees.all():
        assert act(client, meeting, "check-in", attendee=seat.pk) == 302
    assert "8/11 ≥ 2/3，符合" in shown(client, "meeting", meeting.pk)
    assert act(client, meeting, "open", button="open") == 302
    assert act(client, meeting, "step", step="1") == 302
    motion = meeting.motions.get()
    assert act(client, meeting, "put", motion=motion.pk) == 302
    assert act(client, meeting, "note", words="情况属实", key="n1", motion=motion.pk) == 302
    assert act(client, meeting, "begin", motion=motion.pk) == 302
    against = meeting.attendees.get(name="代表甲")
    assert act(client, meeting, "hands", motion=motion.pk, rest="yes", **{f"vote-{against.pk}": "no"}) == 302
    assert "赞成 9 票，反对 1 票" in shown(client, "meeting", meeting.pk)
    assert act(client, meeting, "confirm", motion=motion.pk, conclusion="属实") == 302
    assert act(client, meeting, "close", button="close") == 422
    for seat in meeting.attendees.all():
        sent = {"way": "typed", "attendee": seat.pk, "typed": seat.name}
        assert client.post(reverse("meeting_sign", args=[meeting.pk]), sent).status_code == 302
    assert act(client, meeting, "close", button="close") == 302
    meeting.refresh_from_db()
    assert meeting.state == "closed"
    page = shown(client, "meeting_minutes", meeting.pk)
    wanted = ("情况属实", "9/10 &gt; 1/2，通过", "键入姓名确认", "会议结束", "议程：现场评议")
    assert [words in page for words in wanted] == [True] * 5


def test_a_refused_act_keeps_what_was_typed(hall: Hall, client: Client) -> None:
    meeting = opened(hall)
    enter(client, hall.clerk)
    answer = client.post(
        reverse("meeting_act", args=[meeting.pk, "seat"]), {"name": "孙老头", "group": "nobody"}
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert ["请选择身份" in page, 'value="孙老头"' in page] == [True, True]


def test_htmx_gets_the_sentence_alone(hall: Hall, client: Client) -> None:
    meeting = called(hall)
    enter(client, hall.clerk)
    answer = client.post(
        reverse("meeting_act", args=[meeting.pk, "open"]), {"button": "open"}, headers={"HX-Request": "true"}
    )
    assert (answer.status_code, answer["Content-Type"]) == (422, "text/plain; charset=utf-8")
    assert answer.content.decode().startswith("还不能开会：应到 10 人，实到 0 人")


@pytest.mark.parametrize(
    "name",
    [
        "check-in",
        "check-out",
        "excuse",
        "seat",
        "open",
        "step",
        "note",
        "put",
        "declare",
        "begin",
        "hands",
        "confirm",
        "withdraw",
        "cancel",
        "close",
    ],
)
def test_an_empty_act_is_refused_with_a_sentence(hall: Hall, client: Client, name: str) -> None:
    meeting = opened(hall)
    events = Event.objects.count()
    enter(client, hall.clerk)
    assert act(client, meeting, name) == 422
    assert Event.objects.count() == events


def test_an_unknown_act(hall: Hall, client: Client) -> None:
    enter(client, hall.clerk)
    assert act(client, called(hall), "sing") == 404


def test_counting_on_the_page_shows_nobody_the_first_entry(hall: Hall, client: Client) -> None:
    motion = voting(hall, PAPER)
    where = reverse("meeting_count", args=[motion.meeting_id, motion.pk])
    sent = {"yes": "6", "no": "3", "abstain": "0", "spoiled": "1"}
    enter(client, hall.clerk)
    assert client.post(where, {"yes": "6"}).status_code == 422
    assert client.post(where, sent).status_code == 302
    enter(client, hall.cadre)
    page = client.get(where).content.decode()
    assert "clerk的姓名 已录入，等待另一人独立录入" in page
    assert 'value="6"' not in page
    client.post(where, sent | {"yes": "5", "no": "4"})
    assert "两次录入不一致：赞成 6 与 5，反对 3 与 4" in client.get(where).content.decode()
    client.post(where, sent)
    enter(client, hall.clerk2)
    answer = client.post(where, sent)
    assert answer["Location"] == reverse("meeting", args=[motion.meeting_id])
    assert BallotCount.objects.count() == 4


def test_signing_on_paper_and_on_the_screen(hall: Hall, client: Client) -> None:
    meeting = settled(hall)
    where = reverse("meeting_sign", args=[meeting.pk])
    enter(client, hall.clerk)
    first, second = meeting.attendees.all()[:2]
    page = client.get(f"{where}?who={first.pk}").content.decode()
    assert ["data-sign" in page, "web/sign.js" in page] == [True, True]
    path = "M10 10L60 90L120 20L200 100M220 50L300 50"
    assert client.post(where, {"way": "screen", "attendee": first.pk, "path": path}).status_code == 302
    scan = SimpleUploadedFile("签名.png", picture(path) or b"")
    answer = client.post(where, {"way": "paper", "attendees": [second.pk], "scan": scan})
    assert answer.status_code == 302
    assert sorted(Signature.objects.values_list("way", flat=True)) == ["paper", "screen"]
    bad = SimpleUploadedFile("a.docx", b"PK\x03\x04 nothing")
    third = meeting.attendees.all()[2]
    for sent in (
        {"way": "paper", "attendees": [third.pk]},
        {"way": "paper", "attendees": [third.pk], "scan": bad},
        {"way": "screen", "attendee": third.pk, "path": "<svg>"},
        {"way": "typed", "attendee": third.pk, "typed": "别人"},
        {"way": "refused", "attendee": third.pk, "why": ""},
        {"way": "typed", "attendee": "x"},
        {"button": "sent"},
    ):
        assert client.post(where, sent).status_code == 422
    assert Signature.objects.count() == 2


def test_who_sees_which_meeting(hall: Hall, client: Client) -> None:
    meeting = called(hall)
    pages = ("meeting", "meeting_minutes")
    for user, status in ((hall.leader, 200), (hall.cadre, 200), (hall.far, 404)):
        enter(client, user)
        assert [client.get(reverse(name, args=[meeting.pk])).status_code for name in pages] == [status] * 2
    enter(client, hall.far)
    assert "民主评议会" not in client.get(reverse("meetings")).content.decode()
    enter(client, hall.leader)
    listed = client.get(reverse("meetings")).content.decode()
    assert ["民主评议会" in listed, "召集会议" in listed] == [True, False]
    for name, args in (("meeting_act", [meeting.pk, "open"]), ("meeting_sign", [meeting.pk])):
        assert client.post(reverse(name, args=args)).status_code == 403
    assert client.get(reverse("meeting_new")).status_code == 403
    page = client.get(reverse("meeting", args=[meeting.pk])).content.decode()
    assert "/do/" not in page


def test_the_list_filters_by_state(hall: Hall, client: Client) -> None:
    called(hall)
    enter(client, hall.clerk)
    assert "民主评议会" in client.get(reverse("meetings") + "?state=called").content.decode()
    assert "没有这种状态的会议" in client.get(reverse("meetings") + "?state=closed").content.decode()


def test_the_list_asks_the_same_however_long(hall: Hall, client: Client) -> None:
    called(hall)
    enter(client, hall.clerk)
    client.get(reverse("meetings"))
    with CaptureQueriesContext(connection) as one:
        client.get(reverse("meetings"))
    rows = Meeting.objects.get()
    for number in range(20):
        rows.pk, rows.key = None, f"copy-{number}"
        rows.save(force_insert=True)
    with CaptureQueriesContext(connection) as many:
        client.get(reverse("meetings"))
    assert len(many) == len(one)


@pytest.mark.parametrize("name", ["meeting", "meeting_minutes", "meeting_sign"])
def test_a_page_asks_the_same_however_many_come(hall: Hall, client: Client, name: str) -> None:
    meeting = settled(hall)
    enter(client, hall.clerk)
    client.get(reverse(name, args=[meeting.pk]))
    with CaptureQueriesContext(connection) as few:
        client.get(reverse(name, args=[meeting.pk]))
    for number in range(15):
        seat = service.add_seat(hall.clerk, meeting.pk, NewSeat(f"来人{number}", "reps"))
        service.check_in(hall.clerk, seat.pk)
    with CaptureQueriesContext(connection) as many:
        client.get(reverse(name, args=[meeting.pk]))
    assert len(many) == len(few)


def test_the_pages_speak_english(hall: Hall, client: Client) -> None:
    meeting = settled(hall)
    signed(hall, meeting)
    enter(client, hall.clerk)
    client.cookies["django_language"] = "en"
    page = client.get(reverse("meeting", args=[meeting.pk])).content.decode()
    assert "10/10 &gt; 1/2, carried" in page
