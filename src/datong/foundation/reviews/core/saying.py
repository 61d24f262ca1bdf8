"""What a row of a list says, in a sentence a household can read."""

from __future__ import annotations

from datong.foundation.reviews.core.fields import BY_KEY

__all__ = ["said", "worded"]


def said(row: dict[str, str | int], lang: str) -> str:
    """What a list says besides who it is about, in words; the name at least."""
    told = [
        (BY_KEY[key], value) for key, value in row.items() if key in BY_KEY and not BY_KEY[key].identifying
    ]
    told = told or [(BY_KEY["name"], row.get("name", ""))]
    return ("；" if lang == "zh" else "; ").join(
        f"{field.name.to(lang)} {worded(field.shape, value)}" for field, value in told
    )


def worded(shape: str, value: str | int) -> str:
    """A value for a reader: money in yuan."""
    return f"{int(value) / 100:.2f}" if shape == "money" else str(value)
