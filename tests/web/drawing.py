"""Draws a template or a component as the pages do, without any house's context."""

from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import pytest
from django.http import HttpRequest
from django.template import engines
from django.test import RequestFactory
from django.utils import translation

__all__ = ["Page", "draw", "english", "macro", "request"]


class Page(HTMLParser):
    """The elements of a page: (tag, attributes) in order, and all its words."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.markup = markup
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(markup)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.words.append(data.strip())

    def all(self, tag: str, **wanted: str) -> list[dict[str, str | None]]:
        """Attributes of every such element; `class_` asks for one of its classes."""
        return [attrs for name, attrs in self.elements if name == tag and has(attrs, wanted)]

    def one(self, tag: str, **wanted: str) -> dict[str, str | None]:
        """The attributes of the only such element."""
        found = self.all(tag, **wanted)
        assert len(found) == 1, f"{len(found)} x {tag} {wanted}"
        return found[0]


def has(attrs: dict[str, str | None], wanted: dict[str, str]) -> bool:
    """Whether an element has these attributes."""
    for name, value in wanted.items():
        if name == "class_":
            if value not in (attrs.get("class") or "").split():
                return False
        elif attrs.get(name) != value:
            return False
    return True


def environment() -> Any:
    """The Jinja environment of the pages."""
    return engines["jinja2"].env  # type: ignore[attr-defined]  # the Jinja backend has one


def draw(template: str, **context: Any) -> Page:
    """A whole template by its name."""
    return Page(environment().get_template(template).render(context))


def macro(source: str, **context: Any) -> Page:
    """A piece of template source that imports what it needs."""
    return Page(environment().from_string(source).render(context))


def request(address: str = "/") -> HttpRequest:
    """A GET request to `address`."""
    return RequestFactory().get(address)


@pytest.fixture
def english() -> Iterator[None]:
    """English for one test."""
    with translation.override("en"):
        yield
