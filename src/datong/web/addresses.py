"""Addresses that keep what is in view (county, date) from page to page."""

from functools import partial
from typing import Any, Protocol
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse

__all__ = ["KEPT", "Address", "address", "addresses"]

KEPT = ("county", "as_of")


class Address(Protocol):
    """From the name of a page to its address."""

    def __call__(self, name: str, *args: Any, **query: Any) -> str: ...


def address(request: HttpRequest, name: str, *args: Any, **query: Any) -> str:
    """The address of a named page with county and date as the reader chose them; None leaves a parameter out.

    Raises NoReverseMatch.
    """
    chosen: dict[str, Any] = {key: value for key in KEPT if (value := request.GET.get(key))}
    kept = {key: value for key, value in (chosen | query).items() if value is not None and value != ""}
    path = reverse(name, args=args)
    return f"{path}?{urlencode(kept)}" if kept else path


def addresses(request: HttpRequest) -> Address:
    """`address` of one request, for its tables and its template."""
    return partial(address, request)
