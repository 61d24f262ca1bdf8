"""Pages of workbooks: the template, hand one in, what became of it, the rows to correct."""

import tempfile
from pathlib import Path
from typing import cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from datong.foundation.access import service as access
from datong.programmes.sunshine import service
from datong.programmes.sunshine.forms.books import WorkbookForm, file_name
from datong.programmes.sunshine.permissions import KEEP, PROGRAMME, VIEW
from datong.programmes.sunshine.queries import imports
from datong.programmes.sunshine.service import BookImport, BooksError
from datong.programmes.sunshine.tables import books as tables
from datong.programmes.sunshine.views.common import download, me, page, read_or_send, village_for
from datong.web.jinja import language
from datong.web.paging import paginate


@require_safe
def template(request: HttpRequest) -> HttpResponse:
    """An empty workbook."""
    access.require(request.user, VIEW, programme=PROGRAMME)
    return download(imports.template("村级账簿填表说明"), _("村级账簿-模板.xlsx"))


@read_or_send
def home(request: HttpRequest, place: str) -> HttpResponse:
    """Hand a workbook in; the ones before."""
    found = village_for(request, place)
    form = WorkbookForm(request.POST, request.FILES) if request.method == "POST" else WorkbookForm()
    if request.method == "POST":
        access.require(request.user, KEEP, programme=PROGRAMME, place_code=place)
        if form.is_valid():
            try:
                made = taken(request, place, form)
            except BooksError as refusal:
                form.add_error("file", refusal.text.to(language()))
            else:
                messages.success(request, _("工作簿已处理，结果如下。"))
                return redirect("books_import_result", place, made.pk)
    shown = paginate(
        imports.imports(request.user, place), request.GET.get("page", 1), request.GET.get("size", 25)
    )
    context = {
        "tab": "import", "form": form, "page": shown, "columns": tables.import_columns(),
        "rows": tables.import_rows(shown.items),
    }  # fmt: skip
    return page(request, "sunshine/books_import.html", found, context, wrong=bool(form.errors))


def taken(request: HttpRequest, place: str, form: WorkbookForm) -> BookImport:
    """Put the upload where it can be read, and import it. Raises BooksError."""
    upload = form.cleaned_data["file"]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "books.xlsx"
        with path.open("wb") as file:
            for chunk in upload.chunks():
                file.write(chunk)
        return service.take_workbook(me(request), place, file_name(upload), path)


def import_for(request: HttpRequest, place: str, pk: int) -> BookImport:
    """An import of these books. Raises Http404."""
    found = imports.imports(request.user, place).filter(pk=pk).first()
    if found is None:
        raise Http404
    return cast(BookImport, found)


@require_safe
def result(request: HttpRequest, place: str, pk: int) -> HttpResponse:
    """What became of a workbook, sheet by sheet, and each row that was not taken."""
    village = village_for(request, place)
    found = import_for(request, place, pk)
    shown = paginate(imports.refusals(found), request.GET.get("page", 1), request.GET.get("size", 50))
    context = {
        "tab": "import", "found": found, "page": shown, "count_columns": tables.count_columns(),
        "counts": tables.count_rows(found), "columns": tables.refusal_columns(),
        "rows": tables.refusal_rows(shown.items, language()),
        "problems": [each["en" if language() == "en" else "zh"] for each in found.problems],
    }  # fmt: skip
    return page(request, "sunshine/books_import_result.html", village, context)


@require_safe
def refused(request: HttpRequest, place: str, pk: int) -> HttpResponse:
    """The rows that wait, as a workbook to correct and hand in again."""
    village = village_for(request, place, KEEP)
    found = import_for(request, place, pk)
    title = f"{village.short}账簿退回行"
    return download(imports.refused_workbook(found, title, language()), f"{title}.xlsx")
