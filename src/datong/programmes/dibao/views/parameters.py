"""The county's own values: what is in force, what is missing and who has to supply it, entering one."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from datong.foundation.access import service as access
from datong.kernel import clock
from datong.programmes.dibao import service
from datong.programmes.dibao.extracts.values import said
from datong.programmes.dibao.forms.parameters import LISTS, ParameterForm
from datong.programmes.dibao.queries import counties, settings
from datong.programmes.dibao.rules import COUNTY_KEYS
from datong.programmes.dibao.service import BadParameter
from datong.programmes.dibao.views.common import me, number, page, read_or_send, sent
from datong.web.jinja import language

VIEW, ENTER = "cases.view", "dibao.parameters"


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Every parameter: its value now, or who has to supply it."""
    access.require(request.user, VIEW, programme="dibao")
    county = counties.county_of(request.user, VIEW, request.GET.get("county", ""))
    lines = settings.lines(county, clock.today())
    context = {
        "lines": [line for line in lines if line.now is not None],
        "missing": [line for line in lines if line.now is None],
        "demonstration": any(line.demonstration for line in lines),
        "county_name": counties.name_of(county),
        "may": access.can(request.user, ENTER, programme="dibao", place_code=county + "000000"),
        "words": worded,
    }
    return page(request, "dibao/parameters.html", context)


@read_or_send
def one(request: HttpRequest, key: str) -> HttpResponse:
    """The history of one, and a newer value: to be run on the register, or entered once it was."""
    access.require(request.user, VIEW, programme="dibao")
    if key not in COUNTY_KEYS:
        raise Http404
    county = counties.county_of(request.user, VIEW, request.GET.get("county", ""))
    may = access.can(request.user, ENTER, programme="dibao", place_code=county + "000000")
    form = form_of(request, county, key)
    if request.method == "POST":
        access.require(request.user, ENTER, programme="dibao", place_code=county + "000000")
        if not form.quiet and form.is_valid() and (done := taken(request, county, key, form)) is not None:
            return done
    context = {
        "key": key,
        "declared": COUNTY_KEYS[key],
        "history": settings.history_of(county, key),
        "form": form,
        "may": may,
        "mine": [run for run in service.SIMULATIONS.unfinished(me(request)) if run.proposal],
        "words": partial(worded, key),
    }
    return page(request, "dibao/parameter.html", context, wrong=bool(form.mistakes()))


def form_of(request: HttpRequest, county: str, key: str) -> ParameterForm:
    """The form as sent; else with what `?order=` wanted to run; else, of a list, with the one in force, to be changed."""
    order = number(request.GET.get("order"))
    run = service.SIMULATIONS.look(me(request), order) if order else None
    if run is not None and run.proposal and run.proposal[0]["key"] == key:
        asked = run.proposal[0]
        return ParameterForm(sent(request), key=key, value=asked["value"], initial=asked)
    listed = COUNTY_KEYS[key].field.kind in LISTS
    value = settings.standing_values(county, clock.today()).get(key) if listed else None
    return ParameterForm(sent(request), key=key, value=value)


def taken(request: HttpRequest, county: str, key: str, form: ParameterForm) -> HttpResponse | None:
    """Where it goes on from; None when it was refused: the form then says why and keeps what was typed."""
    value, since, until, document = form.wanted()
    more: dict[str, Any] = {"since": since, "until": until, "document": document}
    try:
        if request.POST.get("do") == "shadow":
            job = service.start_shadow(me(request), county, key, value, **more)
            return redirect("dibao_simulation", job.pk)
        service.enter_parameter(me(request), county, key, value, **more)
    except BadParameter as refusal:
        form.refuse(refusal.field, refusal.text.to(language()))
        return None
    messages.success(request, _("已登记。以前办结的决定不受影响。"))
    return redirect("dibao_parameters")


def worded(key: str, value: Any) -> str:
    """A stored value in words."""
    return said(key, value).to(language())
