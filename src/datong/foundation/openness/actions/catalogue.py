"""Writes of the county's catalogue: take over the shipped one, add an item, change one from a day on, let one end.

Nothing is overwritten: a change is a new version with its reason, and open duties it concerns are raised anew.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from datong.foundation.access import service as access
from datong.foundation.access.service import User
from datong.foundation.journal import service as journal
from datong.foundation.openness.actions.raising import renew
from datong.foundation.openness.core import catalogue as reading
from datong.foundation.openness.errors import BadItem
from datong.foundation.openness.models import Item
from datong.foundation.openness.queries.catalogue import programme_of
from datong.foundation.openness.registry import CATALOGUES
from datong.foundation.storage import service as storage
from datong.kernel import clock
from datong.kernel.bilingual import Text

EDIT = "openness.catalogue"
KEPT = ("key", "aspect", "version", "since")  # not a matter of a change
CHANGEABLE = tuple(name for name in reading.FIELDS if name not in KEPT)
NO_SUCH = Text("公开目录里没有项目 {key}。", "The catalogue has no item {key}.")
TAKEN = Text("公开目录里已有项目 {key}。", "The catalogue has an item {key} already.")
NO_REASON = Text("请写明修改的理由。", "Say why it is changed.")
TOO_EARLY = Text(
    "现行一版从 {since} 起；修改要从这一天或以后起。",
    "The version in force begins on {since}; a change begins then or later.",
)
OVERTAKEN = Text(
    "您填写期间有人改过这个项目（现为第 {version} 版）。请先看现在的内容再提交；您写的还在下面。",
    "While you were writing, somebody changed this item (now version {version}). Look at it before sending; your text is kept.",
)
THE_SAME = Text("与现行一版完全一样，没有要登记的。", "This is the item as it stands; nothing to enter.")


def load_catalogue(actor: User, county: str, programme: str, *, door: str = "page") -> int:
    """Give the county every item of a programme's shipped catalogue that it does not have yet; how many. What the county
    changed stays. Raises Refused, BadItem for a file that cannot be used, UnknownKeyError."""
    county = county[:6]
    access.require(actor, EDIT, programme=programme, place_code=county + "000000")
    try:
        shipped = reading.read(CATALOGUES.get(programme).file)
    except reading.BadCatalogue as wrong:
        raise BadItem(wrong.text) from wrong
    with transaction.atomic():
        known = set(Item.objects.filter(county=county).values_list("key", flat=True))
        now = clock.now()
        new = [
            Item(county=county, version=1, made_by=actor, made_at=now, **fields)
            for fields in shipped
            if fields["key"] not in known
        ]
        if new:
            storage.insert_objects(new)
            journal.record(
                actor.username, "openness.catalogue.load", f"openness.Catalogue:{programme}",
                place=county + "000000", door=door, detail={"new": len(new)},
            )  # fmt: skip
    return len(new)


def add_item(actor: User, county: str, why: str, *, door: str = "page", **fields: Any) -> Item:
    """A new item of the county's own. Raises Refused, BadItem."""
    county = county[:6]
    programme = programme_of(str(fields.get("aspect", "")))
    access.require(actor, EDIT, programme=programme, place_code=county + "000000")
    checked({**reading.OPTIONAL, **fields}, why)
    with transaction.atomic():
        if Item.objects.filter(county=county, key=fields["key"]).exists():
            raise BadItem(TAKEN.format(key=fields["key"]))
        item = Item.objects.create(
            county=county, version=1, why=why.strip(), made_by=actor, made_at=clock.now(), **fields
        )
        renew(county, item.key, item.since)
        told(actor, item, None, door)
    return item


def change_item(
    actor: User, county: str, key: str, since: dt.date, *, why: str, seen: int | None = None,
    door: str = "page", **fields: Any,
) -> Item:  # fmt: skip
    """A new version of an item from `since` on; fields not named stay. `seen`: the version the writer had before the eyes.

    Raises Refused, BadItem.
    """
    county = county[:6]
    with transaction.atomic():
        before = newest(county, key)
        access.require(actor, EDIT, programme=programme_of(before.aspect), place_code=county + "000000")
        if seen is not None and seen != before.version:
            raise BadItem(OVERTAKEN.format(version=before.version))
        if since < before.since:
            raise BadItem(TOO_EARLY.format(since=before.since))
        values = {name: getattr(before, name) for name in CHANGEABLE} | fields
        checked({**values, "key": key, "aspect": before.aspect, "since": since}, why)
        if all(getattr(before, name) == values[name] for name in CHANGEABLE):
            raise BadItem(THE_SAME)
        item = Item.objects.create(
            county=county, key=key, aspect=before.aspect, version=before.version + 1, since=since,
            why=why.strip(), made_by=actor, made_at=clock.now(), **values,
        )  # fmt: skip
        renew(county, key, since)
        told(actor, item, before, door)
    return item


def retire_item(
    actor: User,
    county: str,
    key: str,
    until: dt.date,
    *,
    why: str,
    seen: int | None = None,
    door: str = "page",
) -> Item:
    """The item is owed no more after `until`. Raises Refused, BadItem."""
    before = Item.objects.filter(county=county[:6], key=key).order_by("-version").first()
    since = max(before.since, min(clock.today(), until)) if before else until
    return change_item(actor, county, key, since, why=why, seen=seen, door=door, until=until)


def newest(county: str, key: str) -> Item:
    """The newest version, locked: one change at a time. Raises BadItem."""
    rows = Item.objects.select_for_update(no_key=True).filter(county=county, key=key)
    found = rows.order_by("-version").first()
    if found is None:
        raise BadItem(NO_SUCH.format(key=key))
    return found


def checked(fields: Mapping[str, Any], why: str) -> None:
    """Raises BadItem for what cannot be used, or a change without a reason."""
    if not why.strip():
        raise BadItem(NO_REASON)
    wrong = reading.fault(fields)
    if wrong:
        raise BadItem(wrong)


def told(actor: User, item: Item, before: Item | None, door: str) -> None:
    """Write down what changed from when on, and why."""
    changes = {
        name: (plain(getattr(before, name)) if before else None, plain(getattr(item, name)))
        for name in CHANGEABLE
    }
    journal.record(
        actor.username, "openness.catalogue.change", f"openness.Item:{item.pk}",
        place=item.county + "000000", why=item.why, door=door,
        detail={"key": item.key, "version": item.version, "since": item.since}, changes=changes,
    )  # fmt: skip


def plain(value: Any) -> Any:
    """A value as the journal keeps it: yes and no as words."""
    return ("yes" if value else "no") if isinstance(value, bool) else value
