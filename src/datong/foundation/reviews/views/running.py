"""Running a joint review: choose, watch, read what came of it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django_htmx.http import HttpResponseClientRedirect

from datong.foundation.access import service as access
from datong.foundation.places import service as places
from datong.foundation.reviews.actions import jobs
from datong.foundation.reviews.actions.running import UNSETTLED, unfit
from datong.foundation.reviews.enums import JobState, SourceKind
from datong.foundation.reviews.forms.running import OrderForm
from datong.foundation.reviews.queries import lists, sourcing
from datong.foundation.reviews.service import Job, Listing, Order, ReviewError, Run
from datong.foundation.reviews.tables import runs as tables
from datong.foundation.reviews.views.acting import admit, me, read_or_send, sent
from datong.kernel.bilingual import Text
from datong.web.jinja import language
from datong.web.paging import paginate

RUN = "reviews.run"
STAGES = {
    "read": Text("正在读名单", "Reading the lists"),
    "compare": Text("正在比对", "Comparing"),
    "weigh": Text("正在计算对每户的影响", "Asking the rules what each match would mean"),
}


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Runs, the newest first."""
    admit(request, lists.VIEW)
    page = paginate(lists.runs(request.user), request.GET.get("page", 1), request.GET.get("size", 25))
    names = places.names({each.place_code for each in page.items})
    context = {
        "page": page,
        "columns": tables.columns(),
        "rows": tables.rows(page.items, names),
        "may_run": bool(sourcing.programmes(request.user, RUN)),
        "jobs": jobs.unfinished(me(request)),
    }
    return render(request, "reviews/runs.html", context)


@read_or_send
def order(request: HttpRequest) -> HttpResponse:
    """Choose what to compare, and start."""
    admit(request, RUN)
    offered = list(sourcing.waiting(request.user, RUN))
    form = order_form(request, offered)
    if request.method == "POST" and form.is_valid() and fit_to_run(form, offered):
        try:
            return redirect("reviews_job", jobs.start(me(request), form.told()).pk)
        except ReviewError as refused:
            form.add_error(None, refused.text.to(language()))
    chosen = form["listings"].value() or []
    context = {
        "form": form,
        "lines": [line(each, {str(pk) for pk in chosen}) for each in offered],
        "built_in": "kinship" in form.fields,
    }
    return render(request, "reviews/run.html", context, status=422 if form.errors else 200)


def order_form(request: HttpRequest, offered: list[Listing]) -> OrderForm:
    """The form; every list that may be run is chosen to begin with, or the one of `?list=`."""
    fit = [each.pk for each in offered if hindrance(each) is None]
    asked = request.GET.get("list", "")
    kinship = lists.sources(request.user).filter(kind=SourceKind.KINSHIP, on=True).exists()
    return OrderForm(
        sourcing.programmes(request.user, RUN),
        sourcing.areas(request.user, RUN),
        [each.pk for each in offered],
        sent(request),
        initial={"listings": [pk for pk in fit if asked in ("", str(pk))]},
        kinship=kinship,
    )


def fit_to_run(form: OrderForm, offered: list[Listing]) -> bool:
    """Whether every chosen list may be run; each that may not is named with its reason."""
    chosen = set(form.cleaned_data["listings"])  # an error at the field takes it out of the cleaned data
    for each in offered:
        if each.pk in chosen and (why := hindrance(each)):
            told = _("“%(source)s”（%(day)s）：%(why)s") % {
                "source": each.source.name,
                "day": each.as_of,
                "why": why.to(language()),
            }
            form.add_error("listings", told)
    return not form.errors


def hindrance(each: Listing) -> Text | None:
    """What keeps a list from being run."""
    whole = Order(each.source.programme, each.source.county + "000000")
    return unfit(each, whole)


def line(each: Listing, chosen: set[str]) -> dict[str, Any]:
    """A list to choose, or why it cannot be chosen."""
    why = hindrance(each)
    return {
        "listing": each,
        "why": why.to(language()) if why else "",
        "chosen": str(each.pk) in chosen and why is None,
        "unsettled": why == UNSETTLED.format(name=each.source.name),
    }


@read_or_send
def job(request: HttpRequest, pk: int) -> HttpResponse:
    """One's own review at work: progress, then its result; sent, a failed one is tried again."""
    found = own_job(request, pk)
    if request.method == "POST":
        try:
            jobs.again(me(request), pk)
        except ReviewError as refused:
            messages.error(request, refused.text.to(language()))
            return redirect("reviews_run")
        return redirect("reviews_job", pk)
    if found.state == JobState.DONE and found.run_id:
        return redirect("reviews_result", found.run_id)
    return render(request, "reviews/job.html", job_context(found))


@require_safe
def job_progress(request: HttpRequest, pk: int) -> HttpResponse:
    """The fragment that htmx asks for each second; without htmx, the whole page."""
    found = own_job(request, pk)
    if request.headers.get("HX-Request") != "true":
        return redirect("reviews_job", pk)
    if found.state in (JobState.DONE, JobState.FAILED):
        return HttpResponseClientRedirect(redirect("reviews_job", pk).url)
    return render(request, "reviews/_progress.html", job_context(found))


def own_job(request: HttpRequest, pk: int) -> Job:
    """The reader's own review. Raises Http404 for another's."""
    found = jobs.look(me(request), pk)
    if found is None:
        raise Http404
    return found


def job_context(found: Job) -> dict[str, Any]:
    """What the page of a review at work shows."""
    progress = jobs.progress(found)
    stage = STAGES.get(progress.stage, STAGES["read"]).to(language())
    place = places.names({found.place_code}).get(found.place_code, "")
    return {"job": found, "progress": progress, "stage": stage, "place": place}


@require_safe
def result(request: HttpRequest, pk: int) -> HttpResponse:
    """What a run found, and what was destroyed after it."""
    access.require(request.user, lists.VIEW)
    run: Run | None = sourcing.run(request.user, pk)
    if run is None:
        raise Http404
    spent = sorted(run.listings.all(), key=lambda each: each.pk)
    kept = sourcing.kept(spent)
    gone = sum(max(0, each.rows - kept.get(each.pk, 0)) for each in spent if each.size)
    context = {
        "run": run,
        "programme": tables.programme(run),
        "place": places.names({run.place_code}).get(run.place_code, ""),
        "kinds_words": tables.kinds(run),
        "matched": tables.matched(run),
        "new": run.counts.get("new", 0),
        "unnumbered": run.counts.get("without_number", 0),
        "closely": tables.closely(run),
        "gone": gone,
        "destroyed_at": max((each.destroyed_at for each in spent if each.destroyed_at), default=None),
        "list_columns": tables.list_columns(),
        "list_rows": tables.list_rows(spent, kept),
        "drawn": run.controls.count(),
    }
    return render(request, "reviews/result.html", context)
