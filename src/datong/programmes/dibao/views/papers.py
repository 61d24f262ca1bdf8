"""Papers of an application: what is missing, consents, acceptance with near relatives registered."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from datong.foundation.casework.service import CaseworkError
from datong.kernel import clock
from datong.programmes.dibao import service
from datong.programmes.dibao.forms import rows
from datong.programmes.dibao.forms.applying import AcceptForm, ConsentForm, PapersForm, RelativeForm
from datong.programmes.dibao.protocols import Paper
from datong.programmes.dibao.queries import accepting
from datong.programmes.dibao.views.common import ACCEPT, APPLY, case_for, me, page, read_or_send, sent
from datong.web.jinja import language

RELATIVES = "relatives"


@read_or_send
def missing(request: HttpRequest, pk: int) -> HttpResponse:
    """List what is missing, once."""
    case = case_for(request, pk, ACCEPT)
    form = PapersForm(sent(request), initial={"seen": case.moves})
    if form.is_bound and form.is_valid() and done(form, lambda: ask(request, pk, form)):
        messages.success(request, _("告知书已生成，请送达申请人。"))
        return redirect("case", pk)
    context = {
        "case": case,
        "form": form,
        "lists": accepting.lists_of(case),
        "shut": accepting.hindrances(me(request), case, "ask_papers"),
    }
    return page(request, "dibao/papers.html", context, wrong=form.is_bound and bool(form.errors))


def ask(request: HttpRequest, pk: int, form: PapersForm) -> None:
    """The list as typed, a line an item. Raises DibaoError, CaseworkError."""
    typed = form.cleaned_data
    service.ask_papers(
        me(request), pk, typed["items"].splitlines(), new_facts=typed["new_facts"], seen=typed["seen"]
    )


@read_or_send
def consent(request: HttpRequest, pk: int) -> HttpResponse:
    """Who has signed the consent, and one more who has."""
    case = case_for(request, pk, APPLY)
    lacking = service.unsigned(case)
    form = ConsentForm(lacking, sent(request), request.FILES or None)
    if form.is_bound and form.is_valid() and done(form, lambda: signed(request, pk, form)):
        messages.success(request, _("授权已登记。"))
        return redirect("dibao_consent", pk)
    context = {"case": case, "form": form, "lacking": lacking, "signed": accepting.signed_of(case)}
    return page(request, "dibao/consent.html", context, wrong=form.is_bound and bool(form.errors))


def signed(request: HttpRequest, pk: int, form: ConsentForm) -> None:
    """The consent with its scan. Raises DibaoError."""
    typed = form.cleaned_data
    scan = Paper("consent", typed["scan"].name, typed["scan"].read()) if typed["scan"] else None
    day = typed["signed_on"] or clock.today()
    service.consent(me(request), pk, int(typed["person"]), signed_on=day, scan=scan)


@read_or_send
def relatives(request: HttpRequest, pk: int) -> HttpResponse:
    """Accept the application, with near relatives among officials."""
    case = case_for(request, pk, ACCEPT)
    pressed = bool({"add", "remove"} & set(request.POST))
    if request.method == "POST":
        group = rows.read(RELATIVES, RelativeForm, request.POST, quiet=pressed)
        form = AcceptForm(request.POST)
    else:
        group = rows.filled(RELATIVES, RelativeForm, [])
        form = AcceptForm(initial={"seen": case.moves})
    right = (
        form.is_bound and not pressed and all([form.is_valid(), *(row.form.is_valid() for row in group.used)])
    )
    if right and done(form, lambda: accept(request, pk, form, group)):
        messages.success(request, _("已受理，近亲属已登记。"))
        return redirect("case", pk)
    shut = accepting.hindrances(me(request), case, "accept")
    context = {
        "case": case,
        "form": form,
        "group": group,
        "ties": accepting.ties_of(case, clock.today()),
        "shut": shut,
        "consent": bool(service.unsigned(case)),
    }
    return page(
        request,
        "dibao/relatives.html",
        context,
        wrong=(form.is_bound and not pressed and not right) or bool(form.errors),
    )


def accept(request: HttpRequest, pk: int, form: AcceptForm, group: rows.Rows) -> None:
    """Accept with the declared relatives. Raises DibaoError, CaseworkError."""
    typed: dict[str, Any] = form.cleaned_data
    declared = [row.form.relative() for row in group.used if isinstance(row.form, RelativeForm)]
    service.accept(me(request), pk, declared, on=typed["on"], seen=typed["seen"])


def done(form: forms.Form, act: Callable[[], Any]) -> bool:
    """Whether it was done; what is refused stands at its field."""
    try:
        act()
    except (service.DibaoError, CaseworkError) as error:
        field = getattr(error, "field", "")
        form.add_error(field if field in form.fields else None, error.text.to(language()))
        return False
    return True
