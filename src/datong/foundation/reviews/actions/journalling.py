"""Telling the journal of what was done here; personal data never go into it."""

from typing import Any

from datong.foundation.access.service import AnyUser
from datong.foundation.journal import service as journal


def tell(
    actor: AnyUser, action: str, target: str, place: str, door: str, why: str = "", **detail: Any
) -> None:
    """One entry; call it after the last row lock of the transaction."""
    journal.record(
        actor.get_username(), f"reviews.{action}", target, place=place, why=why, door=door, detail=detail
    )
