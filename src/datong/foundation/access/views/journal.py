"""Pages of the journal, for auditors and system administrators. No logic: each calls queries."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from datong.foundation.access import service
from datong.foundation.access.forms import JournalFilter
from datong.foundation.access.tables import (
    change_columns,
    change_rows,
    detail_pairs,
    journal_columns,
    journal_rows,
    state_columns,
    state_rows,
)
from datong.foundation.journal import service as journals
from datong.web.paging import paginate

CHECKED = 1_000


@require_safe
def journal(request: HttpRequest) -> HttpResponse:
    """The entries the reader may see; of one record and until a day, also what it was at the end of that day."""
    service.require(request.user, "journal.view")
    form = JournalFilter(request.GET, scope=service.scope(request.user, "journal.view"))
    seen = service.journal_seen(request.user)
    page = paginate(form.narrow(seen), request.GET.get("page", 1), request.GET.get("size", 50))
    context = {
        "form": form,
        "page": page,
        "columns": journal_columns(),
        "rows": journal_rows(page.items),
        "verdict": journals.verify(newest=CHECKED),
        "checked": CHECKED,
        "state_columns": state_columns(),
        "state": None,
    }
    asked = form.cleaned_data if form.is_valid() else {}
    if asked.get("target") and asked.get("until"):
        first = seen.filter(target=asked["target"]).first()
        if first is not None and service.reads_whole(request.user, first):
            context |= {"day": asked["until"], "target": asked["target"]}
            context["state"] = state_rows(journals.state_on(asked["target"], asked["until"]))
    return render(request, "journal/list.html", context)


@require_safe
def entry(request: HttpRequest, pk: int) -> HttpResponse:
    """One entry: who, when, why, what changed."""
    service.require(request.user, "journal.view")
    found = service.journal_seen(request.user).filter(pk=pk).first()
    if found is None:
        raise Http404
    whole = service.reads_whole(request.user, found)
    context = {
        "entry": found,
        "row": journal_rows([found])[0].cells,
        "whole": whole,
        "columns": change_columns(),
        "changes": change_rows(found) if whole else [],
        "detail": detail_pairs(found) if whole else [],
    }
    return render(request, "journal/entry.html", context)
