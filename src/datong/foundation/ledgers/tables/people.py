"""Records of persons and households, and what a search found, as tables."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from datong.foundation.casework.service import CaseLine
from datong.foundation.ledgers.queries.people import Home, Naming
from datong.foundation.ledgers.queries.searching import Found, PlaceFound
from datong.foundation.ledgers.queries.shown import Shown
from datong.foundation.ledgers.tables.addresses import record_stem, register_address, tail
from datong.kernel.bilingual import Text
from datong.web.jinja import day, language
from datong.web.tables import Column, Row

MOST_CASES = 10


def headings(columns: list[Shown]) -> list[Column]:
    """Headings without sorting: these tables are short."""
    return [Column(each.column.label, each.kind) for each in columns]


def naming_tables(
    namings: list[Naming], request: HttpRequest
) -> list[tuple[Naming, list[Column], list[Row]]]:
    """Each register's records of somebody; a row opens the record."""
    end = "/" + tail(request)
    return [
        (
            naming,
            headings(naming.columns),
            [Row(line.cells, f"{record_stem(naming.sheet)}{line.pk}{end}") for line in naming.lines],
        )
        for naming in namings
    ]


def member_columns() -> list[Column]:
    return [Column(_("姓名")), Column(_("与户主关系")), Column(_("身份证号码"))]


def member_rows(home: Home, request: HttpRequest) -> list[Row]:
    """The members of a household; a row opens the person."""
    return [
        Row(
            [each.name, each.relation or (_("户主") if each.head else ""), each.number],
            reverse("person", args=[each.pk]) + tail(request),
        )
        for each in home.members
    ]


def case_columns() -> list[Column]:
    return [
        Column(_("办件编号")),
        Column(_("工作")),
        Column(_("状态")),
        Column(_("申请人")),
        Column(_("立案"), "date"),
    ]


def case_rows(lines: list[CaseLine]) -> list[Row]:
    """The cases about somebody, at most MOST_CASES; a row opens the case."""
    return [
        Row(
            [each.case.number, each.programme, each.state, each.case.label, day(each.case.opened_on)],
            reverse("case", args=[each.case.pk]),
        )
        for each in lines[:MOST_CASES]
    ]


def person_columns() -> list[Column]:
    return [Column(_("姓名")), Column(_("身份证号码")), Column(_("地方")), Column(_("专项"))]


def person_rows(found: Found, request: HttpRequest) -> list[Row]:
    """Persons found; a row opens the person."""
    end = tail(request)
    return [
        Row(
            [each.name, each.number, each.place, listed(each.programmes)],
            reverse("person", args=[each.pk]) + end,
        )
        for each in found.persons
    ]


def paper_rows(found: Found, request: HttpRequest) -> list[Row]:
    """Papers and works found; a row opens the record."""
    end = "/" + tail(request)
    return [
        Row(
            [each.cells[0], each.sheet.label, " · ".join(cell for cell in each.cells[1:] if cell)],
            f"{record_stem(each.sheet)}{each.pk}{end}",
        )
        for each in found.papers
    ]


def paper_columns() -> list[Column]:
    return [Column(_("名称或编号")), Column(_("名册")), Column(_("内容"))]


def place_links(place: PlaceFound, request: HttpRequest) -> list[tuple[Text, str]]:
    """The registers of a place: (label, address narrowed to it)."""
    where = {"town": place.town} if place.town == place.code else {"town": place.town, "village": place.code}
    return [(sheet.label, register_address(sheet, tail(request, **where))) for sheet in place.sheets]


def listed(words: list[Text]) -> str:
    lang = language()
    return ("、" if lang == "zh" else ", ").join(each.to(lang) for each in words)


def sex_word(written: str) -> str:
    """男 or 女 in the reader's language; a dash where the ledger did not say."""
    return {"男": _("男"), "女": _("女")}.get(written, written or "–")
