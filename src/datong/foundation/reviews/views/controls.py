"""Recipients without a match who were drawn to be checked all the same (随机对照)."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from datong.foundation.access import service as access
from datong.foundation.reviews import service
from datong.foundation.reviews.enums import Seen
from datong.foundation.reviews.forms.desk import ControlForm
from datong.foundation.reviews.queries import drawn as draws
from datong.foundation.reviews.queries import lists, overview
from datong.foundation.reviews.tables import controls as drawn
from datong.foundation.reviews.views.acting import admit, done, me, page, read_or_send, sent
from datong.foundation.reviews.workflow import DECIDE
from datong.web.jinja import language
from datong.web.paging import paginate


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Who was drawn, those not checked yet first; what checking found, with its interval."""
    admit(request, lists.VIEW)
    seen = request.GET.get("seen", "")
    rows = draws.narrowed(service.controls(request.user), seen)
    shown = paginate(rows, request.GET.get("page", 1), request.GET.get("size", 50))
    county = overview.county_of(request.user, lists.VIEW)
    context = {
        "page": shown,
        "seen": seen,
        "choices": [("none", _("待查")), *((each.value, each.label.to(language())) for each in Seen)],
        "columns": drawn.columns(),
        "rows": drawn.rows(shown.items),
        "figures": drawn.figures(service.control_figures(request.user, county)),
        "settled": drawn.figures(service.control_figures(request.user, county, settled=True)),
    }
    return page(request, "reviews/controls.html", context)


@read_or_send
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """Record what checking found."""
    access.require(request.user, lists.VIEW)
    row = draws.control(request.user, pk)
    if row is None:
        raise Http404
    if request.method == "POST":
        access.require(request.user, DECIDE, programme=row.run.programme, place_code=row.place_code)
    form = ControlForm(sent(request), settled=row.hit is not None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        if done(form, lambda: service.record_control(me(request), pk, said["seen"], said["note"])):
            messages.success(request, _("已记录。"))
            return redirect("reviews_controls")
    where = {"programme": row.run.programme, "place_code": row.place_code}
    context = {
        "row": row,
        "form": form,
        "may": access.can(request.user, DECIDE, **where),
        "place": drawn.place(row),
        "seen": drawn.seen(row),
    }
    return page(request, "reviews/control.html", context, wrong=bool(form.errors))
