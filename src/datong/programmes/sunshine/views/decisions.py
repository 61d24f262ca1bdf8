"""Bringing a matter before the village. The rest of its way is the case's own page. No logic here."""

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from datong.foundation.access import service as access
from datong.programmes.sunshine import service
from datong.programmes.sunshine.forms.decisions import MatterForm
from datong.web.jinja import language
from datong.web.links import links


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """The form of a new matter; sent, its case opens."""
    access.require(request.user, "sunshine.decide")
    form = MatterForm(service.villages_of(request.user), request.POST or None)
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data
        try:
            case = service.begin_decision(
                cast("access.User", request.user), sent["place_code"], sent["matter"], sent["title"]
            )
        except service.BadMatter as error:
            form.add_error(error.field or None, error.text.to(language()))
        else:
            messages.success(request, _("已立项，请先召开党支部提议会。"))
            return redirect("case", case.pk)
    context = {"form": form, "to": links(request)}
    return render(request, "sunshine/matter.html", context, status=422 if form.errors else 200)
