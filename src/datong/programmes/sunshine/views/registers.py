"""Pages of the registers: a village's rows, one row, contracts that end soon in every village one sees."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from datong.foundation.access import service as access
from datong.foundation.places import service as places
from datong.kernel import clock
from datong.programmes.sunshine import service
from datong.programmes.sunshine.forms.books import RowForm, day_of, row_initial
from datong.programmes.sunshine.permissions import KEEP, PROGRAMME, VIEW
from datong.programmes.sunshine.queries import registers
from datong.programmes.sunshine.registry import Register
from datong.programmes.sunshine.service import BooksError
from datong.programmes.sunshine.tables import books as tables
from datong.programmes.sunshine.views.common import me, page, read_or_send, sent, village_for
from datong.web.jinja import language
from datong.web.paging import paginate

DAYS = (30, 90, 180)


def register_for(slug: str) -> Register:
    """Raises Http404."""
    found = registers.register(slug)
    if found is None:
        raise Http404
    return found


def days_of(request: HttpRequest) -> int:
    """Within how many days a contract ends that is shown first."""
    typed = request.GET.get("days", "")
    return (
        int(typed) if typed.isascii() and typed.isdigit() and 0 < int(typed[:5]) <= 3650 else registers.SOON
    )


@require_safe
def listing(request: HttpRequest, place: str, slug: str) -> HttpResponse:
    """A register of a village; of contracts those that end soon come first."""
    found, register = village_for(request, place), register_for(slug)
    editable = access.can(request.user, KEEP, programme=PROGRAMME, place_code=place)
    today, days = day_of(request.GET.get("on")) or clock.today(), days_of(request)
    rows = registers.rows_of(request.user, place, register)
    if slug == "contracts":
        rows = registers.contracts(request.user, today, days, place)
    shown = paginate(rows, request.GET.get("page", 1), request.GET.get("size", 50))
    context = {
        "tab": slug, "register": register, "page": shown, "days": days, "choices": DAYS,
        "columns": tables.contract_columns(False) if slug == "contracts" else tables.register_columns(register),
        "rows": tables.contract_rows(shown.items, today, None, editable)
        if slug == "contracts"
        else tables.register_rows(register, shown.items, editable),
    }  # fmt: skip
    return page(request, "sunshine/books_register.html", found, context)


@read_or_send
def row(request: HttpRequest, place: str, slug: str, pk: int | None = None) -> HttpResponse:
    """A new row, or one to be changed; what it said before stays."""
    found, register = village_for(request, place, KEEP), register_for(slug)
    old = registers.row_of(request.user, place, register, pk) if pk is not None else None
    if pk is not None and old is None:
        raise Http404
    initial = row_initial(register, vars(old)) if old else None
    form = RowForm(sent(request), register=register, initial=initial)
    wrong = ""
    if request.method == "POST" and form.is_valid():
        try:
            service.keep_row(me(request), place, register, form.values, replaces=pk)
        except BooksError as refusal:
            if refusal.field in form.fields:
                form.add_error(refusal.field, refusal.text.to(language()))
            else:
                wrong = refusal.text.to(language())
        else:
            messages.success(request, _("已登记。"))
            return redirect("books_register", place, slug)
    context = {
        "tab": slug, "register": register, "form": form, "old": old, "wrong": wrong,
        "columns": tables.register_columns(register),
        "earlier": tables.register_rows(register, registers.earlier(old)[:50], False) if old else [],
    }  # fmt: skip
    return page(request, "sunshine/books_row.html", found, context, wrong=bool(wrong or form.errors))


@require_safe
def contracts(request: HttpRequest) -> HttpResponse:
    """Contracts that end soon, in every village the reader sees."""
    access.require(request.user, VIEW, programme=PROGRAMME)
    today, days = day_of(request.GET.get("on")) or clock.today(), days_of(request)
    shown = paginate(
        registers.expiring(request.user, today, days), request.GET.get("page", 1), request.GET.get("size", 50)
    )
    names = places.names({each.place_code for each in shown.items})
    rows = tables.contract_rows(
        shown.items, today, names, editable=access.can(request.user, KEEP, programme=PROGRAMME)
    )
    context = {
        "page": shown,
        "columns": tables.contract_columns(True),
        "rows": rows,
        "days": days,
        "choices": DAYS,
    }
    return render(request, "sunshine/books_contracts.html", context)
