"""Holes (空位): words that mark where others will stand, so that what a template draws once can be filled many times."""

import re

MARK = re.compile("\ue000([a-z]+)\ue001")


class Hole(str):
    """Where a word will stand, whatever it is formatted as."""

    __slots__ = ()

    def strftime(self, _: str) -> "Hole":
        return self

    def __format__(self, _: str) -> str:
        return str(self)


def hole(name: str) -> Hole:
    """A hole with a name."""
    return Hole(f"\ue000{name}\ue001")


def form(drawn: str) -> str:
    """What was drawn, with its holes as `%` fills them from a table of names."""
    return MARK.sub(r"%(\1)s", drawn.replace("%", "%%"))
