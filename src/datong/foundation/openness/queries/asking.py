"""What the public page of objections offers: villages, aspects, the publication or the duty it is about."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Min

from datong.foundation.access import service as access
from datong.foundation.access.service import AnyUser
from datong.foundation.openness.core.reply_times import SHIPPED, ReplyTime
from datong.foundation.openness.enums import Cycle
from datong.foundation.openness.models import Duty, Objection, Publication, ReplyRule
from datong.foundation.openness.queries import catalogue
from datong.foundation.openness.queries.objection_numbers import Statistics, statistics
from datong.foundation.openness.queries.objections import reply_time
from datong.foundation.openness.workflow import PROGRAMME
from datong.foundation.places import service as places
from datong.foundation.places.service import Place
from datong.kernel import clock
from datong.kernel.bilingual import Text

MOST = 30
EVENTS = (Cycle.AT_ONCE.value, Cycle.STAGE.value)
ENDINGS = {
    "satisfied": Text("提出人满意，办结", "closed, the objector satisfied"),
    "closed": Text("县级最终答复，办结", "closed with the county's final answer"),
    "withdrawn": Text("提出人撤回", "taken back"),
    "answered": Text("已答复，等提出人表态", "answered, the objector's word is asked"),
    "waiting": Text("正在办理", "under way"),
}


@dataclass(frozen=True, slots=True)
class Subject:
    """What an objection will be about, in words. `publication` or `duty` may be missing."""

    place_code: str
    place: str
    title: Text | None
    publication: Publication | None
    duty: Duty | None

    @property
    def level(self) -> str:
        """Whose disclosure it is: village, town or county."""
        return places.level_of(self.place_code)


def subject(number: str, place_code: str, duty_id: str) -> Subject | None:
    """From what the address names; None where it names nothing known. Two queries at most."""
    publication = Publication.objects.filter(number=number).first() if number else None
    code = publication.place_code if publication else place_code
    full = full_name(code) if code else ""
    if not full:
        return None
    if publication is not None:
        title = Text(publication.title_zh, publication.title_en or publication.title_zh)
        return Subject(code, full, title, publication, None)
    duty = duty_of(code, duty_id)
    named = Text(duty.item.name_zh, duty.item.name_en) if duty else None
    return Subject(code, full, named, None, duty)


def duty_of(place_code: str, duty_id: str) -> Duty | None:
    """What the place owes, by its id as the address has it."""
    known = duty_id.isascii() and duty_id.isdigit() and len(duty_id) < 10
    return (
        Duty.objects.select_related("item").filter(pk=int(duty_id), place_code=place_code).first()
        if known
        else None
    )


def full_name(code: str) -> str:
    """调元镇百花村; empty for no place of ours."""
    town = code[:9].ljust(12, "0")
    found = places.names({code, town})
    return "".join(dict.fromkeys([found.get(town, ""), found[code]])) if code in found else ""


def villages(typed: str) -> list[tuple[str, str]]:
    """Villages by name, part of it or pinyin initials: code and full name, at most MOST."""
    found: list[Place] = []
    for county in places.counties():
        found += [place for place in places.find(typed, county.code) if place.level == "village"]
    towns = places.names({place.code[:9] + "000" for place in found[:MOST]})
    return [(place.code, towns.get(place.code[:9] + "000", "") + place.short) for place in found[:MOST]]


def towns() -> list[tuple[str, list[tuple[str, str]]]]:
    """Every town with its villages, to choose from without typing. Two queries a county."""
    listed = []
    for county in places.counties():
        inside: dict[str, list[tuple[str, str]]] = {}
        for place in places.within(county.code[:6], "village"):
            inside.setdefault(place.code[:9] + "000", []).append((place.code, place.short))
        listed += [
            (town.short, inside[town.code])
            for town in places.within(county.code[:6], "town")
            if town.code in inside
        ]
    return listed


def aspects() -> list[tuple[str, Text]]:
    """The aspects in force today, as choices."""
    return [(aspect.key, aspect.name) for aspect in catalogue.aspects_in_force(clock.today())]


def owable(user: AnyUser, row: Objection) -> list[tuple[str, Text]]:
    """Items of the objection's aspect that are owed when something happens, which an answer may say are still owed."""
    if not access.can(user, "openness.event", programme=PROGRAMME, place_code=row.place_code):
        return []
    listed = catalogue.items(row.county, clock.today())
    return [
        (item.key, Text(item.name_zh, item.name_en))
        for item in listed
        if item.cycle in EVENTS and row.aspect in ("", item.aspect)
    ]


def published_since(row: Objection) -> list[tuple[str, Text]]:
    """Publications of the place corrected since the objection came in, as choices."""
    found = Publication.objects.filter(
        place_code=row.place_code, edition__action="correct", edition__released_at__gte=row.at
    )
    return [(each.number, Text(each.title_zh, each.title_en or each.title_zh)) for each in found[:MOST]]


def times(county: str) -> dict[str, int]:
    """Days within which an answer is due now, by who asks, and above."""
    today = clock.today()
    return {who: reply_time(county, who, today).days for who in ("villager", "group", "upper")}


def first_year() -> int | None:
    """The year of the first objection; None before there is one."""
    first = Objection.objects.aggregate(first=Min("received_on"))["first"]
    return first.year if first else None


def years(today: dt.date, first: int | None) -> list[int]:
    """Years of which numbers are published: from the first on those over, and this one once a quarter of it is; the newest
    first, at least one."""
    last = today.year if today.month > 3 else today.year - 1
    return list(range(last, min(first or last, last) - 1, -1))


def span(year: int, today: dt.date) -> tuple[dt.date, dt.date]:
    """A year as far as its quarters are over, so that numbers do not tell of yesterday's single objection."""
    end = dt.date(year, 12, 31)
    if end >= today:
        end = dt.date(today.year, (today.month - 1) // 3 * 3 + 1, 1) - dt.timedelta(1)
    return dt.date(year, 1, 1), end


def numbers(start: dt.date, end: dt.date) -> list[tuple[str, Statistics]]:
    """The published numbers of every county loaded, with its name."""
    return [(county.short, statistics(county.code, start, end)) for county in places.counties()]


def places_of(
    user: AnyUser, action: str, levels: Sequence[str] = ("county", "town", "village")
) -> list[tuple[str, str]]:
    """Places of the reader's posts for an action, as choices; a clerk's villages stand under the town."""
    where = access.scope(user, action)
    found = [place for level in levels for prefix in where.prefixes for place in places.within(prefix, level)]
    return [(place.code, place.short) for place in sorted(found, key=lambda place: place.code)]


def villages_of(user: AnyUser) -> list[tuple[str, str]]:
    """Places about whose disclosure the reader takes objections in, with the town before each village."""
    listed = places_of(user, "objections.register", ("town", "village"))
    named = dict(listed) | places.names({code[:9] + "000" for code, _name in listed})
    return [
        (code, name if code.endswith("000") else named.get(code[:9] + "000", "") + name)
        for code, name in listed
    ]


def rules(county: str) -> list[tuple[str, ReplyTime]]:
    """The reply times in force today, by whom they are for."""
    today = clock.today()
    return [(who, reply_time(county, who, today)) for who in SHIPPED]


def own_rules(county: str) -> list[ReplyRule]:
    """What the county has entered itself, the newest first."""
    return list(ReplyRule.objects.filter(county=county).select_related("by").order_by("-since", "-id"))
