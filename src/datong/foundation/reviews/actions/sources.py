"""Declaring, changing, switching sources (核对来源): permission, lock, change, record."""

import re
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction

from datong.foundation.access import service as access
from datong.foundation.access.service import User
from datong.foundation.notices import service as notices
from datong.foundation.organisations import service as organisations
from datong.foundation.places import service as places
from datong.foundation.reviews.actions.journalling import tell
from datong.foundation.reviews.enums import SWITCHED_OFF, HitState, SourceKind
from datong.foundation.reviews.errors import BadSource
from datong.foundation.reviews.models import Hit, Source, Switch
from datong.foundation.reviews.registry import PROGRAMMES
from datong.kernel import clock
from datong.kernel.bilingual import Text

MANAGE = "reviews.sources"
KEY = re.compile(r"[a-z][a-z0-9_]{1,39}")
ENOUGH, HALF = 30, 2  # 30 decided matches, of which less than half were confirmed
LEAST_WHY = 4
NO_KEY = Text(
    "来源的代码请用小写英文字母、数字和下划线，例如 vehicle_2014。",
    "The key is lower-case letters, digits and underscores, such as vehicle_2014.",
)
NEEDED = Text("请填写{what}。", "Give {what}.")
LEGAL = Text("法律依据：文件和条款都要写", "the legal basis: both the document and the article")
NAME, OWNER = (
    Text("来源名称", "the name of the source"),
    Text("提供名单的单位", "the organisation it comes from"),
)
NO_KIND = Text(
    "没有“{kind}”这种名单，请从列表中选择。", "There is no kind of list “{kind}”; choose from the list."
)
DAYS = Text("天数应在 1 到 3650 之间。", "The number of days is from 1 to 3650.")
TAKEN = Text(
    "本县这项工作已有代码为“{key}”的来源。", "This programme has a source “{key}” in the county already."
)
NO_WHY = Text("请写明原因，至少 4 个字。", "Give the reason, four characters at least.")
ALREADY = Text("这个来源已经是这个状态。", "The source stands like this already.")


@dataclass(frozen=True, slots=True)
class NewSource:
    """A source as it is declared: see `models.Source`. `owner`: the organisation's name; `county`: 6 digits."""

    county: str
    programme: str
    key: str
    name: str
    kind: str
    owner: str
    document: str
    article: str
    freshness_days: int
    retention_days: int


def declare(actor: User, new: NewSource, *, door: str = "page") -> Source:
    """Declare a source. Raises Refused, BadSource, UnknownKeyError for a programme nobody registered."""
    PROGRAMMES.get(new.programme)
    place = new.county[:6] + "000000"
    access.require(actor, MANAGE, programme=new.programme, place_code=place)
    check(new)
    with transaction.atomic():
        try:
            with transaction.atomic():
                row = Source.objects.create(
                    **fields_of(new),
                    county=new.county[:6],
                    programme=new.programme,
                    key=new.key,
                    at=clock.now(),
                    by=actor,
                )
        except IntegrityError:
            raise BadSource(TAKEN.format(key=new.key), "key") from None
        tell(
            actor,
            "declare",
            f"reviews.Source:{row.pk}",
            place,
            door,
            key=new.key,
            kind=new.kind,
            basis=basis_of(row),
        )
    return row


def change(actor: User, source_id: int, new: NewSource, *, door: str = "page") -> Source:
    """Change what a source says of itself; county, programme, key and kind stay. Raises Refused, BadSource, Source.DoesNotExist."""
    with transaction.atomic():
        row = locked(actor, source_id)
        check(new)
        before = basis_of(row)
        for name, value in fields_of(new).items():
            if name != "kind":
                setattr(row, name, value)
        row.save()
        detail: dict[str, Any] = {
            "basis": [before, basis_of(row)],
            "freshness": row.freshness_days,
            "retention": row.retention_days,
        }
        tell(actor, "change", f"reviews.Source:{row.pk}", row.county + "000000", door, **detail)
    return row


def switch(actor: User, source_id: int, on: bool, why: str, *, door: str = "page") -> Source:
    """Switch a source off or on, by a named human with a reason. Raises Refused, BadSource, Source.DoesNotExist."""
    with transaction.atomic():
        row = locked(actor, source_id)
        if len(why.strip()) < LEAST_WHY:
            raise BadSource(NO_WHY, "why")
        if row.on is on:
            raise BadSource(ALREADY)
        row.on = on
        row.save(update_fields=["on"])
        Switch.objects.create(source=row, on=on, why=why.strip(), at=clock.now(), by=actor)
        tell(
            actor, "switch", f"reviews.Source:{row.pk}", row.county + "000000", door, why.strip(), on=int(on)
        )
    return row


def judge(actor: User, row: Source) -> Switch | None:
    """Switch a source off that is mostly wrong, and write to its owner; the caller holds the source's lock, and journals.

    Counted are matches decided since people last switched it on. The letter goes out in the system's name.
    """
    last_on = row.switches.filter(on=True).order_by("-id").first()
    hits = Hit.objects.filter(source=row).exclude(state=HitState.TO_VERIFY)
    if last_on is not None:
        hits = hits.filter(verdict__at__gt=last_on.at)
    states = list(hits.values_list("state", flat=True))
    decided, confirmed = len(states), states.count(HitState.CONFIRMED)
    if not row.on or decided < ENOUGH or confirmed * HALF >= decided:
        return None
    row.on = False
    row.save(update_fields=["on"])
    made = Switch.objects.create(
        source=row,
        on=False,
        automatic=True,
        confirmed=confirmed,
        decided=decided,
        at=clock.now(),
        by=actor,
    )
    made.notice = letter(row, made)
    made.save(update_fields=["notice"])
    return made


def letter(row: Source, made: Switch) -> notices.Notice:
    """To the source's owner: that it is switched off, by which numbers."""
    place = row.county + "000000"
    facts = {
        "owner": row.owner.name,
        "source": row.name,
        "day": clock.today().isoformat(),
        "decided": made.decided,
        "confirmed": made.confirmed,
        "county": places.names({place}).get(place, ""),
        "article": basis_of(row),
    }
    return notices.issue(
        access.console(),
        kind=SWITCHED_OFF,
        target=f"reviews.Source:{row.pk}",
        programme=row.programme,
        place_code=place,
        recipient=None,
        recipient_name=row.owner.name,
        facts=facts,
        door="system",
    )


def locked(actor: User, source_id: int) -> Source:
    """The source, locked, for whoever may manage it."""
    row = Source.objects.select_for_update(no_key=True).get(pk=source_id)
    access.require(actor, MANAGE, programme=row.programme, place_code=row.county + "000000")
    return row


def fields_of(new: NewSource) -> dict[str, str | int]:
    """What may change, as columns."""
    place = new.county[:6] + "000000"
    owner = new.owner.strip()
    founded = organisations.found(new.county[:6], "department", [(owner, place)])
    return {
        "name": new.name.strip(),
        "kind": new.kind,
        "owner_id": founded[owner, place],
        "document": new.document.strip(),
        "article": new.article.strip(),
        "freshness_days": new.freshness_days,
        "retention_days": new.retention_days,
    }


def basis_of(row: Source) -> str:
    """The legal basis in words."""
    return f"{row.document} {row.article}"


def check(new: NewSource) -> None:
    """Raises BadSource with the field that lacks."""
    if not KEY.fullmatch(new.key):
        raise BadSource(NO_KEY, "key")
    if new.kind not in set(SourceKind):
        raise BadSource(NO_KIND.format(kind=new.kind), "kind")
    for field, value, what in (
        ("name", new.name, NAME),
        ("owner", new.owner, OWNER),
        ("document", new.document, LEGAL),
        ("article", new.article, LEGAL),
    ):
        if not value.strip():
            raise BadSource(NEEDED.format(what=what), field)
    for field, days in (("freshness_days", new.freshness_days), ("retention_days", new.retention_days)):
        if not 1 <= days <= 3650:
            raise BadSource(DAYS, field)
