"""Publications at work: list, one with its editions, correct, withdraw, erase an old edition."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from datong.foundation.access import service as access
from datong.foundation.openness import service
from datong.foundation.openness.enums import EDITIONS, PublicationState
from datong.foundation.openness.forms.drafts import ReasonForm
from datong.foundation.openness.queries import drafts
from datong.foundation.openness.queries.duties import full_names
from datong.foundation.openness.service import NotShown, OpennessError, Publication
from datong.foundation.openness.tables.drafts import (
    on_board,
    publication_columns,
    publication_rows,
    state_of,
    titled,
)
from datong.foundation.openness.views.common import VIEW, actor, shown
from datong.foundation.publiclog import service as publiclog
from datong.kernel import clock
from datong.kernel.bilingual import Text
from datong.web.jinja import language
from datong.web.links import links
from datong.web.paging import paginate


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """What the reader's places published, the newest first."""
    access.require(request.user, VIEW)
    asked = {name: request.GET.get(name, "") for name in ("state", "aspect", "q")}
    state = asked["state"] if asked["state"] in [each.value for each in PublicationState] else ""
    rows = service.publications(
        request.user, state=state, aspect=asked["aspect"], word=asked["q"].strip()[:60]
    )
    page = paginate(rows, request.GET.get("page", 1), request.GET.get("size", 50))
    names = full_names({row.place_code for row in page.items})
    lang = language()
    context = shown(
        request,
        page=page,
        columns=publication_columns(),
        rows=publication_rows(page.items, names, links(request)),
        states=[(each.value, each.label.to(lang)) for each in PublicationState],
        aspects=[(each.key, each.name.to(lang)) for each in service.aspects_in_force(clock.today())],
        asked=asked,
    )
    return render(request, "openness/publish_list.html", context)


def found(request: HttpRequest, number: str) -> Publication:
    """A publication of the reader's places. Raises Refused, Http404."""
    access.require(request.user, VIEW)
    row = drafts.publication(request.user, number)
    if row is None:
        raise Http404
    return row


@require_safe
def one(request: HttpRequest, number: str) -> HttpResponse:
    """A publication with its editions and where it stands in the log."""
    return drawn(request, found(request, number))


def drawn(
    request: HttpRequest, row: Publication, form: ReasonForm | None = None, act: str = ""
) -> HttpResponse:
    """The page, perhaps with a reason that was not accepted."""
    content, fault = standing(row)
    today = clock.today()
    state = state_of(row, today)
    there = row.place_code
    context = shown(
        request,
        publication=row,
        title=titled(row),
        state=state,
        board=on_board(row, today),
        place=full_names({there})[there],
        content=content,
        fault=fault,
        lang=language(),
        shown_cell=service.cell,
        actions={key: text.to(language()) for key, text in EDITIONS.items()},
        editions=list(row.editions.select_related("prepared_by", "released_by").order_by("-version")),
        shown_now=state == PublicationState.SHOWN,
        may_correct=access.can(request.user, drafts.PREPARE, place_code=there),
        may_release=access.can(request.user, drafts.RELEASE, place_code=there),
        forms={
            name: form if name == act and form else ReasonForm(prefix=name)
            for name in ("correct", "withdraw", "erase")
        },
    )
    return render(request, "openness/publish_one.html", context, status=422 if form is not None else 200)


def standing(row: Publication) -> tuple[dict[str, object] | None, Text | None]:
    """The content the public reads now, or why there is none."""
    try:
        return service.read(row.number).content, None
    except (NotShown, publiclog.NotProved) as refusal:
        return None, refusal.text


@require_POST
def act(request: HttpRequest, number: str, act: str) -> HttpResponse:
    """Correct (a new draft), withdraw, or erase an old edition; each for a reason."""
    row = found(request, number)
    if act not in ("correct", "withdraw", "erase"):
        raise Http404
    needed = drafts.PREPARE if act == "correct" else drafts.RELEASE
    access.require(request.user, needed, place_code=row.place_code)
    form = ReasonForm(request.POST, prefix=act)
    if not form.is_valid():
        return drawn(request, row, form, act)
    reason, user = form.cleaned_data["reason"], actor(request)
    try:
        if act == "correct":
            begun = service.begin(
                user,
                row.place_code,
                row.key,
                row.period_start,
                row.period_end,
                row.stage,
                row.number,
                reason=reason,
            )
            return redirect(links(request)("openness_draft", begun.pk))
        if act == "withdraw":
            service.withdraw(user, number, reason)
            messages.success(request, _("已撤回：公开网页上只留撤回说明，原内容已清除。"))
        else:
            version = request.POST.get("version", "")
            service.erase(
                user, number, int(version) if version.isdecimal() and len(version) < 6 else 0, reason
            )
            messages.success(request, _("这一版的内容已清除。"))
    except (OpennessError, publiclog.NotProved) as refusal:
        for sentence in (refusal.text, *getattr(refusal, "problems", ())):
            form.add_error("reason", sentence.to(language()))
        return drawn(request, row, form, act)
    return redirect(links(request)("openness_publication", number))
