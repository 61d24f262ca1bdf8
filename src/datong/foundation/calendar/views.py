"""Pages of the calendar. No logic: each calls one query or one action."""

from typing import cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from datong.foundation.access import service as access
from datong.foundation.calendar import service, tables
from datong.foundation.calendar.forms import NoticeForm
from datong.foundation.calendar.service import YearPage
from datong.kernel import clock
from datong.web.jinja import language
from datong.web.links import links


@require_safe
def this_year(request: HttpRequest) -> HttpResponse:
    """This year, or the nearest one the calendar has."""
    access.require(request.user, "calendar.view")
    days = service.working_days()
    year = min(max(clock.today().year, days.first.year), days.last.year + 1)
    return render(request, "calendar/year.html", shown(request, page_of(year)))


@require_safe
def year(request: HttpRequest, year: int) -> HttpResponse:
    """One year: its months, its notice, what was amended."""
    access.require(request.user, "calendar.view")
    return render(request, "calendar/year.html", shown(request, page_of(year)))


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, year: int) -> HttpResponse:
    """Enter the notice of a new year, or amend a known one; its present text stands in the form."""
    access.require(request.user, "calendar.edit")
    page = page_of(year)
    form = NoticeForm(year, request.POST or None, initial=present(page))
    if request.method == "POST" and entered(request, form):
        messages.success(
            request, _("%(year)s 年的放假通知已登记，未办结的暂定期限已重新计算。") % {"year": year}
        )
        return redirect("calendar_year", year)
    context = shown(request, page) | {"form": form}
    return render(request, "calendar/edit.html", context, status=422 if form.errors else 200)


def shown(request: HttpRequest, page: YearPage) -> dict[str, object]:
    """What the templates of a year know."""
    return {
        "page": page,
        "to": links(request),
        "today": clock.today(),
        "tables": tables,
        "may_edit": access.can(request.user, "calendar.edit"),
    }


def page_of(year: int) -> YearPage:
    """The page of a year. Raises Http404 outside the calendar."""
    page = service.year_page(year)
    if page is None:
        raise Http404
    return page


def present(page: YearPage) -> dict[str, object]:
    """The notice that holds, as the form shows it."""
    if not page.versions:
        return {}
    return {"text": service.written(service.days_by_year()[page.year]), "seen": page.versions[0].notice.pk}


def entered(request: HttpRequest, form: NoticeForm) -> bool:
    """Whether the notice was taken; if not, the form says why and keeps the text."""
    if not form.is_valid():
        return False
    try:
        service.enter(cast(access.User, request.user), form.notice())
    except service.BadNotice as refusal:
        form.add_error(refusal.field, refusal.text.to(language()))
        return False
    return True
