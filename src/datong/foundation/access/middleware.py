"""Everything needs a login, except the addresses named here; and what is sent twice has one effect."""

import hashlib
import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple, cast
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.db import OperationalError, connection, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django_htmx.http import HttpResponseClientRedirect

from datong.foundation.access.actions import once
from datong.kernel.bilingual import Text
from datong.web.addresses import FORM_KEY
from datong.web.errors import conflict

__all__ = ["OPEN", "OnceOnly", "SignedInOnly"]

OPEN = frozenset(
    {
        "account_login",
        "account_logout",
        "account_inactive",
        "account_signup",  # a page that says it is closed
        "account_reset_password",  # the same
        "mfa_authenticate",  # the second step of signing in
        "set_language",
        "healthz",
        "log_checkpoint",  # the public log's files, for whoever checks it
        "log_tile",
        "log_vkey",
        "my_case_open",  # a household's own pages: number and code instead of an account (casework)
        "my_case",
        "my_case_object",
        "my_case_receipt",
        "my_case_letter",
        "my_case_leave",
        "my_questions",  # the same: what joint review asks the household (reviews)
        "ask",  # objections to what a village publishes: anybody, without an account (openness)
        "ask_receipt",
        "ask_statistics",
        "ask_react",
        "ask_en",
        "ask_receipt_en",
        "ask_statistics_en",
        "dibao_draw",  # a draw is checked by anybody: it holds case numbers and no person
        "dibao_draw_file",
    }
)


class SignedInOnly:
    """Sends whoever is not signed in to the login page, and from there back to where they were going.

    htmx is told to go there with the whole page. A form sent without a login is not sent again after it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: object, args: Any, kwargs: Any) -> HttpResponse | None:  # noqa: ARG002
        """None lets the view run."""
        match = request.resolver_match
        if request.user.is_authenticated or (match is not None and match.view_name in OPEN):
            return None
        login = reverse("account_login")
        wanted = destination(request)
        address = f"{login}?{urlencode({'next': wanted})}" if wanted not in ("", "/") else login
        htmx = request.headers.get("HX-Request") == "true"
        return HttpResponseClientRedirect(address) if htmx else HttpResponseRedirect(address)


def destination(request: HttpRequest) -> str:
    """The page to come back to: of an htmx request the page it stands on, of a sent form none."""
    if request.headers.get("HX-Request") == "true":
        current: str | None = request.htmx.current_url_abs_path  # type: ignore[attr-defined]
        return current or ""
    return request.get_full_path() if request.method in ("GET", "HEAD") else ""


WRITES = frozenset({"POST", "PUT", "PATCH", "DELETE"})
NOT_ONCE = (
    "account_",
    "mfa_",
    "set_language",
)  # names of django-allauth's own pages: their failures must be counted
KEY = re.compile(r"[A-Za-z0-9-]{16,64}")
NOT_SENT = frozenset({FORM_KEY, "csrfmiddlewaretoken"})
FORMS = ("multipart/form-data", "application/x-www-form-urlencoded")
TRIES = 3
DEADLOCK = "40P01"
REPLAYED = "Idempotency-Replayed"
BAD_KEY = Text(
    "防重复编号应为 16 至 64 个字母、数字或连字符，没有作任何改动。",
    "An idempotency key has 16 to 64 letters, digits or hyphens; nothing was changed.",
)
OTHER_CONTENT = Text(
    "这张表单已经提交过，这次的内容和上次不同，没有保存。请重新打开表单，填写后再提交。",
    "This form was sent already and this time holds something else; nothing was saved. "
    "Please open the form anew, fill it in and send it.",
)
DONE_ALREADY = Text(
    "这一步已经办理过，没有重复办理。结果页太大没有留底，请打开列表查看。",
    "This was done already and not done again. The page with its result was too large to keep; "
    "please look it up in the list.",
)


class Unreadable(BadRequest):
    """A key that is none; the page answers 400 with its sentence."""

    sentence = BAD_KEY


class Sending(NamedTuple):
    """A request with a key: whose, which, and what was sent (SHA-256 in hex)."""

    owner: str
    key: str
    request: str


class OnceOnly:
    """The same request sent again with the same key (form field or header) has one effect and the same answer.

    The row of the key and everything the view does commit in one transaction. An answer from 400 on, or an error, takes
    both back, so a corrected form can be sent; a deadlock is tried again. Answers that must not be kept (downloads, pages
    marked no-store such as a full identity number) are given anew each time, and the journal tells of each. Requests
    without a key run as they come. It calls the view itself, so it is the last that looks at views.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponseBase], args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        """None lets the view run unguarded. Raises Unreadable, and whatever the view raises."""
        sending = sending_of(request, view)
        if sending is None:
            return None
        for left in reversed(range(TRIES)):
            try:
                return answered(request, sending, lambda: rendered(view(request, *args, **kwargs)))
            except OperationalError as error:
                if (
                    not left
                    or getattr(error.__cause__, "sqlstate", "") != DEADLOCK
                    or connection.in_atomic_block
                ):
                    raise
                rewind(request)
        raise AssertionError("the last try answers or raises")


def sending_of(request: HttpRequest, view: object) -> Sending | None:
    """What is to have one effect; None for a request that changes nothing or has no key, or for nobody's."""
    if request.method not in WRITES or getattr(view, "changes_nothing", False):
        return None
    match = request.resolver_match
    if match is None or match.view_name.startswith(NOT_ONCE):
        return None
    if int(request.META.get("CONTENT_LENGTH") or 0) > getattr(view, "at_most", float("inf")):
        return None  # the view refuses it unread
    key = request.headers.get("Idempotency-Key") or request.POST.get(FORM_KEY, "")
    owner = owner_of(request)
    if not key or owner is None:
        return None
    if not KEY.fullmatch(key):
        raise Unreadable
    return Sending(hashed([owner.encode()]), key, hashed(contents(request)))


def owner_of(request: HttpRequest) -> str | None:
    """The account, or the session of whoever has none; None without either."""
    if request.user.is_authenticated:
        return f"user:{request.user.pk}"
    session: str | None = request.session.session_key
    return f"session:{session}" if session else None


def contents(request: HttpRequest) -> Iterator[bytes]:
    """All that makes two requests the same: method, address, fields and files, whatever their order."""
    yield from (str(request.method).encode(), request.get_full_path().encode())
    if request.content_type not in FORMS:
        yield request.body
        return
    for name, values in sorted(request.POST.lists()):
        if name not in NOT_SENT:
            yield from (part.encode("utf-8", "replace") for part in (name, str(len(values)), *values))
    for name, files in sorted(request.FILES.lists()):
        for file in files:
            yield from (part.encode("utf-8", "replace") for part in (name, file.name or ""))
            yield hashed(file.chunks()).encode()
            file.seek(0)


def hashed(parts: Any) -> str:
    """SHA-256 in hex over parts, each with its length before it."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(len(part).to_bytes(8, "big") + part)
    return digest.hexdigest()


def answered(request: HttpRequest, sending: Sending, act: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    """The answer of the act, or of the one with this key before."""
    with transaction.atomic():
        row, new = once.claim(sending.owner, sending.key, request.path, sending.request)
        if not new:
            return again(request, row.request == sending.request, row.status, once.told(row))
        response = act()
        if response.status_code >= 400:
            transaction.set_rollback(True)
        elif keepable(response):
            page = cast(HttpResponse, response)
            said = [(message.level, str(message.message)) for message in waiting(request)]
            answer = once.Answer(dict(page.headers.items()), page.content.decode(page.charset), said)
            once.keep(row, page.status_code, answer)
        else:
            once.forget(row)
    return response


def again(request: HttpRequest, same: bool, status: int, answer: once.Answer | None) -> HttpResponse:
    """The kept answer once more; 409 when something else was sent, or when the answer was too large to keep."""
    if not same or answer is None:
        return conflict(request, DONE_ALREADY if same else OTHER_CONTENT)
    for level, sentence in answer.messages:
        messages.add_message(request, level, sentence)
    where = answer.headers.get("Location")
    response = HttpResponseRedirect(where) if where else HttpResponse(answer.body)
    response.status_code = status
    for name, value in (answer.headers | {REPLAYED: "true"}).items():
        response[name] = value
    return response


def rendered(response: HttpResponseBase) -> HttpResponseBase:
    """The response with its content made, inside the transaction."""
    render = getattr(response, "render", None)
    return cast(HttpResponseBase, render()) if callable(render) else response


def keepable(response: HttpResponseBase) -> bool:
    """Whether the answer may be kept: a page or a redirect, no file, and not marked as kept nowhere."""
    return not (
        response.streaming
        or response.headers.get("Content-Disposition", "").startswith("attachment")
        or "no-store" in response.headers.get("Cache-Control", "")
    )


def waiting(request: HttpRequest) -> list[Any]:
    """The messages that this request has added and no page has shown yet."""
    storage: Any = messages.get_messages(request)
    queued: list[Any] = storage._queued_messages
    return queued


def rewind(request: HttpRequest) -> None:
    """As it was before the view ran."""
    waiting(request).clear()
    for _, files in request.FILES.lists():
        for file in files:
            file.seek(0)
