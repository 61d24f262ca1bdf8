"""Pages of imports: hand in, watch, read the result, take back, download. No logic: each calls one query or action."""

from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect

from datong.foundation.access import service as access
from datong.foundation.ledgers import registry
from datong.foundation.ledgers.actions import jobs, undoing
from datong.foundation.ledgers.errors import LedgerError
from datong.foundation.ledgers.extracts import export as exporting
from datong.foundation.ledgers.extracts import refused as refused_files
from datong.foundation.ledgers.extracts import template as templates
from datong.foundation.ledgers.forms import BYTES_AT_ONCE, TOO_MUCH, PurposeForm, UploadForm
from datong.foundation.ledgers.queries import history, results
from datong.foundation.ledgers.queries.viewing import InView, in_view
from datong.foundation.ledgers.tables import imports as tables
from datong.foundation.ledgers.tables import states
from datong.foundation.ledgers.tables.addresses import tail
from datong.web import errors
from datong.web.jinja import language
from datong.web.paging import paginate
from datong.web.sending import at_most

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
read_or_send = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Hand in ledgers; how each ledger stands; the history of imports."""
    view = in_view(request)
    return home_page(request, view, UploadForm(initial={"as_of": view.as_of}))


def home_page(request: HttpRequest, view: InView, form: UploadForm) -> HttpResponse:
    """The page with an empty form, or with one that came back; 422 then."""
    user = request.user
    history.require_part(user, "ledgers.view", view.county)
    imports = history.imports_seen(user, view.county)
    page = paginate(
        history.with_files(imports, user), request.GET.get("page", 1), request.GET.get("size", 25)
    )
    programmes = history.programmes_of(user)
    whole = view.county + "000000"
    lines = history.ledger_lines(user, view.county)
    exports = {
        slug: access.can(user, "ledgers.export", programme=slug, place_code=whole) for slug in programmes
    }
    context = {
        "form": form,
        "importing": access.can(user, "ledgers.import", place_code=whole),
        "place": view.place,
        "page": page,
        "waiting": sum(line.waiting for line in lines),
        "ledger_columns": tables.ledger_columns(),
        "ledger_rows": tables.ledger_rows(lines, request, exports),
        "import_columns": tables.import_columns(),
        "import_rows": tables.import_rows(
            [history.import_line(each, programmes) for each in page.items], request
        ),
        "jobs": history.own_jobs(user, view.county),
        "tail": tail(request),
    }
    return render(request, "ledgers/ledgers.html", context, status=422 if form.errors else 200)


@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    """Every sheet and column, with what may stand in it."""
    view = in_view(request)
    history.require_part(request.user, "ledgers.view", view.county)
    ledgers = [
        (slug, file, label, registry.sheets_of(slug))
        for slug, (file, label) in registry.PROGRAMMES.items()
        if slug in history.programmes_of(request.user)
    ]
    return render(request, "ledgers/help.html", {"ledgers": ledgers, "tail": tail(request)})


@require_safe
def template(request: HttpRequest, programme: str) -> HttpResponse:
    """An empty ledger."""
    require_programme(programme)
    access.require(request.user, "ledgers.view", programme=programme)
    return download(templates.template(programme), f"{label(programme)}-{_('模板')}.xlsx")


@read_or_send
def export(request: HttpRequest, programme: str) -> HttpResponse:
    """A whole ledger with full numbers: first the purpose, then the file."""
    require_programme(programme)
    view = in_view(request)
    access.require(request.user, "ledgers.export", programme=programme, place_code=view.county + "000000")
    form = PurposeForm(request.POST or None)
    if form.is_valid():
        try:
            content = exporting.export(
                request.user, programme, view.county, view.as_of, door="page", why=form.cleaned_data["why"]
            )
            return download(content, f"{label(programme)}-{view.place.short}-{view.as_of}.xlsx")
        except LedgerError as refused:
            form.add_error("why", refused.text.to(language()))
    context = {
        "form": form,
        "programme": registry.PROGRAMMES.get(programme)[1],
        "view": view,
        "tail": tail(request),
    }
    return render(request, "ledgers/export.html", context, status=422 if form.errors else 200)


@at_most(BYTES_AT_ONCE)
@csrf_exempt
@require_POST
def upload(request: HttpRequest) -> HttpResponse:
    """Take workbooks in. What is too large is refused before it is read, hence before the proof of origin, which
    stands in the body, is asked for."""
    view = in_view(request)
    access.require(request.user, "ledgers.import", place_code=view.county + "000000")
    if int(request.META.get("CONTENT_LENGTH") or 0) > BYTES_AT_ONCE:
        return errors.too_large(request, TOO_MUCH)
    return cast(HttpResponse, take_upload(request, view))


@csrf_protect
def take_upload(request: HttpRequest, view: InView) -> HttpResponse:
    """Start the job, or send the form back with what is wrong."""
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return home_page(request, view, form)
    data = form.cleaned_data
    job = jobs.start(
        request.user, view.county, data["as_of"], form.uploads(), dry_run=data["dry_run"], lang=language()
    )
    return redirect("job", job.pk)


@read_or_send
def job(request: HttpRequest, pk: int) -> HttpResponse:
    """One's own import at work: progress, then its result; sent, a failed one is tried again."""
    if request.method == "POST":
        return try_again(request, pk)
    found = own_job(request, pk)
    if found.state == "done" and not found.dry_run and found.batch_id:
        return redirect(tell_done(request, found))
    result = results.result_of_trial(found)
    context = job_context(found) | result_context(request, result, None)
    return render(request, "ledgers/job.html", context)


def try_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Run a failed job once more, if its workbooks are still there."""
    own_job(request, pk)
    try:
        jobs.again(request.user, pk)
    except LedgerError as refused:
        messages.error(request, refused.text.to(language()))
        return redirect("ledgers")
    return redirect("job", pk)


@require_safe
def job_progress(request: HttpRequest, pk: int) -> HttpResponse:
    """The fragment that htmx asks for each second; without htmx, the whole page."""
    found = own_job(request, pk)
    if request.headers.get("HX-Request") != "true":
        return redirect("job", pk)
    if found.state in ("done", "failed"):
        return HttpResponseClientRedirect(redirect("job", pk).url)
    return render(request, "ledgers/_progress.html", job_context(found))


def own_job(request: HttpRequest, pk: int) -> Any:
    """The reader's own job; Http404 for another's."""
    found = jobs.look(request.user, pk)
    if found is None:
        raise Http404
    history.bring_into_view(request, found)
    return found


def job_context(found: Any) -> dict[str, Any]:
    """What the page of a job shows."""
    return {"job": found, "progress": jobs.progress(found), "again": jobs.repeatable(found)}


def tell_done(request: HttpRequest, found: Any) -> str:
    """Say how it went; the address of the result."""
    if found.unchanged:
        messages.info(request, _("这些文件以前导入过，内容没有变化，这次没有作任何改动。下面是当时的结果。"))
    return redirect("import", found.batch_id).url


@require_safe
def result(request: HttpRequest, pk: int) -> HttpResponse:
    """What became of an import, sheet by sheet."""
    batch = seen(request, pk)
    found = results.result_of_import(request.user, batch, language())
    context = result_context(request, found, batch.pk) | {
        "batch": batch,
        "state": states.badge(states.IMPORTS, batch.state),
        "door": states.door(batch.door),
        "correcting": access.can(request.user, "ledgers.correct"),
        "undoable": undoing.undoable(batch.county) == pk and history.may_undo(request.user, batch),
    }
    return render(request, "ledgers/import.html", context)


def result_context(request: HttpRequest, found: results.Result | None, batch: int | None) -> dict[str, Any]:
    """The parts that a result and a trial share."""
    query = tail(request, **{"import": str(batch)}) if batch else ""
    workbooks = [
        (
            each,
            states.badge(states.FILES if batch else states.TRIALS, each.state),
            tables.sheet_rows(each.sheets, request, batch),
        )
        for each in (found.files if found else [])
    ]
    return {
        "result": found,
        "workbooks": workbooks,
        "sheet_columns": tables.sheet_columns(),
        "line_columns": tables.refused_columns(placed=False),
        "line_rows": tables.line_rows(found.lines if found else [], query),
        "query": query,
        "tail": tail(request),
    }


@require_safe
def refused_workbook(request: HttpRequest, pk: int) -> HttpResponse:
    """The refused rows of an import, to correct in a spreadsheet."""
    batch = seen(request, pk)
    content = refused_files.refused_workbook(request.user, pk, door="page", lang=language())
    return download(content, f"{_('退回行')}-{batch.pk}.xlsx")


@read_or_send
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the newest import back, after a page that says what that means."""
    batch = seen(request, pk)
    history.require_undo(request.user, batch)
    if request.method == "POST":
        try:
            undoing.undo(request.user, pk, door="page")
            messages.success(request, _("导入已撤销，名册回到这次导入之前的样子。"))
        except LedgerError as refused:
            messages.error(request, refused.text.to(language()))
        return redirect("import", pk)
    found = results.result_of_import(request.user, batch, language())
    context = {
        "batch": batch,
        "result": found,
        "undoable": undoing.undoable(batch.county) == pk,
        "tail": tail(request),
    }
    return render(request, "ledgers/undo.html", context)


def seen(request: HttpRequest, pk: int) -> Any:
    """An import the reader may see; else Http404. Its county and date are those of the page."""
    batch = history.import_seen(request.user, pk)
    if batch is None:
        raise Http404
    history.bring_into_view(request, batch)
    return batch


def require_programme(programme: str) -> None:
    """Raises Http404 for a programme nobody declared."""
    if programme not in registry.PROGRAMMES:
        raise Http404


def label(programme: str) -> str:
    """The programme's name as part of a file's."""
    return registry.PROGRAMMES.get(programme)[1].to(language())


def download(content: bytes, name: str) -> HttpResponse:
    """A workbook to keep; never in a cache."""
    disposition = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    headers = {"Content-Disposition": disposition, "Cache-Control": "no-store"}
    return HttpResponse(content, content_type=XLSX, headers=headers)
