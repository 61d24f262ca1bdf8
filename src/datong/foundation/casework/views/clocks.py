"""Clocks, papers and letters of a case."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from datong.foundation.access import service as access
from datong.foundation.casework import service
from datong.foundation.casework.forms import DeliveryForm, GoOnForm, StopForm, UploadForm, WhyForm
from datong.foundation.casework.queries import page as pages
from datong.foundation.casework.queries import papers
from datong.foundation.casework.queries.scope import case_of
from datong.foundation.casework.service import Case
from datong.foundation.casework.tables import words
from datong.foundation.casework.views.acting import Act, acted, me, sent

read_or_send = require_http_methods(["GET", "HEAD", "POST"])


def handled(request: HttpRequest, pk: int, action: str) -> Case:
    """The case, when the reader may do `action` with it. Raises Http404, Refused."""
    case = case_of(request.user, pk)
    access.require(request.user, action, programme=case.programme, place_code=case.place_code)
    return case


@read_or_send
def stop(request: HttpRequest, pk: int) -> HttpResponse:
    """The clocks stand still for a legal reason."""
    case = handled(request, pk, "clocks.stop")
    form = StopForm(papers.stops_of(case), sent(request))
    act = Act(
        case,
        _("中止期限"),
        _("中止"),
        _("期限已中止。恢复后，到期日按中止的天数顺延。"),
        lead=_("只能因法定事由中止；申请人可以看到事由。"),
        anchor="clocks",
    )
    return acted(request, form, act, lambda: service.stop(me(request), pk, **form.cleaned_data))


@read_or_send
def go_on(request: HttpRequest, pk: int) -> HttpResponse:
    """The clocks run again."""
    case = handled(request, pk, "clocks.stop")
    form = GoOnForm(sent(request))
    act = Act(case, _("恢复计时"), _("恢复计时"), _("已恢复计时，到期日已顺延。"), anchor="clocks")
    return acted(request, form, act, lambda: service.go_on(me(request), pk, on=form.cleaned_data["on"]))


@read_or_send
def extend(request: HttpRequest, pk: int) -> HttpResponse:
    """Extend one limit, once, by what its article allows."""
    found = papers.extension_of(pk)
    if found is None:
        raise Http404
    case = handled(request, found.case_id, "clocks.stop")
    form = WhyForm(sent(request))
    facts: list[tuple[str, object]] = [(_("期限"), found.name)]
    if found.by is not None:
        facts += [(_("可延长"), words.limit_words(found.by)), (_("依据"), found.by.article)]
    act = Act(
        case,
        _("延长期限"),
        _("延长"),
        _("期限已延长。"),
        lead=_("每个期限只能依法延长一次，理由会告诉申请人。"),
        anchor="clocks",
        facts=facts,
    )
    return acted(request, form, act, lambda: service.extend(me(request), pk, form.cleaned_data["why"]))


@read_or_send
def upload(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep a photo or paper in the case."""
    case = handled(request, pk, "cases.handle")
    form = UploadForm(papers.kinds_for(case), sent(request), request.FILES or None)
    act = Act(case, _("上传材料"), _("上传"), _("材料已保存。"), anchor="papers", files=True)

    def keep() -> None:
        file = form.cleaned_data["file"]
        service.add_paper(
            me(request), pk, kind=form.cleaned_data["kind"], name=file.name, content=file.read()
        )

    return acted(request, form, act, keep)


@read_or_send
def deliver(request: HttpRequest, pk: int, notice: int) -> HttpResponse:
    """Record that a letter of the case was delivered, or that a try failed."""
    case = handled(request, pk, "cases.handle")
    letter = papers.letter_of(case, notice)
    if letter is None:
        raise Http404
    form = DeliveryForm(papers.proofs_of(case), sent(request))
    act = Act(
        case,
        _("登记送达"),
        _("登记"),
        _("已登记。"),
        lead=_("当面、上门、邮寄（有回执）和电话（有记录）可以作为送达凭证；从送达之日起计算相关期限。"),
        anchor="letters",
        facts=[(_("文书"), papers.letter_name(letter)), (_("编号"), letter.reference)],
    )

    def told() -> None:
        said = form.cleaned_data
        if said["failed"]:
            service.delivery_failed(
                me(request), pk, notice, channel=said["channel"], on=form.day(), why=said["why"]
            )
            return
        service.deliver_notice(
            me(request),
            pk,
            notice,
            channel=said["channel"],
            on=form.day(),
            receiver=said["receiver"],
            proof=said["proof"],
            evidence=int(said["evidence"]) if said["evidence"] else None,
        )

    return acted(request, form, act, told)


@require_POST
def code(request: HttpRequest, pk: int) -> HttpResponse:
    """A fresh code for the household, shown once."""
    case = handled(request, pk, "cases.handle")
    fresh = service.issue_code(me(request), pk)
    response = render(request, "casework/code.html", {"case": case, "code": fresh})
    add_never_cache_headers(response)
    return response


@require_POST
def acknowledge(request: HttpRequest, pk: int) -> HttpResponse:
    """Whoever objected was told that it has arrived."""
    case, _line = pages.objection_of(me(request), pk)
    service.acknowledge(me(request), pk)
    messages.success(request, _("已告知提出人收到异议。"))
    return redirect(f"{Act(case, '', '', '').back}#objections")
