"""The application: a long form in steps, a page to check it, the receipt with the household's code."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from datong.foundation.access import service as access
from datong.foundation.casework.service import CaseworkError
from datong.programmes.dibao import service
from datong.programmes.dibao.forms import applying as forms
from datong.programmes.dibao.forms.applying import ApplyForm
from datong.programmes.dibao.queries import applicants, explained
from datong.programmes.dibao.rules import BadDocument
from datong.programmes.dibao.views.common import APPLY, case_for, me, page, read_or_send

CODE = "dibao_code"


@read_or_send
def apply(request: HttpRequest) -> HttpResponse:
    """Fill in, look up, add rows, check, hand in; what the pressed button says (`do`)."""
    access.require(request.user, APPLY, programme="dibao")
    villages = applicants.villages(me(request))
    if request.method != "POST":
        return shown(request, forms.fresh(villages), "who")
    what, _colon, about = request.POST.get("do", "").partition(":")
    data: QueryDict = request.POST
    if what == "take" and about.isdigit():
        data = forms.with_family(data, *applicants.household_of(me(request), int(about)))
    ids = [str(data[name]) for name in data if name.startswith("members-") and name.endswith("-id")]
    known = applicants.known_persons(me(request), ids)
    form = forms.from_sent(data, villages, known, quiet=what not in ("check", "send"))
    if what == "check":
        return check(request, form) if form.is_valid() else shown(request, form, "")
    if what == "send":
        return hand_in(request, form)
    found = applicants.find(me(request), data.get("who", "")) if what == "find" else None
    return shown(request, form, opened(what, about, request), found)


def opened(what: str, about: str, request: HttpRequest) -> str:
    """Which step the reader goes on with."""
    key = request.POST.get("add", "") or request.POST.get("remove", "").partition("-")[0]
    own = next((step.key for step in forms.STEPS if key in step.groups), "who")
    return {"go": about, "take": "members"}.get(what, own)


def shown(
    request: HttpRequest, form: ApplyForm, step: str, found: list[applicants.Found] | None = None
) -> HttpResponse:
    """The form, with one step open and those in which something is wrong."""
    mistakes = form.mistakes()
    context = {
        "form": form,
        "steps": forms.STEPS,
        "single": forms.SINGLE,
        "open": {step} | form.wrong_steps(),
        "done": form.done(),
        "found": found,
        "mistakes": mistakes,
    }
    return page(request, "dibao/apply.html", context, wrong=bool(mistakes))


def check(request: HttpRequest, form: ApplyForm) -> HttpResponse:
    """Everything once more, with what the rules would say: a computation, not a decision."""
    given = form.application()
    found, why = explained.foreseen(given, form.household.known)
    context = {
        "form": form,
        "given": given,
        "found": found,
        "why": why,
        "missing": form.household.gaps(found.missing if found else ()),
        "picture": explained.picture(found),
        "sent": [
            (name, value) for name, values in request.POST.lists() if name not in HIDDEN for value in values
        ],
    }
    return page(request, "dibao/apply_check.html", context)


HIDDEN = frozenset({"csrfmiddlewaretoken", "idempotency_key", "do", "add", "remove"})


def hand_in(request: HttpRequest, form: ApplyForm) -> HttpResponse:
    """Open the case and hand it in."""
    if form.is_valid():
        try:
            typed = form.start.cleaned_data
            got = service.receive(me(request), form.application(), form.signed, typed["signed_on"])
        except BadDocument as error:
            form.household.place(error.problems)
        except (service.DibaoError, CaseworkError) as error:
            form.refuse(error.field, error.text)
        else:
            request.session[CODE] = {str(got.case.pk): got.code}
            messages.success(request, _("申请已递交。"))
            return redirect("dibao_applied", got.case.pk)
    return shown(request, form, "")


@require_safe
def applied(request: HttpRequest, pk: int) -> HttpResponse:
    """The receipt: number and code. The code is shown once."""
    case = case_for(request, pk, APPLY)
    code = request.session.pop(CODE, {}).get(str(pk), "")
    lacking = service.unsigned(case)
    return page(request, "dibao/apply_receipt.html", {"case": case, "code": code, "lacking": lacking})
