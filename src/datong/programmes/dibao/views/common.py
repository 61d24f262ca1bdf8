"""What the pages of dibao share."""

from collections.abc import Mapping
from typing import Any, cast

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_http_methods

from datong.foundation.access import service as access
from datong.foundation.access.service import User
from datong.foundation.casework import service as casework
from datong.foundation.casework.service import Case

APPLY, ACCEPT, SURVEY, CHECK = "dibao.apply", "dibao.accept", "dibao.survey", "dibao.check"
REVERIFY, REPORT = "dibao.reverify", "dibao.report"
read_or_send = require_http_methods(["GET", "HEAD", "POST"])


def me(request: HttpRequest) -> User:
    """The signed-in user; the middleware let nobody else in."""
    return cast(User, request.user)


def sent(request: HttpRequest) -> QueryDict | None:
    """What was sent; None while the form is only shown."""
    return request.POST if request.method == "POST" else None


def number(typed: object) -> int | None:
    """A whole number typed into a hidden field, or None."""
    text = str(typed or "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def page(
    request: HttpRequest, template: str, context: Mapping[str, Any], *, wrong: bool = False
) -> HttpResponse:
    """A page with a form; kept nowhere, so that it may be sent, changed and sent again."""
    response = render(request, template, dict(context), status=422 if wrong else 200)
    add_never_cache_headers(response)
    return response


def case_for(request: HttpRequest, pk: int, *actions: str) -> Case:
    """The case, for whoever may do one of these things with it. Raises Http404, Refused with the sentence of the first."""
    case = casework.case_of(me(request), pk)
    if case.programme != "dibao" or not any(
        access.can(request.user, action, programme="dibao", place_code=case.place_code) for action in actions
    ):
        access.require(request.user, actions[0], programme="dibao", place_code=case.place_code)
    casework.looked(me(request), case)
    return case
