"""The letter as a file. Pages that deliver it are the casework's."""

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import content_disposition_header, url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET

from datong.foundation.documents import service as documents
from datong.foundation.notices import service
from datong.web.jinja import language

TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@require_GET
def download(request: HttpRequest, pk: int, fmt: str) -> HttpResponse:
    """The letter as PDF or DOCX, in the language it was issued in or the one asked for."""
    lang = {"zh": "zh", "en": "en"}.get(request.GET.get("lang", ""), "")
    try:
        name, content = service.print_letter(request.user, pk, fmt, lang=lang)
    except ObjectDoesNotExist as error:
        raise Http404 from error
    except (documents.FontsMissing, documents.MissingGlyph) as refusal:
        messages.error(request, refusal.text.to(language()))
        return redirect(back(request))
    disposition = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    return HttpResponse(content, content_type=TYPES[fmt], headers={"Content-Disposition": disposition})


def back(request: HttpRequest) -> str:
    """The page the reader came from, if it is one of ours; else the start."""
    came = request.headers.get("Referer", "")
    ours = url_has_allowed_host_and_scheme(came, {request.get_host()}, require_https=request.is_secure())
    return came if ours else "/"
