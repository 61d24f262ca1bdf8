"""Personal data is declared where its column is born."""

from dataclasses import dataclass
from typing import Any, TypeVar

Column = TypeVar("Column", bound=Any)


@dataclass(frozen=True)
class Personal:
    """Why a column that identifies somebody is kept: purpose, legal basis, retention; all three in words."""

    purpose: str
    basis: str
    retention: str


def personal(column: Column, *, purpose: str, basis: str, retention: str) -> Column:
    """Declare the model field `column` as personal data and give it back."""
    column.personal = Personal(purpose, basis, retention)
    return column
