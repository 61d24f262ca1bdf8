"""The door: one function for every public address, what machines may look for, the index of words."""

from datong.foundation.portal.actions.exporting import export
from datong.foundation.portal.actions.indexing import index, index_all
from datong.foundation.portal.core.fetched import Alarm, Fetch
from datong.foundation.portal.core.monitor import Report, Seen, Trust, watch
from datong.foundation.portal.protocols import Asked, Page, Route
from datong.foundation.portal.queries.pages import page
from datong.foundation.portal.queries.sitemap import Address, addresses, robots, sitemap
from datong.foundation.portal.registry import ROUTES, register

__all__ = [
    "ROUTES",
    "Address",
    "Alarm",
    "Asked",
    "Fetch",
    "Page",
    "Report",
    "Route",
    "Seen",
    "Trust",
    "addresses",
    "export",
    "index",
    "index_all",
    "page",
    "register",
    "robots",
    "sitemap",
    "watch",
]
