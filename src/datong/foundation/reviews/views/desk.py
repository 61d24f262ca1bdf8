"""The queue of matches."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from datong.foundation.access import service as access
from datong.foundation.reviews.enums import HitKind, HitState
from datong.foundation.reviews.queries import lists, queue
from datong.foundation.reviews.queries.queue import STAGES, Queue, Wanted
from datong.foundation.reviews.tables import queue as drawn
from datong.foundation.reviews.tables import words
from datong.foundation.reviews.views.acting import admit, page
from datong.web.jinja import language
from datong.web.paging import paginate


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Matches in the reader's scope, the oldest deadline first."""
    admit(request, lists.VIEW)
    wanted = queue.wanted_from(request.GET)
    found = queue.queue(request.user, wanted)
    shown = paginate(found.rows, request.GET.get("page", 1), request.GET.get("size", 50), found.total)
    context = {
        "wanted": wanted,
        "found": found,
        "page": shown,
        "tabs": tabs(found, wanted),
        "columns": drawn.columns(),
        "rows": drawn.rows(shown.items),
        **filters(request),
        "may": {
            name: access.can(request.user, action)
            for name, action in (("batch", "reviews.decide"), ("figures", "reviews.statistics"))
        },
    }
    return page(request, "reviews/queue.html", context)


def tabs(found: Queue, wanted: Wanted) -> list[tuple[str, str, int, bool]]:
    """State (None is the first), its word, how many, whether it is being read."""
    state, lang = wanted.asking.state, language()
    return [(each.value, each.label.to(lang), found.counts[each.value], each == state) for each in HitState]


def filters(request: HttpRequest) -> dict[str, Any]:
    """What a queue can be narrowed by."""
    lang = language()
    return {
        "sources": queue.with_hits(request.user),
        "places": queue.towns(request.user),
        "kinds": [(each.value, each.label.to(lang)) for each in HitKind],
        "effects": [(key, words.EFFECT_WORDS[key].to(lang)) for key in lists.EFFECTS],
        "stages": [(key, words.STAGE_WORDS[key].to(lang)) for key in STAGES],
    }
