"""The one page of the shell itself: a sign of life for whoever watches the server."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

__all__ = ["healthz"]


@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """200 and `ok` while the process answers; asks nothing of the database and needs no login."""
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")
