"""Work pages of objections: the list, one taken in on paper, answers, what the objector said, who objected, reply times."""

from collections.abc import Callable
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from datong.foundation.access import service as access
from datong.foundation.access.service import User
from datong.foundation.casework.service import CaseworkError
from datong.foundation.documents import service as documents
from datong.foundation.evidence.service import BadEvidence
from datong.foundation.openness import service
from datong.foundation.openness.forms.objections import (
    AnswerForm,
    PaperForm,
    PurposeForm,
    ReactForm,
    ReplyRuleForm,
)
from datong.foundation.openness.queries import asking, objections
from datong.foundation.openness.service import OpennessError
from datong.foundation.openness.workflow import OBJECTION, PROGRAMME, REACTIONS, UNANSWERED
from datong.kernel.bilingual import Text
from datong.web.jinja import language
from datong.web.paging import paginate

RECEIPT = "objection_receipt"
REGISTER, RULES, IDENTITY, VIEW = (
    "objections.register",
    "objections.rules",
    "objections.identity",
    "cases.view",
)
SAID = {
    "satisfied": Text("满意，可以办结", "satisfied; it may be closed"),
    "unsatisfied": Text("不满意，请上一级办理", "not satisfied; it goes up"),
    "withdraw": Text("撤回异议", "takes the objection back"),
}
read_or_send = require_http_methods(["GET", "HEAD", "POST"])


def me(request: HttpRequest) -> User:
    """The signed-in user; the middleware let nobody else in."""
    return cast(User, request.user)


def done(form: forms.Form, do: Callable[[], Any]) -> bool:
    """Whether the action went; what it refuses becomes an error at its field."""
    try:
        do()
    except (OpennessError, CaseworkError, BadEvidence) as refusal:
        field = getattr(refusal, "field", "scan" if isinstance(refusal, BadEvidence) else "")
        form.add_error(field if field in form.fields else None, refusal.text.to(language()))
        return False
    return True


def shown(request: HttpRequest, template: str, form: forms.Form, **context: Any) -> HttpResponse:
    """The form, with 422 when something in it is wrong."""
    return render(request, template, {"form": form, **context}, status=422 if form.errors else 200)


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Objections where the reader sees cases."""
    access.require(request.user, VIEW, programme=PROGRAMME)
    wanted = objections.Wanted.of(request.GET.dict())
    page = paginate(
        objections.seen(request.user, wanted), request.GET.get("page", 1), request.GET.get("size", 50)
    )
    context = {
        "page": page,
        "lines": objections.lines(page.items),
        "wanted": wanted,
        "defects": [(each.value, each.label) for each in service.Defect],
        "states": [(state.key, state.name) for state in OBJECTION.states],
        "may_register": access.can(request.user, REGISTER, programme=PROGRAMME),
        "may_rules": access.can(request.user, RULES),
    }
    return render(request, "openness/objections.html", context)


@read_or_send
def register(request: HttpRequest) -> HttpResponse:
    """Take in what came on paper, in person or by telephone; the receipt is shown once."""
    access.require(request.user, REGISTER, programme=PROGRAMME)
    villages = asking.villages_of(request.user)
    form = PaperForm(
        villages,
        asking.aspects(),
        request.POST or None,
        request.FILES or None,
        initial={"place": request.GET.get("place", "")},
    )
    made: list[service.Receipt] = []
    if request.method == "POST" and form.is_valid() and done(form, lambda: made.append(taken(request, form))):
        request.session[RECEIPT] = [made[0].case, made[0].number, made[0].code]
        return redirect("objection_receipt")
    response = shown(request, "openness/objection_register.html", form)
    add_never_cache_headers(response)
    return response


@require_safe
def receipt(request: HttpRequest) -> HttpResponse:
    """Number and code for whoever objected, once, to whoever has just taken it in."""
    access.require(request.user, REGISTER, programme=PROGRAMME)
    if RECEIPT not in request.session:
        return redirect("objections")
    case, number, code = request.session.pop(RECEIPT)
    where = request.build_absolute_uri(f"{reverse('my_case_open')}?number={number}")
    context = {"case": case, "number": number, "code": code, "where": where, "qr": documents.qr_svg(where)}
    response = render(request, "openness/objection_receipt.html", context)
    add_never_cache_headers(response)
    return response


def taken(request: HttpRequest, form: PaperForm) -> service.Receipt:
    """The objection as typed in."""
    said = form.cleaned_data
    names = ("number", "aspect", "defect", "words", "where", "right", "private", "by", "by_name", "phone")
    asked = service.Asked(place_code=said["place"], **{name: said[name] for name in names})
    scan = (said["scan"].name, said["scan"].read()) if said["scan"] else None
    return service.register_objection(me(request), asked, on=said["on"], channel=said["channel"], scan=scan)


@read_or_send
def reply(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer for the unit whose turn it is."""
    row = objections.objection(request.user, pk)
    level = UNANSWERED.get(row.case.state, row.level)
    access.require(request.user, f"objections.answer_{level}", programme=PROGRAMME, place_code=row.place_code)
    form = AnswerForm(
        asking.published_since(row),
        asking.owable(request.user, row),
        request.POST or None,
        initial={"seen": row.case.moves},
    )

    def act() -> None:
        said = form.cleaned_data
        answered = service.Answered(
            said["outcome"], said["text"], said.get("correction", ""), said.get("owes", "")
        )
        service.answer(me(request), pk, answered, seen=said["seen"], on=said["on"])

    if request.method == "POST" and form.is_valid() and done(form, act):
        messages.success(request, _("答复已记录，提出人凭编号和查询码可以看到。"))
        return redirect("case", pk)
    return shown(request, "openness/objection_reply.html", form, told=objections.told(row), case=row.case)


@read_or_send
def react(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down what the objector said to an answer, by telephone or in person."""
    row = objections.objection(request.user, pk)
    access.require(request.user, "objections.react", programme=PROGRAMME, place_code=row.place_code)
    offered = SAID if row.case.state in REACTIONS else {"withdraw": SAID["withdraw"]}
    form = ReactForm(offered.items(), request.POST or None)

    def act() -> None:
        said, why = form.cleaned_data["said"], form.cleaned_data["why"]
        if said == "withdraw":
            service.withdraw_for(me(request), pk, why=why)
        else:
            service.react_for(me(request), pk, satisfied=said == "satisfied", why=why)

    if request.method == "POST" and form.is_valid() and done(form, act):
        messages.success(request, _("已记录提出人的意见。"))
        return redirect("case", pk)
    return shown(request, "openness/objection_react.html", form, told=objections.told(row), case=row.case)


@read_or_send
def identity(request: HttpRequest, pk: int) -> HttpResponse:
    """Who objected, for a purpose; never for the unit objected to."""
    row = objections.objection(request.user, pk)
    if not objections.sees_identity(request.user, row):
        raise access.Refused(access.permission(IDENTITY).refusal, IDENTITY)
    form = PurposeForm(request.POST or None)
    found: list[service.Identity] = []

    def act() -> None:
        found.append(service.reveal(me(request), pk, form.cleaned_data["purpose"]))

    if request.method == "POST" and form.is_valid():
        done(form, act)
    context = {
        "case": row.case,
        "found": found[0] if found else None,
        "papers": objections.papers(row) if found else [],
    }
    response = shown(request, "openness/objection_identity.html", form, **context)
    add_never_cache_headers(response)
    return response


@read_or_send
def rules(request: HttpRequest) -> HttpResponse:
    """The reply times of the county in view, and the county's own rule."""
    access.require(request.user, RULES)
    county = access.home_place(request.user)[:6]
    form = ReplyRuleForm(request.POST or None)

    def act() -> None:
        service.set_reply_rule(me(request), county, **form.cleaned_data)

    if request.method == "POST" and form.is_valid() and done(form, act):
        messages.success(request, _("答复期限已登记。"))
        return redirect("objection_rules")
    return shown(
        request,
        "openness/objection_rules.html",
        form,
        rules=asking.rules(county),
        own=asking.own_rules(county),
    )
