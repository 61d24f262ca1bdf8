"""The door: write an entry, read entries, check the chain."""

from datong.foundation.journal.actions import no_number, publish_head, record
from datong.foundation.journal.core import masked
from datong.foundation.journal.errors import PersonalData
from datong.foundation.journal.models import Entry
from datong.foundation.journal.queries import Value, Verdict, entries, head, published_heads, state_on, verify

__all__ = [
    "Entry",
    "PersonalData",
    "Value",
    "Verdict",
    "entries",
    "head",
    "masked",
    "no_number",
    "publish_head",
    "published_heads",
    "record",
    "state_on",
    "verify",
]
