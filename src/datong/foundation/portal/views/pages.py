"""Every public address: ask for the page, say how long it may be kept."""

import datetime as dt

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from datong.foundation.portal import service
from datong.foundation.portal.service import Page
from datong.kernel import clock
from datong.web.public import open_to_all


@open_to_all
@require_safe
def public(request: HttpRequest, path: str, lang: str = "zh") -> HttpResponse:
    """The page at /open/`path`, in the language of the address."""
    return answer(request, service.page(path, lang, request.GET.dict()))


@open_to_all
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What machines may look for."""
    return answer(request, service.robots(root(request)))


@open_to_all
@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """Every page worth finding."""
    return answer(request, service.sitemap(root(request)))


def root(request: HttpRequest) -> str:
    """Where the public pages stand: as the installation says, else as it was asked for; ends in a slash."""
    return f"{settings.DATONG_PUBLIC_URL or request.build_absolute_uri('/')}".rstrip("/") + "/"


def answer(request: HttpRequest, page: Page) -> HttpResponse:
    """The page, or 304 when the reader has it already."""
    response = HttpResponse(
        page.body, status=page.status, content_type=page.media, headers=dict(page.headers)
    )
    response["Content-Length"] = str(len(page.body))
    seconds = min(page.seconds, left_today())
    response["Cache-Control"] = f"public, max-age={seconds}" if seconds else "no-store"
    if page.status != 200:
        return response
    response["ETag"] = page.etag
    return get_conditional_response(request, etag=page.etag, response=response) or response


def left_today() -> int:
    """Whole seconds until midnight in China, when what had its last day goes: nobody keeps a page beyond it."""
    now = clock.now().astimezone(clock.SHANGHAI)
    return int(
        (dt.datetime.combine(now.date() + dt.timedelta(1), dt.time(), clock.SHANGHAI) - now).total_seconds()
    )
