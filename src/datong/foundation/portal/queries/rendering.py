"""From a template or from data to a page."""

import json
from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager, nullcontext
from typing import Any

from django.utils import translation
from jinja2 import Template
from markupsafe import Markup

from datong.foundation.portal.core.names import bilingual
from datong.foundation.portal.protocols import JSON, Asked, Page
from datong.foundation.portal.queries.remembering import remembered
from datong.web import settled

DJANGO_LANGUAGE = {"zh": "zh-hans", "en": "en"}
PLAIN = json.JSONEncoder(ensure_ascii=False)
LINES = json.JSONEncoder(ensure_ascii=False, separators=(",\n", ": "))


def html(
    template: str, asked: Asked, *, status: int = 200, seconds: int = 60, listed: bool = True, **context: Any
) -> Page:
    """A page from its template, in the language of its address. `listed`: search engines may keep it."""
    wanted = template_of(template, asked.lang)
    county = context.get("county")
    given = {
        "base": asked.base,
        "twin": asked.twin,
        "listed": listed,
        "county_name": bilingual(county.short) if county else "",
        **context,
    }
    with speaking(asked.lang):
        body = wanted.render(given).encode()
    headers = {"Content-Language": "en" if asked.lang == "en" else "zh-CN"}
    if not listed:
        headers["X-Robots-Tag"] = "noindex"
    return Page(body, status=status, seconds=seconds, headers=headers)


def speaking(lang: str) -> AbstractContextManager[None]:
    """In this language; nothing is done where it is spoken already."""
    wanted = DJANGO_LANGUAGE[lang]
    return nullcontext() if translation.get_language() == wanted else translation.override(wanted)


def template_of(name: str, lang: str) -> Template:
    """A template of this house in one language."""
    return settled.environment(DJANGO_LANGUAGE[lang]).get_template(f"portal/{name}.html")


def piece(template: str, macro: str, lang: str, *given: Any) -> Markup:
    """What a macro draws, for pages that hold it as it is."""
    with speaking(lang):
        return Markup(macro_of(f"portal/{template}.html", macro, lang)(*given))  # noqa: S704 - a macro's own


@remembered
def macro_of(template: str, macro: str, lang: str) -> Callable[..., str]:
    """A macro of a template file in one language."""
    there = settled.environment(DJANGO_LANGUAGE[lang]).get_template(template)
    found: Callable[..., str] = getattr(there.module, macro)
    return found


def data(content: Mapping[str, Any], *, seconds: int = 60) -> Page:
    """A page for machines: an object, a line for each value."""
    written = LINES.encode(content)
    return Page(f"{written}\n".encode(), JSON, seconds=seconds)


def lines(head: dict[str, Any], name: str, rows: Iterable[Any]) -> Page:
    """A page for machines with a long list in it: a line for each, quick to write and to compare."""
    written = ",\n".join(map(PLAIN.encode, rows))
    start = PLAIN.encode(head)[:-1]
    return Page(f'{start}, "{name}": [\n{written}\n]}}\n'.encode(), JSON)
