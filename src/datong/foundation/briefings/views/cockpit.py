"""The cockpit and the programmes' pages. No logic: each calls one query."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from datong.foundation.access import service as access
from datong.foundation.briefings import service, tables
from datong.foundation.ledgers import service as ledgers
from datong.kernel.registry import UnknownKeyError
from datong.web.jinja import language
from datong.web.links import links


@require_safe
def cockpit(request: HttpRequest) -> HttpResponse:
    """Every programme on one screen; whoever has no cockpit is led to the own desk, or to the own account."""
    if not access.can(request.user, "cockpit.view"):
        return redirect("inbox" if access.can(request.user, "cases.handle") else "account_home")
    view = ledgers.in_view(request)
    page = service.see_cockpit(request.user, view.county, view.as_of, request.GET.get("figure", ""))
    to = links(request)
    tiles = tables.tiles(page, to)
    context = {"view": view, "to": to, "page": page, "tables": tables, "tiles": tiles}
    return render(request, "briefings/cockpit.html", context)


@require_safe
def programme(request: HttpRequest, slug: str) -> HttpResponse:
    """One programme."""
    view = ledgers.in_view(request)
    try:
        page = service.see_programme(request.user, slug, view.county, view.as_of, language())
    except UnknownKeyError as error:
        raise Http404 from error
    context = {"view": view, "to": links(request), "page": page, "tables": tables}
    return render(request, "briefings/programme.html", context)
