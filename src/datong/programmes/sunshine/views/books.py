"""Pages of the village books: the villages, one village, vouchers, opening, closing. No logic."""

import datetime as dt

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from datong.foundation.access import service as access
from datong.foundation.evidence import service as evidence
from datong.kernel import clock
from datong.programmes.sunshine import service
from datong.programmes.sunshine.forms.books import (
    CloseForm,
    Lines,
    OpeningForm,
    ReverseForm,
    VoucherForm,
    day_of,
)
from datong.programmes.sunshine.permissions import CLOSE, KEEP, PROGRAMME, VIEW
from datong.programmes.sunshine.queries import books, scans
from datong.programmes.sunshine.rules.bookkeeping import Posting
from datong.programmes.sunshine.rules.charts import Chart, chart_on, passage
from datong.programmes.sunshine.rules.entering import Standing
from datong.programmes.sunshine.service import BadVoucher, BooksError, NewVoucher, Voucher
from datong.programmes.sunshine.tables import books as tables
from datong.programmes.sunshine.views.common import me, page, read_or_send, sent, village_for
from datong.web.jinja import language
from datong.web.paging import paginate


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """The villages whose books the reader may see."""
    access.require(request.user, VIEW, programme=PROGRAMME)
    shown = paginate(books.villages(request.user), request.GET.get("page", 1), request.GET.get("size", 50))
    rows = tables.village_rows(books.village_lines(shown.items))
    return render(
        request, "sunshine/books.html", {"page": shown, "columns": tables.village_columns(), "rows": rows}
    )


@require_safe
def village(request: HttpRequest, place: str) -> HttpResponse:
    """One village: how its books stand, its vouchers."""
    found = village_for(request, place)
    stand = books.standing(place)
    rows = books.vouchers(request.user, place)
    shown = paginate(rows, request.GET.get("page", 1), request.GET.get("size", 50))
    context = {
        "tab": "vouchers",
        "stand": stand,
        "chart": chart_on(clock.today()),
        "page": shown,
        "columns": tables.voucher_columns(),
        "rows": tables.voucher_rows(shown.items),
    }
    return page(request, "sunshine/books_village.html", found, context)


@read_or_send
def new_voucher(request: HttpRequest, place: str) -> HttpResponse:
    """The form of a voucher; `more` adds lines and keeps what was typed."""
    found = village_for(request, place, KEEP)
    stand = books.standing(place)
    data = sent(request)
    more = data is not None and "more" in data
    chart = chart_for(data.get("day") if data else None, stand)
    lines = Lines(chart, data)
    form = VoucherForm(data) if data is not None and not more else VoucherForm(initial=typed(request, stand))
    wrong = ""
    if data is not None and not more and lines.is_valid() & form.is_valid():
        new = NewVoucher(
            form.cleaned_data["day"], form.cleaned_data["words"], lines.postings(),
            form.cleaned_data["handler"], form.cleaned_data["papers"] or 0,
        )  # fmt: skip
        try:
            made = service.enter(me(request), place, new)
        except BooksError as refusal:
            wrong = complain(refusal, form, lines)
        else:
            messages.success(request, _("%(number)s 号凭证已记账。") % {"number": made.label})
            keep_scans(request, made)
            return redirect("books_voucher", place, made.pk)
    bad = data is not None and not more
    context = {
        "tab": "vouchers", "form": form, "lines": lines.forms, "wrong": wrong, "stand": stand, "chart": chart,
        "accept": evidence.ACCEPT, "hint": evidence.HINT,
    }  # fmt: skip
    return page(request, "sunshine/books_voucher_new.html", found, context, wrong=bad)


def typed(request: HttpRequest, stand: Standing) -> dict[str, str]:
    """The head of a voucher while lines are added, or a new one: the day after the last closing, or today."""
    names = ("day", "words", "handler", "papers")
    if request.method == "POST":
        return {name: request.POST.get(name, "") for name in names}
    return {"day": (stand.last or clock.today()).isoformat()}


def chart_for(day: object, stand: Standing) -> Chart:
    """The chart whose accounts are offered: of the day typed, else of the last voucher, else today's."""
    chart = chart_on(day_of(day) or stand.last or max(stand.openings, default=clock.today()))
    return chart or passage().before


def complain(refusal: BooksError, form: VoucherForm | OpeningForm, lines: Lines) -> str:
    """Say what the books said at its field; what belongs to none comes back."""
    if isinstance(refusal, BadVoucher):
        rest = [fault for fault in refusal.faults if fault.line is None]
        for fault in refusal.faults:
            if fault.line is not None:
                lines.refuse(fault.line, fault.column, fault.text.to(language()))
        return " ".join(fault.text.to(language()) for fault in rest)
    if refusal.field in form.fields:
        form.add_error(refusal.field, refusal.text.to(language()))
        return ""
    return refusal.text.to(language())


def keep_scans(request: HttpRequest, found: Voucher) -> None:
    """Keep every file that came along; what is no scan is told, the voucher stands."""
    for file in request.FILES.getlist("scans"):
        try:
            service.attach(me(request), found.place_code, found.pk, str(file.name), file.read())
        except evidence.BadEvidence as refusal:
            messages.warning(request, f"{file.name}：{refusal.text.to(language())}")


@read_or_send
def voucher(request: HttpRequest, place: str, pk: int) -> HttpResponse:
    """One voucher; scans are added and it is reversed here."""
    village_ = village_for(request, place)
    found = books.voucher(request.user, place, pk)
    if found is None:
        raise Http404
    stand = books.standing(place)
    reversing = request.POST.get("do") == "reverse"
    form = ReverseForm(request.POST if reversing else None, initial={"day": reversal_day(stand, found)})
    wrong = ""
    if request.method == "POST":
        access.require(request.user, KEEP, programme=PROGRAMME, place_code=place)
        if not reversing:
            keep_scans(request, found)
            return redirect("books_voucher", place, pk)
        if form.is_valid():
            try:
                made = service.reverse(
                    me(request), place, pk, form.cleaned_data["day"], form.cleaned_data["why"]
                )
            except BooksError as refusal:
                wrong = refusal.text.to(language()) if refusal.field not in form.fields else ""
                if not wrong:
                    form.add_error(refusal.field, refusal.text.to(language()))
            else:
                messages.success(request, _("已用 %(number)s 号红字凭证冲销。") % {"number": made.label})
                return redirect("books_voucher", place, made.pk)
    context = {
        "tab": "vouchers", "found": found, "lines": list(found.lines.all()), "chart": chart_on(found.day),
        "state": tables.voucher_state(found), "reversal": getattr(found, "reversal", None), "form": form,
        "wrong": wrong, "scans": scans.of_voucher(found), "accept": evidence.ACCEPT, "hint": evidence.HINT,
        "closed": stand.is_closed(found.day),
    }  # fmt: skip
    return page(request, "sunshine/books_voucher.html", village_, context, wrong=bool(wrong or form.errors))


def reversal_day(stand: Standing, found: Voucher) -> dt.date:
    """The day proposed for a reversal: of the voucher itself, or the first that is open."""
    after = stand.closed + dt.timedelta(days=1) if stand.closed else found.day
    return max(found.day, after)


@read_or_send
def opening(request: HttpRequest, place: str) -> HttpResponse:
    """Enter the balances with which the books begin; under a new chart they are proposed from the old ones."""
    found = village_for(request, place, CLOSE)
    stand = books.standing(place)
    data = sent(request)
    more = data is not None and "more" in data
    day = day_of(data.get("day") if data else request.GET.get("day")) or clock.today().replace(month=1, day=1)
    chart = chart_on(day) or passage().before
    proposed = books.proposed_opening(place, day, stand)
    filled = [on_its_side(code, fen) for code, fen in (proposed.placed if proposed else {}).items()]
    lines = Lines(chart, data, filled)
    form = (
        OpeningForm(data) if data is not None and not more else OpeningForm(initial={"day": day.isoformat()})
    )
    wrong = ""
    if data is not None and not more and lines.is_valid() & form.is_valid():
        try:
            service.open_books(me(request), place, form.cleaned_data["day"], lines.postings())
        except BooksError as refusal:
            wrong = complain(refusal, form, lines)
        else:
            messages.success(request, _("期初余额已登记，可以记账了。"))
            return redirect("books_village", place)
    old = passage().before
    context = {
        "tab": "opening", "form": form, "lines": lines.forms, "wrong": wrong, "stand": stand, "chart": chart,
        "waiting": [(old.by_code[code].label, fen) for code, fen in (proposed.waiting if proposed else {}).items()],
    }  # fmt: skip
    return page(request, "sunshine/books_opening.html", found, context, wrong=data is not None and not more)


def on_its_side(code: str, fen: int) -> Posting:
    """A balance (debit less credit) as a line."""
    return Posting(code, max(fen, 0), max(-fen, 0))


@read_or_send
def close(request: HttpRequest, place: str) -> HttpResponse:
    """The closed periods; the next one is closed here."""
    found = village_for(request, place)
    form = CloseForm(sent(request))
    if request.method == "POST":
        access.require(request.user, CLOSE, programme=PROGRAMME, place_code=place)
        if form.is_valid():
            try:
                made = service.close(me(request), place, form.cleaned_data["until"])
            except BooksError as refusal:
                form.add_error("until", refusal.text.to(language()))
            else:
                messages.success(request, _("已结账到 %(day)s。") % {"day": made.until.isoformat()})
                return redirect("books_close", place)
    shown = paginate(
        books.closings(request.user, place), request.GET.get("page", 1), request.GET.get("size", 50)
    )
    context = {
        "tab": "close", "form": form, "stand": books.standing(place), "page": shown,
        "columns": tables.closing_columns(), "rows": tables.closing_rows(shown.items),
    }  # fmt: skip
    return page(request, "sunshine/books_close.html", found, context, wrong=bool(form.errors))
