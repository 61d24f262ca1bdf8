"""The county's catalogue as it was on a day, and every version of an item."""

import datetime as dt
from collections.abc import Iterable

from django.db.models import QuerySet

from datong.foundation.openness.core import due
from datong.foundation.openness.errors import BadItem
from datong.foundation.openness.models import Item
from datong.foundation.openness.protocols import Aspect
from datong.foundation.openness.registry import ASPECTS, CATALOGUES
from datong.kernel.bilingual import Text

NO_ITEM = Text(
    "公开目录里没有在用的项目 {key}（{day}）。", "The catalogue has no item {key} in force on {day}."
)
SHEET_ORDER = ("R4", "R3", "R0", "R1", "R2")  # from what shows least about persons to what shows most


def aspects_in_force(day: dt.date) -> list[Aspect]:
    """The aspects of public life on a day, in their order; a time-boxed one retires after its last day."""
    found = [
        each
        for each in ASPECTS.values()
        if (each.since is None or each.since <= day) and (each.until is None or day <= each.until)
    ]
    return sorted(found, key=lambda each: each.order)


def programme_of(aspect: str) -> str:
    """The programme whose catalogue an aspect belongs to. Raises BadItem for an unknown aspect."""
    for catalogue in CATALOGUES.values():
        if any(each.key == aspect for each in catalogue.aspects):
            return catalogue.programme
    raise BadItem(Text(f"没有方面 {aspect}。", f"There is no aspect {aspect}."))


def rule(item: Item) -> due.Rule:
    """A version as far as days go."""
    return due.Rule(item.version, item.cycle, item.day, item.since, item.until)


def versions(county: str) -> dict[str, list[Item]]:
    """Every version of every item of a county by key, the oldest first. One query."""
    found: dict[str, list[Item]] = {}
    for item in Item.objects.filter(county=county[:6]).order_by("id"):
        found.setdefault(item.key, []).append(item)
    return found


def history(county: str, key: str) -> QuerySet[Item]:
    """The versions of one item, the newest first, with who made them."""
    return Item.objects.filter(county=county[:6], key=key).select_related("made_by").order_by("-version")


def current(listed: Iterable[Item], day: dt.date) -> Item | None:
    """The version that counts on a day."""
    by_number = {item.version: item for item in listed}
    found = due.in_force([rule(item) for item in by_number.values()], day)
    return by_number[found.version] if found else None


def items(county: str, day: dt.date) -> list[Item]:
    """The catalogue in force on a day, in the order of the aspects and of the shipped file. One query."""
    order = {aspect.key: aspect.order for aspect in aspects_in_force(day)}
    found = [item for listed in versions(county).values() if (item := current(listed, day))]
    return sorted((item for item in found if item.aspect in order), key=lambda item: order[item.aspect])


def item_of(county: str, key: str, day: dt.date) -> Item:
    """The version of an item that counts on a day.

    The key of a class (assets.income) stands for one sheet with all its items (assets.income.*): an unsaved Item with the
    name of the class. Raises BadItem.
    """
    listed = list(Item.objects.filter(county=county[:6], key=key))
    found = current(listed, day) or sheet_of(county, key, day)
    if found is None:
        raise BadItem(NO_ITEM.format(key=key, day=day))
    return found


def sheet_of(county: str, key: str, day: dt.date) -> Item | None:
    """A whole class as one item; None where no item of it is in force. Its profile is the widest its items need, its
    posting the longest, and it is signed where one of them is."""
    inside: dict[str, list[Item]] = {}
    for each in Item.objects.filter(county=county[:6], key__startswith=key + "."):
        inside.setdefault(each.key, []).append(each)
    members = [item for listed in inside.values() if (item := current(listed, day))]
    if not members or "." not in key:
        return None
    first = min(members, key=lambda item: item.pk)
    public = [each.public_days for each in members if each.public_days is not None]
    return Item(
        county=first.county, key=key, version=first.version, aspect=first.aspect,
        group_zh=first.group_zh, group_en=first.group_en, name_zh=first.group_zh, name_en=first.group_en,
        cycle=first.cycle, day=first.day, prepares=first.prepares, checks=first.checks,
        profile=max((each.profile for each in members), key=SHEET_ORDER.index),
        evidence=first.evidence, source=first.source, confidence=max(each.confidence for each in members),
        board_days=max(each.board_days for each in members), board_unit=first.board_unit,
        public_days=min(public, default=None), signed=any(each.signed for each in members),
        since=first.since, until=first.until, made_by_id=first.made_by_id, made_at=first.made_at,
    )  # fmt: skip


def name_of(item: Item) -> Text:
    """An item's name in both languages."""
    return Text(item.name_zh, item.name_en)


def group_of(item: Item) -> Text:
    """The class an item belongs to."""
    return Text(item.group_zh, item.group_en)


def aspect_name(key: str) -> Text:
    """What an aspect is called; its key when no programme tells."""
    return ASPECTS.get(key).name if key in ASPECTS else Text(key, key)
