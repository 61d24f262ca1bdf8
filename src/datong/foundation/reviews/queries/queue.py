"""The queue of matches (线索队列): what waits for whom, the oldest deadline first; how many are in each state."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from datong.foundation.access import service as access
from datong.foundation.access.service import AnyUser
from datong.foundation.places import service as places
from datong.foundation.reviews.enums import HitState
from datong.foundation.reviews.models import Hit, Listing, Reply, Source
from datong.foundation.reviews.queries import lists
from datong.foundation.reviews.queries.lists import EFFECTS, Asking
from datong.foundation.reviews.registry import PROGRAMMES
from datong.kernel import clock

STAGES = ("untold", "undelivered", "waiting", "ready")
LAST = {"nulls_last": True}
ORDERS = {
    "due": (F("reply_until").asc(**LAST), F("eligible").asc(**LAST), F("id").asc()),
    "-due": (F("reply_until").desc(**LAST), F("eligible").asc(**LAST), F("id").desc()),
    "effect": (F("eligible").asc(**LAST), F("after").asc(**LAST), F("id").asc()),
    "-effect": (F("eligible").desc(**LAST), F("after").desc(**LAST), F("id").desc()),
    "found": (F("at").asc(), F("id").asc()),
    "-found": (F("at").desc(), F("id").desc()),
}
OPEN = Asking(state=HitState.TO_VERIFY.value)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a queue is asked for. `stage`: one of `STAGES`, what a match to verify waits for; `listing`: one delivery;
    `upto`: no match found later than this one (its id)."""

    asking: Asking = OPEN
    stage: str = ""
    sort: str = "due"
    listing: int | None = None
    upto: int | None = None

    @property
    def narrowed(self) -> bool:
        """Whether anything but the state is asked for."""
        return bool(self.stage or self.listing or replace(self.asking, state="") != Asking())


@dataclass(frozen=True, slots=True)
class Queue:
    """Rows ready for paging; how many there are in each state under the same filters, and among the rows."""

    rows: QuerySet[Hit]
    counts: Mapping[str, int] = field(default_factory=dict)
    total: int = 0


def queue(viewer: AnyUser, wanted: Wanted) -> Queue:
    """One query for the counts; rows are read by whoever pages them. A state that is not asked for is every state."""
    everything = lists.hits(viewer, replace(wanted.asking, state=""))
    if wanted.listing:
        everything = everything.filter(listing_id=wanted.listing)
    if wanted.upto:
        everything = everything.filter(pk__lte=wanted.upto)
    states = everything.order_by().values_list("state").annotate(n=Count("id"))
    counts = {each.value: 0 for each in HitState} | dict(states)
    rows = everything.annotate(answered=answered(), threshold=F("run__threshold"))
    total = sum(counts.values())
    if wanted.asking.state:
        rows, total = rows.filter(state=wanted.asking.state), counts[wanted.asking.state]
    if wanted.stage:
        rows = rows.filter(stage(wanted.stage))
        total = rows.count()
    return Queue(rows.order_by(*ORDERS.get(wanted.sort, ORDERS["due"])), counts, total)


def answered() -> Exists:
    """Whether the household has said something."""
    return Exists(Reply.objects.filter(hit=OuterRef("pk")))


def stage(key: str) -> Q:
    """What a match to verify waits for: to be told, for proof that the letter came, for an answer, for a decision."""
    past = Q(reply_until__lt=clock.today()) | Q(answered=True)
    return {
        "untold": Q(state=HitState.TO_VERIFY.value, notice=None, answered=False),
        "undelivered": Q(
            state=HitState.TO_VERIFY.value, notice__isnull=False, reply_until=None, answered=False
        ),
        "waiting": Q(state=HitState.TO_VERIFY.value, reply_until__gte=clock.today(), answered=False),
        "ready": Q(state=HitState.TO_VERIFY.value) & past,
    }[key]


def stage_of(row: Hit, *, answered: bool) -> str:
    """The same of one match; empty for a settled one."""
    if row.state != HitState.TO_VERIFY:
        return ""
    if answered or (row.reply_until is not None and row.reply_until < clock.today()):
        return "ready"
    if row.notice_id is None:
        return "untold"
    return "undelivered" if row.reply_until is None else "waiting"


def wanted_from(given: Mapping[str, str]) -> Wanted:
    """The question in an address; what is no question of ours is left out."""
    state = given.get("state", HitState.TO_VERIFY.value)
    kinds = {value for value, _ in Hit._meta.get_field("kind").flatchoices}
    kind, effect, place = given.get("kind", ""), given.get("effect", ""), given.get("place", "")
    stages, sort = given.get("stage", ""), given.get("sort", "")
    asking = Asking(
        source=number(given.get("source", "")),
        place=place if len(place) == 12 and place.isascii() and place.isdigit() else "",
        state="" if state == "all" else state if state in set(HitState) else HitState.TO_VERIFY.value,
        kind=kind if kind in kinds else "",
        effect=effect if effect in EFFECTS else "",
    )
    return Wanted(
        asking,
        stages if stages in STAGES and asking.state == HitState.TO_VERIFY else "",
        sort if sort in ORDERS else "due",
        number(given.get("listing", "")),
        number(given.get("upto", "")),
    )


def number(typed: str) -> int | None:
    """A whole number above 0 that a database can hold."""
    return int(typed) if typed.isascii() and typed.isdigit() and 0 < len(typed) < 10 and int(typed) else None


def towns(viewer: AnyUser) -> list[tuple[str, str]]:
    """Towns of the viewer's county, or villages of the viewer's town, as choices. Two queries at most."""
    home = access.home_place(viewer)
    level = {6: "town", 9: "village"}.get(len(places.prefix(home)) if home else 0)
    return [(place.code, place.short) for place in places.within(places.prefix(home), level)] if level else []


def with_hits(viewer: AnyUser) -> list[tuple[int, str]]:
    """Sources that gave the viewer a match, as choices. One query."""
    mine = Hit.objects.filter(lists.within(viewer, lists.VIEW)).order_by().values("source")
    return [(row.pk, row.name) for row in Source.objects.filter(pk__in=mine).order_by("name", "pk")]


def deliveries(viewer: AnyUser, source: int) -> list[Listing]:
    """Lists of a source that gave the viewer a match, the newest first. One query."""
    mine = Hit.objects.filter(lists.within(viewer, lists.VIEW), source_id=source).order_by().values("listing")
    return list(Listing.objects.filter(pk__in=mine).defer("file_name").order_by("-as_of", "-pk"))


def admits(viewer: AnyUser, action: str) -> str:
    """A reviewed programme in which the viewer may do this somewhere; empty when there is none."""
    return next((slug for slug in PROGRAMMES if access.scope(viewer, action, slug)), "")
