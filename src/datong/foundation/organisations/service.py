"""The door: find or found organisations; who holds which duty for which place."""

from datong.foundation.organisations.actions import appoint, found, retire
from datong.foundation.organisations.enums import Duty
from datong.foundation.organisations.errors import BadHolder
from datong.foundation.organisations.models import Holder, Organisation
from datong.foundation.organisations.queries import (
    HolderLine,
    duties_of,
    holder,
    holder_rows,
    holders,
    names,
)

__all__ = [
    "BadHolder",
    "Duty",
    "Holder",
    "HolderLine",
    "Organisation",
    "appoint",
    "duties_of",
    "found",
    "holder",
    "holder_rows",
    "holders",
    "names",
    "retire",
]
