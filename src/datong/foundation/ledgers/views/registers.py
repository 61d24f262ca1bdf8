"""Pages of registers and of single records."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_http_methods, require_safe

from datong.foundation.access import service as access
from datong.foundation.ledgers.actions import exporting
from datong.foundation.ledgers.core.sheet import Sheet
from datong.foundation.ledgers.queries import people, records, registers
from datong.foundation.ledgers.queries.asking import Asking, asked, like_identity, with_size
from datong.foundation.ledgers.queries.sources import source_of
from datong.foundation.ledgers.queries.viewing import InView, in_view
from datong.foundation.ledgers.tables import records as record_tables
from datong.foundation.ledgers.tables import registers as tables
from datong.foundation.ledgers.tables.addresses import asked_again, tail
from datong.foundation.ledgers.tables.drawing import drawn
from datong.kernel.bilingual import Text
from datong.web.jinja import language
from datong.web.sending import changes_nothing

read_or_find = require_http_methods(["GET", "HEAD", "POST"])


@changes_nothing
@read_or_find
def listing(request: HttpRequest, programme: str, slug: str) -> HttpResponse:
    """A register. Words to find are posted, so that an identity number is never part of an address."""
    sheet, view = registers.sheet_called(programme, slug), in_view(request)
    if request.method == "POST":
        return found(request, sheet, view)
    if like_identity(request.GET.get("q", "")):
        return redirect(asked_again(request, without=("q",), number="1"))
    return page(request, sheet, view, with_size(asked(sheet, request.GET), request.session))


def found(request: HttpRequest, sheet: Sheet, view: InView) -> HttpResponse:
    """What a posted search finds: by identity number at once, by words under an address of its own."""
    typed = request.POST.get("q", "")
    if not like_identity(typed):
        return redirect(asked_again(request, q=typed.strip()))
    answer = people.by_number(typed)
    asking = Asking(persons=answer.persons, columns=asked(sheet, request.POST).columns)
    response = page(request, sheet, view, asking, answer.problem)
    add_never_cache_headers(response)
    return response


def page(
    request: HttpRequest, sheet: Sheet, view: InView, asking: Asking, problem: Text | None = None
) -> HttpResponse:
    """The page of a listing; 422 when what was typed is no identity number."""
    context = {
        "sheet": sheet,
        "programme": registers.programme_of(sheet),
        "view": view,
        "asking": asking,
        "drawn": drawn(request, sheet, view, asking),
        "what_to_find": tables.what_to_find(sheet),
        "tail": tail(request),
        "query": f"?{request.GET.urlencode()}" if request.GET else "",
        "problem": problem,
        "exports": access.can(request.user, "registers.export", programme=sheet.programme),
    }
    return render(request, "ledgers/register.html", context, status=422 if problem else 200)


@require_safe
def record(request: HttpRequest, programme: str, slug: str, pk: int) -> HttpResponse:
    """One record: its facts, where they came from, earlier versions, what refers to it."""
    sheet = registers.sheet_called(programme, slug)
    page = records.record(request.user, sheet, in_view(request), pk)
    context = {
        "page": page,
        "facts": record_tables.facts(page, request),
        "mentions": record_tables.mention_tables(page, request),
        "source": source_of(request.user, page.version.origin.file.batch),
        "stem": record_tables.record_stem(sheet),
        "tail": tail(request),
    }
    return render(request, "ledgers/record.html", context)


@require_safe
def export(request: HttpRequest, programme: str, slug: str, fmt: str) -> HttpResponse:
    """The register as shown, all pages of it, as a file."""
    sheet, view = registers.sheet_called(programme, slug), in_view(request)
    asking = asked(sheet, request.GET)
    content = exporting.export_register(request.user, sheet, view, asking, fmt, lang=language())
    response = HttpResponse(content, content_type=exporting.TYPES[fmt])
    name = f"{programme}-{slug}-{view.as_of.isoformat()}.{fmt}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    add_never_cache_headers(response)
    return response
