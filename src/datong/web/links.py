"""Links that keep what is in view (county, date) from page to page."""

from typing import Any, Protocol
from urllib.parse import urlencode

from django.http import HttpRequest

from datong.web.addresses import address

__all__ = ["KEPT", "Link", "links"]

KEPT = ("county", "as_of")


class Link(Protocol):
    """From the name of a page (and what its address needs) to its address; `query` adds parameters, None removes."""

    def __call__(self, name: str, *args: Any, **query: Any) -> str: ...


def links(request: HttpRequest) -> Link:
    """The addresses of named pages, with county and date as the reader of this page chose them."""
    chosen: dict[str, Any] = {key: value for key in KEPT if (value := request.GET.get(key))}

    def link(name: str, *args: Any, **query: Any) -> str:
        kept = {key: value for key, value in (chosen | query).items() if value not in (None, "")}
        path = address(name, *args)
        return f"{path}?{urlencode(kept)}" if kept else path

    return link
