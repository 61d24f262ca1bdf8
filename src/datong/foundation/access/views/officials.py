"""Who holds which duty: the list, a new one, the end of one."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from datong.foundation.access import service
from datong.foundation.access.errors import BadAccount
from datong.foundation.access.forms import EndDutyForm, OfficialForm, duty_pairs, find_place
from datong.foundation.access.service import NewOfficial
from datong.foundation.access.tables import official_columns, official_rows
from datong.foundation.access.views.accounts import actor, done, form_page, read_or_send
from datong.foundation.organisations import service as organisations
from datong.foundation.organisations.service import Holder
from datong.web.jinja import language
from datong.web.paging import paginate

LEVELS = ("county", "town", "village")


@require_safe
def officials(request: HttpRequest) -> HttpResponse:
    """The duties the reader may see, narrowed to a duty and a place."""
    service.require(request.user, "officials.view")
    pairs = duty_pairs()
    duty = request.GET.get("duty", "")
    duty = duty if duty in dict(pairs) else ""
    typed, code, wrong = request.GET.get("place", "").strip()[:60], "", ""
    if typed:
        try:
            code = find_place(typed, LEVELS, service.scope(request.user, "officials.view"))
        except BadAccount as refusal:
            wrong = refusal.text.to(language())
    rows = service.officials(request.user, duty, code)
    page = paginate(rows, request.GET.get("page", 1), request.GET.get("size", 50))
    context = {
        "page": page,
        "columns": official_columns(),
        "rows": official_rows(page.items, service.scope(request.user, "officials.edit")),
        "duties": pairs,
        "duty": duty,
        "place": typed,
        "wrong": wrong,
        "may_edit": service.can(request.user, "officials.edit"),
    }
    return render(request, "account/officials.html", context)


@read_or_send
def new_official(request: HttpRequest) -> HttpResponse:
    """Record that somebody holds a duty."""
    service.require(request.user, "officials.edit")
    form = OfficialForm(request.POST or None, scope=service.scope(request.user, "officials.edit"))

    def act() -> Holder:
        data = form.cleaned_data
        official = NewOfficial(
            data["identity"], data["name"], data["duty"], data["place_code"], data["since"]
        )
        return service.appoint_official(actor(request), official)

    if done(form, act):
        messages.success(request, _("任职已登记。"))
        return redirect("officials")
    return form_page(request, form, _("登记任职"), _("登记"), reverse("officials"), _("任职名单"))


@read_or_send
def end_duty(request: HttpRequest, pk: int) -> HttpResponse:
    """End a duty."""
    service.require(request.user, "officials.view")
    row = organisations.holder(pk)
    if row is None or not service.can(request.user, "officials.view", place_code=row.place_code):
        raise Http404
    service.require(request.user, "officials.edit", place_code=row.place_code)
    form = EndDutyForm(request.POST or None)

    def act() -> Holder:
        data = form.cleaned_data
        return service.retire_official(actor(request), pk, until=data["until"], why=data["why"])

    if done(form, act):
        messages.success(request, _("任职已结束，名单上仍可查到。"))
        return redirect("officials")
    title = _("结束任职：%(name)s") % {"name": row.name}
    return form_page(request, form, title, _("结束"), reverse("officials"), _("任职名单"))
