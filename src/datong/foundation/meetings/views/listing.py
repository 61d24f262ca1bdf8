"""The list of meetings, and calling one in two steps."""

import datetime as dt

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from datong.foundation.access import service as access
from datong.foundation.meetings import service
from datong.foundation.meetings.forms import CallForm, ChooseForm
from datong.foundation.meetings.service import MeetingState, NotNow
from datong.foundation.meetings.tables import meeting_columns, meeting_rows
from datong.foundation.meetings.views.reading import actor
from datong.kernel import clock
from datong.kernel.registry import UnknownKeyError
from datong.web.jinja import language
from datong.web.paging import paginate


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """The meetings the reader may see, the newest first."""
    access.require(request.user, "meetings.view")
    rows = service.meetings(request.user)
    state = request.GET.get("state", "")
    if state in [each.value for each in MeetingState]:
        rows = rows.filter(state=state)
    page = paginate(rows, request.GET.get("page", 1), request.GET.get("size", 50))
    context = {
        "page": page,
        "columns": meeting_columns(),
        "rows": meeting_rows(service.lines(page.items)),
        "states": [(each.value, each.label.to(language())) for each in MeetingState],
        "state": state,
        "may_call": bool(service.kinds_for(request.user)),
    }
    return render(request, "meetings/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Which kind, place and day (in the address), then who is invited and what is put."""
    access.require(request.user, "meetings.run")
    lang = language()
    kinds = service.kinds_for(request.user)
    places = {code: name for kind in kinds for code, name in service.places_for(request.user, kind)}
    chosen = bool(request.GET.get("kind"))
    choose = ChooseForm(
        request.GET if chosen else None,
        kinds=[(kind.key, kind.name.to(lang)) for kind in kinds],
        places=list(places.items()),
        initial={"held_on": clock.today().isoformat()},
    )
    if not chosen or not choose.is_valid():
        sent = request.method == "POST" or bool(choose.errors)
        return render(
            request, "meetings/choose.html", {"form": choose, "kinds": kinds}, status=422 if sent else 200
        )
    data = choose.cleaned_data
    return compose(request, data["kind"], data["place"], data["held_on"])


def compose(request: HttpRequest, kind: str, place: str, held_on: dt.date) -> HttpResponse:
    """The second step: the roster and the motions."""
    try:
        outline = service.outline(request.user, kind, place, held_on)
    except UnknownKeyError as error:
        raise Http404 from error
    except NotNow as refusal:
        return render(request, "meetings/shut.html", {"text": refusal.text}, status=422)
    form = CallForm(request.POST or None, outline=outline)
    if form.is_valid():
        try:
            meeting = service.call(actor(request), form.wanted())
        except NotNow as refusal:
            form.add_error(
                refusal.field if refusal.field in form.fields else None, refusal.text.to(language())
            )
        else:
            messages.success(request, _("会议已召集，可以打印签到表。"))
            return redirect("meeting", meeting.pk)
    context = {"form": form, "outline": outline}
    return render(request, "meetings/new.html", context, status=422 if form.errors else 200)
