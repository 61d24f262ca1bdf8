"""Pages of persons and households, and the search for everything."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_http_methods, require_safe

from datong.foundation.access import service as access
from datong.foundation.ledgers.actions import unmasking
from datong.foundation.ledgers.queries import people, searching
from datong.foundation.ledgers.queries.asking import like_identity, words
from datong.foundation.ledgers.queries.viewing import in_view
from datong.foundation.ledgers.tables import people as tables
from datong.foundation.ledgers.tables.addresses import tail
from datong.foundation.people.service import PurposeMissing
from datong.kernel.bilingual import Text
from datong.web.sending import changes_nothing

read_or_send = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """A person: number masked, records of every programme in the reader's scope, households."""
    return person_page(request, people.person(request.user, in_view(request), pk))


@read_or_send
def unmask(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the full number once, for a stated purpose; the answer is kept nowhere."""
    view = in_view(request)
    if request.method != "POST":
        return redirect(reverse("person", args=[pk]) + tail(request))
    sent = {"purpose": request.POST.get("purpose", ""), "words": request.POST.get("words", "")}
    try:
        shown = unmasking.unmask(request.user, view, pk, sent["purpose"], sent["words"])
    except PurposeMissing as missing:
        return person_page(request, people.person(request.user, view, pk), sent, missing.text)
    response = person_page(request, shown.page, unmasked=shown)
    add_never_cache_headers(response)
    return response


def person_page(
    request: HttpRequest,
    page: people.PersonPage,
    sent: dict[str, str] | None = None,
    problem: Text | None = None,
    unmasked: unmasking.Unmasked | None = None,
) -> HttpResponse:
    """The page; 422 with what was typed when the purpose is missing."""
    context = {
        "page": page,
        "tables": tables.naming_tables(page.namings, request),
        "homes": [(home, tables.member_rows(home, request)) for home in page.homes],
        "member_columns": tables.member_columns(),
        "case_columns": tables.case_columns(),
        "cases": tables.case_rows(page.cases),
        "purposes": list(unmasking.PURPOSES.items()),
        "sent": sent or {"purpose": "", "words": ""},
        "problem": problem,
        "unmasked": unmasked,
        "sex": tables.sex_word(page.person.sex),
        "tail": tail(request),
    }
    return render(request, "ledgers/person.html", context, status=422 if problem else 200)


@require_safe
def household(request: HttpRequest, pk: int) -> HttpResponse:
    """A household: members, and their records by programme."""
    page = people.household(request.user, in_view(request), pk)
    context = {
        "page": page,
        "rows": tables.member_rows(page.home, request),
        "member_columns": tables.member_columns(),
        "tables": tables.naming_tables(page.namings, request),
        "tail": tail(request),
    }
    return render(request, "ledgers/household.html", context)


@changes_nothing
@read_or_send
def search(request: HttpRequest) -> HttpResponse:
    """Persons, places and papers by words of the address; a person by a posted identity number."""
    access.require(request.user, "search.use")
    if request.method == "POST":
        return searched(request)
    if like_identity(request.GET.get("q", "")):
        return redirect(reverse("search") + tail(request, number="1"))
    asked = words(request.GET.get("q", ""))
    return search_page(request, asked, searching.find(request.user, in_view(request), asked))


def searched(request: HttpRequest) -> HttpResponse:
    """A posted search: words go into the address, an identity number leads to its person or to a sentence."""
    typed = request.POST.get("q", "").strip()
    if not like_identity(typed):
        return redirect(reverse("search") + tail(request, **({"q": typed} if typed else {})))
    answer = people.by_number(typed)
    if people.seen(request.user, in_view(request), answer.persons):
        return redirect(reverse("person", args=[answer.persons[0]]) + tail(request))
    return search_page(request, "", searching.Found(), number=True, problem=answer.problem)


def search_page(
    request: HttpRequest,
    asked: str,
    found: searching.Found,
    *,
    number: bool = False,
    problem: Text | None = None,
) -> HttpResponse:
    """The page; 422 when what was typed is no identity number."""
    in_view(request)
    context = {
        "asked": asked,
        "found": found,
        "by_number": number,
        "number_form": number or "number" in request.GET,
        "problem": problem,
        "tail": tail(request),
        "person_columns": tables.person_columns(),
        "person_rows": tables.person_rows(found, request),
        "paper_columns": tables.paper_columns(),
        "paper_rows": tables.paper_rows(found, request),
        "places": [(place, tables.place_links(place, request)) for place in found.places],
    }
    response = render(request, "ledgers/search.html", context, status=422 if problem else 200)
    if number:
        add_never_cache_headers(response)
    return response
