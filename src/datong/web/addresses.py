"""Addresses of named pages, looked up once each; and the form token, masked once a page."""

from functools import lru_cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.urls import get_urlconf, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.html import format_html

__all__ = ["address", "form_token"]


def address(name: str, *args: Any, **kwargs: Any) -> str:
    """The address of a named page; raises NoReverseMatch."""
    urlconf = get_urlconf() or settings.ROOT_URLCONF
    return _reversed(urlconf, name, args, tuple(sorted(kwargs.items())))


@lru_cache(maxsize=4096)
def _reversed(urlconf: str, name: str, args: tuple[Any, ...], kwargs: tuple[tuple[str, Any], ...]) -> str:
    return reverse(name, urlconf, args or None, dict(kwargs) or None)


def form_token(request: HttpRequest) -> dict[str, Any]:
    """Template context: `csrf_input`, made at its first use on a page and the same for all its forms."""
    return {
        "csrf_input": SimpleLazyObject(
            lambda: format_html(
                '<input type="hidden" name="csrfmiddlewaretoken" value="{}">', get_token(request)
            )
        )
    }
