"""The door: sealing, keyed digests, bulk writing, name search, personal-data declarations."""

import os
from functools import cache

from django.conf import settings

from datong.foundation.storage.actions import index_names, insert, insert_raw, reserve_ids
from datong.foundation.storage.core.keyring import KeyRing, SealBroken, load
from datong.foundation.storage.core.personal import Personal, personal
from datong.foundation.storage.models import SealedTextField
from datong.foundation.storage.queries import find_names

__all__ = [
    "KeyRing",
    "Personal",
    "SealBroken",
    "SealedTextField",
    "digest",
    "find_names",
    "index_names",
    "insert",
    "insert_raw",
    "key_ring",
    "personal",
    "reserve_ids",
    "seal",
    "unseal",
]


@cache
def key_ring() -> KeyRing:
    """The county's key ring, read once."""
    return load(settings.DATONG_HOME, os.environ.get("DATONG_KEYS"))


def seal(place: str, text: str) -> bytes:
    """Seal `text` for `table.column`."""
    return key_ring().seal(place, text)


def unseal(place: str, sealed: bytes) -> str:
    """Open a sealed value of `table.column`; raises SealBroken."""
    return key_ring().open(place, sealed)


def digest(text: str) -> bytes:
    """16 bytes that stand for `text` in an index."""
    return key_ring().digest(text)
