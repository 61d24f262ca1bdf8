"""Pages of a person's kin: what is recorded, one more, one taken back."""

from collections.abc import Callable
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from datong.foundation.access.service import User
from datong.foundation.ledgers.actions import kin as actions
from datong.foundation.ledgers.actions.kin import NewTie
from datong.foundation.ledgers.forms import KinForm, WithdrawForm
from datong.foundation.ledgers.queries.kin import kin_page
from datong.foundation.ledgers.queries.viewing import in_view
from datong.foundation.ledgers.tables import kin as tables
from datong.foundation.ledgers.tables.addresses import tail
from datong.foundation.people.service import BadKinship, BadPerson
from datong.web.jinja import language

read_or_send = require_http_methods(["GET", "HEAD", "POST"])


@sensitive_post_parameters("identity", "name")
@read_or_send
def kinship(request: HttpRequest, pk: int) -> HttpResponse:
    """The ties recorded, and a form for one more."""
    view = in_view(request)
    page = kin_page(request.user, view, pk)
    form = KinForm(request.POST or None, known=page.known)
    if done(form, lambda: actions.declare(me(request), view, pk, NewTie(**form.cleaned_data))):
        messages.success(request, _("亲属关系已登记。"))
        return redirect(reverse("kinship", args=[pk]) + tail(request))
    context = {
        "page": page,
        "form": form,
        "columns": tables.kin_columns(),
        "rows": tables.kin_rows(page, request),
        "tail": tail(request),
    }
    response = render(request, "ledgers/kinship.html", context, status=422 if form.errors else 200)
    add_never_cache_headers(response)
    return response


@read_or_send
def withdraw(request: HttpRequest, pk: int, tie: int) -> HttpResponse:
    """Take a tie back, and say why."""
    view = in_view(request)
    page = kin_page(request.user, view, pk)
    actions.require_tie(page, tie)
    form = WithdrawForm(request.POST or None)
    if done(form, lambda: actions.withdraw(me(request), view, pk, tie, form.cleaned_data["why"])):
        messages.success(request, _("已撤回，登记过的内容和原因仍可查到。"))
        return redirect(reverse("kinship", args=[pk]) + tail(request))
    found = next(each for each in page.ties if each.pk == tie)
    context = {"page": page, "tie": found, "form": form, "tail": tail(request)}
    return render(request, "ledgers/kinship_withdraw.html", context, status=422 if form.errors else 200)


def done(form: forms.Form, act: Callable[[], Any]) -> bool:
    """Whether it went; what the action refuses is said at its field."""
    if not form.is_valid():
        return False
    try:
        act()
    except (BadKinship, BadPerson) as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, refusal.text.to(language()))
        return False
    return True


def me(request: HttpRequest) -> User:
    """The signed-in user; the middleware let nobody else in."""
    return cast(User, request.user)
