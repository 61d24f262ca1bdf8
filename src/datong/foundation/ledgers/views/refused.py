"""Pages of refused rows: the list, a row to correct in place, the decision about a conflict. No logic."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from datong.foundation.access import service as access
from datong.foundation.ledgers.actions import opening, settling, weighing
from datong.foundation.ledgers.core.codes import code
from datong.foundation.ledgers.errors import LedgerError
from datong.foundation.ledgers.forms import ReasonForm, RowForm
from datong.foundation.ledgers.queries import history, refusals
from datong.foundation.ledgers.queries.sources import source_of
from datong.foundation.ledgers.queries.viewing import in_view
from datong.foundation.ledgers.tables import imports, states
from datong.foundation.ledgers.tables import refused as tables
from datong.foundation.ledgers.tables.addresses import KEPT, tail
from datong.foundation.places import service as places
from datong.web.jinja import language
from datong.web.paging import paginate

read_or_send = require_http_methods(["GET", "HEAD", "POST"])
CONFLICT, DUPLICATE = "conflict", "duplicate"


@require_safe
def rows(request: HttpRequest) -> HttpResponse:
    """Refused rows that wait, in the reader's programmes and places."""
    view, asked = in_view(request), asked_for(request)
    history.require_part(request.user, "ledgers.view", view.county)
    waiting = refusals.waiting(request.user, view.county)
    found = refusals.narrowed(waiting, asked)
    page = paginate(found, request.GET.get("page", 1), request.GET.get("size", 50))
    named = places.names(refusals.places_named(page.items))
    query = tables.kept(asked | kept(request))
    context = {
        "page": page,
        "columns": imports.refused_columns(),
        "rows": tables.refused_rows(page.items, named, query),
        "choices": tables.choices(refusals.facets(waiting)),
        "chips": tables.chips(asked),
        "asked": asked,
        "correcting": access.can(request.user, "ledgers.correct"),
        "tail": tail(request),
    }
    return render(request, "ledgers/refused_rows.html", context)


def asked_for(request: HttpRequest) -> dict[str, str]:
    """The filters of the address."""
    return {name: request.GET.get(name, "") for name in refusals.FILTERS}


def kept(request: HttpRequest) -> dict[str, str]:
    """County and date of the address."""
    return {name: request.GET.get(name, "") for name in KEPT}


@sensitive_post_parameters()
@read_or_send
def row(request: HttpRequest, pk: int) -> HttpResponse:
    """A refused row: every cell to correct, the faulty one first; read only for who may not correct it."""
    found = own_row(request, pk)
    if request.method == "POST":
        return correct(request, found)
    if not opening.correctable(request.user, found):
        return row_page(request, found, None)
    texts = opening.open_row(request.user, found)
    form = RowForm(texts, sheet=refusals.sheet_of(found), faulty=found.column)
    form.is_valid()
    if found.code not in (CONFLICT, DUPLICATE):
        form.refuse(found.column, imports.reason(found))
    return row_page(request, found, form)


def correct(request: HttpRequest, found: Any) -> HttpResponse:
    """Take the row as typed now, or as it stands when it is said to hold; come back with everything when refused."""
    access.require(
        request.user, "ledgers.correct", programme=found.receipt.programme, place_code=found.place_code
    )
    sheet = refusals.sheet_of(found)
    typed = opening.open_row(request.user, found) if "holds" in request.POST else request.POST
    form = RowForm(typed, sheet=sheet, faulty=found.column)
    if form.is_valid():
        try:
            outcome = settling.correct(request.user, found.pk, form.cells(), door="page")
        except LedgerError as refused:
            messages.error(request, refused.text.to(language()))
            return redirect(reverse("refused_row", args=[found.pk]) + query_of(request))
        if outcome.accepted:
            messages.success(
                request,
                _("%(row)s已更正并收入名册。") % {"row": imports.named(found.receipt.name, found.row)},
            )
            return onwards(request, found)
        if outcome.reason is not None:
            form.refuse(outcome.column, outcome.reason.to(language()))
    return row_page(request, found, form, status=422)


@read_or_send
def dismiss(request: HttpRequest, pk: int) -> HttpResponse:
    """Decide that a row is not to be taken, and say why."""
    found = own_row(request, pk)
    access.require(
        request.user, "ledgers.correct", programme=found.receipt.programme, place_code=found.place_code
    )
    form = ReasonForm(request.POST or None, initial={"why": tables.usual_reason(found)})
    if form.is_valid():
        try:
            settling.dismiss(request.user, pk, form.cleaned_data["why"], door="page")
            messages.success(
                request, _("%(row)s已作废。") % {"row": imports.named(found.receipt.name, found.row)}
            )
            return onwards(request, found)
        except LedgerError as refused:
            form.add_error("why", refused.text.to(language()))
    context = {
        "row": found,
        "form": form,
        "name": name(found),
        "query": query_of(request),
        "reason": imports.message(found),
    }
    return render(request, "ledgers/refused_dismiss.html", context, status=422 if form.errors else 200)


def own_row(request: HttpRequest, pk: int) -> Any:
    """A refused row the reader may see, its county and date in view; else Http404, or Refused without any ledger."""
    access.require(request.user, "ledgers.view")
    found = refusals.refused_row(request.user, pk)
    if found is None:
        raise Http404
    history.bring_into_view(request, found.receipt.file.batch)
    return found


def row_page(request: HttpRequest, found: Any, form: RowForm | None, status: int = 200) -> HttpResponse:
    """The page of a row; never kept by the browser, since it may hold full numbers."""
    waits = form is not None
    weighed = weighing.standoff(found, language()) if waits and found.code in (CONFLICT, DUPLICATE) else None
    context = {
        "row": found,
        "name": name(found),
        "sheet": refusals.sheet_of(found),
        "code": code(found.code),
        "message": imports.message(found),
        "state": states.badge(states.REFUSED, found.state),
        "source": source_of(request.user, found.receipt.file.batch),
        "place": places.names({found.place_code}).get(found.place_code, ""),
        "form": form,
        "cells": [] if waits else opening.masked_row(found),
        "standoff": weighed,
        "returned": request.method == "POST",
        "query": query_of(request),
    }
    response = render(request, "ledgers/refused_row.html", context, status=status)
    add_never_cache_headers(response)
    return response


def name(found: Any) -> str:
    """How a row is called."""
    return imports.named(found.receipt.name, found.row)


def query_of(request: HttpRequest) -> str:
    """The filters of the list one came from."""
    return tables.kept(asked_for(request) | kept(request))


def onwards(request: HttpRequest, found: Any) -> HttpResponse:
    """To the next row among those asked for, or back to the list after the last."""
    county = found.receipt.file.batch.county
    following = refusals.next_waiting(request.user, county, asked_for(request), found.pk)
    if following is None:
        return redirect(reverse("refused_rows") + query_of(request))
    return redirect(reverse("refused_row", args=[following]) + query_of(request))
