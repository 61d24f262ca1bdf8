"""Addresses of named pages, looked up once each; and what every form carries: its origin and its key."""

from functools import cached_property, lru_cache
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.urls import get_urlconf, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

__all__ = ["FORM_KEY", "address", "form_token"]

FORM_KEY = "idempotency_key"


def address(name: str, *args: Any, **kwargs: Any) -> str:
    """The address of a named page; raises NoReverseMatch."""
    urlconf = get_urlconf() or settings.ROOT_URLCONF
    return _reversed(urlconf, name, args, tuple(sorted(kwargs.items())))


@lru_cache(maxsize=4096)
def _reversed(urlconf: str, name: str, args: tuple[Any, ...], kwargs: tuple[tuple[str, Any], ...]) -> str:
    return reverse(name, urlconf, args or None, dict(kwargs) or None)


class FormToken:
    """`{{ csrf_input }}`: two hidden fields. The proof of origin is made at its first use and is the same for all forms of
    a page; the key is another one each time it is printed, so each form counts once however often it is sent."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @cached_property
    def token(self) -> str:
        return get_token(self.request)

    def __html__(self) -> SafeString:
        return format_html(
            '<input type="hidden" name="csrfmiddlewaretoken" value="{}">'
            '<input type="hidden" name="{}" value="{}" autocomplete="off">',
            self.token, FORM_KEY, uuid4().hex,
        )  # fmt: skip

    __str__ = __html__


def form_token(request: HttpRequest) -> dict[str, Any]:
    """Template context: `csrf_input`."""
    return {"csrf_input": FormToken(request)}
