"""The Jinja environment of every page: what a template may call without importing anything.

Globals: `_`, `ngettext`, `url`, `maybe_url`, `static`, `icon`, `once`, `url_with`, `query_hidden`, `language`.
Filters: `grouped`, `day`, `longday`, `moment`, `yuan`, `say`. A bilingual `Text` that is printed comes out in
the reader's language. An undefined name is an error, in production too: a page must not show a blank where a
number should stand. In `_("…")` a per cent sign is written `%%`.
"""

from collections.abc import Callable
from datetime import date, datetime
from functools import cache, lru_cache
from typing import Any
from urllib.parse import urlencode

import jinja2
from django.http import HttpRequest
from django.templatetags import static as django_static
from django.urls import NoReverseMatch
from django.utils import timezone
from django.utils.translation import get_language, gettext, ngettext, npgettext, pgettext
from markupsafe import Markup

from datong.kernel.bilingual import Text
from datong.kernel.numerals import chinese_date, english_date, group
from datong.web import charts, navigation
from datong.web.addresses import address
from datong.web.forms import kind, widget
from datong.web.tables import body

__all__ = ["environment"]


def environment(**options: Any) -> jinja2.Environment:
    """Django's factory (`TEMPLATES[0]["OPTIONS"]["environment"]`)."""
    return prepared(jinja2.Environment(**options))  # noqa: S701 - Django passes autoescape=True


def prepared(env: jinja2.Environment) -> jinja2.Environment:
    """An environment with everything a template of ours may use."""
    env.undefined, env.finalize = jinja2.StrictUndefined, say
    env.trim_blocks = env.lstrip_blocks = True
    env.add_extension("jinja2.ext.i18n")
    env.policies["ext.i18n.trimmed"] = True
    env.install_gettext_callables(  # type: ignore[attr-defined]  # the extension adds it
        gettext, ngettext, newstyle=True, pgettext=pgettext, npgettext=npgettext
    )
    env.globals.update(GLOBALS)
    env.filters.update(FILTERS)
    return env


def language() -> str:
    """The reader's language: "en", or "zh" for everything else."""
    return "en" if (get_language() or "").startswith("en") else "zh"


def say(value: Any) -> Any:
    """A bilingual `Text` in the reader's language; anything else as it is."""
    return value.to(language()) if isinstance(value, Text) else value


def url(name: str, *args: Any, **kwargs: Any) -> str:
    """The address of a named page; raises NoReverseMatch."""
    return address(name, *args, **kwargs)


def maybe_url(name: str, *args: Any, **kwargs: Any) -> str | None:
    """The address of a named page, or None where it is not routed."""
    try:
        return url(name, *args, **kwargs)
    except NoReverseMatch:
        return None


def url_with(request: HttpRequest, **changes: Any) -> str:
    """The current address with changed query parameters; None removes one, a list repeats it.

    Any change but of `page` itself returns to the first page.
    """
    query: dict[str, Any] = dict(request.GET.lists())
    if "page" not in changes:
        query.pop("page", None)
    query |= changes
    kept = {name: value for name, value in query.items() if value is not None}
    return f"{request.path}?{urlencode(kept, doseq=True)}" if kept else request.path


def query_hidden(request: HttpRequest, *without: str) -> Markup:
    """Hidden inputs that carry the current query through a GET form, except `page` and the names given."""
    field = Markup('<input type="hidden" name="{}" value="{}">')
    kept = ((name, value) for name, values in request.GET.lists() for value in values)
    return Markup("").join(field.format(*pair) for pair in kept if pair[0] not in {"page", *without})


@cache
def static(path: str) -> str:
    """The address of a static file; looked up once, since it is fixed while the process lives."""
    return django_static.static(path)


@lru_cache(maxsize=512)
def icon(name: str, label: str = "") -> Markup:
    """A drawing from the sprite; without a label it is decoration and hidden from screen readers."""
    spoken = Markup('role="img" aria-label="{}"').format(label) if label else Markup('aria-hidden="true"')
    return Markup('<svg class="icon" {} width="20" height="20"><use href="{}#{}"/></svg>').format(
        spoken, static("vendor/tabler-icons/icons.svg"), name
    )


def grouped(value: Any) -> str:
    """8851 as 8,851; None as a dash."""
    return "–" if value is None else group(value)


def day(value: date | None) -> str:
    """For tables: 2014-09-26, a datetime by the clock in Shanghai; None as a dash."""
    return "–" if value is None else _local(value).strftime("%Y-%m-%d")


def moment(value: datetime | None) -> str:
    """For tables: 2014-09-26 14:05 by the clock in Shanghai; None as a dash."""
    return "–" if value is None else _local(value).strftime("%Y-%m-%d %H:%M")


def longday(value: date) -> str:
    """For sentences: 2014年9月26日, or 26 September 2014."""
    value = _local(value)
    return english_date(value) if language() == "en" else chinese_date(value)


def _local(value: date) -> date:
    return timezone.localtime(value) if isinstance(value, datetime) and timezone.is_aware(value) else value


def yuan(fen: int | None) -> str:
    """Fen as yuan with two decimals: 123450 as 1,234.50; None as a dash."""
    if fen is None:
        return "–"
    whole, rest = divmod(abs(fen), 100)
    return f"{'-' if fen < 0 else ''}{group(whole)}.{rest:02d}"


DRAWN: dict[tuple[Any, ...], Markup] = {}


def once(macro: Any, *given: str) -> Markup:
    """What a macro draws, drawn once for each language and each set of words given to it: for pieces that many pages share
    and that show nothing else."""
    key = (macro.name, language(), *given)
    if key not in DRAWN:
        DRAWN[key] = macro(*given)
    return DRAWN[key]


GLOBALS: dict[str, Any] = {
    "once": once,
    "url": url,
    "maybe_url": maybe_url,
    "static": static,
    "icon": icon,
    "url_with": url_with,
    "query_hidden": query_hidden,
    "language": language,
    "charts": charts,
    "table_body": body,
    "widget": widget,
    "widget_kind": kind,
    "navigation": navigation,
}
FILTERS: dict[str, Callable[..., Any]] = {
    "grouped": grouped,
    "day": day,
    "moment": moment,
    "longday": longday,
    "yuan": yuan,
    "say": say,
}
