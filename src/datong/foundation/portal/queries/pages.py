"""The one function behind every public address."""

import re
from collections.abc import Mapping
from functools import lru_cache

from datong.foundation.portal.protocols import Asked, Page
from datong.foundation.portal.queries.rendering import html
from datong.foundation.portal.registry import ROUTES


@lru_cache(maxsize=256)
def compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def page(path: str, lang: str, query: Mapping[str, str] | None = None) -> Page:
    """What stands at /open/`path` (or /open/en/`path`); a page with status 404 where nothing does."""
    for route in ROUTES.values():
        match = compiled(route.pattern).fullmatch(path) if lang in route.languages else None
        if match is not None:
            found = {key: value for key, value in match.groupdict().items() if value is not None}
            made = route.make(Asked(path, lang, found, query or {}))
            if made is not None:
                return made
            break
    return html("missing", Asked("", lang), status=404, listed=False)
