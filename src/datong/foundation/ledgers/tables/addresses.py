"""Addresses of registers, records, persons and households, keeping county and date in view."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse

from datong.foundation.ledgers.core.sheet import Sheet

KEPT = ("county", "as_of")
UNSAID = ("csrfmiddlewaretoken", "number")


def kept(request: HttpRequest) -> dict[str, str]:
    """County and date, where the address names them."""
    return {name: request.GET[name] for name in KEPT if name in request.GET}


def tail(request: HttpRequest, **more: str) -> str:
    """`?as_of=…` and what else is wanted; empty when there is nothing to say."""
    query = {**kept(request), **more}
    return f"?{urlencode(query)}" if query else ""


def register_address(sheet: Sheet, query: str = "") -> str:
    return reverse("register", args=[sheet.programme, sheet.slug]) + query


def record_stem(sheet: Sheet) -> str:
    """What stands before a record's number in its address; looked up once for a page of rows."""
    return register_address(sheet)


def asked_again(request: HttpRequest, without: tuple[str, ...] = (), **changes: str) -> str:
    """The address that asks what a posted form or an address asked, less some names, with some changed."""
    source: Mapping[str, Any] = request.POST if request.method == "POST" else request.GET
    lists = source.lists()  # type: ignore[attr-defined]
    query = {
        **kept(request),
        **{name: values for name, values in lists if name not in {*without, *UNSAID}},
        **changes,
    }
    filled = {name: values for name, values in query.items() if values not in ("", [""])}
    return f"{request.path}?{urlencode(filled, doseq=True)}" if filled else request.path
