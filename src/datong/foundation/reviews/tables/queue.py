"""The table of matches: whose, what it waits for, what it would mean, where it comes from."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _
from markupsafe import Markup, escape

from datong.foundation.places import service as places
from datong.foundation.reviews.enums import HitKind, HitState, SourceKind
from datong.foundation.reviews.models import Hit
from datong.foundation.reviews.queries.queue import stage_of
from datong.foundation.reviews.tables import words
from datong.kernel.workdays import WorkingDays
from datong.web.jinja import day, language
from datong.web.tables import Column, Row


def columns() -> list[Column]:
    """The person and the place first, then where it stands and until when."""
    return [
        Column(_("姓名")),
        Column(_("现在"), "state", sort="due"),
        Column(_("对家庭的影响"), "state", sort="effect"),
        Column(_("来源")),
        Column(_("怎样比中")),
        Column(_("发现"), "date", sort="found"),
    ]


def rows(hits: Iterable[Hit]) -> list[Row]:
    """One row a match; two queries for names of places and the calendar."""
    listed = list(hits)
    names, calendar = place_names(listed), words.working_days()
    return [
        Row(
            [
                whose(row, names[row.pk]),
                now(row, calendar),
                effect(row),
                source(row),
                found_by(row),
                day(row.at),
            ],
            reverse("reviews_hit", args=[row.pk]),
        )
        for row in listed
    ]


def whose(row: Hit, place: tuple[str, str]) -> Markup:
    """The person; below the place, and the head of the household where that is somebody else."""
    head = row.household.head if row.household else None
    told = [" ".join(name for name in place if name)]
    if head is not None and head.pk != row.person_id:
        told.append(_("%(name)s户") % {"name": head.name})
    return two(row.person.name, " · ".join(told))


def now(row: Hit, calendar: WorkingDays) -> Markup:
    """The state; of a match to verify, what it waits for and until when."""
    key = stage_of(row, answered=getattr(row, "answered", False))
    if not key:
        settled = HitState(row.state)
        return words.state(settled.label, words.STATE_TONES[settled])
    until = words.due(row.reply_until, calendar)
    told = words.state(words.STAGE_WORDS[key], words.STAGE_TONES[key])
    return two(told, until) if until else told


def effect(row: Hit) -> Markup:
    """What the rules would say if it were true, with the amounts."""
    key = words.effect_of(row)
    told = words.EFFECT_WORDS[key].to(language())
    amounts = words.change(row.before, row.after)
    if key in ("loses", "less") and amounts:
        return two(told, _("%(change)s 元/月") % {"change": amounts})
    return escape(told)


def source(row: Hit) -> Markup:
    """Which list, of which day."""
    kind = SourceKind(row.source.kind).label.to(language())
    as_of = Markup('<span class="unbroken">{}</span>').format(day(row.listing.as_of))
    return two(row.source.name, Markup(_("%(kind)s，截至 %(day)s")) % {"kind": kind, "day": as_of})  # noqa: S704 - a translation


def found_by(row: Hit) -> Markup:
    """The way and, for an inference, the probability and whether it is below the threshold."""
    kind = HitKind(row.kind)
    told = escape(kind.label.to(language()))
    if kind is HitKind.FUZZY:
        second = words.percent(row.probability) + (
            _("，低于门槛") if row.probability < getattr(row, "threshold", 0) else ""
        )
        return two(told, second)
    return told


def two(first: object, second: object) -> Markup:
    """Two lines of a cell, the second quiet."""
    cell = '<span class="hit-cell">{}<span class="quiet digits hit-second">{}</span></span>'
    return Markup(cell).format(first, second)  # noqa: S704 - a constant, filled by escaping


def place_names(listed: list[Hit]) -> dict[int, tuple[str, str]]:
    """Town and village by match; the town is empty where the match is of the whole town. One query."""
    codes = {row.place_code for row in listed}
    names = places.names(codes | {code[:9] + "000" for code in codes})
    found = {}
    for row in listed:
        town, village = names.get(row.place_code[:9] + "000", ""), names.get(row.place_code, "")
        found[row.pk] = ("" if town == village else town, village)
    return found
