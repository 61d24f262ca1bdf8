"""The papers of a secret ballot, entered by two people."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from datong.foundation.meetings import service
from datong.foundation.meetings.forms import CountForm
from datong.foundation.meetings.service import MotionState, NotNow
from datong.foundation.meetings.views.reading import actor, run
from datong.web.jinja import language


@require_http_methods(["GET", "HEAD", "POST"])
def count(request: HttpRequest, pk: int, motion: int) -> HttpResponse:
    """Enter the count. Nobody sees the other's entry before both are in."""
    meeting = run(request, pk)
    page = service.meeting_page(request.user, meeting)
    line = next((each for each in page.motions if each.motion.pk == motion), None)
    if line is None:
        raise Http404
    form = CountForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            stands = service.count(actor(request), motion, form.votes())
        except NotNow as refusal:
            form.add_error(
                refusal.field if refusal.field in form.fields else None, refusal.text.to(language())
            )
        else:
            tell = messages.warning if stands.state == "again" else messages.success
            tell(request, stands.text.to(language()))
            return (
                redirect("meeting", pk) if stands.state == "agreed" else redirect("meeting_count", pk, motion)
            )
    context = {"page": page, "line": line, "form": form, "going": line.state == MotionState.VOTING}
    return render(request, "meetings/count.html", context, status=422 if form.errors else 200)
