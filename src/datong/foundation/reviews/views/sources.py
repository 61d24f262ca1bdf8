"""Pages of sources: which there are and how they stand; declare, change, switch. No logic: each calls one query or action."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from datong.foundation.access import service as access
from datong.foundation.places import service as places
from datong.foundation.reviews import service
from datong.foundation.reviews.enums import SourceKind
from datong.foundation.reviews.forms.sources import SourceForm, SwitchForm
from datong.foundation.reviews.queries import lists, sourcing
from datong.foundation.reviews.service import ReviewError, Source
from datong.foundation.reviews.tables import runs as run_tables
from datong.foundation.reviews.tables import sources as tables
from datong.foundation.reviews.tables import words
from datong.foundation.reviews.views.acting import admit, me, read_or_send, sent
from datong.web.jinja import language
from datong.web.paging import paginate

MANAGE, RECEIVE, RUN = "reviews.sources", "reviews.receive", "reviews.run"
FIELDS = ("name", "document", "article", "freshness_days", "retention_days")
LAST = 10


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Every source the reader sees, and how it stands."""
    admit(request, lists.VIEW)
    page = paginate(lists.sources(request.user), request.GET.get("page", 1), request.GET.get("size", 50))
    context = {
        "page": page,
        "columns": tables.columns(),
        "rows": tables.rows(sourcing.standings(request.user, page.items)),
        "may": {"manage": may_somewhere(request, MANAGE), "run": may_somewhere(request, RUN)},
    }
    return render(request, "reviews/sources.html", context)


@read_or_send
def declare(request: HttpRequest) -> HttpResponse:
    """A new source."""
    admit(request, MANAGE)
    county = access.home_place(request.user)[:6]
    form = SourceForm(sourcing.programmes(request.user, MANAGE), sent(request))
    made: list[Source] = []
    if filled(request, form) and done(
        form, lambda: made.append(service.declare(me(request), form.told(county)))
    ):
        messages.success(request, _("来源已登记。下一步：接收它的名单。"))
        return redirect("reviews_source", made[0].pk)
    context = {"form": form, "title": _("登记来源"), "back": reverse("reviews_sources"), "source": None}
    return render(request, "reviews/source_form.html", context, status=422 if form.errors else 200)


@require_safe
def source(request: HttpRequest, pk: int) -> HttpResponse:
    """A source: what it is, how it stands, its columns as remembered, its lists, its runs."""
    row = seen(request, pk)
    page = paginate(lists.listings(request.user, pk), request.GET.get("page", 1), request.GET.get("size", 25))
    runs = list(sourcing.runs_of(request.user, pk)[:LAST])
    receives = may(request, RECEIVE, row)
    context = {
        "source": row,
        "standing": sourcing.standings(request.user, [row])[0],
        "tables": tables,
        "kind": SourceKind(row.kind).label.to(language()),
        "built_in": row.kind == SourceKind.KINSHIP,
        "remembered": tables.remembered(row),
        "switched": words.switched,
        "switches": tables.switch_rows(row.switches.all()),
        "page": page,
        "list_columns": tables.list_columns(named=receives),
        "list_rows": tables.list_rows(page.items, sourcing.kept(page.items), named=receives),
        "run_columns": run_tables.columns(),
        "run_rows": run_tables.rows(runs, places.names({each.place_code for each in runs})),
        "programme": service.PROGRAMMES.get(row.programme).name.to(language()),
        "may": {"manage": may(request, MANAGE, row), "receive": receives, "run": may(request, RUN, row)},
    }
    return render(request, "reviews/source.html", context)


@read_or_send
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """What a source says of itself."""
    row = seen(request, pk, MANAGE)
    known = {name: getattr(row, name) for name in FIELDS} | {"owner": row.owner.name}
    form = SourceForm([], sent(request), source=row, initial=known)
    if filled(request, form) and done(form, lambda: service.change(me(request), pk, form.told(row.county))):
        messages.success(request, _("已保存。"))
        return redirect("reviews_source", pk)
    back = reverse("reviews_source", args=[pk])
    context = {"form": form, "title": _("修改来源"), "back": back, "source": row}
    return render(request, "reviews/source_form.html", context, status=422 if form.errors else 200)


@read_or_send
def switch(request: HttpRequest, pk: int) -> HttpResponse:
    """Switch a source off, or on, with the reason."""
    row = seen(request, pk, MANAGE)
    form = SwitchForm(sent(request))
    if filled(request, form):
        on = request.POST.get("on") == "1"
        if done(form, lambda: service.switch(me(request), pk, on, form.cleaned_data["why"])):
            messages.success(request, _("来源已恢复使用。") if on else _("来源已停用，不再产生线索。"))
            return redirect("reviews_source", pk)
    standing = sourcing.standings(request.user, [row])[0]
    context = {
        "form": form,
        "source": row,
        "standing": standing,
        "right": tables.right(standing),
        "switched": words.switched,
    }
    return render(request, "reviews/source_switch.html", context, status=422 if form.errors else 200)


def filled(request: HttpRequest, form: forms.Form) -> bool:
    """Whether a form was sent and can be read."""
    return request.method == "POST" and form.is_valid()


def seen(request: HttpRequest, pk: int, action: str = lists.VIEW) -> Source:
    """A source the reader sees, for whoever may do this with it. Raises Refused, Http404."""
    access.require(request.user, lists.VIEW)
    row = sourcing.source(request.user, pk)
    if row is None:
        raise Http404
    if action != lists.VIEW:
        access.require(request.user, action, programme=row.programme, place_code=row.county + "000000")
    return row


def may(request: HttpRequest, action: str, row: Source) -> bool:
    """Whether the reader may do this with the source."""
    return access.can(request.user, action, programme=row.programme, place_code=row.county + "000000")


def may_somewhere(request: HttpRequest, action: str) -> bool:
    """Whether the reader may do this for some reviewed programme."""
    return bool(sourcing.programmes(request.user, action))


def done(form: forms.Form, do: Callable[[], Any]) -> bool:
    """Whether the action went; what it refuses becomes an error at its field."""
    try:
        do()
    except ReviewError as refused:
        form.add_error(refused.field if refused.field in form.fields else None, refused.text.to(language()))
        return False
    return True
