"""How right the matches were (核对统计), with 95% intervals: by source, by town, by kind of match; and reasons that repeat."""

import datetime as dt
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Literal

from django.db import models
from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Left

from datong.foundation.access.service import AnyUser
from datong.foundation.places import service as places
from datong.foundation.reviews.enums import HitKind, HitState, Seen, SourceKind
from datong.foundation.reviews.models import Control, Hit, Source, Verdict
from datong.foundation.reviews.queries.lists import within
from datong.kernel import clock
from datong.kernel.bilingual import Text
from datong.kernel.clock import SHANGHAI
from datong.kernel.intervals import at_most, wilson

VIEW = "reviews.statistics"
By = Literal["source", "town", "village", "kind", "list", "sex", "age"]
FEWEST, SHARE = 10, 0.2
TOWN = 9
COLUMNS = {
    "source": "source_id", "town": "town", "village": "place_code", "kind": "kind", "list": "source__kind",
    "sex": "person__sex", "age": "age",
}  # fmt: skip
AGES = {
    "80": Text("80 岁以上", "80 and over"),
    "60": Text("60 到 79 岁", "60 to 79"),
    "18": Text("18 到 59 岁", "18 to 59"),
}
YOUNG = Text("不满 18 岁", "under 18")
SEXES = {"男": Text("男", "male"), "女": Text("女", "female")}
UNKNOWN = Text("没有登记", "not recorded")


@dataclass(frozen=True, slots=True)
class Share:
    """Matches of one group: how many, in which state; the confirmed share of those decided, with its 95% interval."""

    key: str
    name: Text
    states: dict[str, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        return sum(self.states.values())

    @property
    def decided(self) -> int:
        return self.total - self.states.get(HitState.TO_VERIFY, 0)

    @property
    def confirmed(self) -> int:
        return self.states.get(HitState.CONFIRMED, 0)

    @property
    def share(self) -> float | None:
        """None while nothing is decided."""
        return self.confirmed / self.decided if self.decided else None

    @property
    def interval(self) -> tuple[float, float]:
        """Wilson (1927)."""
        return wilson(self.confirmed, self.decided)


@dataclass(frozen=True, slots=True)
class Controls:
    """Recipients without a match: how many were drawn, checked, and had something all the same; the missed share, 95%. Of
    settled matches: how many were decided wrongly.

    `upper`: the most that may be missed; with none found, by the rule of three.
    """

    drawn: int
    checked: int
    missed: int

    @property
    def interval(self) -> tuple[float, float]:
        return wilson(self.missed, self.checked)

    @property
    def upper(self) -> float:
        return at_most(self.checked) if not self.missed else self.interval[1]


@dataclass(frozen=True, slots=True)
class SameReasons:
    """Equal reasons on `count` of the week's `total` decisions, by `deciders`; those given for a whole batch are left out."""

    count: int
    total: int
    deciders: list[str]
    hits: list[int]


def shares(viewer: AnyUser, county: str, by: By) -> list[Share]:
    """Groups of a county's matches (6 digits), the largest first. Two queries at most."""
    rows = mine(viewer, county)
    if by == "town":
        rows = rows.annotate(town=Left("place_code", TOWN))
    if by == "age":
        rows = rows.annotate(age=age_group(clock.today()))
    column = COLUMNS[by]
    groups: dict[str, dict[str, int]] = defaultdict(dict)
    for key, state, count in rows.order_by().values_list(column, "state").annotate(n=Count("id")):
        groups[str(key)][state] = count
    names = names_of(by, list(groups))
    found = [Share(key, names.get(key, Text(key, key)), states) for key, states in groups.items()]
    return sorted(found, key=lambda each: (-each.total, each.key))


def age_group(today: dt.date) -> models.Case:
    """The group of the person's age on a day: a key of `AGES`, "0" for the young, empty where no birthday is known."""
    born = [
        models.When(person__birth_date__lte=years_before(today, int(age)), then=models.Value(age))
        for age in AGES
    ]
    known = models.When(person__birth_date__isnull=False, then=models.Value("0"))
    return models.Case(*born, known, default=models.Value(""))


def years_before(day: dt.date, years: int) -> dt.date:
    """The same day of an earlier year; 28 February for the 29th."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


def mine(viewer: AnyUser, county: str) -> QuerySet[Hit]:
    """Matches that may be counted for the viewer."""
    return Hit.objects.filter(within(viewer, VIEW), county=county[:6])


def names_of(by: By, keys: list[str]) -> dict[str, Text]:
    """Groups in words."""
    if by == "source":
        rows = Source.objects.filter(pk__in=[int(key) for key in keys])
        return {str(pk): Text(name, name) for pk, name in rows.values_list("pk", "name")}
    if by == "town":
        named = places.names({key + "000" for key in keys})
        return {key: Text(named[key + "000"], named[key + "000"]) for key in keys if key + "000" in named}
    if by == "village":
        named = places.names(set(keys))
        return {key: Text(named[key], named[key]) for key in keys if key in named}
    if by in ("sex", "age"):
        return {**SEXES, **AGES, "0": YOUNG, "": UNKNOWN}
    if by == "kind":
        return {key: HitKind(key).label for key in keys}
    return {key: SourceKind(key).label for key in keys}


def controls(viewer: AnyUser, county: str, *, settled: bool = False) -> Controls:
    """What checking recipients without a match found in a county, or (`settled`) looking again at settled matches. One query."""
    rows = Control.objects.filter(
        within(viewer, VIEW, programme_field="run__programme"),
        run__county=county[:6],
        hit__isnull=not settled,
    )
    found = rows.aggregate(
        drawn=Count("id"),
        checked=Count("id", filter=~Q(seen="")),
        missed=Count("id", filter=Q(seen__in=(Seen.MISSED, Seen.WRONG))),
    )
    return Controls(found["drawn"], found["checked"], found["missed"])


def identical_reasons(viewer: AnyUser, week: dt.date) -> list[SameReasons]:
    """Equal reasons that make up over 20% of the week's decisions (Monday to Sunday around `week`); nothing is said of fewer
    than ten. One query; sealed columns are not opened."""
    monday = dt.datetime.combine(week - dt.timedelta(week.weekday()), dt.time(), SHANGHAI)
    rows = Verdict.objects.filter(
        within(viewer, VIEW, "hit__place_code", "hit__programme"),
        at__gte=monday,
        at__lt=monday + dt.timedelta(7),
        batch=None,
    )
    read = list(rows.order_by("id").values_list("reasons_digest", "by_name", "hit_id"))
    if len(read) < FEWEST:
        return []
    counts = Counter(bytes(digest) for digest, _, _ in read)
    found = []
    for digest, count in counts.most_common():
        if count < 2 or count <= SHARE * len(read):
            continue
        own = [(name, hit) for each, name, hit in read if bytes(each) == digest]
        found.append(
            SameReasons(count, len(read), sorted({name for name, _ in own}), [hit for _, hit in own])
        )
    return found
