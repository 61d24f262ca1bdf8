"""Pages of the duty calendar. No logic: each calls one query or one action."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from datong.foundation.access import service as access
from datong.foundation.openness import service
from datong.foundation.openness.enums import DutyState
from datong.foundation.openness.forms.catalogue import EventForm, ExemptForm, day_asked
from datong.foundation.openness.queries import duties, sheets
from datong.foundation.openness.queries.catalogue import programme_of
from datong.foundation.openness.queries.duties import Asked
from datong.foundation.openness.tables import duties as tables
from datong.foundation.openness.views.common import InView, actor, in_view, shown
from datong.foundation.places import service as places
from datong.web.jinja import language
from datong.web.links import links
from datong.web.paging import paginate

PREVIEW = 12
EVENTS, PREPARE, EXEMPT = ("at_once", "stage"), "openness.prepare", "openness.exempt"


@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """The villages of a county as the reader sees them, gaps first; a reader of one village gets its page."""
    view = in_view(request)
    only = only_village(view)
    if only:
        return redirect(links(request)("openness_village", only))
    town, aspect = place_asked(request.GET.get("town", "")), request.GET.get("aspect", "")
    within = (
        view.scope if not town else access.Scope.of([town]) if view.scope.covers(town) else access.Scope()
    )
    found = service.county_board(view.county, view.day, within, aspect)
    sort = request.GET.get("sort", "")
    cards = found.ranked() if sort == "rank" else found.cards
    to = links(request)
    page = paginate(cards, request.GET.get("page", 1), request.GET.get("size", 25))
    soon = service.due_soon(request.user, view.county, view.day)
    context = shown(
        request,
        view=view,
        board=found,
        page=page,
        columns=tables.board_columns(),
        rows=tables.board_rows(page.items, to),
        tables=tables,
        aspects=[(each.key, each.name) for each in service.aspects_in_force(view.day)],
        towns=[
            (each.code, each.short)
            for each in places.within(view.county, "town")
            if view.scope.covers(each.code)
        ],
        town=town,
        aspect=aspect,
        soon=duties.to_do(duties.lines(soon[:PREVIEW], view.day, view.present)),
        soon_count=soon.count(),
        definition=service.DEFINITION,
        may_raise=access.can(request.user, "openness.raise", place_code=view.county + "000000"),
    )
    return render(request, "openness/duty_board.html", context)


def only_village(view: InView) -> str:
    """The one village a reader sees; empty for whoever sees more."""
    seen = [each for each in view.scope.prefixes if each.startswith(view.county)]
    return seen[0] if len(view.scope.prefixes) == len(seen) == 1 and len(seen[0]) == 12 else ""


def place_asked(text: str) -> str:
    """A 12-digit code of the address; empty for anything else."""
    return text if len(text) == 12 and text.isascii() and text.isdigit() else ""


@require_safe
def village(request: HttpRequest, place_code: str) -> HttpResponse:
    """One village: its score with the arithmetic, its aspects, what to do now."""
    view = in_view(request, place_code)
    try:
        card = service.village_card(place_code, view.day)
    except LookupError as error:
        raise Http404 from error
    rows = service.duties(request.user, view.county, view.day, Asked(place=place_code))
    late = duties.lines(
        rows.filter(duties.late(view.day, present=view.day == view.present)), view.day, view.present
    )
    soon = duties.lines(
        rows.filter(duties.soon(view.day, present=view.day == view.present, days=31)), view.day, view.present
    )
    context = shown(
        request,
        view=view,
        card=card,
        to_do=duties.to_do([*late, *soon]),
        tables=tables,
        unproved=sheets.unproved(request.user, view.county).filter(place_code=place_code)[:PREVIEW],
        definition=service.DEFINITION,
        may_event=access.can(request.user, "openness.event", place_code=place_code),
        may_prepare=access.can(request.user, PREPARE, place_code=place_code),
    )
    return render(request, "openness/duty_village.html", context)


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Duties of the reader's places, by place, aspect and state."""
    view = in_view(request)
    asked = Asked(
        place_asked(request.GET.get("place", "")), request.GET.get("aspect", ""), request.GET.get("state", "")
    )
    rows = service.duties(request.user, view.county, view.day, asked)
    page = paginate(rows, request.GET.get("page", 1), request.GET.get("size", 50))
    to = links(request)
    several = not only_village(view)
    context = shown(
        request,
        view=view,
        page=page,
        columns=tables.duty_columns(place=several),
        rows=tables.duty_rows(duties.lines(page.items, view.day, view.present), to, place=several),
        aspects=[(each.key, each.name) for each in service.aspects_in_force(view.day)],
        states=[(each.value, each.label) for each in DutyState],
        asked=asked,
        place_name=duties.full_names({asked.place}).get(asked.place, "") if asked.place else "",
    )
    return render(request, "openness/duty_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """One duty; whoever may, exempts from it here."""
    access.require(request.user, "openness.view")
    duty = service.duty_seen(request.user, pk)
    if duty is None:
        raise Http404
    view = in_view(request, duty.place_code)
    there = {"programme": programme_of(duty.aspect), "place_code": duty.place_code}
    if request.method == "POST":
        access.require(request.user, EXEMPT, **there)
    form = ExemptForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            service.exempt(actor(request), pk, form.cleaned_data["reason"])
        except service.OpennessError as refusal:
            form.add_error("reason", refusal.text.to(language()))
        else:
            messages.success(request, _("已免除这项公开义务，理由已记入。"))
            return redirect("openness_duty", pk)
    (line,) = duties.lines([duty], view.day, view.present)
    may = access.can(request.user, EXEMPT, **there)
    context = shown(
        request,
        view=view,
        line=line,
        form=form if may and line.open else None,
        tables=tables,
        may_prepare=access.can(request.user, PREPARE, place_code=duty.place_code),
    )
    return render(request, "openness/duty.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def event(request: HttpRequest, place_code: str) -> HttpResponse:
    """Something happened that must be disclosed at once or at its stage."""
    view = in_view(request, place_code)
    access.require(request.user, "openness.event", place_code=place_code)
    lang = language()
    keys = [
        (item.key, item.name_en if lang == "en" else item.name_zh)
        for item in service.items(view.county, view.day)
        if item.cycle in EVENTS
    ]
    form = EventForm(keys, request.POST or None)
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data
        try:
            duty = service.owe_event(actor(request), place_code, sent["key"], sent["on"], sent["stage"])
        except service.OpennessError as refusal:
            form.add_error("key", refusal.text.to(lang))
        else:
            messages.success(request, _("已登记，%(day)s 前公开。") % {"day": duty.due_on})
            return redirect("openness_duty", duty.pk)
    name = duties.full_names({place_code}).get(place_code, place_code)
    context = shown(request, view=view, form=form, place_code=place_code, name=name)
    return render(request, "openness/duty_event.html", context, status=422 if form.errors else 200)


@require_POST
def raise_now(request: HttpRequest) -> HttpResponse:
    """Raise the county's duties up to the day asked for, and take over what the ledgers say."""
    view = in_view(request)
    to = day_asked(request.POST.get("to", ""), view.present) or view.present
    new = service.raise_duties(actor(request), view.county, to, door="page")
    messages.success(request, _("新增公开义务 %(count)s 项；推进台账的公开日期已取用。") % {"count": new})
    return redirect(links(request)("openness"))
