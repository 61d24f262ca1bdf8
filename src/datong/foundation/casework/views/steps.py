"""The form of one step of a case."""

from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from datong.foundation.access import service as access
from datong.foundation.casework import service
from datong.foundation.casework.forms import StepForm
from datong.foundation.casework.queries import page as pages
from datong.foundation.casework.service import Case
from datong.foundation.casework.tables import case as drawn
from datong.foundation.casework.tables import steps as tables
from datong.foundation.casework.tables import words
from datong.foundation.casework.views.acting import done, me
from datong.kernel import clock
from datong.kernel.procedure import ADVERSE, Step

SALT = "casework.opened"
LONGEST = 12 * 3600


@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """Take one step. An adverse decision is shown once more before it is sent."""
    file = pages.case_page(me(request), pk)
    case, wanted = file.case, step_called(file, step)
    access.require(request.user, wanted.who, programme=case.programme, place_code=case.place_code)
    form = form_of(request, case, wanted)
    if request.method == "POST" and "edit" not in request.POST and form.is_valid():
        if wanted.effect in ADVERSE and "sure" not in request.POST:
            return check(request, file, wanted, form)
        if done(form, lambda: service.take(me(request), pk, form.move(seconds(request, case)))):
            messages.success(request, _("已办理：%(step)s") % {"step": words.said(wanted.name)})
            return redirect("case", pk)
    news = newer(request, form, pk)
    return render(
        request,
        "casework/step.html",
        context(request, file, wanted, form, news),
        status=422 if form.is_bound and form.errors else 200,
    )


def step_called(file: pages.CasePage, key: str) -> Step:
    """The step of the table. Raises Http404 for one it never had."""
    found = next((each for each in file.table.steps if each.key == key), None)
    if found is None:
        raise Http404
    return found


def form_of(request: HttpRequest, case: Case, wanted: Step) -> StepForm:
    """The form as sent, or a fresh one that knows the article, the moves seen and when the file was opened."""
    asks_kin = access.person_of(request.user) is None
    if request.method == "POST":
        return StepForm(wanted, request.POST, asks_kin=asks_kin)
    opened = signing.dumps([case.pk, me(request).pk, int(clock.now().timestamp())], salt=SALT)
    fresh = {"article": wanted.article, "seen": case.moves, "opened": opened}
    return StepForm(wanted, initial=fresh, asks_kin=asks_kin)


def seconds(request: HttpRequest, case: Case) -> int | None:
    """From opening the file to sending; None when the mark is missing, another's, or from another day."""
    try:
        kept = signing.loads(request.POST.get("opened", ""), salt=SALT)
    except signing.BadSignature:
        return None
    passed = int(clock.now().timestamp()) - int(kept[2])
    return passed if kept[:2] == [case.pk, me(request).pk] and 0 <= passed <= LONGEST else None


def check(request: HttpRequest, file: pages.CasePage, wanted: Step, form: StepForm) -> HttpResponse:
    """Everything once more, before something is taken away from somebody."""
    typed = [
        (bound.label, bound.value()) for bound in form if not bound.is_hidden and bound.name != "kin_declared"
    ]
    hidden = [(bound.html_name, bound.value()) for bound in form if bound.value() not in (None, "", False)]
    return render(
        request,
        "casework/step_check.html",
        context(request, file, wanted, form, []) | {"typed": typed, "hidden": hidden},
    )


def newer(request: HttpRequest, form: StepForm, pk: int) -> list[pages.EventLine]:
    """What has happened since the page was opened; the form takes note of it, so that it can be sent again."""
    seen = form["seen"].value() if form.is_bound else None
    if not str(seen or "").isdigit():
        return []
    news = pages.news_since(me(request), pk, int(str(seen)))
    if news and form.errors:
        form.data = {**form.data.dict(), "seen": str(news[-1].event.number)}  # type: ignore[attr-defined]
    return news


def context(
    request: HttpRequest, file: pages.CasePage, wanted: Step, form: StepForm, news: list[pages.EventLine]
) -> dict[str, Any]:
    """What the templates of a step know."""
    way = next((each for each in tables.ways(me(request), file.case) if each.step.key == wanted.key), None)
    procedure = service.PROCEDURES.get(file.case.workflow)
    return {
        "page": file,
        "step": wanted,
        "form": form,
        "news": news,
        "way": way,
        "after": file.table.state(wanted.after).name,
        "adverse": wanted.effect in ADVERSE,
        "limits": [words.limit_words(each.limit) for each in wanted.deadlines],
        "kinds": drawn.kinds(file),
        "parts": tables.parts(procedure.panels(request.user, file.case), request) if wanted.decides else [],
    }
