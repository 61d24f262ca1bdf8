"""Every form on paper, blank or filled from a case."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from datong.foundation.access import service as access
from datong.foundation.casework import service as casework
from datong.foundation.casework.service import Case
from datong.programmes.dibao.queries import papers
from datong.programmes.dibao.views import files
from datong.programmes.dibao.views.common import me, page
from datong.web.jinja import language

VIEW = "cases.view"


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """All forms; with `?case=` those of one case."""
    access.require(request.user, VIEW, programme="dibao")
    typed = request.GET.get("case", "")
    case = case_of(request, int(typed)) if typed.isascii() and typed.isdigit() and len(typed) < 10 else None
    return page(request, "dibao/forms.html", {"case": case, "forms": papers.forms_for(case)})


@require_safe
def form(request: HttpRequest, kind: str, fmt: str, pk: int | None = None) -> HttpResponse:
    """One form as a file."""
    access.require(request.user, VIEW, programme="dibao")
    found = papers.form_of(kind)
    if found is None or (pk is not None and not found.filled):
        raise Http404
    case = case_of(request, pk) if pk is not None else None
    name = f"{kind}-{case.number}" if case else kind
    return files.pressed(
        request, found.make(case, papers.Words(language())), name, fmt, reverse("dibao_forms")
    )


def case_of(request: HttpRequest, pk: int) -> Case:
    """A case of dibao the reader may see; that it was looked at is kept. Raises Http404, Refused."""
    case = casework.case_of(request.user, pk)
    if case.programme != "dibao":
        raise Http404
    casework.looked(me(request), case)
    return case
