"""Entering a holiday notice: of a new year, or an amendment of a known one."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from datong.foundation.access import service as access
from datong.foundation.access.service import User
from datong.foundation.calendar.core.days import Named, digest
from datong.foundation.calendar.core.reading import amiss
from datong.foundation.calendar.core.seed import seed_years, source
from datong.foundation.calendar.errors import BadNotice
from datong.foundation.calendar.models import NamedDay, Notice
from datong.foundation.calendar.registry import on_change
from datong.foundation.journal import service as journal
from datong.kernel import clock
from datong.kernel.bilingual import Text

NO_NUMBER = Text(
    "请写放假通知的文号，如 国办发明电〔20××〕×号。",
    "Give the number of the holiday notice, such as 国办发明电〔20××〕×号.",
)
NOT_YET = Text(
    "请先登记 {year} 年的放假通知，中间不能空一年。",
    "Enter the notice of {year} first; no year may be left out.",
)
TOO_EARLY = Text("日历从 {year} 年开始。", "The calendar begins with {year}.")
OVERTAKEN = Text(
    "您填写期间有人登记了 {year} 年的新通知（{number}）。请先看过现在的日历再提交；您写的还在下面。",
    "While you were writing, a newer notice for {year} was entered ({number}). Look at the calendar as it now is before "
    "sending; your text is kept below.",
)
THE_SAME = Text(
    "与现在的日历完全一样，没有要登记的。", "This is the calendar as it stands; nothing to enter."
)


@dataclass(frozen=True)
class NewNotice:
    """A notice to enter. `seen` is the id of the notice of that year the writer had before the eyes, None for none."""

    year: int
    number: str
    days: Sequence[Named]
    source: str = ""
    seen: int | None = None


def enter(actor: User, new: NewNotice, *, door: str = "page") -> Notice:
    """Enter the notice of a year as its newest version and have open time limits reckoned again.

    Raises Refused, BadNotice.
    """
    access.require(actor, "calendar.edit")
    if not new.number.strip():
        raise BadNotice("number", NO_NUMBER)
    if wrong := amiss(new.days, new.year):
        raise BadNotice("text", wrong[0])
    with transaction.atomic():
        lock()
        check(new)
        notice = add(new.year, new.number.strip(), new.days, source=new.source.strip(), entered_by=actor)
        for listener in on_change:
            listener(actor)
        journal.record(
            actor.username, "calendar.enter", f"calendar.Notice:{notice.pk}", door=door,
            detail={"year": new.year, "number": notice.number, "off": sum(not each.works for each in new.days),
                    "makeup": sum(each.works for each in new.days)},
        )  # fmt: skip
    return notice


def lock() -> None:
    """One notice at a time: hold the first one; an empty table gets the seed."""
    if Notice.objects.select_for_update(no_key=True).order_by("pk").first() is None:
        for year, days in seed_years().items():
            add(year, source(), days)


def check(new: NewNotice) -> None:
    """Whether the year may be entered, and the writer has seen its newest notice. Raises BadNotice."""
    first, last = (Notice.objects.order_by(by).values_list("year", flat=True)[0] for by in ("year", "-year"))
    if new.year < first:
        raise BadNotice("text", TOO_EARLY.format(year=first))
    if new.year > last + 1:
        raise BadNotice("text", NOT_YET.format(year=last + 1))
    newest = Notice.objects.filter(year=new.year).order_by("-pk").first()
    if newest is None:
        return
    if newest.pk != new.seen:
        raise BadNotice("text", OVERTAKEN.format(year=new.year, number=newest.number))
    if newest.number == new.number.strip() and {each.named for each in newest.days.all()} == set(new.days):
        raise BadNotice("text", THE_SAME)


def add(
    year: int, number: str, days: Sequence[Named], *, source: str = "", entered_by: User | None = None
) -> Notice:
    """The rows of a notice."""
    before = Notice.objects.order_by("-pk").values_list("digest", flat=True).first() or ""
    notice = Notice.objects.create(
        year=year,
        number=number,
        source=source,
        entered_by=entered_by,
        at=clock.now(),
        digest=digest(before, year, number, days),
    )
    NamedDay.objects.bulk_create(
        NamedDay(notice=notice, day=each.day, works=each.works, name_zh=each.zh, name_en=each.en)
        for each in days
    )
    return notice
