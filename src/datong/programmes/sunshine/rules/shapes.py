"""What a meeting's rule is made of, without the houses that hold meetings."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from datong.kernel.bilingual import Text

Portion = tuple[int, int, bool]


class Body(StrEnum):
    """Whom a village's meetings are made of; the value is the duty in the register of organisations."""

    BRANCH = "party_branch"
    COMMITTEE = "committee"
    MEMBERS = "party_member"
    REPRESENTATIVES = "villager_rep"
    VILLAGERS = "villager"
    FINANCE_GROUP = "finance_group"


@dataclass(frozen=True, slots=True)
class Rule:
    """Shares are (numerator, denominator, strictly more); `of`: the whole that the majority is a share of."""

    key: str
    name: Text
    article: str
    bodies: tuple[Body, ...]
    quorum: Portion | None
    majority: Portion
    of: Literal["present", "entitled"]
