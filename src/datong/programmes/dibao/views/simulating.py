"""What a change of the county's values would do: to try it, and to see what was shadow-run before it is entered."""

import datetime as dt
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django_htmx.http import HttpResponseClientRedirect

from datong.engine.whatif.report import Report
from datong.foundation.access import service as access
from datong.foundation.jobs.service import OPEN, JobState
from datong.kernel import clock
from datong.programmes.dibao import service
from datong.programmes.dibao.extracts.register import Coverage
from datong.programmes.dibao.extracts.simulated import DIMENSIONS, STAGES
from datong.programmes.dibao.extracts.values import changes_of, said
from datong.programmes.dibao.forms.simulating import SimulateForm, as_typed
from datong.programmes.dibao.queries import counties, settings, shadows
from datong.programmes.dibao.rules import COUNTY_KEYS
from datong.programmes.dibao.service import BadParameter, Shadow, Simulation
from datong.programmes.dibao.tables import simulating as tables
from datong.programmes.dibao.views.common import me, page, read_or_send, sent
from datong.web.jinja import language
from datong.web.paging import paginate

SEE, ENTER, PERSONS = "dibao.simulate", "dibao.parameters", "cases.view"
LATEST = 5


@read_or_send
def show(request: HttpRequest) -> HttpResponse:
    """The form with the values as they stand, or as the address has them; sent: the simulation begins."""
    access.require(request.user, SEE, programme="dibao")
    typed = sent(request) or request.GET
    county = counties.county_of(request.user, SEE, typed.get("county", ""))
    asked = day(typed.get("date", "")) or clock.today()
    standing = settings.standing_values(county, asked)
    form = SimulateForm(filled(sent(request), standing), standing=standing, typed=request.GET.dict())
    if form.is_bound and not form.quiet and form.is_valid():
        if not form.wanted:
            form.add_error(None, _("没有改变任何参数；请改一个再模拟。"))
        elif job := begun(request, county, form):
            return redirect("dibao_simulation", job.pk)
    context = {
        "form": form, "county": county, "county_name": counties.name_of(county), "runs": shadows.shadows(county)[:LATEST],
        "opened": opened(request), "mine": [run for run in service.SIMULATIONS.unfinished(me(request)) if not run.proposal],
    }  # fmt: skip
    return page(request, "dibao/simulate.html", context, wrong=bool(form.mistakes()))


def opened(request: HttpRequest) -> str:
    """The list in which a row was added or taken out."""
    return request.POST.get("add", "") or request.POST.get("remove", "").rpartition("-")[0]


def filled(typed: QueryDict | None, standing: dict[str, Any]) -> Any:
    """What was sent, with what stands in every field left out; None without anything sent."""
    if typed is None:
        return None
    data = typed.copy()
    for key, value in as_typed(standing):
        data.setdefault(key, value)
    return data


def begun(request: HttpRequest, county: str, form: SimulateForm) -> Simulation | None:
    """The order; None when the rules refuse a value, which the form then says."""
    try:
        return service.start_simulation(me(request), county, form.wanted, form.on)
    except BadParameter as refusal:
        form.add_error(None, refusal.text.to(language()))
        return None


@read_or_send
def simulation(request: HttpRequest, pk: int) -> HttpResponse:
    """One's own simulation: how far it is, why it failed, or both sides; of a shadow run its page. Sent: a failed one begins again."""
    run = own(request, pk)
    refused = ""
    if request.method == "POST":
        try:
            service.simulate_again(me(request), pk)
            return redirect("dibao_simulation", pk)
        except BadParameter as refusal:
            refused = refusal.text.to(language())
    if run.shadow_id:
        return redirect("dibao_shadow", run.shadow_id)
    standing = settings.standing_values(run.county, run.on)
    context = {
        "run": run, "county_name": counties.name_of(run.county), "changed": changes_of(run.values, standing),
        "again": address(run), "refused": refused,
    }  # fmt: skip
    if run.state == JobState.DONE and run.report is not None:
        department = inside(request, run.county)
        context |= drawn(request, shadows.seen(run.report, inside=department))
        context["covers"] = covered(run.covers or {}, department=department)
    elif run.state in OPEN:
        context |= measured(run)
    return page(request, "dibao/simulation.html", context, wrong=bool(refused))


@require_safe
def simulation_progress(request: HttpRequest, pk: int) -> HttpResponse:
    """The fragment that htmx asks for each second; without htmx, the whole page."""
    run = own(request, pk)
    if request.headers.get("HX-Request") != "true":
        return redirect("dibao_simulation", pk)
    if run.state not in OPEN:
        return HttpResponseClientRedirect(reverse("dibao_simulation", args=[pk]))
    return page(request, "dibao/_simulating.html", {"run": run, **measured(run)})


def covered(kept: Mapping[str, Any], *, department: bool) -> Mapping[str, Any]:
    """What a simulation covers, as kept; outside the department without numbers about few households."""
    return kept if department else Coverage(**kept).released().as_json()


def own(request: HttpRequest, pk: int) -> Simulation:
    """The reader's own simulation, as long as they may see one. Raises Refused, Http404 for another's or a forgotten one."""
    run = service.SIMULATIONS.look(me(request), pk)
    if run is None:
        raise Http404
    access.require(request.user, SEE, programme="dibao", place_code=run.county + "000000")
    return run


def measured(run: Simulation) -> dict[str, Any]:
    """How far it has come."""
    progress = service.SIMULATIONS.progress(run)
    return {"progress": progress, "stage": STAGES.get(progress.stage, STAGES["read"]).to(language())}


def address(run: Simulation) -> str:
    """The form with the same changes filled in, for anybody who may simulate; of a shadow run the parameter's page."""
    if run.proposal:
        form = reverse("dibao_parameter", args=[run.proposal[0]["key"]])
        return f"{form}?{urlencode({'county': run.county, 'order': run.pk})}"
    changed = {"county": run.county, **dict(as_typed(run.values)), "date": run.on.isoformat()}
    return f"{reverse('dibao_simulate')}?{urlencode(changed)}"


def inside(request: HttpRequest, county: str) -> bool:
    """Whether the reader works in the department and sees small cells too."""
    return access.can(request.user, ENTER, programme="dibao", place_code=county + "000000")


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
        "reach_columns": tables.reach_columns(DIMENSIONS[by]), "reach_rows": tables.reach_rows(report, by),
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
    department = inside(request, run.county)
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
        "run": run, "may": department, "refused": refused, "county_name": counties.name_of(run.county), "days": shadows.DAYS,
        "covers": covered(run.covers, department=department),
        "stands": shadows.stands(run), "fits": shadows.fitting(run.county, run.digest) is not None,
        "proposal": [
            (COUNTY_KEYS[each["key"]].field.doc, said(each["key"], each["value"]), each["since"], each["until"], each["document"])
            for each in run.proposal
        ],
        **drawn(request, shadows.report(run, inside=department)),
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
