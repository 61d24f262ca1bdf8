"""From a template or from data to a page."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils import translation
from jinja2 import Template
from markupsafe import Markup

from datong.foundation.portal.core.names import bilingual
from datong.foundation.portal.protocols import JSON, Asked, Page
from datong.web import settled

DJANGO_LANGUAGE = {"zh": "zh-hans", "en": "en"}


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
    with translation.override(DJANGO_LANGUAGE[asked.lang]):
        body = wanted.render(given).encode()
    headers = {"Content-Language": "en" if asked.lang == "en" else "zh-CN"}
    if not listed:
        headers["X-Robots-Tag"] = "noindex"
    return Page(body, status=status, seconds=seconds, headers=headers)


def template_of(name: str, lang: str) -> Template:
    """A template of this house in one language."""
    return settled.environment(DJANGO_LANGUAGE[lang]).get_template(f"portal/{name}.html")


def piece(template: str, macro: str, lang: str, *given: Any) -> Markup:
    """What a macro draws, for pages that hold it as it is."""
    with translation.override(DJANGO_LANGUAGE[lang]):
        return Markup(getattr(template_of(template, lang).module, macro)(*given))  # noqa: S704 - a macro's own


def data(content: Mapping[str, Any], *, seconds: int = 60) -> Page:
    """A page for machines: an object, a line for each value."""
    written = json.dumps(content, ensure_ascii=False, separators=(",\n", ": "))
    return Page(f"{written}\n".encode(), JSON, seconds=seconds)


def lines(head: dict[str, Any], name: str, rows: Iterable[Any]) -> Page:
    """A page for machines with a long list in it: a line for each, quick to write and to compare."""
    written = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    start = json.dumps(head, ensure_ascii=False)[:-1]
    return Page(f'{start}, "{name}": [\n{written}\n]}}\n'.encode(), JSON)
