"""Handing in a list, and saying what its columns mean."""

from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from datong.foundation.access import service as access
from datong.foundation.ledgers.service import UnreadableWorkbook
from datong.foundation.reviews import service
from datong.foundation.reviews.actions.receiving import OFF
from datong.foundation.reviews.actions.withdrawing import hindrance
from datong.foundation.reviews.enums import SourceKind
from datong.foundation.reviews.forms.receiving import (
    ACCEPT,
    BYTES_AT_ONCE,
    TOO_MUCH,
    ListForm,
    choices,
    corrections,
)
from datong.foundation.reviews.forms.sources import WithdrawForm
from datong.foundation.reviews.queries import lists, sourcing
from datong.foundation.reviews.service import BadMapping, Listing, Preview, ReviewError, Source
from datong.foundation.reviews.tables import columns as column_tables
from datong.foundation.reviews.tables import sources as tables
from datong.foundation.reviews.views import sources as source_pages
from datong.foundation.reviews.views.acting import done, me, page, read_or_send, sent
from datong.kernel import clock
from datong.kernel.bilingual import Text
from datong.web import errors
from datong.web.jinja import grouped, language
from datong.web.sending import at_most

RECEIVE = "reviews.receive"


@at_most(BYTES_AT_ONCE)
@csrf_exempt
@read_or_send
def receive(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a list in. What is too large is refused before it is read, hence before the proof of origin, which stands in the
    body, is asked for."""
    row = source_pages.seen(request, pk, RECEIVE)
    if int(request.META.get("CONTENT_LENGTH") or 0) > BYTES_AT_ONCE:
        return errors.too_large(request, TOO_MUCH)
    return cast(HttpResponse, take_list(request, row))


@csrf_protect
def take_list(request: HttpRequest, row: Source) -> HttpResponse:
    """The form; or its list, handed in and shown with its columns; or the form with what is wrong."""
    sending = request.method == "POST"
    form = ListForm(request.POST, request.FILES) if sending else ListForm()
    if sending and form.is_valid():
        try:
            made = service.receive(me(request), row.pk, form.delivery())
        except ReviewError as refused:
            form.add_error("as_of" if refused.field == "as_of" else None, refused.text.to(language()))
        except (BadMapping, UnreadableWorkbook) as refused:
            form.add_error(None, refused.text.to(language()))
        else:
            messages.success(
                request, _("名单已接收，共 %(count)s 行。请确认各列的含义。") % {"count": made.rows}
            )
            return redirect("reviews_list", made.pk)
    standing = sourcing.standings(request.user, [row])[0]
    context = {
        "form": form,
        "source": row,
        "accept": ACCEPT,
        "closed": closed(row),
        "standing": standing,
        "freshness": tables.freshness(standing),
    }
    return page(request, "reviews/receive.html", context, wrong=bool(form.errors))


def closed(row: Source) -> str:
    """Why no list of the source is taken now; empty when it is."""
    if row.kind == SourceKind.KINSHIP:
        return _("这个来源由本系统的名册算出，不需要名单。")
    return "" if row.on else OFF.format(name=row.name).to(language())


@read_or_send
def mapping(request: HttpRequest, pk: int) -> HttpResponse:
    """A list: what its columns mean, the first rows as understood; after its run what became of it."""
    row = list_seen(request, pk)
    open_to = access.can(
        request.user, RECEIVE, programme=row.source.programme, place_code=row.source.county + "000000"
    )
    if request.method == "POST":
        source_pages.seen(request, row.source_id, RECEIVE)
        return settled(request, row)
    if not open_to or not row.stored:
        return list_page(request, row, None)
    try:
        return list_page(request, row, service.preview(me(request), pk), may_withdraw=True)
    except (ReviewError, UnreadableWorkbook) as refused:
        return list_page(request, row, None, problem=refused.text, may_withdraw=True)


@read_or_send
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a list back before it is run: what goes and what stays, the reason, the button. A spent list says why not."""
    row = list_seen(request, pk)
    source_pages.seen(request, row.source_id, RECEIVE)
    form = WithdrawForm(sent(request))

    def do() -> None:
        service.withdraw(me(request), pk, form.cleaned_data["why"])

    if request.method == "POST" and form.is_valid() and done(form, do):
        told = _("名单已撤回，文件和里面的 %(count)s 行已经销毁。可以接收正确的名单了。")
        messages.success(request, told % {"count": grouped(row.rows)})
        return redirect("reviews_source", row.source_id)
    shut = hindrance(row)
    context = {
        "form": form,
        "listing": row,
        "source": row.source,
        "written": tables.written(row),
        "shut": shut.to(language()) if shut else "",
    }
    return page(request, "reviews/withdraw.html", context, wrong=bool(form.errors))


def settled(request: HttpRequest, row: Listing) -> HttpResponse:
    """What people say the columns mean: looked at once more, or settled and remembered."""
    chosen: dict[str, str | None] = {}
    found: Preview | None = None
    try:
        found = service.preview(me(request), row.pk)
        chosen = corrections(found.proposals, request.POST)
        looked = service.preview(me(request), row.pk, chosen)
        if request.POST.get("step") != "settle":
            return list_page(request, row, looked, chosen=chosen, may_withdraw=True)
        service.settle_mapping(me(request), row.pk, chosen)
    except (ReviewError, BadMapping, UnreadableWorkbook) as refused:
        return list_page(
            request,
            row,
            found,
            problem=refused.text,
            chosen=chosen,
            wrong=True,
            may_withdraw=hindrance(row) is None,
        )
    messages.success(request, _("各列含义已确认；这个来源以后的名单会照此建议。"))
    return redirect("reviews_list", row.pk)


def list_page(
    request: HttpRequest,
    row: Listing,
    found: Preview | None,
    *,
    problem: Text | None = None,
    chosen: dict[str, str | None] | None = None,
    wrong: bool = False,
    may_withdraw: bool = False,
) -> HttpResponse:
    """The page of a list; without a preview what is known of it without opening it."""
    told = problem or (found.problem if found else None)
    context: dict[str, Any] = {
        "listing": row,
        "source": row.source,
        "became": tables.became(row, sourcing.kept([row]).get(row.pk, 0)),
        "written": tables.written(row),
        "problem": told.to(language()) if told else "",
        "remembered": [(heading, tables.meaning(key)) for heading, key in row.mapping.items()],
        "preview": found,
        "from_memory": False,
        "may_withdraw": may_withdraw,
        "may_run": found is not None and row.settled_at and not told and not row.stale_on(clock.today()),
    }
    if found is not None:
        context |= {
            "lines": column_tables.lines(found.proposals, found.samples, chosen or {}),
            "choices": choices(),
            "from_memory": column_tables.from_memory(found.proposals) and not row.settled_at,
            "read_columns": column_tables.read_columns(found.proposals),
            "read_rows": column_tables.read_rows(found.proposals, found.rows),
        }
    return page(request, "reviews/list.html", context, wrong=wrong)


def list_seen(request: HttpRequest, pk: int) -> Listing:
    """A list of a source the reader sees. Raises Refused, Http404."""
    access.require(request.user, lists.VIEW)
    row = sourcing.listing(request.user, pk)
    if row is None:
        raise Http404
    return row
