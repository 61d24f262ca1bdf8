"""The table of controls (随机对照) and the sentence of what they say."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from datong.foundation.places import service as places
from datong.foundation.reviews.enums import Seen
from datong.foundation.reviews.models import Control
from datong.foundation.reviews.queries.statistics import Controls
from datong.foundation.reviews.tables import words
from datong.web.jinja import day, language
from datong.web.tables import Column, Row

TONES = {Seen.CLEAR: "good", Seen.MISSED: "soon", Seen.WRONG: "soon"}


def columns() -> list[Column]:
    """Who, what was found, by whom, when drawn."""
    return [
        Column(_("姓名")),
        Column(_("查什么")),
        Column(_("查的结果"), "state"),
        Column(_("村（社区）")),
        Column(_("查的人")),
        Column(_("查的日期"), "date"),
        Column(_("抽中日期"), "date"),
    ]


def rows(controls: Iterable[Control]) -> list[Row]:
    """One row a recipient; one query for the names of places."""
    listed = list(controls)
    names = places.names({row.place_code for row in listed})
    return [
        Row(
            [
                row.person.name,
                row.hit.source.name if row.hit else _("没有比中"),
                seen(row),
                names.get(row.place_code, ""),
                row.by.name if row.by else "",
                day(row.at),
                day(row.run.on),
            ],
            reverse("reviews_control", args=[row.pk]),
        )
        for row in listed
    ]


def seen(row: Control) -> object:
    """The result in a word and a shape."""
    if not row.seen:
        return words.state(_("待查"), "accent")
    found = Seen(row.seen)
    return words.state(found.label.to(language()), TONES[found])


def place(row: Control) -> str:
    """Where the recipient lives."""
    return places.names({row.place_code}).get(row.place_code, "")


@dataclass(frozen=True, slots=True)
class Figures:
    """Numbers of the controls, and the interval in per cent of the picture's width."""

    drawn: int
    checked: int
    missed: int
    upper: str
    low: float
    width: float
    dot: float
    told: str


def figures(found: Controls) -> Figures:
    """How many checks, how many missed, at most how large the missed share is (95%)."""
    low, high = found.interval
    share = found.missed / found.checked if found.checked else 0.0
    told = words.aside(words.percent(share), f"{words.percent(low)}–{words.percent(high)}")
    upper, width = words.percent(found.upper), round((high - low) * 100, 2)
    return Figures(
        found.drawn,
        found.checked,
        found.missed,
        upper,
        round(low * 100, 2),
        width,
        round(share * 100, 2),
        told,
    )
