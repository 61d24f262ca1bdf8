"""Life in pay: what has changed in a household, and when each is re-verified."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from datong.foundation.access import service as access
from datong.foundation.casework.service import Case, CaseworkError
from datong.kernel import clock
from datong.programmes.dibao import service
from datong.programmes.dibao.forms import household
from datong.programmes.dibao.forms.reviewing import WHATS, ChangeForm, EventForm
from datong.programmes.dibao.forms.rows import faults_of
from datong.programmes.dibao.queries import accepting, applicants, reviewing, statements, visiting
from datong.programmes.dibao.rules import BadDocument, Problem
from datong.programmes.dibao.tables import reviewing as tables
from datong.programmes.dibao.views.accepting import done
from datong.programmes.dibao.views.common import APPLY, REPORT, case_for, me, page, read_or_send, sent
from datong.web.jinja import language
from datong.web.paging import paginate


@read_or_send
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """A change, a death or a long absence, as village or town learns of it; `?what=` says which."""
    case = case_for(request, pk, REPORT)
    what = request.GET.get("what", WHATS[0])
    if what not in WHATS[1:]:
        return changed(request, case, "report")
    members = {pk: person.name for pk, person in visiting.known_of(case).items()}
    form = EventForm(members, sent(request), initial={"seen": case.moves})
    act = died if what == "death" else away
    if form.is_bound and form.is_valid() and done(form, lambda: act(request, case, form)):
        messages.success(request, _("已登记，并启动复核；复核以前照常发放。"))
        return redirect("case", case.pk)
    step = "report_death" if what == "death" else "report_change"
    context = {
        "case": case,
        "form": form,
        "what": what,
        "shut": accepting.hindrances(me(request), case, step),
    }
    return page(request, "dibao/review_event.html", context, wrong=form.is_bound and bool(form.errors))


def died(request: HttpRequest, case: Case, form: EventForm) -> None:
    """A member has died. Raises CaseworkError."""
    typed = form.cleaned_data
    service.report_death(me(request), case.pk, told(form), on=typed["on"], seen=typed["seen"])


def away(request: HttpRequest, case: Case, form: EventForm) -> None:
    """A member has been away for long. Raises CaseworkError, DibaoError."""
    typed = form.cleaned_data
    document = statements.without(case, int(typed["person"]))
    service.report_change(me(request), case.pk, document, on=typed["on"], note=told(form), seen=typed["seen"])


def told(form: EventForm) -> str:
    """Who and since when, before what was typed."""
    typed = form.cleaned_data
    name = dict(form.fields["person"].choices)[typed["person"]]  # type: ignore[attr-defined]
    return f"{name}，{typed['happened_on']:%Y-%m-%d} 起：{typed['note']}"


@read_or_send
def restate(request: HttpRequest, pk: int) -> HttpResponse:
    """Put the declaration right, until the application is accepted."""
    return changed(request, case_for(request, pk, APPLY), "restate")


def changed(request: HttpRequest, case: Case, what: str) -> HttpResponse:
    """The household document once more, with what has changed."""
    known, last = visiting.known_of(case), statements.latest(case)
    document = statements.document_of(last) if last else {}
    pressed = bool({"add", "remove"} & set(request.POST))
    form = ChangeForm(sent(request), initial={"seen": case.moves})
    form.quiet = pressed or request.method != "POST"
    if request.method != "POST":
        members = applicants.undeclared_members(case, known)
        home = (
            household.from_document(document, known) if document else household.from_members(members, known)
        )
    else:
        home = household.from_sent(request.POST, known, quiet=pressed)
        valid = not pressed and all([form.is_valid(), home.is_valid()])
        if valid and kept(request, case, what, form, home):
            messages.success(request, SAVED[what]())
            return redirect("case", case.pk)
    mistakes = [*faults_of(form, ""), *home.mistakes()]
    context: dict[str, Any] = {
        "case": case,
        "what": what,
        "form": form,
        "home": home,
        "mistakes": mistakes,
        "shut": accepting.hindrances(me(request), case, "report_change") if what == "report" else [],
    }
    return page(request, "dibao/review_change.html", context, wrong=bool(mistakes))


SAVED = {
    "report": lambda: _("已登记，并启动复核；复核以前照常发放。"),
    "restate": lambda: _("申报已改好，原来的一版仍然保留。"),
}


def kept(
    request: HttpRequest, case: Case, what: str, form: ChangeForm, home: household.HouseholdForm
) -> bool:
    """Whether it was kept; what is refused stands at its field."""
    typed = form.cleaned_data
    try:
        if what == "restate":
            service.restate(me(request), case.pk, home.document(), home.people(), note=typed["note"])
        else:
            service.report_change(
                me(request),
                case.pk,
                home.document(),
                home.people(),
                on=typed["on"],
                note=typed["note"],
                seen=typed["seen"],
            )
    except BadDocument as error:
        home.place(error.problems)
    except (service.DibaoError, CaseworkError) as error:
        if error.field in form.fields:
            form.add_error(error.field, error.text.to(language()))
        else:
            home.place([Problem(error.field, error.text)])
    else:
        return True
    return False


@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """Which households are re-verified when, by month and category; the list behind each number."""
    access.require(request.user, "cases.view", programme="dibao")
    today = clock.today()
    months = reviewing.calendar(me(request), today)
    month, category = request.GET.get("month", ""), request.GET.get("category")
    found = reviewing.due_in(me(request), month, category, today)
    shown = paginate(found, request.GET.get("page", 1), request.GET.get("size", 50))
    context = {
        "months": months,
        "categories": reviewing.categories(months),
        "month": month,
        "category": category,
        "page": shown,
        "columns": tables.columns(),
        "rows": tables.rows(reviewing.lines(shown.items)),
    }
    return render(request, "dibao/review_calendar.html", context)
