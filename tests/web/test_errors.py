"""Error pages: the status, the reason, what to do; no database (none is open here), no personal data."""

from collections.abc import Callable, Iterator

import pytest
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.utils import translation

from datong.kernel.bilingual import Text
from datong.web import errors
from tests.web.addresses import Refused
from tests.web.drawing import Page, request

MIDDLEWARE = ["django.middleware.locale.LocaleMiddleware", "django.middleware.csrf.CsrfViewMiddleware"]
PAGES: list[tuple[Callable[[HttpRequest], HttpResponse], int, str]] = [
    (lambda asked: errors.bad_request(asked, BadRequest("x")), 400, "请求有误"),
    (lambda asked: errors.forbidden(asked, Refused()), 403, "没有权限"),
    (lambda asked: errors.csrf_failure(asked, "CSRF cookie not set."), 403, "没有提交成功"),
    (lambda asked: errors.not_found(asked, Http404("x")), 404, "找不到这一页"),
    (errors.too_large, 413, "内容太大"),
    (errors.server_error, 500, "系统出错了"),
]


@pytest.fixture
def client() -> Iterator[Client]:
    with override_settings(MIDDLEWARE=MIDDLEWARE):
        yield Client(raise_request_exception=False, enforce_csrf_checks=True)


@pytest.mark.parametrize(("handler", "status", "heading"), PAGES)
def test_each_page_says_what_happened_and_leads_home(
    handler: Callable[[HttpRequest], HttpResponse], status: int, heading: str
) -> None:
    answer = handler(request("/somewhere"))
    page = Page(answer.content.decode())
    assert answer.status_code == status
    assert page.one("html")["lang"] == "zh-CN"
    assert len(page.all("h1")) == 1
    assert heading in page.words
    assert str(status) in page.words
    assert page.one("a", class_="btn-primary")["href"] == "/"


@pytest.mark.parametrize(("handler", "status", "heading"), PAGES)
def test_each_page_exists_in_english(
    handler: Callable[[HttpRequest], HttpResponse], status: int, heading: str
) -> None:
    with translation.override("en"):
        answer = handler(request("/somewhere"))
    assert (answer.status_code, Page(answer.content.decode()).one("html")["lang"]) == (status, "en")


@pytest.mark.parametrize(
    ("language", "sentence"),
    [("zh-hans", "您只能查看百花村的名册。"), ("en", "You may see the registers of Baihua village only.")],
)
def test_a_refusal_gives_its_reason_in_the_language_of_the_reader(
    client: Client, language: str, sentence: str
) -> None:
    answer = client.get("/refuse", headers={"accept-language": language})
    assert answer.status_code == 403
    assert sentence in Page(answer.content.decode()).words


def test_a_bare_refusal_does_not_repeat_the_exception(client: Client) -> None:
    answer = client.get("/forbid")
    assert answer.status_code == 403
    assert "secret detail" not in answer.content.decode()
    assert "您的岗位没有查看这一页或办理这件事的权限。" in Page(answer.content.decode()).words


def test_a_reason_is_escaped() -> None:
    class LoudError(Exception):
        sentence = Text(zh="<script>", en="<script>")

    assert "&lt;script&gt;" in errors.forbidden(request(), LoudError()).content.decode()


def test_htmx_gets_the_sentence_as_plain_text(client: Client) -> None:
    answer = client.get("/refuse", headers={"hx-request": "true"})
    assert (answer.status_code, answer.content.decode()) == (403, "您只能查看百花村的名册。")
    assert answer["Content-Type"] == "text/plain; charset=utf-8"


def test_an_unknown_address(client: Client) -> None:
    assert client.get("/no/such/page").status_code == 404


@override_settings(DATA_UPLOAD_MAX_MEMORY_SIZE=10)
def test_too_much_at_once_is_413(client: Client) -> None:
    client.handler.enforce_csrf_checks = False
    answer = client.post("/form", data="a" * 100, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 413
    assert "内容太大" in Page(answer.content.decode()).words


def test_a_limit_may_be_named() -> None:
    answer = errors.too_large(
        request(), Text(zh="每个工作簿最多 20 MB。", en="A workbook may have 20 MB at most.")
    )
    assert "每个工作簿最多 20 MB。" in Page(answer.content.decode()).words


@override_settings(CSRF_FAILURE_VIEW="datong.web.errors.csrf_failure")
def test_a_form_without_its_proof_of_origin(client: Client) -> None:
    answer = client.post("/form", {"a": "1"})
    assert answer.status_code == 403
    assert "没有提交成功" in Page(answer.content.decode()).words


@override_settings(DEBUG=False)
def test_a_crash_shows_nothing_of_the_person_in_its_message(client: Client) -> None:
    answer = client.get("/fail")
    assert answer.status_code == 500
    assert "张桂华" not in answer.content.decode()
    assert "510626" not in answer.content.decode()


def test_a_crash_while_drawing_the_error_page_still_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_args: object, **_kwargs: object) -> str:
        raise OSError("no templates")

    monkeypatch.setattr(errors, "render_to_string", broken)
    answer = errors.server_error(request())
    assert answer.status_code == 500
    assert "系统出错了" in answer.content.decode()
    assert "Something went wrong" in answer.content.decode()


def test_the_sign_of_life_asks_no_database(client: Client) -> None:
    answer = client.get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"ok\n")
    assert "no-store" in answer["Cache-Control"]
