"""The door: keep files as evidence of a matter, list them, let their time run and end.

`target` is `house.Thing:id`. The pages `evidence_item` (a download) and `evidence_preview` (a picture) ask
`cases.view` for the item's programme and place.
"""

from datong.foundation.evidence.actions import close_matter, destroy_due, keep, reopen_matter
from datong.foundation.evidence.core import store
from datong.foundation.evidence.core.files import ACCEPT, HINT, MOST_BYTES, examine, safe_name
from datong.foundation.evidence.core.refusal import Unfit
from datong.foundation.evidence.errors import BadEvidence, Lost
from datong.foundation.evidence.models import Blob, Item
from datong.foundation.evidence.queries import StoreCheck, content, item, items_of, kinds_of, verify_store
from datong.foundation.evidence.registry import Retention, kind_name, name_kind, register_retention

__all__ = [
    "ACCEPT",
    "HINT",
    "MOST_BYTES",
    "BadEvidence",
    "Blob",
    "Item",
    "Lost",
    "Retention",
    "StoreCheck",
    "Unfit",
    "close_matter",
    "content",
    "destroy_due",
    "examine",
    "item",
    "items_of",
    "keep",
    "kind_name",
    "kinds_of",
    "name_kind",
    "register_retention",
    "reopen_matter",
    "safe_name",
    "store",
    "verify_store",
]
