"""The door: load places, find them, their names and prefixes."""

from datong.foundation.places.actions import load
from datong.foundation.places.core import prefix, short_name
from datong.foundation.places.errors import BadPlaces
from datong.foundation.places.models import Place
from datong.foundation.places.queries import (
    Gazetteer,
    counties,
    county,
    find,
    gazetteer,
    level_of,
    names,
    within,
)

__all__ = [
    "BadPlaces",
    "Gazetteer",
    "Place",
    "counties",
    "county",
    "find",
    "gazetteer",
    "level_of",
    "load",
    "names",
    "prefix",
    "short_name",
    "within",
]
