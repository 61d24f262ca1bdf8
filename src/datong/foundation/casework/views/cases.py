"""The list of cases, one case, why a date is what it is, and the watch."""

import datetime as dt

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from datong.foundation.access import service as access
from datong.foundation.casework import service
from datong.foundation.casework.queries import cases, dates, inbox, page, watch
from datong.foundation.casework.tables import case as drawn
from datong.foundation.casework.tables import lists, steps, words
from datong.foundation.casework.views.acting import me
from datong.kernel import clock
from datong.web.paging import paginate


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Cases in the reader's scope, the newest first."""
    access.require(request.user, "cases.view")
    wanted = lists.wanted(request.GET)
    found = cases.find(request.user, wanted)
    shown = paginate(found.rows, request.GET.get("page", 1), request.GET.get("size", 50), found.count)
    programmes = cases.programmes_with_cases(request.user)
    context = {
        "wanted": wanted,
        "found": found,
        "page": shown,
        "columns": lists.case_columns(),
        "rows": lists.case_rows(cases.case_lines(shown.items)),
        "programmes": programmes,
        "states": inbox.states((slug for slug, _name in programmes), final=True),
        "places": cases.places_in_view(request.user),
    }
    return render(request, "casework/cases.html", context)


@require_safe
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """One case: what may be done, what happened, its days, people, decisions, papers, letters, objections."""
    day = asked_day(request)
    service.looked(me(request), service.case_of(request.user, pk))
    file = page.case_page(me(request), pk, day)
    procedure = service.PROCEDURES.get(file.case.workflow)
    context = {
        "page": file,
        "ways": [] if day else steps.ways(me(request), file.case),
        "parts": [] if day else steps.parts(procedure.panels(request.user, file.case), request),
        "drawn": drawn.drawn(file, words.working_days()),
        "may": drawn.rights(request.user, file),
        "today": clock.today(),
        "step_names": {step.key: step.name for step in file.table.steps},
    }
    return render(request, "casework/case.html", context)


def asked_day(request: HttpRequest) -> dt.date | None:
    """The day of `?as_of=`; None for today, an unreadable one or one to come."""
    try:
        day = dt.date.fromisoformat(request.GET.get("as_of", ""))
    except ValueError:
        return None
    return day if day < clock.today() else None


@require_safe
def why(request: HttpRequest, pk: int) -> HttpResponse:
    """Why a due day is what it is: every counted and every skipped day."""
    told = dates.why_date(request.user, pk)
    context = {
        "told": told,
        "limits": [words.limit_words(norm.limit) for norm in told.norms],
        "week": drawn.WEEK,
    }
    return render(request, "casework/why.html", context)


@require_safe
def watching(request: HttpRequest) -> HttpResponse:
    """Cases in which nothing moved for N days, and answers that are overdue."""
    access.require(request.user, "cases.view")
    days = drawn.days(request.GET.get("days", ""))
    ids = watch.still(request.user, days, lists.place_of(request.GET.get("place", "")))
    shown = paginate(ids, request.GET.get("page", 1), request.GET.get("size", 50))
    late = watch.overdue_lines(list(watch.overdue(request.user)[: watch.MOST_OVERDUE]))
    context = {
        "days": days,
        "page": shown,
        "more": len(ids) >= watch.CAP,
        "places": cases.places_in_view(request.user),
        "columns": lists.still_columns(),
        "rows": lists.still_rows(watch.still_lines(shown.items)),
        "late_columns": lists.overdue_columns(),
        "late_rows": lists.overdue_rows(late),
        "title": _("催办"),
    }
    return render(request, "casework/watch.html", context)
