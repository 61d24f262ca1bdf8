"""What a change of the county's values would do: to try it, and to see what was shadow-run before it is entered."""

import datetime as dt
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from datong.engine.whatif.report import Report
from datong.foundation.access import service as access
from datong.kernel import clock
from datong.programmes.dibao import service
from datong.programmes.dibao.extracts.simulated import DIMENSIONS
from datong.programmes.dibao.forms.simulating import SimulateForm
from datong.programmes.dibao.queries import counties, settings, shadows
from datong.programmes.dibao.rules import COUNTY_KEYS
from datong.programmes.dibao.service import BadParameter, Shadow
from datong.programmes.dibao.tables import simulating as tables
from datong.programmes.dibao.views.common import me, page, read_or_send
from datong.programmes.dibao.views.parameters import shown_value
from datong.web.jinja import language
from datong.web.paging import paginate

SEE, ENTER, PERSONS = "dibao.simulate", "dibao.parameters", "cases.view"
LATEST = 5


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """The form with the values as they stand; with something changed in the address, both sides."""
    access.require(request.user, SEE, programme="dibao")
    county = counties.county_of(request.user, SEE, request.GET.get("county", ""))
    asked = day(request.GET.get("date", "")) or clock.today()
    standing = {line.key: line.now.value for line in settings.lines(county, asked) if line.now is not None}
    typed = request.GET if "run" in request.GET else None
    form = SimulateForm(filled(typed, standing), standing=standing)
    found = None
    if form.is_bound and form.is_valid():
        kept = {name: request.GET[name] for name in ("county", "by") if name in request.GET}
        clean = {"run": "1", **form.address(), **kept}
        if set(request.GET) != set(clean):
            return redirect(f"{reverse('dibao_simulate')}?{urlencode(clean)}")
        if form.wanted:
            found = tried(request, county, form)
        else:
            form.add_error(None, _("没有改变任何参数；请改一个再模拟。"))
    context = {
        "form": form, "found": found, "county_name": counties.name_of(county), "standing": standing,
        "changed": [(COUNTY_KEYS[key].field.doc, shown_value(standing.get(key, "")), shown_value(value)) for key, value in form.wanted.items()]
        if form.is_bound and form.is_valid() else [],
        "runs": shadows.shadows(county)[:LATEST],
        **(drawn(request, found.report) if found else {}),
    }  # fmt: skip
    return page(request, "dibao/simulate.html", context, wrong=bool(form.errors))


def filled(typed: Any, standing: dict[str, Any]) -> Any:
    """What was typed, with what stands in every field the address leaves out; None without anything typed."""
    if typed is None:
        return None
    data = typed.copy()
    for key, value in SimulateForm(standing=standing).typed(standing):
        data.setdefault(key, value)
    return data


def tried(request: HttpRequest, county: str, form: SimulateForm) -> Any:
    """Both sides; None when the rules refuse a value, which the form then says."""
    try:
        return service.simulate(request.user, county, form.wanted, form.on)
    except BadParameter as refusal:
        form.add_error(None, refusal.text.to(language()))
        return None


def drawn(request: HttpRequest, report: Report) -> dict[str, Any]:
    """Tables and bars of a report; `?by=` chooses the groups."""
    by = request.GET.get("by", "town")
    by = by if by in DIMENSIONS else "town"
    return {
        "report": report, "by": by,
        "dimensions": [(key, name.to(language())) for key, name in DIMENSIONS.items()],
        "side_columns": tables.side_columns(), "side_rows": tables.side_rows(report),
        "moves": tables.move_bars(report), "costs": tables.cost_bars(report, by),
        "part_columns": tables.part_columns(DIMENSIONS[by]), "part_rows": tables.part_rows(report, by),
    }  # fmt: skip


@read_or_send
def shadow(request: HttpRequest, pk: int) -> HttpResponse:
    """One shadow run: the report, who would change; sent: the values are entered."""
    access.require(request.user, SEE, programme="dibao")
    try:
        run = Shadow.objects.select_related("by").get(pk=pk)
    except Shadow.DoesNotExist as error:
        raise Http404 from error
    place = run.county + "000000"
    access.require(request.user, SEE, programme="dibao", place_code=place)
    inside = access.can(request.user, ENTER, programme="dibao", place_code=place)
    refused = ""
    if request.method == "POST":
        access.require(request.user, ENTER, programme="dibao", place_code=place)
        try:
            if service.enter_shadowed(me(request), run.pk):
                messages.success(request, _("已登记。以前办结的决定不受影响。"))
            return redirect("dibao_parameters")
        except BadParameter as refusal:
            refused = refusal.text.to(language())
    context = {
        "run": run, "may": inside, "refused": refused, "county_name": counties.name_of(run.county), "days": shadows.DAYS,
        "stands": shadows.stands(run), "fits": shadows.fitting(run.county, run.digest) is not None,
        "proposal": [
            (COUNTY_KEYS[each["key"]].field.doc, shown_value(each["value"]), each["since"], each["until"], each["document"])
            for each in run.proposal
        ],
        **drawn(request, shadows.report(run, inside=inside)),
        **(listed(request, run) if access.can(request.user, PERSONS, programme="dibao", place_code=place) else {}),
    }  # fmt: skip
    return page(request, "dibao/shadow.html", context, wrong=bool(refused))


def listed(request: HttpRequest, run: Shadow) -> dict[str, Any]:
    """A page of who would change."""
    found = paginate(shadows.touched(run), request.GET.get("page"), request.GET.get("size"))
    rows = tables.touched_rows(shadows.told(found.items), language())
    return {"page": found, "columns": tables.touched_columns(), "rows": rows}


def day(text: str) -> dt.date | None:
    """A date in an address; None for anything else."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None
