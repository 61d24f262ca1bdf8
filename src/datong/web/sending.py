"""What a page says about the requests sent to it (提交): marks that the middleware `access.middleware.OnceOnly` reads."""

from collections.abc import Callable
from typing import Any, TypeVar

__all__ = ["at_most", "changes_nothing"]

View = TypeVar("View", bound=Callable[..., Any])


def changes_nothing(view: View) -> View:
    """What is posted to this page is a question (words to find); it may be asked again."""
    view.changes_nothing = True  # type: ignore[attr-defined]
    return view


def at_most(size: int) -> Callable[[View], View]:
    """This page refuses by itself what is larger than so many bytes, before anybody reads it."""

    def mark(view: View) -> View:
        view.at_most = size  # type: ignore[attr-defined]
        return view

    return mark
