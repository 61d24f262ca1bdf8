"""Telling the household, that the letter came, and what the household says."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from datong.foundation.reviews import service
from datong.foundation.reviews.forms.desk import AnswerForm, DeliveryForm, TellForm
from datong.foundation.reviews.queries import handling
from datong.foundation.reviews.queries.standing import UNTOLD
from datong.foundation.reviews.service import Hit
from datong.foundation.reviews.views.acting import Act, acted, hit_for, me, read_or_send, sent
from datong.web.jinja import day, language

HANDLE = "reviews.handle"


@read_or_send
def tell(request: HttpRequest, pk: int) -> HttpResponse:
    """One letter to the household about this match and others of it that are still to be told."""
    row = hit_for(request, pk, HANDLE)
    offered = handling.untold(request.user, row) or [row]
    pairs = [(each.pk, entry(each)) for each in offered]
    start = {"hits": [str(each.pk) for each in offered], "lang": language()}
    form = TellForm(pairs, sent(request), initial=start)
    act = Act(
        row,
        _("告知这一户"),
        _("发出告知书"),
        _("告知书已发出，请打印送达并登记送达。待遇照常发放。"),
        lead=_("告知书写明看到了什么、从哪里来、截至哪一天、怎样说明、答复期多长，并写明待遇照常发放。"),
        facts=[(_("收信人"), head_of(row)), (_("来源"), row.source.name)],
    )

    def do() -> None:
        chosen = [int(each) for each in form.cleaned_data["hits"]]
        address = request.build_absolute_uri(reverse("my_case_open"))
        service.tell_household(me(request), chosen, lang=form.cleaned_data["lang"], page=address)

    return acted(request, form, act, do)


def entry(row: Hit) -> str:
    """A match as a line to tick."""
    told = {"name": row.person.name, "source": row.source.name, "day": day(row.listing.as_of)}
    return _("%(name)s：%(source)s（截至 %(day)s）") % told


def head_of(row: Hit) -> str:
    """To whom the letter goes."""
    head = row.household.head if row.household else None
    return str(head.name if head else row.person.name)


@read_or_send
def deliver(request: HttpRequest, pk: int) -> HttpResponse:
    """The letter reached the household; from then the time to answer runs."""
    row = hit_for(request, pk, HANDLE)
    form = DeliveryForm(sent(request), initial={"receiver": head_of(row)})
    act = Act(
        row,
        _("登记送达"),
        _("登记"),
        _("已登记。有送达凭证的，答复期从次日起算。"),
        lead=_("当面、上门、邮寄（有回执）和电话（有记录）可以作为送达凭证。不识字、没有手机的，请上门。"),
        facts=[(_("文书编号"), row.notice.reference if row.notice else "–"), (_("收信人"), head_of(row))],
    )

    def do() -> None:
        if row.notice_id is None:
            raise service.NotNow(UNTOLD, "channel")
        said = form.cleaned_data
        service.record_delivery(
            me(request),
            row.notice_id,
            channel=said["channel"],
            on=form.day(),
            receiver=said["receiver"],
            proof=said["proof"],
        )

    return acted(request, form, act, do)


@read_or_send
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """What the household said, in its own words, with a paper where it brought one."""
    row = hit_for(request, pk, HANDLE)
    form = AnswerForm(sent(request), request.FILES or None)
    act = Act(
        row,
        _("登记家庭说明"),
        _("登记"),
        _("家庭说明已登记。"),
        lead=_("口头、电话、书面都算；答复期过了、还没有核实的，也照样登记。"),
        files=True,
        draft=f"answer-{pk}",
        facts=[(_("本人"), row.person.name), (_("来源"), row.source.name)],
    )

    def do() -> None:
        said = form.cleaned_data
        paper = (said["paper"].name, said["paper"].read()) if said["paper"] else None
        service.reply_with_paper(me(request), pk, said["text"], on=form.day(), paper=paper)

    return acted(request, form, act, do)
