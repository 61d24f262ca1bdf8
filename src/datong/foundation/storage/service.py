"""The door: sealing, append-only tables, keyed digests, bulk writing, name search, personal-data declarations."""

from datong.foundation.storage.actions import (
    duplicate,
    index_names,
    insert,
    insert_objects,
    insert_raw,
    next_number,
    reserve_ids,
    update,
)
from datong.foundation.storage.core.keyring import KeyRing, SealBroken
from datong.foundation.storage.core.personal import Personal, personal
from datong.foundation.storage.core.ring import digest, seal, unseal
from datong.foundation.storage.core.ring import ring as key_ring
from datong.foundation.storage.models import SealedTextField, append_only
from datong.foundation.storage.queries import find_names

__all__ = [
    "KeyRing",
    "Personal",
    "SealBroken",
    "SealedTextField",
    "append_only",
    "digest",
    "duplicate",
    "find_names",
    "index_names",
    "insert",
    "insert_objects",
    "insert_raw",
    "key_ring",
    "next_number",
    "personal",
    "reserve_ids",
    "seal",
    "unseal",
    "update",
]
