"""Payment lists: the months, one list, its files; where a household is paid."""

import datetime as dt

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from datong.foundation.access import service as access
from datong.foundation.places import service as places
from datong.kernel import clock
from datong.programmes.dibao import service
from datong.programmes.dibao.forms.money import AccountForm, RejectForm
from datong.programmes.dibao.queries import bank, counties, papers, payments
from datong.programmes.dibao.queries.payments import PAY, VIEW
from datong.programmes.dibao.service import BadPayment, PaymentList
from datong.programmes.dibao.tables import money as tables
from datong.programmes.dibao.views import files
from datong.programmes.dibao.views.common import case_for, me, page, read_or_send, sent
from datong.web.charts import Datum
from datong.web.jinja import language, yuan
from datong.web.paging import paginate

SHOWN_CHANGES = 200


@read_or_send
def listing(request: HttpRequest) -> HttpResponse:
    """The lists, the newest first; the next month's is made here."""
    access.require(request.user, VIEW, programme="dibao")
    county = counties.county_of(request.user, VIEW, request.GET.get("county", ""))
    month = payments.next_month(county, clock.today())
    may = access.can(request.user, PAY, programme="dibao", place_code=county + "000000")
    wrong = ""
    if request.method == "POST":
        try:
            made = service.freeze(me(request), county, asked_month(request, month))
        except BadPayment as refusal:
            wrong = refusal.text.to(language())
        else:
            messages.success(request, _("名册已编制，请另一位同志复核签字。"))
            return redirect("dibao_payment", made.pk)
    rows = payments.lists(request.user).filter(county=county)
    shown = paginate(rows, request.GET.get("page", 1), request.GET.get("size", 50))
    context = {
        "page": shown,
        "columns": tables.list_columns(),
        "rows": tables.list_rows(shown.items),
        "county_name": counties.name_of(county),
        "month": month,
        "may": may,
        "wrong": wrong,
    }
    return page(request, "dibao/payments.html", context, wrong=bool(wrong))


def asked_month(request: HttpRequest, otherwise: dt.date) -> dt.date:
    """The month the button named."""
    try:
        return dt.date.fromisoformat(f"{request.POST.get('month', '')}-01")
    except ValueError:
        return otherwise


@read_or_send
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """One list: what changed, its lines, both signatures."""
    found = seen(request, pk)
    form, wrong = RejectForm(sent(request) if request.POST.get("do") == "reject" else None), ""
    if request.method == "POST":
        try:
            return acted(request, found, form)
        except BadPayment as refusal:
            if refusal.field in form.fields:
                form.add_error(refusal.field, refusal.text.to(language()))
            else:
                wrong = refusal.text.to(language())
        except ValueError:
            pass  # the form says what is wrong
    return page(
        request,
        "dibao/payment.html",
        told(request, found) | {"form": form, "wrong": wrong},
        wrong=bool(wrong or form.errors),
    )


def acted(request: HttpRequest, found: PaymentList, form: RejectForm) -> HttpResponse:
    """Sign or reject. Raises BadPayment, Refused; ValueError for a form that is not right."""
    if request.POST.get("do") == "reject":
        if not form.is_valid():
            raise ValueError
        service.reject(me(request), found.pk, form.cleaned_data["why"])
        messages.success(request, _("名册已作废，可以重新编制。"))
    else:
        service.sign(me(request), found.pk)
        messages.success(request, _("已复核签字，可以导出银行文件。"))
    return redirect("dibao_payment", found.pk)


def seen(request: HttpRequest, pk: int) -> PaymentList:
    """A list of the reader's county. Raises Refused, Http404."""
    access.require(request.user, VIEW, programme="dibao")
    return get_object_or_404(payments.lists(request.user), pk=pk)


def told(request: HttpRequest, found: PaymentList) -> dict[str, object]:
    """What the page of a list shows."""
    lines = paginate(
        payments.lines_of(request.user, found), request.GET.get("page", 1), request.GET.get("size", 50)
    )
    changed = payments.changed(request.user, found)
    counter = payments.lines_of(request.user, found).filter(account=None).count()
    codes = {line.place_code for line in lines.items} | {each.place_code for each in changed[:SHOWN_CHANGES]}
    names = places.names(codes)
    of = payments.changes_of(found)
    whole = access.can(request.user, VIEW, programme="dibao", place_code=found.county + "000000")
    may = found.state == "frozen" and access.can(
        request.user, PAY, programme="dibao", place_code=found.county + "000000"
    )
    return {
        "found": found,
        "state": tables.states()[found.state],
        "of": of,
        "flow": flow(of),
        "sentence": sentence(of),
        "page": lines,
        "columns": tables.line_columns(),
        "rows": tables.line_rows(lines.items, names),
        "change_columns": tables.change_columns(),
        "change_rows": tables.change_rows(changed[:SHOWN_CHANGES], names),
        "more_changes": max(0, len(changed) - SHOWN_CHANGES),
        "counter": counter,
        "whole": whole,
        "may": may,
        "may_sign": may and found.first_id != me(request).pk,
        "may_export": found.state == "signed"
        and access.can(request.user, PAY, programme="dibao", place_code=found.county + "000000"),
        "county_name": counties.name_of(found.county),
    }


def flow(of: payments.Changes) -> list[Datum]:
    """From the opening to the closing, in yuan; what goes out grows to the left."""
    parts = (
        (_("期初"), of.opening, 1), (_("新增"), of.entered, 1), (_("退出"), of.left, -1),
        (_("增发"), of.raised, 1), (_("减发"), of.lowered, -1), (_("期末"), of.closing, 1),
    )  # fmt: skip
    return [
        Datum(
            label,
            sign * money / 100,
            f"{'−' if sign < 0 and money else ''}{yuan(money)}{_('（%(count)s 户）') % {'count': f'{count:,}'}}",
        )
        for label, (count, money), sign in parts
    ]


def sentence(of: payments.Changes) -> str:
    """What the picture says."""
    grown = of.closing[1] - of.opening[1]
    words = {"households": f"{of.closing[0]:,}", "money": yuan(of.closing[1]), "by": yuan(abs(grown))}
    if not of.opening[0]:
        return _("这是第一份名册：%(households)s 户，每月 %(money)s 元。") % words
    if grown > 0:
        return _("比上一份多发 %(by)s 元，现在 %(households)s 户，每月 %(money)s 元。") % words
    if grown < 0:
        return _("比上一份少发 %(by)s 元，现在 %(households)s 户，每月 %(money)s 元。") % words
    return _("总额与上一份相同：%(households)s 户，每月 %(money)s 元。") % words


@require_safe
def file(request: HttpRequest, pk: int, kind: str, fmt: str) -> HttpResponse:
    """`list` as PDF or DOCX; `bank` as CSV or XLSX, with whole account numbers, once signed by two."""
    found = seen(request, pk)
    place = found.county + "000000"
    if kind == "list":
        access.require(request.user, VIEW, programme="dibao", place_code=place)
        return files.pressed(
            request,
            papers.payment_list(found, papers.Words(language())),
            found.reference,
            fmt,
            reverse("dibao_payment", args=[pk]),
        )
    if kind != "bank" or fmt not in bank.WRITERS:
        raise Http404
    try:
        service.handed_out(me(request), found.pk, fmt)
    except BadPayment as refusal:
        messages.error(request, refusal.text.to(language()))
        return redirect("dibao_payment", found.pk)
    return files.attached(bank.WRITERS[fmt](found), files.TYPES[fmt], f"{found.reference}-bank.{fmt}")


@read_or_send
def account(request: HttpRequest, pk: int) -> HttpResponse:
    """Where a household is paid."""
    case = case_for(request, pk, "dibao.accept")
    now = payments.account_of(case.pk)
    form = AccountForm(sent(request), initial={"holder": case.label, "bank": now.bank if now else ""})
    if form.is_valid():
        try:
            service.set_account(me(request), case.pk, **form.cleaned_data)
        except BadPayment as refusal:
            form.add_error(refusal.field or None, refusal.text.to(language()))
        else:
            messages.success(request, _("收款账户已登记，从下一份名册起使用。"))
            return redirect("case", case.pk)
    context = {"case": case, "form": form, "now": now, "tail": f"****{now.number[-4:]}" if now else ""}
    return page(request, "dibao/account.html", context, wrong=bool(form.errors))
