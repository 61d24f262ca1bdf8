"""The key ring in use: loaded at its first need, by the loader that the application gives at start-up."""

from collections.abc import Callable
from functools import cache

from datong.foundation.storage.core.keyring import KeyRing

_loaders: list[Callable[[], KeyRing]] = []


def provide(loader: Callable[[], KeyRing]) -> None:
    """Say how the ring is loaded; the newest loader counts, and a ring already loaded is forgotten."""
    _loaders[:] = [loader]
    ring.cache_clear()


@cache
def ring() -> KeyRing:
    """The county's key ring, read once. Raises RuntimeError before the application has started."""
    if not _loaders:
        raise RuntimeError("the key ring is there once the application has started")
    return _loaders[0]()


def seal(place: str, text: str) -> bytes:
    """Seal `text` for `table.column`."""
    return ring().seal(place, text)


def unseal(place: str, sealed: bytes) -> str:
    """Open a sealed value of `table.column`; raises SealBroken."""
    return ring().open(place, sealed)


def digest(text: str) -> bytes:
    """16 bytes that stand for `text` in an index."""
    return ring().digest(text)
