"""The minutes as a page, and the print pack."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from datong.foundation.documents import service as documents
from datong.foundation.meetings import service
from datong.foundation.meetings.views.reading import seen
from datong.web.jinja import language

PRESSES = {
    "pdf": (documents.to_pdf, "application/pdf"),
    "docx": (
        documents.to_docx,
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
}


@require_safe
def minutes(request: HttpRequest, pk: int) -> HttpResponse:
    """The minutes as drafted from what happened."""
    meeting = seen(request, pk)
    context = {"found": service.minutes(meeting), "papers": service.papers(meeting)}
    return render(request, "meetings/minutes.html", context)


@require_safe
def paper(request: HttpRequest, pk: int, key: str, fmt: str) -> HttpResponse:
    """One paper of the print pack as PDF or DOCX."""
    meeting = seen(request, pk)
    if fmt not in PRESSES or key not in dict(service.papers(meeting)):
        raise Http404
    press, kind = PRESSES[fmt]
    content = press(service.paper(meeting, key, language()))
    disposition = content_disposition_header(as_attachment=True, filename=f"meeting-{pk}-{key}.{fmt}")
    headers = {"Content-Disposition": disposition or "attachment", "Cache-Control": "no-store"}
    return HttpResponse(content, content_type=kind, headers=headers)
