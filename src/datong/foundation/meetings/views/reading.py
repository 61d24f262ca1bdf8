"""What the pages of one meeting begin with."""

from typing import cast

from django.http import Http404, HttpRequest

from datong.foundation.access import service as access
from datong.foundation.access.service import User
from datong.foundation.meetings import service
from datong.foundation.meetings.service import Meeting


def actor(request: HttpRequest) -> User:
    """The signed-in user; the middleware let nobody else in."""
    return cast(User, request.user)


def seen(request: HttpRequest, pk: int) -> Meeting:
    """A meeting the reader may see; raises Refused without any post for meetings, Http404 for another's meeting."""
    access.require(request.user, "meetings.view")
    meeting = service.meeting(request.user, pk)
    if meeting is None:
        raise Http404
    return meeting


def run(request: HttpRequest, pk: int) -> Meeting:
    """A meeting the reader may run; raises Refused, Http404."""
    meeting = seen(request, pk)
    access.require(request.user, "meetings.run", programme=meeting.programme, place_code=meeting.place_code)
    return meeting


def number(request: HttpRequest, name: str) -> int:
    """A number sent with a form; 0 for anything else."""
    text = request.POST.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 12 else 0


def numbers(request: HttpRequest, name: str) -> list[int]:
    """Numbers sent with a form."""
    return [
        int(text)
        for text in request.POST.getlist(name)
        if text.isascii() and text.isdigit() and len(text) < 12
    ]
