"""One cause that explains many (一因多线索): choose the source, narrow, say the cause, check, send. Nothing is confirmed here."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from datong.foundation.access import service as access
from datong.foundation.reviews import service
from datong.foundation.reviews.forms.desk import BatchForm
from datong.foundation.reviews.queries import batching, queue
from datong.foundation.reviews.queries.batching import DECIDE, Batch
from datong.foundation.reviews.service import Switch
from datong.foundation.reviews.tables import queue as drawn
from datong.foundation.reviews.views import desk
from datong.foundation.reviews.views.acting import admit, done, me, page, read_or_send, sent, warn_of
from datong.foundation.reviews.workflow import MOST
from datong.kernel.bilingual import Text
from datong.web.jinja import language
from datong.web.paging import paginate

CHANGED = Text(
    "符合条件的线索变了：页面上是 {shown} 条，现在是 {now} 条。请再看一遍下面的名单，再提交。",
    "What matches has changed: {shown} on the page, {now} now. Look at the list below again, then send.",
)
EMPTY = Text("没有符合条件的线索，请放宽筛选。", "Nothing matches; widen the filters.")


@read_or_send
def explain(request: HttpRequest) -> HttpResponse:
    """The three steps on one address; filters live in the address, words in the form."""
    admit(request, DECIDE)
    wanted = queue.wanted_from(request.GET)
    found = batching.batch(request.user, wanted)
    if found is None:
        return page(
            request,
            "reviews/batch.html",
            {"sources": batching.sources(request.user)},
            wrong=bool(sent(request)),
        )
    form = form_of(request, found)
    if request.method == "POST" and "edit" not in request.POST and form.is_valid() and same(form, found):
        if "sure" not in request.POST:
            return page(request, "reviews/batch_check.html", context(request, found, form))
        made: list[Switch | None] = []
        if done(form, lambda: made.append(settle(request, found, form))):
            told = ngettext(
                "已记录 %(count)s 条线索的决定；待遇都没有变动。",
                "已记录 %(count)s 条线索的决定；待遇都没有变动。",
                found.total,
            )
            messages.success(request, told % {"count": found.total})
            warn_of(request, made)
            return redirect("reviews")
    wrong = bool(form.is_bound and form.errors)
    return page(request, "reviews/batch_words.html", context(request, found, form), wrong=wrong)


def form_of(request: HttpRequest, found: Batch) -> BatchForm:
    """The form as sent, or a fresh one that knows what is shown."""
    asks_kin = access.person_of(request.user) is None
    programme = service.PROGRAMMES.get(found.source.programme)
    fresh = {"article": programme.article, "upto": found.upto, "count": found.total}
    return BatchForm(service.HIT.steps, sent(request), asks_kin=asks_kin, initial=fresh)


def same(form: BatchForm, found: Batch) -> bool:
    """Whether what is sent is what was shown; if not, the form says so and takes note of how it is now."""
    typed = form.cleaned_data
    if not found.total:
        form.add_error(None, EMPTY.to(language()))
    elif (typed["count"], typed["upto"]) != (found.total, found.upto):
        told = CHANGED.format(shown=typed["count"] or 0, now=found.total)
        form.add_error(None, told.to(language()))
        form.data = {**form.data.dict(), "count": found.total, "upto": found.upto}  # type: ignore[attr-defined]
    return not form.errors


def settle(request: HttpRequest, found: Batch, form: BatchForm) -> Switch | None:
    """Every one of them by the same words; what switched their source off. Raises ReviewError."""
    typed = form.cleaned_data
    return service.explain_many(me(request), batching.ids(found), typed["step"], typed["cause"], form.said())[
        1
    ]


def context(request: HttpRequest, found: Batch, form: BatchForm) -> dict[str, Any]:
    """What is matched, and what is said of it."""
    shown = paginate(found.rows, request.GET.get("page", 1), request.GET.get("size", 25), found.total)
    typed = [
        (bound.label, chosen(bound)) for bound in form if not bound.is_hidden and bound.name != "kin_declared"
    ]
    return {
        "found": found,
        "form": form,
        "page": shown,
        "columns": drawn.columns(),
        "rows": drawn.rows(shown.items),
        "wanted": queue.wanted_from(request.GET),
        "deliveries": [(row.pk, day_of(row)) for row in queue.deliveries(request.user, found.source.pk)],
        "typed": typed,
        "hidden": [
            (bound.html_name, bound.value()) for bound in form if bound.value() not in (None, "", False)
        ],
        "most": MOST,
        **desk.filters(request),
    }


def chosen(bound: Any) -> str:
    """What was typed or chosen, in words."""
    value = bound.value()
    words = dict(getattr(bound.field, "choices", ()))
    return str(words.get(value, value or ""))


def day_of(row: Any) -> str:
    """A delivery by its day and number of rows."""
    return _("截至 %(day)s（%(rows)s 行）") % {"day": row.as_of.isoformat(), "rows": row.rows}
