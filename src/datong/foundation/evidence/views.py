"""Two doors to a file: the whole as a download, a picture as a preview. Nothing that was sent ever runs here."""

from typing import cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from datong.foundation.access.service import User
from datong.foundation.evidence import actions, queries
from datong.foundation.evidence.errors import Lost

SHUT = "default-src 'none'; sandbox; frame-ancestors 'none'"
TYPES = {"text/plain": "text/plain; charset=utf-8"}


@require_safe
def whole(request: HttpRequest, pk: int) -> HttpResponse:
    """The file as it was kept, always as a download."""
    return answer(request, pk, whole=True)


@require_safe
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """A picture of a case, at most 1,200 pixels a side."""
    return answer(request, pk, whole=False)


def answer(request: HttpRequest, pk: int, *, whole: bool) -> HttpResponse:
    """The bytes under headers that let them do nothing; who asked is journalled."""
    found = queries.item(request.user, pk)
    if found is None:
        raise Http404
    try:
        content = queries.content(found) if whole else queries.thumbnail(found)
    except Lost as lost:
        return render(request, "evidence/lost.html", {"why": lost.text}, status=410)
    actions.downloaded(cast(User, request.user), found, whole=whole)
    type_ = TYPES.get(found.blob.type, found.blob.type) if whole else "image/jpeg"
    name = found.name if whole else None
    response = HttpResponse(content, content_type=type_)
    if name:
        response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = SHUT
    response["Cache-Control"] = "private, no-store"
    return response
