"""Objections: taken in for somebody, answered, taken back."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from datong.foundation.access import service as access
from datong.foundation.casework import service
from datong.foundation.casework.forms import AnswerForm, ObjectionForm, WhyForm
from datong.foundation.casework.queries import page as pages
from datong.foundation.casework.queries.page import ObjectionLine
from datong.foundation.casework.service import Case
from datong.foundation.casework.tables import words
from datong.foundation.casework.views.acting import Act, acted, me, sent
from datong.foundation.casework.views.clocks import handled

read_or_send = require_http_methods(["GET", "HEAD", "POST"])


@read_or_send
def raise_one(request: HttpRequest, pk: int) -> HttpResponse:
    """Type in an objection for somebody who came, wrote or called."""
    case = handled(request, pk, "cases.object")
    form = ObjectionForm(pages.rights_now(case), sent(request))
    act = Act(
        case,
        _("登记异议"),
        _("登记"),
        _("异议已登记，答复之前不能作出或执行不利的决定。"),
        lead=_("任何符合条件的人都可以提出，口头、电话、书面都算；答复期限从收到的次日起算。"),
        anchor="objections",
        draft=f"object-{pk}",
    )
    return acted(request, form, act, lambda: service.object_to(me(request), pk, form.raised()))


@read_or_send
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer an objection, as another person of another unit than decided."""
    case, line = one(request, pk, "cases.answer")
    form = AnswerForm(sent(request))
    act = Act(
        case,
        _("答复异议"),
        _("答复"),
        _("异议已答复。"),
        lead=_("由作出决定的人和单位以外的人答复；办过此案的人不能答复。"),
        quote=line.row.text,
        anchor="objections",
        draft=f"answer-{pk}",
        facts=facts(line),
    )
    return acted(request, form, act, lambda: service.answer(me(request), pk, **form.cleaned_data))


@read_or_send
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Record that whoever objected took it back."""
    case, line = one(request, pk, "cases.object")
    form = WhyForm(sent(request))
    act = Act(
        case,
        _("登记撤回异议"),
        _("登记撤回"),
        _("撤回已登记。"),
        lead=_("只有提出人自己可以撤回；写明谁、什么时候、怎样表示撤回的。"),
        quote=line.row.text,
        anchor="objections",
        facts=facts(line),
    )
    return acted(request, form, act, lambda: service.withdraw(me(request), pk, form.cleaned_data["why"]))


def one(request: HttpRequest, pk: int, action: str) -> tuple[Case, ObjectionLine]:
    """An objection the reader may act on. Raises Http404, Refused."""
    case, line = pages.objection_of(me(request), pk)
    access.require(request.user, action, programme=case.programme, place_code=case.place_code)
    return case, line


def facts(line: ObjectionLine) -> list[tuple[str, object]]:
    """What stands above the form; no name where the reader took part."""
    told: list[tuple[str, object]] = [
        (_("异议"), line.kind),
        (_("提出人身份"), line.capacity),
        (_("收到"), words.shortday(line.row.received_on)),
        (_("答复期限"), words.shortday(line.row.due_on) if line.row.due_on else "–"),
    ]
    return told
