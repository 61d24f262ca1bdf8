"""What the pages of the village books share."""

import datetime as dt
from collections.abc import Mapping
from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods

from datong.foundation.access import service as access
from datong.foundation.access.service import User
from datong.foundation.places.service import Place
from datong.kernel import clock
from datong.programmes.sunshine.forms.books import day_of
from datong.programmes.sunshine.permissions import CLOSE, KEEP, PROGRAMME, VIEW
from datong.programmes.sunshine.queries import books
from datong.programmes.sunshine.rules.periods import quarter_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
read_or_send = require_http_methods(["GET", "HEAD", "POST"])


def me(request: HttpRequest) -> User:
    """The signed-in user; the middleware let nobody else in."""
    return cast(User, request.user)


def village_for(request: HttpRequest, code: str, action: str = VIEW) -> Place:
    """A village whose books the reader may see, or keep. Raises Refused, Http404."""
    access.require(request.user, action, programme=PROGRAMME, place_code=code)
    found = books.village(code)
    if found is None:
        raise Http404
    return found


def may(request: HttpRequest, place: Place) -> dict[str, bool]:
    """What the reader may do with these books."""
    user = request.user
    return {
        "may_keep": access.can(user, KEEP, programme=PROGRAMME, place_code=place.code),
        "may_close": access.can(user, CLOSE, programme=PROGRAMME, place_code=place.code),
    }


def page(
    request: HttpRequest, template: str, place: Place, context: Mapping[str, Any], *, wrong: bool = False
) -> HttpResponse:
    """A page of a village's books; kept nowhere, so that a form on it may be sent, changed and sent again."""
    whole = {"place": place, **may(request, place), **context}
    response = render(request, template, whole, status=422 if wrong else 200)
    add_never_cache_headers(response)
    return response


def sent(request: HttpRequest) -> QueryDict | None:
    """What was sent; None while the form is only shown."""
    return request.POST if request.method == "POST" else None


def period(request: HttpRequest, last: dt.date | None) -> tuple[dt.date, dt.date]:
    """The period the address asks for (`since`, `until`), else the quarter of the last voucher, else of today."""
    start, end = quarter_of(last or clock.today())
    start, end = day_of(request.GET.get("since")) or start, day_of(request.GET.get("until")) or end
    return (start, end) if start <= end else (end, start)


def download(content: bytes, name: str) -> HttpResponse:
    """A workbook to be saved under a name."""
    disposition = content_disposition_header(True, name) or "attachment"
    response = HttpResponse(content, content_type=XLSX, headers={"Content-Disposition": disposition})
    add_never_cache_headers(response)
    return response
