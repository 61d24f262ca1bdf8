"""What the example county has published (示例公开内容), on the days its story is told: the books of one village for two
quarters, and what the programmes hold about a few villages. Prepared by one account and released by another, as everybody's is.
"""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from datong.foundation.access import service as access
from datong.foundation.access.service import User
from datong.foundation.openness import service as openness
from datong.foundation.places import service as places
from datong.foundation.publiclog import service as publiclog
from datong.kernel import clock

COUNTY = "510626"
BAIHUA = "510626106209"
PRESENT = dt.date(2014, 9, 26)
FINANCE = ("assets.income", "assets.spending", "assets.assets", "assets.resources", "assets.debts")
SECOND, THIRD = (dt.date(2014, 4, 1), dt.date(2014, 6, 30)), (dt.date(2014, 7, 1), dt.date(2014, 9, 30))
SIGNED = ("邓有田", "陈素芳")
OTHERS = 4
CONTACT = openness.NewContact("陈光明", "村务监督委员会主任", "0838-3550106", "工作日 9:00-17:00")


@dataclass(frozen=True, slots=True)
class Wanted:
    """One thing to publish: where, which line of the catalogue, of which period, on which day."""

    place: str
    key: str
    period: tuple[dt.date, dt.date]
    on: dt.date


def wanted(villages: list[str]) -> Iterator[Wanted]:
    """Everything the example publishes, in the order of its days."""
    for key in FINANCE:
        yield Wanted(BAIHUA, key, SECOND, dt.date(2014, 7, 14))
    for place in villages:
        for key in ("works.budget", "services.doctors", "services.guides"):
            yield Wanted(place, key, THIRD, dt.date(2014, 9, 22))
    for key in FINANCE:
        yield Wanted(BAIHUA, key, THIRD, dt.date(2014, 10, 10))


def load(actor: User) -> None:
    """The county's catalogue and its duty calendar up to the day of its ledgers; again: nothing new."""
    openness.load_catalogue(actor, COUNTY, "sunshine", door="cli")
    openness.raise_duties(actor, COUNTY, PRESENT)


def publish(progress: Callable[[str, int, int], None]) -> int:
    """Publish what is not published yet; how much was. On the days of the story, so that nothing is late that was not."""
    if openness.Publication.objects.filter(county=COUNTY).exists():
        return 0
    cadre, clerk, second = (User.objects.get(username=name) for name in ("cadre", "clerk", "clerk2"))
    openness.put_contact(clerk, BAIHUA, CONTACT, door="cli")
    villages = [BAIHUA, *[place for place in neighbours(clerk) if place != BAIHUA][:OTHERS]]
    todo, done = list(wanted(villages)), 0
    for number, each in enumerate(todo, 1):
        with clock.override(dt.datetime.combine(each.on, dt.time(10), clock.SHANGHAI)):
            first = cadre if each.place == BAIHUA else second
            done += published(first, clerk, each)
        progress("openness", number, len(todo))
    for place in villages:  # a list of persons is shown for its time only: it counts from today
        done += published(second, clerk, Wanted(place, "benefits.dibao", THIRD, clock.today()))
    publiclog.integrate()
    return done


def neighbours(clerk: User) -> list[str]:
    """The villages of the clerk's town that were open before: the story adds none to the county's own count."""
    town, there = access.scope(clerk, "openness.release"), openness.open_villages(COUNTY, PRESENT)
    found = [place.code for prefix in town.prefixes for place in places.within(prefix, "village")]
    return [code for code in found if code in there]


def published(preparer: User, releaser: User, each: Wanted) -> int:
    """Prepare, sign where the finance group signs, hand over, release; 0 where the programmes hold nothing."""
    draft = openness.begin(preparer, each.place, each.key, *each.period, door="cli")
    if not draft.drawn_from:
        openness.drop(preparer, draft.pk, door="cli")
        return 0
    if each.key.startswith("assets."):
        draft = openness.sign(preparer, draft.pk, SIGNED, door="cli")
    draft = openness.submit(preparer, draft.pk, draft.moves, door="cli")
    openness.release(releaser, draft.pk, draft.moves, door="cli")
    return 1
