"""The bare hello that pages are measured against: a WSGI application with nothing in it."""

from collections.abc import Callable, Iterable
from typing import Any


def application(_environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Say hello."""
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", "6")])
    return [b"hello\n"]
