"""Everything needs a login, except the addresses named here."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django_htmx.http import HttpResponseClientRedirect

__all__ = ["OPEN", "SignedInOnly"]

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
