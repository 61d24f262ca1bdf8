"""Pages of figures and checks. No logic: each calls one query or one action."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from datong.foundation.access import service as access
from datong.foundation.indicators import service, tables
from datong.foundation.indicators.forms import ExplanationForm
from datong.foundation.indicators.service import Asked, CheckPage
from datong.foundation.ledgers import service as ledgers
from datong.kernel.registry import UnknownKeyError
from datong.web.jinja import language
from datong.web.links import links
from datong.web.paging import paginate

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Every figure the reader may see, by programme."""
    access.require(request.user, "figures.view")
    view = ledgers.in_view(request)
    to = links(request)
    listed = service.figures_seen(request.user, view.county, view.as_of)
    context = {
        "view": view,
        "to": to,
        "listed": listed,
        "columns": tables.figure_columns(),
        "tables": [(each, tables.figure_rows(each, to)) for each in listed],
        "count": sum(len(each.readings) for each in listed),
    }
    return render(request, "indicators/figures.html", context)


@require_safe
def figure(request: HttpRequest, key: str) -> HttpResponse:
    """One figure, opened."""
    view = ledgers.in_view(request)
    asked = Asked(
        language(), request.GET.get("inside", ""), request.GET.get("page", 1), request.GET.get("size", 50)
    )
    try:
        opened = service.open_figure(request.user, key, view.county, view.as_of, asked)
    except UnknownKeyError as error:
        raise Http404 from error
    context = {"view": view, "to": links(request), "opened": opened, "tables": tables}
    return render(request, "indicators/figure.html", context)


@require_safe
def trace_file(request: HttpRequest, key: str, fmt: str) -> HttpResponse:
    """The records behind a figure as a file, identity numbers masked."""
    view = ledgers.in_view(request)
    if fmt not in TYPES:
        raise Http404
    try:
        content = service.trace_file(request.user, key, view.county, view.as_of, fmt=fmt, lang=language())
    except UnknownKeyError as error:
        raise Http404 from error
    name = f"{key}-{view.as_of.isoformat()}.{fmt}"
    disposition = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    return HttpResponse(
        content,
        content_type=TYPES[fmt],
        headers={"Content-Disposition": disposition, "Cache-Control": "no-store"},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, key: str) -> HttpResponse:
    """One check: what it found; sign why."""
    view = ledgers.in_view(request)
    try:
        opened = service.open_check(request.user, key, view.county, view.as_of)
    except UnknownKeyError as error:
        raise Http404 from error
    form = ExplanationForm(request.POST or None, initial={"seen": opened.seen.fingerprint})
    if request.method == "POST" and signed(request, opened, form, view):
        messages.success(request, _("说明已署名保存。"))
        return redirect(request.get_full_path())
    page = paginate(opened.seen.findings, request.GET.get("page", 1), request.GET.get("size", 50))
    context = {"view": view, "to": links(request), "opened": opened, "form": form, "page": page}
    return render(request, "indicators/check.html", context, status=422 if form.errors else 200)


def signed(request: HttpRequest, opened: CheckPage, form: ExplanationForm, view: ledgers.InView) -> bool:
    """Whether the explanation was taken; if not, the form says why and keeps the text."""
    access.require(
        request.user,
        "briefings.freeze",
        programme=opened.seen.check.programme,
        place_code=view.county + "000000",
    )
    if not form.is_valid():
        return False
    said, seen = form.cleaned_data["why"], form.cleaned_data["seen"]
    try:
        service.explain(request.user, opened.seen.check.key, view.county, view.as_of, said, seen=seen)
    except (service.ExplanationTooShort, service.FindingsChanged) as refusal:
        form.add_error("why", refusal.text.to(language()))
        form.data = {**request.POST.dict(), "seen": opened.seen.fingerprint}
        return False
    return True
