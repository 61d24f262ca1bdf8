"""Draws: the list and announcing; one draw, open to everybody; its files; what a control found."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from datong.foundation.access import service as access
from datong.foundation.places import service as places
from datong.kernel import sampling
from datong.programmes.dibao import service
from datong.programmes.dibao.enums import FOUND_NAMES, Found
from datong.programmes.dibao.forms.money import AnnounceForm, DigitsForm, FindingForm
from datong.programmes.dibao.queries import counties, draws
from datong.programmes.dibao.service import BadDraw, Draw
from datong.programmes.dibao.tables import money as tables
from datong.programmes.dibao.views.common import CHECK, me, page, read_or_send, sent
from datong.programmes.dibao.views.files import attached
from datong.web.jinja import language
from datong.web.paging import paginate

VIEW = draws.VIEW
FILES = {
    "frame.txt": "text/plain; charset=utf-8",
    "draw.json": "application/json",
    "verify_draw.py": "text/x-python; charset=utf-8",
    "draw.tlog-proof": "text/plain; charset=utf-8",
}


@read_or_send
def listing(request: HttpRequest) -> HttpResponse:
    """The draws of the county; the next one is announced here."""
    access.require(request.user, VIEW, programme="dibao")
    county = counties.county_of(request.user, VIEW, request.GET.get("county", ""))
    if request.method == "POST":
        access.require(request.user, CHECK, programme="dibao", place_code=county + "000000")
    form = AnnounceForm(sent(request), initial={"purpose": "spot_check"})
    if form.is_valid():
        try:
            made = service.announce(
                me(request), county, form.cleaned_data["source"], purpose=form.cleaned_data["purpose"]
            )
        except BadDraw as refusal:
            form.add_error(refusal.field or None, refusal.text.to(language()))
        else:
            messages.success(request, _("名单已冻结并公布。等到公布的随机数出来以后，再来抽取。"))
            return redirect("dibao_draw", made.pk)
    shown = paginate(
        draws.draws(request.user).filter(county=county),
        request.GET.get("page", 1),
        request.GET.get("size", 50),
    )
    context = {
        "page": shown,
        "columns": tables.draw_columns(),
        "rows": tables.draw_rows(shown.items),
        "form": form,
        "may": access.can(request.user, CHECK, programme="dibao", place_code=county + "000000"),
    }
    return page(request, "dibao/draws.html", context, wrong=bool(form.errors))


@read_or_send
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """One draw, for everybody: before it the frame and the source, after it the seed and who was drawn."""
    found = draw_for(pk)
    form = DigitsForm(sent(request))
    if request.method == "POST":
        access.require(request.user, CHECK, programme="dibao", place_code=found.county + "000000")
    if form.is_valid():
        try:
            service.draw(me(request), found.pk, form.cleaned_data["digits"])
        except BadDraw as refusal:
            form.add_error(refusal.field or None, refusal.text.to(language()))
        else:
            messages.success(request, _("已经抽取，结果任何人都可以核对。"))
            return redirect("dibao_draw", found.pk)
    towns = draws.by_town(found)
    names = places.names({town for town, *_counts in towns})
    context = {
        "found": found,
        "title": tables.purposes()[found.purpose],
        "county_name": counties.name_of(found.county),
        "share": f"{100 * found.share[0] / found.share[1]:g}%",
        "towns": [(names.get(town, town), *counts) for town, *counts in towns],
        "tickets": [(number, names.get(town, town), ticket, fixed) for number, town, ticket, fixed in draws.tickets(found)],
        "logged": draws.offline_proof(found) is not None,
        "form": form,
        "may": found.drawn is None and access.can(request.user, CHECK, programme="dibao", place_code=found.county + "000000"),
        "may_record": found.purpose == "control" and found.drawn is not None
        and access.can(request.user, CHECK, programme="dibao", place_code=found.county + "000000"),
    }  # fmt: skip
    return page(request, "dibao/draw.html", context, wrong=bool(form.errors))


def draw_for(pk: int) -> Draw:
    """The draw. Raises Http404."""
    found = draws.draw_of(pk)
    if found is None:
        raise Http404
    return found


@require_safe
def file(_request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """The frame as it was hashed, the draw as the script reads it, the script, the public log's proof; for everybody."""
    found = draw_for(pk)
    if name not in FILES:
        raise Http404
    content = {
        "frame.txt": lambda: draws.frame_file(found),
        "draw.json": lambda: draws.record_file(found),
        "verify_draw.py": lambda: sampling.verify_script().encode(),
        "draw.tlog-proof": lambda: proof_file(found),
    }[name]()
    if not content:
        raise Http404
    return attached(content, FILES[name], name)


def proof_file(found: Draw) -> bytes:
    """The public log's proof of `draw.json`; nothing while there is none."""
    return (draws.offline_proof(found) or "").encode()


@read_or_send
def findings(request: HttpRequest, pk: int) -> HttpResponse:
    """What the control visits found, and one more of them."""
    found = draw_for(pk)
    access.require(request.user, CHECK, programme="dibao", place_code=found.county + "000000")
    if found.purpose != "control" or found.drawn is None:
        raise Http404
    left = draws.unchecked(found)
    form = FindingForm(sent(request), cases=[(case.pk, f"{case.number} {case.label}") for case in left])
    if form.is_valid():
        data = form.cleaned_data
        try:
            service.record_finding(me(request), found.pk, data["case"], data["found"], data["words"])
        except BadDraw as refusal:
            form.add_error(refusal.field or None, refusal.text.to(language()))
        else:
            messages.success(request, _("查到的情况已登记。"))
            return redirect(reverse("dibao_draw_findings", args=[found.pk]))
    done = draws.findings(found)
    context = {
        "found": found,
        "form": form,
        "left": len(left),
        "done": [(row, FOUND_NAMES[Found(row.found)]) for row in done.values()],
    }
    return page(request, "dibao/findings.html", context, wrong=bool(form.errors))
