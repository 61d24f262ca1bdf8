"""Small integers for the words of the household document, where households come as columns (see docs/reference/households.md).

A word's code is its place in its list. Lists only grow at the end: files written years ago keep their meaning.
"""

from __future__ import annotations

from typing import Final

__all__ = ["CODES", "EXPENSES_FROM", "code"]

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
_PLACES: Final = {
    (field, word): place + (EXPENSES_FROM if field == "deduction" else 0)
    for field, words in CODES.items()
    for place, word in enumerate(words)
}


def code(field: str, word: str | None) -> int | None:
    """The code of a word; None for what is not stated. Raises KeyError for a word the list does not have."""
    return None if word is None else _PLACES[field, word]
