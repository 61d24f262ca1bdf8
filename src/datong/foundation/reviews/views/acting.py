"""What the pages of the desk share: who asks, what was sent, and what a refusal becomes."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from datong.foundation.access import service as access
from datong.foundation.access.service import User
from datong.foundation.casework.service import CaseworkError
from datong.foundation.evidence.service import BadEvidence
from datong.foundation.notices.service import BadDelivery
from datong.foundation.reviews.queries import lists, queue
from datong.foundation.reviews.service import PROGRAMMES, Hit, ReviewError, Switch
from datong.web.jinja import language

read_or_send = require_http_methods(["GET", "HEAD", "POST"])


@dataclass(frozen=True)
class Act:
    """What a page does with a match: heading, words of its button, the sentence afterwards; `facts` stand above the form."""

    hit: Hit
    title: str
    submit: str
    done: str
    lead: str = ""
    files: bool = False
    draft: str = ""
    facts: list[tuple[str, Any]] = field(default_factory=list)

    @property
    def back(self) -> str:
        """The evidence card."""
        return reverse("reviews_hit", args=[self.hit.pk])


def me(request: HttpRequest) -> User:
    """The signed-in user; the middleware let nobody else in."""
    return cast(User, request.user)


def sent(request: HttpRequest) -> QueryDict | None:
    """What was sent; None while the form is only shown."""
    return request.POST if request.method == "POST" else None


def page(
    request: HttpRequest, template: str, context: Mapping[str, Any], *, wrong: bool = False
) -> HttpResponse:
    """A page about people; kept nowhere."""
    response = render(request, template, dict(context), status=422 if wrong else 200)
    add_never_cache_headers(response)
    return response


def admit(request: HttpRequest, action: str) -> str:
    """A reviewed programme in which the reader may do this somewhere. Raises Refused."""
    slug = queue.admits(request.user, action)
    if not slug:
        access.require(request.user, action, programme=next(iter(PROGRAMMES), ""))
    return slug


def hit_for(request: HttpRequest, pk: int, action: str = lists.VIEW) -> Hit:
    """A match the reader sees, for whoever may do this with it. Raises Refused, Http404."""
    access.require(request.user, lists.VIEW)
    row = lists.hit(request.user, pk)
    if row is None:
        raise Http404
    access.require(request.user, action, programme=row.programme, place_code=row.place_code)
    return row


def acted(
    request: HttpRequest,
    form: forms.Form,
    act: Act,
    do: Callable[[], Any],
    *,
    template: str = "reviews/act.html",
    **more: Any,
) -> HttpResponse:
    """Do it when the form is right, else show the form again with all that was typed (422)."""
    if request.method == "POST" and form.is_valid() and done(form, do):
        messages.success(request, act.done)
        return redirect(act.back)
    return page(request, template, {"form": form, "act": act, **more}, wrong=bool(form.errors))


def warn_of(request: HttpRequest, made: Iterable[Switch | None]) -> None:
    """Tell whoever decided that by it the source fell below the line: why, what follows, where to read it."""
    for each in made:
        if each is None:
            continue
        told = _(
            "来源“%(source)s”随之自动停用：已核实 %(decided)s 条，属实 %(confirmed)s 条，不到一半。停用期间不接收它的名单，也不产生新的线索；"
            "已有的线索照常核实。告知%(owner)s的文书已写好。"
        ) % {
            "source": each.source.name,
            "decided": each.decided,
            "confirmed": each.confirmed,
            "owner": each.source.owner.name,
        }
        where = reverse("reviews_source", args=[each.source_id])
        messages.warning(request, format_html('{} <a href="{}">{}</a>', told, where, _("看这个来源")))


def done(form: forms.Form, do: Callable[[], Any]) -> bool:
    """Whether the action went; what it refuses becomes an error at its field."""
    try:
        do()
    except (ReviewError, CaseworkError, BadDelivery, BadEvidence) as refusal:
        name = getattr(refusal, "field", "")
        form.add_error(name if name in form.fields else None, refusal.text.to(language()))
        return False
    return True
