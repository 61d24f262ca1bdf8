"""Pages of the county's catalogue. No logic: each calls one query or one action."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from datong.foundation.access import service as access
from datong.foundation.openness import service
from datong.foundation.openness.forms.catalogue import ItemForm, NewItemForm, present
from datong.foundation.openness.queries import catalogue
from datong.foundation.openness.tables import catalogue as tables
from datong.foundation.openness.views.common import InView, actor, in_view, shown
from datong.kernel.bilingual import Text
from datong.web.jinja import language
from datong.web.links import links

EDIT = "openness.catalogue"


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """The catalogue in force on a day, by aspect and class."""
    view = in_view(request)
    items = service.items(view.county, view.day)
    aspect = request.GET.get("aspect", "")
    to = links(request)
    listed = [each for each in items if aspect in ("", each.aspect)]
    groups = [
        (name, [(named, tables.rows(members, to)) for named, members in classes])
        for name, classes in tables.groups(listed)
    ]
    context = shown(
        request,
        view=view,
        count=len(listed),
        groups=groups,
        columns=tables.columns(),
        aspects=[(each.key, each.name) for each in service.aspects_in_force(view.day)],
        aspect=aspect,
        may_edit=may_edit(request, view),
        shipped=list(service.CATALOGUES),
    )
    return render(request, "openness/catalogue.html", context)


def may_edit(request: HttpRequest, view: InView) -> bool:
    """Whether the reader changes this county's catalogue."""
    return any(
        access.can(request.user, EDIT, programme=programme, place_code=view.county + "000000")
        for programme in service.CATALOGUES
    )


@require_POST
def load(request: HttpRequest) -> HttpResponse:
    """Take over the shipped items the county does not have yet."""
    view = in_view(request)
    new = sum(service.load_catalogue(actor(request), view.county, each) for each in service.CATALOGUES)
    messages.success(request, _("已取用随附目录，新增 %(count)s 项。") % {"count": new})
    return redirect(links(request)("openness_catalogue"))


@require_safe
def item(request: HttpRequest, key: str) -> HttpResponse:
    """One item: the version in force, every version before."""
    view = in_view(request)
    versions = list(catalogue.history(view.county, key))
    if not versions:
        raise Http404
    context = shown(
        request,
        view=view,
        item=catalogue.current(versions, view.day) or versions[0],
        in_force=catalogue.current(versions, view.day) is not None,
        versions=versions,
        tables=tables,
        may_edit=may_edit(request, view),
    )
    return render(request, "openness/catalogue_item.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, key: str) -> HttpResponse:
    """A new version of an item, from a day on, with the reason."""
    view = in_view(request)
    newest = catalogue.history(view.county, key).first()
    if newest is None:
        raise Http404
    access.require(request.user, EDIT, place_code=view.county + "000000")
    form = ItemForm(request.POST or None, initial=present(newest))
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data
        try:
            service.change_item(
                actor(request), view.county, key, sent["since"], why=sent["why"], seen=sent["seen"],
                **form.fields_sent(),
            )  # fmt: skip
        except service.BadItem as refusal:
            form.add_error(None, refusal.text.to(language()))
        else:
            messages.success(request, _("新的一版已登记；还没公开的有关义务已按新的一版重新计算。"))
            return redirect(links(request)("openness_item", key))
    return drawn(request, view, form, Text(newest.name_zh, newest.name_en), key)


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """An item of the county's own."""
    view = in_view(request)
    access.require(request.user, EDIT, place_code=view.county + "000000")
    form = NewItemForm(request.POST or None, initial={"board_days": 10, "day": 15, "confidence": "M"})
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data
        try:
            service.add_item(actor(request), view.county, sent["why"], **form.fields_sent())
        except service.BadItem as refusal:
            form.add_error(None, refusal.text.to(language()))
        else:
            messages.success(request, _("项目已加入公开目录。"))
            return redirect(links(request)("openness_item", sent["key"]))
    return drawn(request, view, form, Text("新增公开项目", "Add an item"), "")


def drawn(request: HttpRequest, view: InView, form: Any, name: Text, key: str) -> HttpResponse:
    """The form, with what was typed."""
    context = shown(request, view=view, form=form, name=name, key=key)
    return render(request, "openness/catalogue_edit.html", context, status=422 if form.errors else 200)
