"""Pages of the briefing. No logic: each calls one query or one action."""

import datetime as dt
import json
from dataclasses import dataclass
from html import escape

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from markupsafe import Markup

from datong.foundation.access import service as access
from datong.foundation.briefings import service
from datong.foundation.briefings.forms import ParagraphForm
from datong.foundation.briefings.service import Briefing, EditPage, FigureUrl
from datong.foundation.documents import service as documents
from datong.foundation.indicators import service as indicators
from datong.foundation.ledgers import service as ledgers
from datong.kernel.registry import UnknownKeyError
from datong.web.jinja import language, moment
from datong.web.links import links

TYPES = {
    "html": "text/html; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "json": "application/json; charset=utf-8",
}


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """The briefing as it stands, every number a link."""
    view = ledgers.in_view(request)
    page = service.see_draft(request.user, view.county, view.as_of, language())
    to = links(request)
    article = service.to_html(page.document, lambda key: to("figure", key), heading_level=2)
    context = {"view": view, "to": to, "page": page, "article": Markup(article)}  # noqa: S704 - escaped by to_html
    return render(request, "briefings/briefing.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Edit the words of one paragraph in one language."""
    view = ledgers.in_view(request)
    lang = "en" if request.GET.get("lang", language()) == "en" else "zh"
    try:
        page = service.see_edit(request.user, slug, view.county, view.as_of, lang)
    except UnknownKeyError as error:
        raise Http404 from error
    form = ParagraphForm(request.POST or None, initial={"text": page.text, "based_on": page.based_on})
    if request.method == "POST" and edited(request, page, form, view):
        return redirect(links(request)("briefing") + f"#briefing-{slug}")
    context = {"view": view, "to": links(request), "page": page, "form": form}
    return render(request, "briefings/edit.html", context, status=422 if form.errors else 200)


def edited(request: HttpRequest, page: EditPage, form: ParagraphForm, view: ledgers.InView) -> bool:
    """Whether the paragraph was taken; if not, the form says why and keeps the text."""
    standard = "standard" in request.POST
    if not standard and not form.is_valid():
        return False
    text = page.template.text.to(page.lang) if standard else form.cleaned_data["text"]
    based_on = page.based_on if standard else form.cleaned_data["based_on"]
    try:
        kept = service.edit(
            request.user,
            page.template.slug,
            view.county,
            view.as_of,
            lang=page.lang,
            text=text,
            based_on=based_on,
        )
    except service.BadParagraph as refusal:
        form.add_error("text", refusal.text.to(language()))
        form.data = {**request.POST.dict(), "based_on": page.based_on}
        return False
    messages.success(request, _("段落已保存。") if kept else _("文字没有变化，没有保存新的修改。"))
    return True


@require_http_methods(["GET", "HEAD", "POST"])
def freeze(request: HttpRequest) -> HttpResponse:
    """What stands in the way of freezing; freeze."""
    view = ledgers.in_view(request)
    access.require(
        request.user,
        "briefings.freeze",
        programme=access.EVERY_PROGRAMME,
        place_code=view.county + "000000",
    )
    to = links(request)
    trouble = ""
    if request.method == "POST":
        try:
            issue = service.freeze(request.user, view.county, view.as_of)
        except (indicators.Unsettled, indicators.NothingToFreeze) as refusal:
            trouble = refusal.text.to(language())
        else:
            messages.success(request, _("第 %(number)s 期已定稿。") % {"number": issue.number})
            return redirect(to("briefing_issue", issue.number))
    page = service.see_draft(request.user, view.county, view.as_of, language())
    context = {"view": view, "to": to, "page": page, "trouble": trouble}
    return render(request, "briefings/freeze.html", context, status=409 if trouble else 200)


@require_safe
def download(request: HttpRequest, fmt: str) -> HttpResponse:
    """The draft as a file."""
    view = ledgers.in_view(request)
    lang = "en" if request.GET.get("lang", language()) == "en" else "zh"
    page = service.see_draft(request.user, view.county, view.as_of, lang)
    called = name(view, fmt, _("征求意见稿"))
    if fmt == "json":
        return as_file(called, fmt, dumped(service.draft_json(page, view.county, view.as_of, lang)))
    return rendered(request, Paper(page.document, view.as_of, called), fmt) or redirect(
        links(request)("briefing")
    )


@require_safe
def issue(request: HttpRequest, number: int) -> HttpResponse:
    """A frozen issue: its words and numbers for ever, and what has been restated since."""
    view = ledgers.in_view(request)
    page = service.see_issue(request.user, view.county, number, language(), moment)
    if page is None:
        raise Http404
    to = links(request)
    day = page.issue.as_of.isoformat()
    article = service.to_html(page.document, lambda key: to("figure", key, as_of=day), heading_level=2)
    for change in page.restated:
        mark = f'data-figure="{change.old.key}"'
        article = article.replace(mark, f'{mark} data-restated="{escape(change.new.printed(language()))}"')
    context = {"view": view, "to": to, "page": page, "article": Markup(article)}  # noqa: S704 - escaped by to_html
    return render(request, "briefings/issue.html", context)


@require_safe
def issue_download(request: HttpRequest, number: int, fmt: str) -> HttpResponse:
    """A frozen issue as a file."""
    view = ledgers.in_view(request)
    lang = "en" if request.GET.get("lang", language()) == "en" else "zh"
    page = service.see_issue(request.user, view.county, number, lang, moment)
    if page is None:
        raise Http404
    called = name(view, fmt, _("第%(number)s期") % {"number": number})
    if fmt == "json":
        return as_file(called, fmt, dumped(service.issue_json(page, lang)))
    paper = Paper(page.document, page.issue.as_of, called)
    return rendered(request, paper, fmt) or redirect(links(request)("briefing_issue", number))


@dataclass(frozen=True)
class Paper:
    """A briefing on its way out: the date its figures are of, and what the file is called."""

    document: Briefing
    day: dt.date
    called: str


def rendered(request: HttpRequest, paper: Paper, fmt: str) -> HttpResponse | None:
    """A briefing in a format; None where the fonts lack a character, which a message says."""
    try:
        return as_file(paper.called, fmt, service.render(paper.document, fmt, absolute(request, paper.day)))
    except service.UnknownFormat as error:
        raise Http404 from error
    except (documents.FontsMissing, documents.MissingGlyph) as refusal:
        messages.error(request, refusal.text.to(language()))
        return None


def absolute(request: HttpRequest, day: dt.date) -> FigureUrl:
    """Whole addresses of figures: a file is read elsewhere."""
    to = links(request)
    return lambda key: request.build_absolute_uri(to("figure", key, as_of=day.isoformat()))


def name(view: ledgers.InView, fmt: str, which: str) -> str:
    """What a file is called: 罗江县简报-2014-09-26-第1期.pdf."""
    return f"{view.place.short}{_('简报')}-{view.as_of.isoformat()}-{which}.{fmt}"


def as_file(called: str, fmt: str, content: str | bytes) -> HttpResponse:
    """A file to keep."""
    disposition = content_disposition_header(as_attachment=True, filename=called) or "attachment"
    return HttpResponse(content, content_type=TYPES[fmt], headers={"Content-Disposition": disposition})


def dumped(data: object) -> str:
    """JSON to be read by people too."""
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"
