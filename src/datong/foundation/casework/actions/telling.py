"""Journal an act on a case."""

from collections.abc import Mapping
from typing import Any

from datong.foundation.access.service import User
from datong.foundation.casework.models import Case
from datong.foundation.journal import service as journal


def tell(actor: User, action: str, case: Case, detail: Mapping[str, Any], why: str, door: str) -> None:
    """Journal an act on a case."""
    journal.record(
        actor.username,
        action,
        f"casework.Case:{case.pk}",
        place=case.place_code,
        why=why.strip(),
        door=door,
        detail=detail,
    )
