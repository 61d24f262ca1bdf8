"""Signing the minutes: on paper, on the screen, by typing the name; or refusing to."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from datong.foundation.evidence.service import BadEvidence
from datong.foundation.meetings import service
from datong.foundation.meetings.service import Attendee, NotNow
from datong.foundation.meetings.views.reading import actor, number, numbers, run
from datong.kernel.bilingual import Text

HOW = Text("请选择签名方式。", "Choose how it was signed.")
NO_FILE = Text("请选择扫描件或照片。", "Choose the scan or photograph.")


@require_http_methods(["GET", "HEAD", "POST"])
def sign(request: HttpRequest, pk: int) -> HttpResponse:
    """Who has signed and who has not; `?who=` opens the frame for one attendee."""
    meeting = run(request, pk)
    refusal = None
    if request.method == "POST":
        try:
            take(request, pk)
        except (NotNow, BadEvidence) as error:
            refusal = error.text
        except Attendee.DoesNotExist:
            refusal = Text("请选择签名的人。", "Choose who signs.")
        else:
            messages.success(request, _("签名已保存。"))
            return redirect("meeting_sign", pk)
    found = service.minutes(meeting)
    who = request.GET.get("who") or request.POST.get("attendee", "")
    context = {
        "found": found,
        "open": [each for each, way in found.signed if way is None],
        "signer": next((each for each, way in found.signed if way is None and str(each.pk) == who), None),
        "refusal": refusal,
        "typed": request.POST,
    }
    return render(request, "meetings/sign.html", context, status=422 if refusal else 200)


def take(request: HttpRequest, pk: int) -> None:
    """One signature, or one paper with several; raises NotNow, BadEvidence."""
    way, one = request.POST.get("way", ""), number(request, "attendee")
    if way == "paper":
        scan = request.FILES.get("scan")
        if scan is None:
            raise NotNow(NO_FILE)
        service.sign_paper(
            actor(request), pk, numbers(request, "attendees"), name=scan.name or "scan", content=scan.read()
        )
    elif way == "screen":
        service.sign_screen(actor(request), one, request.POST.get("path", ""))
    elif way == "typed":
        service.sign_typed(actor(request), one, request.POST.get("typed", ""))
    elif way == "refused":
        service.sign_refused(actor(request), one, request.POST.get("why", "")[:500])
    else:
        raise NotNow(HOW)
