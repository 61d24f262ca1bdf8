"""What a watcher fetched: pages, JSON, the words of an article; and the alarm when it could not."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any

from datong.kernel.bilingual import Text

Fetch = Callable[[str], tuple[int, bytes]]
"""Address ("/open/..." on the site, "http..." for a witness) -> HTTP status (0: no answer) and body."""


@dataclass(frozen=True, slots=True)
class Alarm:
    """One thing that is wrong. `kind` as in `monitor`; `where`: an address or the log."""

    kind: str
    where: str
    text: Text


class Unreadable(Exception):
    """A page that cannot be had or is not what it must be."""

    def __init__(self, where: str, text: Text, kind: str = "unreadable") -> None:
        super().__init__(text.en)
        self.alarm = Alarm(kind, where, text)


class Article(HTMLParser):
    """Collects the text inside `<article id="published">`."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.depth = 0
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "article" and (self.depth or ("id", "published") in attrs):
            self.depth += 1

    def handle_endtag(self, tag: str) -> None:
        if tag == "article" and self.depth:
            self.depth -= 1

    def handle_data(self, data: str) -> None:
        if self.depth and data.strip():
            self.words.append(data.strip())


def article(html: str) -> list[str]:
    """The words of what a page says was published, in order."""
    reader = Article()
    reader.feed(html)
    reader.close()
    return reader.words


def had(fetch: Fetch, address: str) -> bytes:
    """A page's bytes. Raises Unreadable (as missing when the site says that it is not there)."""
    status, body = fetch(address) if address.startswith("/") else (0, b"")
    if status != 200:
        kind = "missing" if status in (404, 410) else "unreadable"
        raise Unreadable(
            address,
            Text("打不开（HTTP {status}）", "cannot be opened (HTTP {status})").format(status=status),
            kind,
        )
    return body


def data(fetch: Fetch, address: str) -> dict[str, Any]:
    """A page of JSON. Raises Unreadable."""
    found = parsed(had(fetch, address))
    if not found:
        raise Unreadable(address, Text("不是 JSON", "not JSON"))
    return found


def parsed(raw: bytes) -> dict[str, Any]:
    """A JSON object; empty for anything else."""
    try:
        found = json.loads(raw)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
