"""The household's own pages: a case number and a code open them, without an account, for half an hour.

A wrong code is answered with status 200 on purpose: what is answered with 400 and above is rolled back with everything it
wrote (access.middleware.OnceOnly), and wrong tries must be counted.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from datong.foundation.casework import service
from datong.foundation.casework.forms import OpenForm, OwnObjectionForm
from datong.foundation.casework.queries import citizen
from datong.foundation.casework.queries.citizen import CASE, UNTIL, OwnCase
from datong.foundation.casework.tables import case as drawn
from datong.foundation.casework.tables import steps, words
from datong.foundation.casework.views.acting import done, sent
from datong.foundation.documents import service as documents
from datong.foundation.notices import service as notices
from datong.kernel import clock
from datong.web.jinja import language

NEXT, RECEIPT = "my_case_next", "my_case_receipt"
MINUTES = 30
Page = Callable[..., HttpResponse]


def own(page: Page) -> Page:
    """The page with the case that this browser has opened; everybody else is asked for number and code."""

    @wraps(page)
    def shown(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        case = opened(request)
        if case is None:
            return redirect("my_case_open")
        response = page(request, case, *args, **kwargs)
        add_never_cache_headers(response)
        return response

    return shown


def opened(request: HttpRequest) -> OwnCase | None:
    """The case this browser has opened within the half hour."""
    pk = service.opened_in(request.session)
    return citizen.own_case(pk) if pk else None


def forget(request: HttpRequest) -> None:
    """The case is shut for this browser."""
    for name in (CASE, UNTIL, NEXT, RECEIPT):
        request.session.pop(name, None)


@require_http_methods(["GET", "HEAD", "POST"])
def open_mine(request: HttpRequest) -> HttpResponse:
    """Number and code open the household's case; the code for the next time is shown there."""
    form = OpenForm(sent(request), initial={"number": request.GET.get("number", "")[:30]})
    if request.method == "POST" and form.is_valid() and done(form, lambda: enter(request, form)):
        return redirect("my_case")
    if request.method != "POST":
        if not request.user.is_authenticated:
            request.session.flush()
        request.session["my_case_asked"] = True  # a session of its own, so that sending twice opens once
    response = render(request, "casework/my_open.html", {"form": form})
    add_never_cache_headers(response)
    return response


def enter(request: HttpRequest, form: OpenForm) -> None:
    """Open the case for this browser. Raises BadCode, ShutForNow."""
    case, following = service.open_with_code(form.cleaned_data["number"], form.cleaned_data["code"])
    forget(request)
    request.session[CASE], request.session[NEXT] = case.pk, following
    request.session[UNTIL] = clock.now().timestamp() + MINUTES * 60
    service.looked(None, case)


@require_safe
@own
def mine(request: HttpRequest, own: OwnCase) -> HttpResponse:
    """Where the case stands, in plain words."""
    procedure = service.PROCEDURES.get(own.case.workflow)
    days = words.working_days()
    states = {state.key: state for state in procedure.workflow.states}
    context = {
        "own": own,
        "tone": words.state_tone(states.get(own.case.state)),
        "dues": [words.due(each.due_on, None, days, stopped=bool(own.stopped)) for each in own.coming],
        "parts": steps.parts(procedure.citizen(own.case, language()), request),
        "next_code": request.session.get(NEXT, ""),
        "letters": drawn.letters(own.letters),
    }
    return render(request, "casework/my_case.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@own
def object_mine(request: HttpRequest, own: OwnCase) -> HttpResponse:
    """Object in three steps: write, check, receipt."""
    if not own.rights:
        return redirect("my_case")
    form = OwnObjectionForm(sent(request))
    if request.method == "POST" and "edit" not in request.POST and form.is_valid():
        if "sure" not in request.POST:
            return render(request, "casework/my_check.html", {"own": own, "form": form})
        if done(form, lambda: receive(request, own, form)):
            return redirect("my_case_receipt")
    status = 422 if form.errors else 200
    return render(request, "casework/my_object.html", {"own": own, "form": form}, status=status)


def receive(request: HttpRequest, own: OwnCase, form: OwnObjectionForm) -> None:
    """Take the objection in. Raises CaseworkError."""
    row = service.object_as_citizen(own.case.pk, form.cleaned_data["text"], form.cleaned_data["contact"])
    request.session[RECEIPT] = row.pk


@require_safe
@own
def receipt(request: HttpRequest, own: OwnCase) -> HttpResponse:
    """The receipt of the objection just sent, to be noted down or printed."""
    wanted = request.session.get(RECEIPT)
    found = next((each for each in own.objections if each.row.pk == wanted), None)
    return (
        render(request, "casework/my_receipt.html", {"own": own, "found": found})
        if found
        else redirect("my_case")
    )


@require_safe
@own
def letter(request: HttpRequest, own: OwnCase, pk: int) -> HttpResponse:
    """One of the case's letters as PDF."""
    del request
    found = next((each for each in own.letters if each.pk == pk), None)
    if found is None:
        return redirect("my_case")
    try:
        content = notices.pdf(found, language())
    except (documents.FontsMissing, documents.MissingGlyph):
        return redirect("my_case")
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{found.reference}.pdf"'
    return response


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Shut the case for this browser."""
    forget(request)
    return redirect("my_case_open")
