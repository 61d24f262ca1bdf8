"""The sheet for the board, and what hangs there. No logic: each calls one query or one action."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from datong.foundation.access import service as access
from datong.foundation.documents import service as documents
from datong.foundation.evidence import service as evidence
from datong.foundation.openness import service
from datong.foundation.openness.forms.catalogue import DownForm, PhotoForm, PostingForm
from datong.foundation.openness.queries import catalogue, sheets
from datong.foundation.openness.views.common import VIEW, actor, shown
from datong.foundation.publiclog import service as publiclog
from datong.web.jinja import language, maybe_url

POST = "openness.post"
PAPERS: dict[str, documents.Paper] = {"a3": "a3", "a4": "a4"}
REFUSALS = (service.NotShown, publiclog.NotProved, documents.FontsMissing, documents.MissingGlyph)


@require_safe
def sheet(request: HttpRequest, number: str, paper: str) -> HttpResponse:
    """The current edition as a sheet for the board, A3 or A4, in PDF."""
    access.require(request.user, VIEW)
    if paper not in PAPERS or sheets.publication_seen(request.user, number) is None:
        raise Http404
    link = request.build_absolute_uri(maybe_url("portal_publication", number) or f"/open/p/{number}/")
    try:
        doc = service.board_sheet(
            number, link, paper=PAPERS[paper], lang="en" if language() == "en" else "zh"
        )
        content = documents.to_pdf(doc)
    except REFUSALS as refusal:
        messages.error(request, refusal.text.to(language()))
        return redirect("openness_postings", number)
    disposition = content_disposition_header(True, f"{number}-{paper}.pdf") or "attachment"
    headers = {"Content-Disposition": disposition, "Cache-Control": "no-store"}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


@require_http_methods(["GET", "HEAD", "POST"])
def postings(request: HttpRequest, number: str) -> HttpResponse:
    """What hangs or hung of a publication, with photographs and gaps; record that it went up."""
    access.require(request.user, VIEW)
    publication = sheets.publication_seen(request.user, number)
    if publication is None or publication.edition is None:
        raise Http404
    may = access.can(request.user, POST, **where(publication))
    if request.method == "POST":
        access.require(request.user, POST, **where(publication))
    form = PostingForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data
        try:
            service.post(
                actor(request), number, publication.edition.version, sent["posted_on"], photo=form.picture(),
                taken_at=sent["taken_at"],
            )  # fmt: skip
        except evidence.BadEvidence as refusal:
            form.add_error("photo", refusal.text.to(language()))
        except service.OpennessError as refusal:
            form.add_error("posted_on", refusal.text.to(language()))
        else:
            messages.success(request, _("张贴已登记。"))
            return redirect("openness_postings", number)
    context = shown(
        request,
        publication=publication,
        hung=service.postings_of(publication),
        form=form if may else None,
        down=DownForm(),
        photo=PhotoForm(),
        accept=".jpg,.jpeg,.png,.webp",
    )
    return render(request, "openness/posting.html", context, status=422 if form.errors else 200)


def where(publication: service.Publication) -> dict[str, str]:
    """Which post it takes to record what hangs of it."""
    return {"programme": catalogue.programme_of(publication.aspect), "place_code": publication.place_code}


def may_post(request: HttpRequest, number: str) -> None:
    """Raises Refused, Http404."""
    access.require(request.user, VIEW)
    publication = sheets.publication_seen(request.user, number)
    if publication is None:
        raise Http404
    access.require(request.user, POST, **where(publication))


@require_POST
def photo(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """The photograph of a posting that had none."""
    may_post(request, number)
    form = PhotoForm(request.POST, request.FILES)
    if form.is_valid():
        sent: Any = form.cleaned_data["photo"]
        try:
            service.add_photo(actor(request), pk, sent.name, sent.read())
            messages.success(request, _("照片已保存。"))
        except (evidence.BadEvidence, service.OpennessError) as refusal:
            messages.error(request, refusal.text.to(language()))
    else:
        messages.error(request, _("请选择照片。"))
    return redirect("openness_postings", number)


@require_POST
def down(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """A sheet came down."""
    may_post(request, number)
    form = DownForm(request.POST)
    if form.is_valid():
        try:
            service.take_down(actor(request), pk, form.cleaned_data["removed_on"])
            messages.success(request, _("已登记揭下。"))
        except service.OpennessError as refusal:
            messages.error(request, refusal.text.to(language()))
    else:
        messages.error(request, _("请填写揭下日期。"))
    return redirect("openness_postings", number)
