"""Runs of joint review: what the tables and figures of their pages say."""

from collections.abc import Iterable, Mapping, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from datong.foundation.reviews.enums import Format, HitKind
from datong.foundation.reviews.models import Listing, Run
from datong.foundation.reviews.registry import PROGRAMMES
from datong.foundation.reviews.tables import sources
from datong.foundation.reviews.tables.words import aside
from datong.web.jinja import day, grouped, language, moment
from datong.web.tables import Column, Row


def columns() -> list[Column]:
    """When and where, against what, how many, by whom."""
    return [
        Column(_("核对时间"), "date"),
        Column(_("核对哪里")),
        Column(_("名单")),
        Column(_("在册对象"), "number"),
        Column(_("比中"), "number"),
        Column(_("新线索"), "number"),
        Column(_("方式")),
        Column(_("谁")),
    ]


def rows(runs: Iterable[Run], names: Mapping[str, str]) -> list[Row]:
    """One row a run."""
    return [
        Row(
            [
                moment(each.at),
                names.get(each.place_code, each.place_code),
                against(each),
                grouped(each.recipients),
                grouped(matched(each)),
                grouped(each.counts.get("new", 0)),
                closely(each),
                each.by.name,
            ],
            reverse("reviews_result", args=[each.pk]),
        )
        for each in runs
    ]


def against(run: Run) -> str:
    """The sources compared with, each with the day of its list."""
    told = []
    for each in sorted(run.listings.all(), key=lambda row: row.pk):
        built_in = each.format == Format.REGISTER
        told.append(each.source.name if built_in else aside(each.source.name, day(each.as_of)))
    return (", " if language() == "en" else "、").join(told)


def closely(run: Run) -> str:
    """By number only, or also by likeness."""
    return _("号码和相近") if run.fuzzy else _("只按号码")


def matched(run: Run) -> int:
    """How many rows matched, new or known."""
    return sum(run.counts.get(kind.value, 0) for kind in HitKind)


def kinds(run: Run) -> str:
    """How many of each kind of match, in words."""
    lang = language()
    told = [
        _("%(kind)s %(count)s 条") % {"kind": kind.label.to(lang), "count": grouped(run.counts[kind.value])}
        for kind in HitKind
        if run.counts.get(kind.value)
    ]
    return _("；").join(told)


def programme(run: Run) -> str:
    """Whose recipients."""
    return PROGRAMMES.get(run.programme).name.to(language())


def list_columns() -> list[Column]:
    return [
        Column(_("来源")),
        Column(_("名单截至"), "date"),
        Column(_("行数"), "number"),
        Column(_("新线索"), "number"),
        Column(_("没有比中的行")),
    ]


def list_rows(listings: Sequence[Listing], kept: Mapping[int, int]) -> list[Row]:
    """One row a list that was compared, with what was destroyed."""
    return [
        Row(
            [
                each.source.name,
                day(each.as_of),
                grouped(each.rows),
                grouped(kept.get(each.pk, 0)),
                "" if each.format == Format.REGISTER else sources.destroyed(each, kept.get(each.pk, 0)),
            ],
            reverse("reviews_list", args=[each.pk]),
        )
        for each in listings
    ]
