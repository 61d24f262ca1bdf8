"""Small integers for the words of the household document, where households come as columns (see docs/reference/households.md).

A word's code is its place in its list. Lists only grow at the end: files written years ago keep their meaning.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

__all__ = ["CODES", "EXPENSES_FROM", "PLACES", "code", "codes"]

EXPENSES_FROM: Final = 100
"""Kinds of expense stand in the same column as kinds of income, from here."""

CODES: Final[dict[str, tuple[str, ...]]] = {
    "area": ("urban", "rural"),
    "relation": (
        "self", "spouse", "child", "parent", "grandchild", "grandparent", "sibling", "child_in_law", "parent_in_law", "other",
    ),
    "hukou": ("urban", "rural", "unified"),
    "study": ("none", "school", "vocational", "college", "bachelor", "graduate"),
    "disability": ("visual", "hearing", "speech", "physical", "intellectual", "mental", "multiple"),
    "absence": ("prison", "labour_reeducation", "compulsory_rehabilitation", "declared_missing"),
    "work_capacity": ("full", "partial", "none"),
    "method": ("documented", "declared", "imputed"),
    "per": ("period", "month"),
    "giver": ("sibling", "elder", "other"),
    "exempt": ("mobility_vehicle", "necessity"),
    "single": (
        "own_register_disability", "clergy", "borderline_disability", "borderline_illness", "unemployed_disability", "county_ground",
    ),
    "income": (
        "wage", "casual_work", "farming", "trade", "interest", "collective_dividend", "land_lease", "rent", "movable", "support",
        "pension", "unemployment", "survivor", "compensation", "gift", "personal_pension", "inheritance", "other", "social_relief",
        "veterans", "family_planning", "scholarship", "bravery", "base_pension", "dibao",
    ),
    "deduction": ("tax", "social_insurance", "support_paid", "disability", "serious_illness", "employment_cost"),
    "property": (
        "deposit", "securities", "fund", "insurance", "internet_finance", "claim", "vehicle", "ship", "house", "forest", "other",
    ),
}  # fmt: skip
PLACES: Final[dict[str, dict[str | None, int | None]]] = {
    field: {None: None}
    | {word: place + (EXPENSES_FROM if field == "deduction" else 0) for place, word in enumerate(words)}
    for field, words in CODES.items()
}
"""Each list's codes by word; None, what is not stated, stays None."""


def code(field: str, word: str) -> int:
    """The code of a word. Raises KeyError for a word the list does not have."""
    found = PLACES[field][word]
    if found is None:
        raise KeyError(word)
    return found


def codes(field: str, words: Iterable[str]) -> frozenset[int]:
    """The codes of words; a word the list does not have matches nothing."""
    return frozenset(code(field, word) for word in words if word in PLACES[field])
