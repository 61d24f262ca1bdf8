"""Decisions and opinions: the file first, then the decider's own reasons; an adverse one is shown once more."""

from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from datong.foundation.access import service as access
from datong.foundation.casework import service as casework
from datong.foundation.casework.service import Case, Move
from datong.kernel import clock
from datong.kernel.procedure import ADVERSE, Step
from datong.programmes.dibao import service
from datong.programmes.dibao.forms.deciding import VerdictForm
from datong.programmes.dibao.queries import deciding as read
from datong.programmes.dibao.views.accepting import done
from datong.programmes.dibao.views.common import case_for, me, page, read_or_send
from datong.web.jinja import language

SALT = "dibao.opened"
LONGEST = 12 * 3600


@read_or_send
def decide(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """Take one step with the file before one's eyes."""
    case = casework.case_of(me(request), pk)
    wanted = read.step_of(case, step) if case.programme == "dibao" else None
    if wanted is None:
        raise Http404
    case = case_for(request, pk, wanted.who)
    form = form_of(request, case, wanted)
    if form.is_bound and "edit" not in request.POST and form.is_valid():
        if wanted.effect in ADVERSE and "sure" not in request.POST:
            return check(request, case, wanted, form)
        if done(form, lambda: take(request, case, wanted, form)):
            messages.success(request, _("已办理：%(step)s") % {"step": wanted.name.to(language())})
            return redirect("case", pk)
    context = {
        "case": case,
        "form": form,
        "brief": read.brief(me(request), case, wanted),
        "adverse": wanted.effect in ADVERSE,
    }
    return page(request, "dibao/decide.html", context, wrong=form.is_bound and bool(form.errors))


def form_of(request: HttpRequest, case: Case, wanted: Step) -> VerdictForm:
    """The form as sent, or a fresh one that knows the article, the moves seen and when the file was opened."""
    asks_kin = access.person_of(request.user) is None
    categories = read.categories(case)
    if request.method == "POST":
        return VerdictForm(wanted, categories, request.POST, asks_kin=asks_kin)
    opened = signing.dumps([case.pk, me(request).pk, int(clock.now().timestamp())], salt=SALT)
    fresh = {"article": wanted.article, "seen": case.moves, "opened": opened}
    return VerdictForm(wanted, categories, initial=fresh, asks_kin=asks_kin)


def take(request: HttpRequest, case: Case, wanted: Step, form: VerdictForm) -> Case:
    """Decide, or take a step that decides nothing yet. Raises DibaoError, CaseworkError."""
    typed = form.cleaned_data
    if not wanted.decides:
        move = Move(wanted.key, on=typed["on"], note=typed["note"], seen=typed["seen"])
        return casework.take(me(request), case.pk, move)
    verdict = form.verdict(seconds(request, case))
    return service.decide(
        me(request), case.pk, wanted.key, verdict, on=typed["on"], note=typed["note"], seen=typed["seen"]
    )


def seconds(request: HttpRequest, case: Case) -> int | None:
    """From opening the file to sending; None when the mark is missing, another's, or from another day."""
    try:
        kept = signing.loads(request.POST.get("opened", ""), salt=SALT)
    except signing.BadSignature:
        return None
    passed = int(clock.now().timestamp()) - int(kept[2])
    return passed if kept[:2] == [case.pk, me(request).pk] and 0 <= passed <= LONGEST else None


def check(request: HttpRequest, case: Case, wanted: Step, form: VerdictForm) -> HttpResponse:
    """Everything once more, before something is taken away from somebody."""
    shown = [bound for bound in form if not bound.is_hidden and bound.name != "kin_declared"]
    context: dict[str, Any] = {
        "case": case,
        "step": wanted,
        "typed": [(bound.label, bound.value()) for bound in shown],
        "hidden": [
            (bound.html_name, bound.value()) for bound in form if bound.value() not in (None, "", False)
        ],
    }
    return page(request, "dibao/decide_check.html", context)
