"""What is sent twice has one effect: fifty at once, another content, a corrected form, answers that are not kept."""

import datetime as dt
import re
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest
from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.sessions.backends.db import SessionStore
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError, connection
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.template.response import TemplateResponse
from django.test import Client, RequestFactory

from datong.foundation.access.actions import once
from datong.foundation.access.enums import Role
from datong.foundation.access.middleware import OnceOnly, Unreadable
from datong.foundation.access.models import Post, Sent, User
from datong.foundation.journal.service import entries, verify
from datong.kernel import clock
from datong.web.sending import at_most, changes_nothing
from tests.crowd import at_once
from tests.foundation.access.walk import LUOJIANG, PASSWORD, make_user, plant_places

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
NEW = "/account/manage/new/"
KEY = "b2d7a8e0-5f43-4c19-9f0e-64a1c7d2e3f4"
FORM = {
    "username": "wang.fang", "name": "王芳", "password": PASSWORD, "role": "town_clerk", "place": "调元镇",
    "programmes": [], "since": "", "until": "",
}  # fmt: skip
OTHER_CONTENT = "这张表单已经提交过，这次的内容和上次不同，没有保存。"


def admin_of_luojiang() -> User:
    plant_places()
    return make_user("admin", Role.SYSTEM_ADMIN, LUOJIANG)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, BACKEND)
    return client


def opened() -> list[str]:
    """The accounts that were opened, by the journal."""
    return [entry.target for entry in entries() if entry.action == "accounts.open"]


@pytest.fixture
def admin(db: None) -> Client:
    return signed_in(admin_of_luojiang())


def test_fifty_at_once(crowd_db: None) -> None:
    boss = signed_in(admin_of_luojiang())
    forms = [Client(headers={"Accept-Language": "zh-hans"}) for _ in range(50)]
    for each in forms:
        each.cookies = boss.cookies
    answers = at_once(50, lambda number: forms[number].post(NEW, {**FORM, "idempotency_key": KEY}))
    user = User.objects.get(username="wang.fang")
    assert {(answer.status_code, answer["Location"]) for answer in answers} == {
        (302, f"/account/manage/{user.pk}/")
    }
    assert (
        sorted(answer.headers.get("Idempotency-Replayed", "") for answer in answers) == [""] + ["true"] * 49
    )
    assert Post.objects.filter(user=user).count() == 1
    assert opened() == [f"access.User:{user.pk}"]
    assert Sent.objects.count() == 1
    assert verify().sound


def test_fifty_keys_at_once(crowd_db: None) -> None:
    """Fifty different forms: fifty effects, no deadlock, one whole journal."""
    boss = signed_in(admin_of_luojiang())
    forms = [Client() for _ in range(50)]
    for each in forms:
        each.cookies = boss.cookies
    answers = at_once(
        50,
        lambda number: forms[number].post(
            NEW, {**FORM, "username": f"clerk{number}", "idempotency_key": f"{KEY}-{number}"}
        ),
    )
    assert {answer.status_code for answer in answers} == {302}
    assert User.objects.filter(username__startswith="clerk").count() == 50
    assert len(opened()) == 50
    assert (verify().entries, verify().sound) == (50, True)


def test_again_later(admin: Client) -> None:
    first = admin.post(NEW, {**FORM, "idempotency_key": KEY})
    again = admin.post(NEW, {**FORM, "idempotency_key": KEY}, follow=True)
    assert again.redirect_chain == [(first["Location"], 302)]
    assert "账号 wang.fang 已开设。" in again.content.decode()
    assert len(opened()) == 1


def test_another_proof_of_origin_is_the_same_form(admin: Client) -> None:
    for token in ("one", "two"):
        answer = admin.post(NEW, {**FORM, "idempotency_key": KEY, "csrfmiddlewaretoken": token})
        assert answer.status_code == 302
    assert len(opened()) == 1


def test_the_key_may_stand_in_a_header(admin: Client) -> None:
    for _ in range(2):
        assert admin.post(NEW, FORM, headers={"Idempotency-Key": KEY}).status_code == 302
    assert len(opened()) == 1


def test_another_content_under_the_same_key(admin: Client) -> None:
    admin.post(NEW, {**FORM, "idempotency_key": KEY})
    answer = admin.post(NEW, {**FORM, "username": "li.na", "idempotency_key": KEY})
    assert answer.status_code == 409
    assert OTHER_CONTENT in answer.content.decode()
    english = admin.post(
        NEW, {"idempotency_key": KEY}, headers={"Accept-Language": "en", "HX-Request": "true"}
    )
    assert english.content.decode().startswith(
        "This form was sent already and this time holds something else"
    )
    assert not User.objects.filter(username="li.na").exists()


def test_another_address_under_the_same_key(admin: Client) -> None:
    admin.post(NEW, {**FORM, "idempotency_key": KEY})
    assert admin.post(f"{NEW}?x=1", {**FORM, "idempotency_key": KEY}).status_code == 409


def test_a_refused_form_can_be_corrected(admin: Client) -> None:
    refused = admin.post(NEW, {**FORM, "name": "", "idempotency_key": KEY})
    assert refused.status_code == 422
    assert Sent.objects.count() == 0
    assert admin.post(NEW, {**FORM, "idempotency_key": KEY}).status_code == 302
    assert len(opened()) == 1


def test_each_form_of_a_page_has_a_key_of_its_own(admin: Client) -> None:
    refused = admin.post(NEW, {**FORM, "name": "", "idempotency_key": KEY}).content.decode()
    fields = r'name="idempotency_key" value="([^"]*)" autocomplete="off"'
    keys = [key for page in (admin.get(NEW).content.decode(), refused) for key in re.findall(fields, page)]
    assert len(keys) >= 6
    assert len(set(keys)) == len(keys)
    assert [key for key in keys if not re.fullmatch("[0-9a-f]{32}", key)] == []


def test_two_people_may_have_the_same_key(admin: Client) -> None:
    other = signed_in(make_user("second", Role.SYSTEM_ADMIN, LUOJIANG))
    assert admin.post(NEW, {**FORM, "idempotency_key": KEY}).status_code == 302
    assert other.post(NEW, {**FORM, "username": "li.na", "idempotency_key": KEY}).status_code == 302
    assert len(opened()) == 2


def test_without_a_key_nothing_is_remembered(admin: Client) -> None:
    user = make_user("clerk", Role.TOWN_CLERK, "510626106000")
    form = {key: FORM[key] for key in ("role", "place", "programmes", "since", "until")}
    for _ in range(2):
        assert admin.post(f"/account/manage/{user.pk}/post/", form).status_code == 302
    assert user.posts.count() == 3
    assert Sent.objects.count() == 0


@pytest.mark.parametrize("key", ["short", "x" * 65, "0123456789abcdef'--", "0123456789abcdé1"])
def test_a_key_that_is_none(admin: Client, key: str) -> None:
    answer = admin.post(NEW, {**FORM, "idempotency_key": key})
    assert answer.status_code == 400
    assert "防重复编号应为 16 至 64 个字母、数字或连字符" in answer.content.decode()
    assert opened() == []


def test_failures_to_sign_in_are_all_counted(db: None) -> None:
    make_user("wang.fang")
    client = Client()
    wrong = {"login": "wang.fang", "password": "wrong", "idempotency_key": KEY}
    answers = [client.post("/account/login/", wrong).status_code for _ in range(5)]
    assert answers == [200, 200, 200, 200, 429]
    assert Sent.objects.count() == 0


# The middleware alone, with views of our own.


def asked(
    method: str = "post", *, user: Any = None, session: str | None = None, name: str = "a_page", **more: Any
) -> HttpRequest:
    """A request as the middleware before left it."""
    request = getattr(RequestFactory(), method)("/a/page/", **more)
    request.user = user or AnonymousUser()
    request.session = SessionStore(session)
    request.resolver_match = SimpleNamespace(view_name=name)
    request._messages = CookieStorage(request)
    return request  # type: ignore[no-any-return]


class Counted:
    """A view that counts what it is asked and leaves a mark in the database."""

    def __init__(self, answer: Callable[[HttpRequest], Any]) -> None:
        self.answer, self.runs = answer, 0

    def __call__(self, request: HttpRequest) -> Any:
        self.runs += 1
        User.objects.create_user(f"mark-{uuid4().hex[:20]}")
        return self.answer(request)


def send(view: Any, **more: Any) -> Any:
    """The answer; what the view itself gives when the middleware lets it run."""
    more.setdefault("session", "s" * 32)
    more.setdefault("data", {"x": "1", "idempotency_key": KEY})
    request = asked(**more)
    answer = OnceOnly(lambda _: HttpResponse()).process_view(request, view, (), {})
    return view(request) if answer is None else answer


def marks() -> int:
    return User.objects.filter(username__startswith="mark").count()


def page(_: HttpRequest) -> HttpResponse:
    return HttpResponse("<p>办好了</p>", headers={"X-Own": "1"})


@pytest.mark.django_db
def test_a_page_is_shown_again_as_it_was() -> None:
    view = Counted(page)
    answers = [send(view) for _ in range(3)]
    assert [(a.status_code, a.content.decode(), a["X-Own"]) for a in answers] == [
        (200, "<p>办好了</p>", "1")
    ] * 3
    assert (view.runs, marks()) == (1, 1)
    row = Sent.objects.get()
    assert (row.path, row.status, len(row.owner)) == ("/a/page/", 200, 64)


@pytest.mark.django_db
def test_answers_are_sealed_and_sessions_are_not_written_down() -> None:
    send(Counted(page), session="verysecretsessionkeyofsomebody12")
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM access_sent")
        stored = b"".join(
            bytes(v) if isinstance(v, (bytes, memoryview)) else str(v).encode() for v in cursor.fetchone()
        )
    assert "办好了".encode() not in stored
    assert b"verysecret" not in stored


@pytest.mark.django_db
@pytest.mark.parametrize(
    "answer",
    [
        lambda _: StreamingHttpResponse(iter([b"x"])),
        lambda _: HttpResponse(b"PK\xff", headers={"Content-Disposition": 'attachment; filename="x.xlsx"'}),
        lambda _: HttpResponse("510626…", headers={"Cache-Control": "max-age=0, no-store, private"}),
    ],
    ids=["stream", "file", "kept nowhere"],
)
def test_files_and_secrets_are_given_anew_each_time(answer: Callable[[HttpRequest], Any]) -> None:
    view = Counted(answer)
    assert [send(view).status_code for _ in range(2)] == [200, 200]
    assert (view.runs, marks(), Sent.objects.count()) == (2, 2, 0)


@pytest.mark.django_db
def test_a_page_too_large_to_keep_is_still_made_once() -> None:
    view = Counted(lambda _: HttpResponse("长" * 22_000))
    assert [send(view).status_code for _ in range(2)] == [200, 409]
    assert "这一步已经办理过，没有重复办理。" in send(view).content.decode()
    assert (view.runs, marks()) == (1, 1)


@pytest.mark.django_db
def test_a_page_just_small_enough() -> None:
    view = Counted(lambda _: HttpResponse("x" * 65_536))
    assert [len(send(view).content) for _ in range(2)] == [65_536, 65_536]
    assert view.runs == 1


@pytest.mark.django_db
@pytest.mark.parametrize("status", [400, 403, 422, 500])
def test_an_answer_from_400_on_takes_everything_back(status: int) -> None:
    view = Counted(lambda _: HttpResponse("no", status=status))
    assert [send(view).status_code for _ in range(2)] == [status, status]
    assert (view.runs, marks(), Sent.objects.count()) == (2, 0, 0)


@pytest.mark.django_db
def test_an_error_takes_everything_back() -> None:
    def missing(_: HttpRequest) -> HttpResponse:
        raise Http404

    for _ in range(2):
        with pytest.raises(Http404):
            send(Counted(missing))
    assert (marks(), Sent.objects.count()) == (0, 0)


@pytest.mark.django_db
def test_a_page_drawn_late_is_drawn_inside() -> None:
    view = Counted(lambda request: TemplateResponse(request, "errors/page.html", {}, using="jinja2"))
    with pytest.raises(
        Exception, match="is undefined"
    ):  # the page lacks what it needs, and takes the mark with it
        send(view)
    assert (marks(), Sent.objects.count()) == (0, 0)


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_other_writing_methods(method: str) -> None:
    view = Counted(page)
    more = {"data": '{"a": 1}', "content_type": "application/json", "headers": {"Idempotency-Key": KEY}}
    assert [send(view, method=method, **more).status_code for _ in range(2)] == [200, 200]
    assert view.runs == 1
    assert send(view, method=method, **{**more, "data": '{"a": 2}'}).status_code == 409


@pytest.mark.django_db
def test_files_count_by_their_content() -> None:
    def content(request: Any) -> HttpResponse:
        return HttpResponse(request.FILES["f"].read())

    view = Counted(content)

    def with_file(content: bytes, name: str = "a.xlsx") -> Any:
        return send(view, data={"idempotency_key": KEY, "f": SimpleUploadedFile(name, content)})

    assert [with_file(b"one").content for _ in range(2)] == [b"one", b"one"]
    assert [with_file(b"two").status_code, with_file(b"one", "b.xlsx").status_code] == [409, 409]
    assert view.runs == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    "more",
    [
        {"method": "get"},
        {"session": ""},
        {"name": "account_change_password"},
        {"name": "mfa_activate_totp"},
        {"name": "set_language"},
        {"data": {"x": "1"}},
        {"data": {"x": "1", "idempotency_key": ""}},
    ],
    ids=str,
)
def test_what_runs_as_it_comes(more: dict[str, Any]) -> None:
    view = Counted(page)
    for _ in range(2):
        send(view, **more)
    assert (view.runs, Sent.objects.count()) == (2, 0)


@pytest.mark.django_db
def test_a_question_may_be_asked_again_and_what_is_too_large_is_left_unread() -> None:
    question, small = changes_nothing(Counted(page)), at_most(10)(Counted(page))
    for view in (question, small):
        assert [send(view).status_code for _ in range(2)] == [200, 200]
        assert view.runs == 2
    request = asked(session="s" * 32, data={"idempotency_key": KEY})
    assert OnceOnly(lambda _: HttpResponse()).process_view(request, small, (), {}) is None
    assert not hasattr(request, "_post")


@pytest.mark.django_db
def test_a_bad_key_is_said_so() -> None:
    with pytest.raises(Unreadable):
        send(Counted(page), data={"idempotency_key": "?" * 20})


@pytest.mark.django_db
def test_keys_are_forgotten_after_30_days(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(once, "TIDIED_EVERY", 1)
    start = dt.datetime(2015, 1, 1, tzinfo=dt.UTC)
    view = Counted(page)
    for days, key, runs in (
        (0, "a" * 16, 1),
        (30, "b" * 16, 2),
        (30, "a" * 16, 2),
        (31, "c" * 16, 3),
        (31, "a" * 16, 4),
    ):
        with clock.override(start + dt.timedelta(days=days)):
            send(view, data={"idempotency_key": key})
        assert view.runs == runs
    assert sorted(Sent.objects.values_list("key", flat=True)) == ["a" * 16, "b" * 16, "c" * 16]


class Deadlock(Exception):
    """As psycopg tells it."""

    sqlstate = "40P01"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("failures", "marked"), [(2, 1), (3, 0)])
def test_a_deadlock_is_tried_again(failures: int, marked: int) -> None:
    def stuck(request: HttpRequest) -> HttpResponse:
        messages.info(request, f"第 {view.runs} 次")
        if view.runs <= failures:
            raise OperationalError("deadlock detected") from Deadlock()
        return page(request)

    view = Counted(stuck)
    if marked:
        assert send(view).status_code == 200
        assert once.told(Sent.objects.get()).messages == [(20, "第 3 次")]  # type: ignore[union-attr]
    else:
        with pytest.raises(OperationalError):
            send(view)
    assert (view.runs, marks()) == (3, marked)
