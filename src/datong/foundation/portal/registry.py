"""Every public address, told at start-up; the first whose pattern fits answers."""

import re

from datong.foundation.portal.protocols import Route
from datong.kernel.registry import Registry

ROUTES: Registry[str, Route] = Registry("public address")


def register(route: Route) -> None:
    """Plug an address in. Raises DuplicateKeyError; re.error for a pattern that is none."""
    re.compile(route.pattern)
    ROUTES.register(route.name, route)
