"""The log's files for everybody: the checkpoint, tiles and bundles, the public keys."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from datong.foundation.publiclog import queries

TEXT = "text/plain; charset=utf-8"
SHORT = "public, max-age=5"
FOREVER = "public, max-age=31536000, immutable"


@require_safe
def checkpoint(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """The signed checkpoint; 404 before the first."""
    return answer("checkpoint", TEXT, SHORT)


@require_safe
def vkey(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """The public keys, one a line."""
    return answer("vkey", TEXT, SHORT)


@require_safe
def tile(request: HttpRequest, name: str) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """A tile or an entry bundle, which never changes."""
    return answer(f"tile/{name}", "application/octet-stream", FOREVER)


def answer(name: str, type_: str, cached: str) -> HttpResponse:
    """A file; any page anywhere may read it (CORS), for there is nothing secret in it."""
    data = queries.file(name)
    if data is None:
        raise Http404
    headers = {"Cache-Control": cached, "Access-Control-Allow-Origin": "*"}
    return HttpResponse(data, content_type=type_, headers=headers)
