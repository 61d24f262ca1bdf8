"""Reads of the dibao house."""

from datong.programmes.dibao.queries.rosters import (
    action_began,
    additions_on_roster,
    began,
    demonstration_places,
    heads_since,
    household_size,
    opening_and_closing,
    removed_not_on_roster,
)

__all__ = [
    "action_began",
    "additions_on_roster",
    "began",
    "demonstration_places",
    "heads_since",
    "household_size",
    "opening_and_closing",
    "removed_not_on_roster",
]
