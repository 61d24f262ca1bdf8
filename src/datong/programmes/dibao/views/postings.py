"""What hangs in a village: the page, and the sheet for the board."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from datong.foundation.access import service as access
from datong.foundation.places import service as places
from datong.kernel import clock
from datong.programmes.dibao.enums import STAGE_NAMES, Stage
from datong.programmes.dibao.queries import boards, papers
from datong.programmes.dibao.queries.boards import VIEW
from datong.programmes.dibao.views import files
from datong.programmes.dibao.views.common import page
from datong.web.jinja import language
from datong.web.paging import paginate

PAPERS = {"a3": "a3", "a4": "a4"}


@require_safe
def show(request: HttpRequest, place: str = "") -> HttpResponse:
    """The postings of the reader's places, or of one village or town of them (12 digits, in the address or `?place=`)."""
    access.require(request.user, VIEW, programme="dibao")
    wanted = place or request.GET.get("place", "")
    place = wanted if len(wanted) == 12 and wanted.isascii() and wanted.isdigit() else ""
    shown = paginate(
        boards.seen(request.user, place), request.GET.get("page", 1), request.GET.get("size", 50)
    )
    villages = boards.villages(request.user)
    hung = boards.hung(shown.items)
    names = places.names({*villages, *(code[:9] + "000" for code in villages), *([place] if place else [])})
    context = {
        "page": shown,
        "boards": [
            (code, named(names, code), [each for each in hung if each.posting.place_code == code])
            for code in dict.fromkeys(each.posting.place_code for each in hung)
        ],
        "villages": [(code, named(names, code)) for code in villages],
        "place": place,
        "place_name": named(names, place) if place else "",
        "stages": {stage.value: STAGE_NAMES[stage] for stage in Stage},
        "today": clock.today(),
        "may_object": access.can(request.user, "cases.object", programme="dibao"),
    }
    return page(request, "dibao/postings.html", context)


def named(names: dict[str, str], code: str) -> str:
    """调元镇百花村."""
    town = names.get(code[:9] + "000", "") if not code.endswith("000") else ""
    return town + names.get(code, code)


@require_safe
def sheet(request: HttpRequest, place: str, paper: str, fmt: str) -> HttpResponse:
    """The sheet of a village, A4 or A3."""
    access.require(request.user, VIEW, programme="dibao", place_code=place)
    if paper not in PAPERS:
        raise Http404
    link = request.build_absolute_uri(reverse("dibao_postings", args=[place]))
    doc = papers.posting_sheet(
        place, clock.today(), papers.Words(language()), paper="a3" if paper == "a3" else "a4", link=link
    )
    return files.pressed(request, doc, f"posting-{place}-{paper}", fmt, reverse("dibao_postings"))
