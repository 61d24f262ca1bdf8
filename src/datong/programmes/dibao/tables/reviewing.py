"""Rows of the re-verification calendar."""

from django.urls import reverse
from django.utils.translation import gettext as _

from datong.programmes.dibao.queries.reviewing import DueLine
from datong.web.jinja import day
from datong.web.tables import Column, Row


def columns() -> list[Column]:
    """Identity, category, due day, then the rest."""
    return [
        Column(_("户主")),
        Column(_("类别")),
        Column(_("复核到期"), "date"),
        Column(_("村（社区）")),
        Column(_("办件编号")),
    ]


def rows(lines: list[DueLine]) -> list[Row]:
    """One row a household."""
    return [
        Row(
            [line.case.label, line.category, day(line.due_on), line.place, line.case.number],
            reverse("case", args=[line.case.pk]),
        )
        for line in lines
    ]
