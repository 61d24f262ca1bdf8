"""What houses above tell at start-up: names of the programmes (which there are, settings.PROGRAMMES says), and what
else changes hands with a post."""

from collections.abc import Callable

from django.conf import settings

from datong.foundation.access.models import Post, User
from datong.kernel.bilingual import Text
from datong.kernel.registry import Registry

_names: Registry[str, Text] = Registry("programme")
on_hand_over: list[Callable[[User, User, User, Post], object]] = []
"""Called as (actor, from_user, to_user, the post given up) inside the transaction of a hand-over, before it is journalled."""


def name_programme(slug: str, name: Text) -> None:
    """A programme says what it is called. Raises DuplicateKeyError when told twice."""
    _names.register(slug, name)


def programmes() -> dict[str, Text]:
    """Every programme in the order of the settings, with its name (the slug until its house has told one)."""
    slugs: list[str] = settings.PROGRAMMES
    return {slug: _names.get(slug) if slug in _names else Text(slug, slug) for slug in slugs}
