"""Pages that only read the village books: trial balance, one account, the figures as they will be published."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from datong.programmes.sunshine.queries import books
from datong.programmes.sunshine.queries.finance import finance as figures
from datong.programmes.sunshine.rules.periods import before, quarter_of
from datong.programmes.sunshine.tables import books as tables
from datong.programmes.sunshine.views.common import page, period, village_for
from datong.web.paging import paginate


@require_safe
def trial(request: HttpRequest, place: str) -> HttpResponse:
    """The trial balance of a period, with its arithmetic."""
    found = village_for(request, place)
    stand = books.standing(place)
    start, end = period(request, stand.last)
    told = books.balances(place, start, end, stand)
    balance = told.trial() if told else None
    query = f"?since={start}&until={end}"
    context = {
        "tab": "trial", "stand": stand, "start": told.start if told else start, "end": end, "asked": start,
        "trial": balance, "chart": told.chart if told else None, "columns": tables.trial_columns(),
        "rows": tables.trial_rows(balance, place, query) if balance else [],
        "unusual": [each.account.label for each in balance.rows if each.unusual] if balance else [],
    }  # fmt: skip
    return page(request, "sunshine/books_trial.html", found, context)


@require_safe
def account(request: HttpRequest, place: str, code: str) -> HttpResponse:
    """The ledger of one account: every line with the balance after it."""
    found = village_for(request, place)
    stand = books.standing(place)
    start, end = period(request, stand.last)
    told = books.balances(place, start, end, stand)
    account_ = told.chart.find(code) if told else None
    if told is None or account_ is None:
        raise Http404
    lines = books.account_lines(request.user, place, code, told.start, end)
    shown = paginate(lines, request.GET.get("page", 1), request.GET.get("size", 50))
    opening = told.opening.get(code, 0)
    brought = opening + books.sum_before(lines, shown.first - 1 if shown.total else 0)
    context = {
        "tab": "trial", "account": account_, "start": told.start, "end": end, "page": shown, "opening": opening,
        "brought": brought, "debit": told.turnover.get(code, (0, 0))[0], "credit": told.turnover.get(code, (0, 0))[1],
        "closing": told.closing.get(code, 0), "side": tables.side, "columns": tables.ledger_columns(),
        "rows": tables.ledger_rows(books.running(shown.items, brought), place),
    }  # fmt: skip
    return page(request, "sunshine/books_account.html", found, context)


@require_safe
def finance(request: HttpRequest, place: str) -> HttpResponse:
    """The figures of a quarter as they will be published: income, spending, cash, every line."""
    found = village_for(request, place)
    stand = books.standing(place)
    start, end = period(request, stand.last)
    told = figures(place, start, end)
    groups = [*told.income, *told.spending, *told.funds, *told.distribution] if told else []
    context = {
        "tab": "finance", "told": told, "start": start, "end": end, "stand": stand,
        "earlier": before(*quarter_of(start)),
        "group_columns": tables.group_columns(),
        "income": tables.group_rows(told.income) if told else [],
        "spending": tables.group_rows(told.spending) if told else [],
        "funds": tables.group_rows(told.funds) if told else [],
        "cash_columns": tables.cash_columns(), "cash": tables.cash_rows(told.cash) if told else [],
        "entry_columns": tables.entry_columns(),
        "entries": [(each, tables.entry_rows(each.entries)) for each in groups if each.entries],
    }  # fmt: skip
    return page(request, "sunshine/books_finance.html", found, context)
