"""The inbox, and what can be done with several tasks at once."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from datong.foundation.access import service as access
from datong.foundation.casework.actions import together as actions
from datong.foundation.casework.queries import cases, inbox
from datong.foundation.casework.tables import batch
from datong.foundation.casework.tables import inbox as tables
from datong.foundation.casework.views.acting import me
from datong.web.paging import paginate


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """What the reader's desks owe: due, overdue, soon, waiting for others."""
    access.require(request.user, "cases.view")
    user, asked = me(request), tables.asked(request.GET)
    found = inbox.inbox(user, asked)
    shown = paginate(found.ids, request.GET.get("page", 1), request.GET.get("size", 50))
    context = {
        "found": found,
        "asked": asked,
        "page": shown,
        "tabs": tables.tabs(found),
        "rows": tables.rows(inbox.lines(shown.items)),
        "colleagues": inbox.colleagues(user),
        "programmes": cases.programmes_with_cases(user),
        "states": inbox.states(slug for slug, _ in cases.programmes_with_cases(user)),
        "places": cases.places_in_view(user),
        "may_reassign": access.can(user, "cases.reassign"),
    }
    return render(request, "casework/inbox.html", context)


@require_POST
def together(request: HttpRequest) -> HttpResponse:
    """Take, give, return, or take a simple step of several tasks; the page says what went and what did not."""
    access.require(request.user, "cases.handle")
    asked = batch.asked(request.POST)
    if asked.ask_step:
        return render(
            request,
            "casework/batch_step.html",
            {"asked": asked, "steps": actions.steps(me(request), asked.tasks)},
        )
    return render(request, "casework/batch.html", {"result": actions.act(me(request), asked)})
