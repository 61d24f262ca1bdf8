"""The door: sealing, append-only tables, keyed digests, bulk writing, name search, personal-data declarations."""

from datong.foundation.storage.actions import (
    duplicate,
    forget_tokens,
    index_names,
    index_tokens,
    insert,
    insert_objects,
    insert_raw,
    next_number,
    reserve_ids,
    update,
)
from datong.foundation.storage.core.bigrams import text_tokens, words
from datong.foundation.storage.core.keyring import KeyRing, SealBroken
from datong.foundation.storage.core.personal import Personal, personal
from datong.foundation.storage.core.ring import digest, seal, unseal
from datong.foundation.storage.core.ring import ring as key_ring
from datong.foundation.storage.models import SealedTextField, append_only, search_table
from datong.foundation.storage.queries import find_names, found_in

__all__ = [
    "KeyRing",
    "Personal",
    "SealBroken",
    "SealedTextField",
    "append_only",
    "digest",
    "duplicate",
    "find_names",
    "forget_tokens",
    "found_in",
    "index_names",
    "index_tokens",
    "insert",
    "insert_objects",
    "insert_raw",
    "key_ring",
    "next_number",
    "personal",
    "reserve_ids",
    "seal",
    "search_table",
    "text_tokens",
    "unseal",
    "update",
    "words",
]
