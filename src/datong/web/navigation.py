"""The navigation on the left (导航): houses register entries, each page shows the permitted ones."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch
from django.utils.translation import get_language, gettext

from datong.kernel.bilingual import Text
from datong.web.addresses import address

__all__ = ["Entry", "Item", "Section", "items", "register", "sections"]


@dataclass(frozen=True, slots=True)
class Entry:
    """What a house registers. `action` and `programme` are for whoever decides what a reader may see; `args` belong to
    the address."""

    label: str | Text
    url_name: str
    icon: str
    order: int
    action: str | None = None
    programme: str | None = None
    section: Text | None = None
    args: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """The label in the reader's language."""
        if isinstance(self.label, Text):
            return self.label.to(get_language() or "")
        return gettext(self.label)


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the navigation as shown: label and section in the reader's language."""

    label: str
    url: str
    icon: str
    current: bool
    section: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """Neighbouring lines under one small heading; no heading where `name` is empty."""

    name: str
    entries: list[Any]


_entries: dict[tuple[str, ...], Entry] = {}


def register(
    label: str | Text,
    url_name: str,
    icon: str,
    order: int,
    action: str | None = None,
    *,
    programme: str | None = None,
    section: Text | None = None,
    args: tuple[str, ...] = (),
) -> None:
    """Add an entry; the label is a Chinese message id or a declaration's own Text, the section always a Text.

    Raises ValueError for another entry of the same address; an equal one is no error, since a wiring may be
    read twice.
    """
    entry = Entry(label, url_name, icon, order, action, programme, section, args)
    if _entries.setdefault((url_name, *args), entry) != entry:
        raise ValueError(f"navigation: {url_name} is registered twice, with different entries")


def everything(_entry: Entry) -> bool:
    """Permits each entry."""
    return True


def items(request: HttpRequest, allowed: Callable[[Entry], bool] = everything) -> list[Item]:
    """The permitted entries in their order; not routed ones are left out; the one being read is `current`."""
    permitted = [entry for entry in sorted(_entries.values(), key=lambda each: each.order) if allowed(entry)]
    pairs = [(entry, where) for entry in permitted if (where := _address(entry))]
    here = _nearest(request.path, [where for _, where in pairs])
    return [
        Item(
            entry.words,
            where,
            entry.icon,
            where == here,
            entry.section.to(get_language() or "") if entry.section else "",
        )
        for entry, where in pairs
    ]


def sections(lines: Iterable[Any]) -> list[Section]:
    """Lines (anything with label, url, icon, current and perhaps section) cut where the section changes."""
    pairs = groupby(lines, key=lambda line: getattr(line, "section", ""))
    return [Section(name, list(group)) for name, group in pairs]


def _address(entry: Entry) -> str | None:
    try:
        return address(entry.url_name, *entry.args)
    except NoReverseMatch:
        return None


def _nearest(path: str, addresses: list[str]) -> str | None:
    """The longest address that the path lies under; "/" only for itself."""
    deeper = [each for each in addresses if each != "/" and path.startswith(each.rstrip("/") + "/")]
    under = [each for each in addresses if path == each] + deeper
    return max(under, key=len, default=None)
