"""Documents as files: PDF or DOCX, kept nowhere."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import content_disposition_header

from datong.foundation.documents import service as documents
from datong.web.jinja import language

PRESSES: dict[str, tuple[Callable[[documents.Doc], bytes], str]] = {
    "pdf": (documents.to_pdf, "application/pdf"),
    "docx": (documents.to_docx, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
}
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def pressed(request: HttpRequest, doc: documents.Doc, name: str, fmt: str, back: str) -> HttpResponse:
    """The document as a file; where a font or a letter lacks, back to the page with the sentence. Raises Http404."""
    if fmt not in PRESSES:
        raise Http404
    press, kind = PRESSES[fmt]
    try:
        content = press(doc)
    except (documents.FontsMissing, documents.MissingGlyph) as refusal:
        messages.error(request, refusal.text.to(language()))
        return redirect(back)
    return attached(content, kind, f"{name}.{fmt}")


def attached(content: bytes, kind: str, name: str) -> HttpResponse:
    """A download."""
    disposition = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    return HttpResponse(
        content, content_type=kind, headers={"Content-Disposition": disposition, "Cache-Control": "no-store"}
    )
