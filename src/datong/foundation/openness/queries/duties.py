"""The duty calendar: what a village owes, what is due, late, done; which villages are open."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F, Q, QuerySet

from datong.foundation.access import service as access
from datong.foundation.access.service import AnyUser, Scope
from datong.foundation.openness.core import due
from datong.foundation.openness.enums import DutyState
from datong.foundation.openness.models import Calendar, Duty, Opened
from datong.foundation.openness.queries.catalogue import aspects_in_force
from datong.foundation.places import service as places
from datong.kernel import clock
from datong.kernel.bilingual import Text

VIEW = "openness.view"
DEFINITION = Text(
    "全程全方位公开的村：到这一天，每个在用的方面都已公开，而且没有一项义务逾期未公开。",
    "A village open in every aspect: by the day, each aspect in force has been opened and none of its duties is overdue.",
)


def present(county: str) -> dt.date:
    """The present day of the county's duty calendar; today before its duties were ever raised."""
    return calendar_of(county)[1]


def calendar_of(county: str) -> tuple[dt.date | None, dt.date]:
    """The first day of the county's duty calendar (None before it was ever raised) and its present day. One query."""
    found = Calendar.objects.filter(county=county[:6]).first()
    return (found.begins_on, found.raised_to) if found else (None, clock.today())


def keeps_calendar(county: str) -> bool:
    """Whether the county keeps a duty calendar."""
    return Calendar.objects.filter(county=county[:6]).exists()


def done(day: dt.date, *, present: bool) -> Q:
    """Duties fulfilled by a day; on the present day whatever has been fulfilled."""
    return Q(fulfilled_on__isnull=False) if present else Q(fulfilled_on__lte=day)


def undone(day: dt.date, *, present: bool) -> Q:
    """Duties nobody is exempt from that were not fulfilled by a day."""
    still = Q(fulfilled_on__isnull=True)
    return Q(exempt="") & (still if present else still | Q(fulfilled_on__gt=day))


def late(day: dt.date, *, present: bool) -> Q:
    """Overdue on a day."""
    return undone(day, present=present) & Q(due_on__lt=day)


def soon(day: dt.date, *, present: bool, days: int = due.SOON) -> Q:
    """Due on the day or within so many days after it."""
    return undone(day, present=present) & Q(due_on__range=(day, day + dt.timedelta(days)))


def in_state(state: str, day: dt.date, *, present: bool) -> Q:
    """The condition of a state of DutyState; anything else is every duty."""
    fulfilled, still = done(day, present=present), undone(day, present=present)
    on_time = Q(due_on__gte=day) | Q(fulfilled_on__lte=F("due_on"))
    conditions: dict[str, Q] = {
        DutyState.LATE: late(day, present=present),
        DutyState.DUE: soon(day, present=present),
        DutyState.COMING: still & Q(due_on__gt=day + dt.timedelta(due.SOON)),
        DutyState.DONE: fulfilled & on_time,
        DutyState.DONE_LATE: fulfilled & ~on_time,
        DutyState.EXEMPT: ~Q(exempt="") & ~fulfilled,
    }
    return conditions.get(state, Q())


@dataclass(frozen=True, slots=True)
class Asked:
    """What a list of duties is narrowed to; empty words narrow nothing. `place`: 12 digits of a village or town."""

    place: str = ""
    aspect: str = ""
    state: str = ""


def duties(user: AnyUser, county: str, day: dt.date, asked: Asked = Asked()) -> QuerySet[Duty]:
    """The duties of the viewer's places in a county, the first due first."""
    rows = access.visible(Duty.objects.filter(county=county[:6]), user, VIEW, None)
    if asked.place:
        rows = Scope.of([asked.place]).narrow(rows)
    if asked.aspect:
        rows = rows.filter(aspect=asked.aspect)
    rows = rows.filter(in_state(asked.state, day, present=day == present(county)))
    return rows.select_related("item", "publication").order_by("due_on", "place_code", "id")


def duty_seen(user: AnyUser, pk: int) -> Duty | None:
    """One duty of the viewer's places."""
    rows = Duty.objects.select_related("item", "item__made_by", "publication", "exempt_by").filter(pk=pk)
    return access.visible(rows, user, VIEW, None).first()


def due_soon(user: AnyUser, county: str, day: dt.date, days: int = due.SOON) -> QuerySet[Duty]:
    """What the viewer's places must publish within so many days, the first due first."""
    now = day == present(county)
    return duties(user, county, day).filter(soon(day, present=now, days=days))


@dataclass(frozen=True, slots=True)
class DutyLine:
    """A duty in words on a day. `days`: to the due day, negative when past; `open`: it can still be prepared."""

    duty: Duty
    place: str
    state: DutyState
    days: int

    @property
    def name(self) -> Text:
        return Text(self.duty.item.name_zh, self.duty.item.name_en)

    @property
    def group(self) -> Text:
        return Text(self.duty.item.group_zh, self.duty.item.group_en)

    @property
    def open(self) -> bool:
        return self.state in {DutyState.COMING, DutyState.DUE, DutyState.LATE}

    @property
    def sheet(self) -> str:
        """The key to prepare it under: of an item owed every period its class, one sheet for all; else its own."""
        whole = self.duty.key.count(".") > 1 and self.duty.item.cycle in due.MONTHS
        return self.duty.key.rsplit(".", 1)[0] if whole else self.duty.key


def lines(rows: Iterable[Duty], day: dt.date, now: dt.date) -> list[DutyLine]:
    """Duties in words; one query for the names of places. `now`: the present of the county's calendar."""
    found = list(rows)
    names = full_names({row.place_code for row in found})
    return [
        DutyLine(
            row, names.get(row.place_code, row.place_code), state_of(row, day, now), (row.due_on - day).days
        )
        for row in found
    ]


def state_of(duty: Duty, day: dt.date, now: dt.date) -> DutyState:
    """Where a duty stands on a day."""
    told = due.standing_of(duty.due_on, duty.fulfilled_on, day, exempt=bool(duty.exempt), present=day == now)
    return DutyState(told)


def full_names(codes: set[str]) -> dict[str, str]:
    """调元镇百花村 by 12-digit code; one query."""
    names = places.names(codes | {code[:9] + "000" for code in codes})
    return {
        code: (names.get(code[:9] + "000", "") if not code.endswith("000") else "") + names.get(code, code)
        for code in codes
    }


def villages(county: str, day: dt.date) -> list[places.Place]:
    """The villages of a county that exist on a day, in code order."""
    rows = places.within(county[:6], "village")
    return list(rows.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=day)))


def open_villages(county: str, day: dt.date) -> set[str]:
    """The 12-digit codes of the villages open in every aspect on a day; see DEFINITION. Three queries."""
    wanted = {aspect.key for aspect in aspects_in_force(day)}
    if not wanted:
        return set()
    now = day == present(county)
    rows = Opened.objects.filter(county=county[:6], aspect__in=wanted)
    opened: dict[str, set[str]] = {}
    for place, aspect in (rows if now else rows.filter(on__lte=day)).values_list("place_code", "aspect"):
        opened.setdefault(place, set()).add(aspect)
    overdue = Duty.objects.filter(late(day, present=now), county=county[:6], aspect__in=wanted)
    behind = set(overdue.order_by().values_list("place_code", flat=True).distinct())
    return {place for place, there in opened.items() if there == wanted} - behind


@dataclass(frozen=True, slots=True)
class ToDo:
    """What a village prepares at one go: the open duties of one sheet and period."""

    key: str
    name: Text
    lines: tuple[DutyLine, ...]

    @property
    def first(self) -> DutyLine:
        return self.lines[0]


def to_do(rows: Iterable[DutyLine]) -> list[ToDo]:
    """Open duties by sheet, place, period and stage, in the order of their first one."""
    sheets: dict[tuple[object, ...], list[DutyLine]] = {}
    for line in rows:
        if line.open:
            duty = line.duty
            sheets.setdefault((line.sheet, duty.place_code, duty.period_start, duty.stage), []).append(line)
    return [
        ToDo(str(key[0]), found[0].group if len(found) > 1 else found[0].name, tuple(found))
        for key, found in sheets.items()
    ]


def reminders(user: AnyUser, county: str, day: dt.date, days: int = due.SOON) -> list[DutyLine]:
    """What is overdue or due within so many days in the viewer's places, the first due first."""
    now = present(county)
    condition = late(day, present=day == now) | soon(day, present=day == now, days=days)
    return lines(duties(user, county, day).filter(condition), day, now)
