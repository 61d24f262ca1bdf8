"""Papers of an application: what is missing, who has signed, which officials are near kin; and acceptance."""

from collections.abc import Callable
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from datong.foundation.casework.service import CaseworkError
from datong.kernel import clock
from datong.programmes.dibao import service
from datong.programmes.dibao.forms import rows
from datong.programmes.dibao.forms.applying import AcceptForm, ConsentForm, PapersForm, RelativeForm, day_of
from datong.programmes.dibao.protocols import Paper
from datong.programmes.dibao.queries import accepting as read
from datong.programmes.dibao.views.common import ACCEPT, APPLY, case_for, me, page, read_or_send, sent
from datong.web.jinja import language

RELATIVES = "relatives"


def done(form: django_forms.Form, do: Callable[[], Any]) -> bool:
    """Whether the action went; what it refuses becomes an error at its field."""
    try:
        do()
    except (service.DibaoError, CaseworkError) as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, refusal.text.to(language()))
        return False
    return True


@read_or_send
def missing(request: HttpRequest, pk: int) -> HttpResponse:
    """List what is missing, once (一次性告知)."""
    case = case_for(request, pk, ACCEPT)
    form = PapersForm(sent(request), initial={"seen": case.moves})

    def ask() -> None:
        typed = form.cleaned_data
        items = typed["items"].splitlines()
        service.ask_papers(me(request), pk, items, new_facts=typed["new_facts"], seen=typed["seen"])

    if form.is_bound and form.is_valid() and done(form, ask):
        messages.success(request, _("告知书已生成，请打印并登记送达。"))
        return redirect(reverse("case", args=[pk]) + "#letters")
    context = {
        "case": case,
        "form": form,
        "lists": read.lists_of(case),
        "shut": read.hindrances(me(request), case, "ask_papers"),
    }
    return page(request, "dibao/papers.html", context, wrong=bool(form.errors))


@read_or_send
def consent(request: HttpRequest, pk: int) -> HttpResponse:
    """Who has signed the consent to be checked; one more signs."""
    case = case_for(request, pk, APPLY)
    lacking = service.unsigned(case)
    form = ConsentForm(lacking, sent(request), request.FILES or None)

    def sign() -> None:
        typed, scan = form.cleaned_data, form.cleaned_data["scan"]
        paper = Paper("consent", scan.name, scan.read()) if scan else None
        service.consent(
            me(request), pk, int(typed["person"]), signed_on=day_of(form, "signed_on"), scan=paper
        )

    if form.is_bound and form.is_valid() and done(form, sign):
        messages.success(request, _("授权已登记。"))
        return redirect("dibao_consent", pk)
    context = {"case": case, "form": form, "signed": read.signed_of(case), "lacking": lacking}
    return page(request, "dibao/consent.html", context, wrong=bool(form.errors))


@read_or_send
def relatives(request: HttpRequest, pk: int) -> HttpResponse:
    """Accept the application: near relatives found in the registers, declared ones added."""
    case = case_for(request, pk, ACCEPT)
    if request.method != "POST":
        group, form = rows.filled(RELATIVES, RelativeForm, []), AcceptForm(initial={"seen": case.moves})
    else:
        pressed = bool({"add", "remove"} & set(request.POST))
        group = rows.read(RELATIVES, RelativeForm, request.POST, quiet=pressed)
        form = AcceptForm(request.POST)
        if not pressed and valid(form, group) and done(form, lambda: accept(request, pk, form, group)):
            messages.success(request, _("申请已受理。"))
            return redirect("case", pk)
    context = {
        "case": case,
        "form": form,
        "group": group,
        "ties": read.ties_of(case, clock.today()),
        "shut": read.hindrances(me(request), case, "accept"),
        "consent": bool(service.unsigned(case)),
    }
    wrong = bool(form.errors) or any(row.form.errors for row in group)
    return page(request, "dibao/relatives.html", context, wrong=wrong)


def valid(form: AcceptForm, group: rows.Rows) -> bool:
    """Whether the form and each row that says something is right."""
    return all([form.is_valid(), *(row.form.is_valid() for row in group)])


def accept(request: HttpRequest, pk: int, form: AcceptForm, group: rows.Rows) -> None:
    """Take the step. Raises CaseworkError."""
    declared = [row.form.relative() for row in group.used if isinstance(row.form, RelativeForm)]
    service.accept(me(request), pk, declared, on=form.cleaned_data["on"], seen=form.cleaned_data["seen"])
