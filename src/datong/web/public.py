"""Pages for everybody (公开页面): they know no reader, so they are answered before anything that does.

A view marked `open_to_all` runs before sessions, languages chosen, forms and signing in: no cookie is read or set and
no answer varies by one, so any cache may keep it. Which language it speaks, its address says.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import Resolver404, resolve

__all__ = ["PublicFirst", "open_to_all"]

View = TypeVar("View", bound=Callable[..., Any])


def open_to_all(view: View) -> View:
    """This page is the same for everybody; it takes GET and HEAD only."""
    view.open_to_all = True  # type: ignore[attr-defined]
    return view


class PublicFirst:
    """Middleware: stands before sessions and signing in, and lets the views so marked answer at once."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        try:
            match = resolve(request.path_info)
        except Resolver404:
            return self.get_response(request)
        if not getattr(match.func, "open_to_all", False):
            return self.get_response(request)
        request.resolver_match = match
        response: HttpResponseBase = match.func(request, *match.args, **match.kwargs)
        return response
