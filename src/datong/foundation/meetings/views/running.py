"""The page used during the meeting: one address to see it, one for each act."""

import uuid
from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from datong.foundation.meetings import service
from datong.foundation.meetings.service import Attendee, Choice, Meeting, Motion, NewSeat, NotNow
from datong.foundation.meetings.views.reading import actor, number, numbers, run, seen
from datong.kernel.bilingual import Text
from datong.web.jinja import language


@require_safe
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """The meeting as it stands."""
    return drawn(request, seen(request, pk))


def drawn(request: HttpRequest, meeting: Meeting, refusal: Text | None = None) -> HttpResponse:
    """The page; with the sentence of what was refused and what was typed."""
    context = {
        "page": service.meeting_page(request.user, meeting),
        "papers": service.papers(meeting),
        "refusal": refusal,
        "typed": request.POST,
        "key": request.POST.get("key") or uuid.uuid4().hex,
        "choices": list(Choice),
    }
    return render(request, "meetings/meeting.html", context, status=422 if refusal else 200)


@require_POST
def act(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """One act of whoever runs the meeting; back to the page, or the page with the sentence why not."""
    if act not in ACTS:
        raise Http404
    meeting = run(request, pk)
    try:
        ACTS[act](request, pk)
    except (NotNow, Attendee.DoesNotExist, Motion.DoesNotExist) as error:
        text = error.text if isinstance(error, NotNow) else NOT_HERE
        if request.htmx:  # type: ignore[attr-defined]
            return HttpResponse(text.to(language()), status=422, content_type="text/plain; charset=utf-8")
        return drawn(request, meeting, text)
    return redirect("meeting", pk)


NOT_HERE = Text("请在名单或议程里选一项。", "Choose somebody on the list, or a motion on the agenda.")


def check_in(request: HttpRequest, _pk: int) -> None:
    service.check_in(actor(request), number(request, "attendee"))


def check_out(request: HttpRequest, _pk: int) -> None:
    service.check_out(actor(request), number(request, "attendee"))


def excuse(request: HttpRequest, _pk: int) -> None:
    reason, words = request.POST.get("reason", ""), request.POST.get("apology", "")
    service.excuse(actor(request), number(request, "attendee"), reason, apology=words)


def seat(request: HttpRequest, pk: int) -> None:
    service.add_seat(
        actor(request), pk, NewSeat(request.POST.get("name", "")[:60], request.POST.get("group", ""))
    )


def open_meeting(request: HttpRequest, pk: int) -> None:
    if request.POST.get("button") != "open":
        raise NotNow(Text("请按“开会”。", "Press “Open the meeting”."))
    service.open_meeting(actor(request), pk)


def step(request: HttpRequest, pk: int) -> None:
    text = request.POST.get("step", "")
    service.go_to(actor(request), pk, int(text) if text.isascii() and text.isdigit() else -1)


def note(request: HttpRequest, pk: int) -> None:
    key = request.POST.get("key", "")[:40] or uuid.uuid4().hex
    motion = number(request, "motion") or None
    service.note(actor(request), pk, request.POST.get("words", ""), key=key, motion_id=motion)


def put(request: HttpRequest, _pk: int) -> None:
    service.put(actor(request), number(request, "motion"))


def declare(request: HttpRequest, _pk: int) -> None:
    service.declare(
        actor(request),
        number(request, "motion"),
        clear=numbers(request, "clear"),
        interested=numbers(request, "interested"),
    )


def begin(request: HttpRequest, _pk: int) -> None:
    service.begin_vote(actor(request), number(request, "motion"))


def hands(request: HttpRequest, pk: int) -> None:
    """Each voter's choice, and what those without one are taken to have voted (`rest`; empty: nothing)."""
    meeting = service.meeting(request.user, pk)
    rest = request.POST.get("rest", "")
    voters = (
        [line.attendee.pk for line in service.meeting_page(request.user, meeting).voters] if meeting else []
    )
    chosen = {pk: request.POST.get(f"vote-{pk}") or rest for pk in voters}
    service.vote(actor(request), number(request, "motion"), {pk: each for pk, each in chosen.items() if each})


def confirm(request: HttpRequest, _pk: int) -> None:
    service.confirm(
        actor(request), number(request, "motion"), conclusion=request.POST.get("conclusion", "")[:2000]
    )


def withdraw(request: HttpRequest, _pk: int) -> None:
    service.withdraw(actor(request), number(request, "motion"), request.POST.get("why", "")[:500])


def cancel(request: HttpRequest, pk: int) -> None:
    service.cancel(actor(request), pk, request.POST.get("why", "")[:500])


def close(request: HttpRequest, pk: int) -> None:
    if request.POST.get("button") != "close":
        raise NotNow(Text("请按“结束会议”。", "Press “Close the meeting”."))
    service.close(actor(request), pk)


ACTS: dict[str, Callable[[HttpRequest, int], None]] = {
    "check-in": check_in,
    "check-out": check_out,
    "excuse": excuse,
    "seat": seat,
    "open": open_meeting,
    "step": step,
    "note": note,
    "put": put,
    "declare": declare,
    "begin": begin,
    "hands": hands,
    "confirm": confirm,
    "withdraw": withdraw,
    "cancel": cancel,
    "close": close,
}
