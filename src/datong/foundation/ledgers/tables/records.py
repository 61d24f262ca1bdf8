"""A record's details, versions and mentions, as the templates draw them."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse

from datong.foundation.ledgers.queries.records import Detail, Mention, RecordPage
from datong.foundation.ledgers.registry import SHEETS
from datong.foundation.ledgers.tables.addresses import record_stem, register_address, tail
from datong.foundation.ledgers.tables.people import headings
from datong.kernel.bilingual import Text
from datong.web.tables import Column, Row


@dataclass(frozen=True)
class Fact:
    """One column of the record: label, value, where it leads."""

    label: Text
    value: str
    url: str | None


def facts(page: RecordPage, request: HttpRequest) -> list[Fact]:
    """Every column of the version asked for."""
    return [
        Fact(detail.column.label, detail.values[page.at], lead(detail, request)) for detail in page.details
    ]


def lead(detail: Detail, request: HttpRequest) -> str | None:
    """The address of what a column names, if the reader may go there."""
    if detail.leads is None:
        return None
    what, pk = detail.leads
    if what == "person":
        return reverse("person", args=[pk]) + tail(request)
    return f"{record_stem(SHEETS.get(what))}{pk}/{tail(request)}"


def mention_tables(
    page: RecordPage, request: HttpRequest
) -> list[tuple[Mention, list[Column], list[Row], str | None]]:
    """Records that refer to this one, and the address of all of them where the register can be narrowed so."""
    return [
        (
            each,
            headings(each.columns),
            [Row(line.cells, f"{record_stem(each.sheet)}{line.pk}/{tail(request)}") for line in each.lines],
            all_of(each, page.number, request),
        )
        for each in page.mentions
    ]


def all_of(mention: Mention, number: str, request: HttpRequest) -> str | None:
    """The register narrowed to this record's number; None when what is shown is all, or there is no such number."""
    if mention.total <= len(mention.lines) or not number:
        return None
    return register_address(mention.sheet, tail(request, **{mention.column.name: number}))
