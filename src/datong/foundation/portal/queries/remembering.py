"""Asking once what many pages of one export ask again; a page that is made alone asks anew."""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, TypeVar

Answer = TypeVar("Answer")
STORE: ContextVar[dict[Hashable, Any] | None] = ContextVar("remembered", default=None)


@contextmanager
def remembering() -> Iterator[None]:
    """Inside, functions marked `remembered` are asked once for the same arguments."""
    token = STORE.set({})
    try:
        yield
    finally:
        STORE.reset(token)


def going_on() -> bool:
    """Whether many pages are made, so that what concerns several of them is best asked at once."""
    return STORE.get() is not None


def remembered(ask: Callable[..., Answer]) -> Callable[..., Answer]:
    """A read whose answer may be used again within `remembering`; nobody changes it."""

    @wraps(ask)
    def asked(*given: Hashable) -> Answer:
        store = STORE.get()
        if store is None:
            return ask(*given)
        key = (ask, *given)
        if key not in store:
            store[key] = ask(*given)
        answer: Answer = store[key]
        return answer

    return asked


def kept(name: str) -> dict[Hashable, Any] | None:
    """A table of this name that lasts as long as the remembering; None outside of it."""
    store = STORE.get()
    found: dict[Hashable, Any] | None = None if store is None else store.setdefault(("kept", name), {})
    return found
