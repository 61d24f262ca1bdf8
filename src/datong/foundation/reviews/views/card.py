"""The evidence card, the decision on it, and from a confirmed match to a check."""

from typing import Any

from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from datong.foundation.access import service as access
from datong.foundation.reviews import service
from datong.foundation.reviews.forms.desk import CheckForm, DecideForm
from datong.foundation.reviews.queries import handling, queue
from datong.foundation.reviews.service import PROGRAMMES, Card, Hit, Switch
from datong.foundation.reviews.tables import card as drawn
from datong.foundation.reviews.tables import queue as table
from datong.foundation.reviews.tables import words
from datong.foundation.reviews.views.acting import Act, acted, hit_for, me, page, read_or_send, sent, warn_of
from datong.foundation.reviews.workflow import DECIDE, may
from datong.kernel import clock
from datong.web.jinja import language

SALT = "reviews.opened"
LONGEST = 12 * 3600


@require_safe
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """All a decider needs."""
    row = hit_for(request, pk)
    return page(request, "reviews/card.html", context(request, row))


def context(request: HttpRequest, row: Hit) -> dict[str, Any]:
    """What the card shows."""
    card = service.card(request.user, row.pk)
    if card is None:
        raise Http404
    return evidence(card) | {
        "rights": handling.rights(request.user, card.hit),
        "ways": handling.ways(request.user, card.hit),
        "stage": queue.stage_of(card.hit, answered=bool(card.replies)),
        "stages": words.STAGE_WORDS,
        "history": drawn.history(card, handling.deliveries(card.hit)),
        "papers": handling.papers(card.hit),
        "others": table.rows(handling.of_household(request.user, card.hit)),
        "columns": table.columns(),
    }


def evidence(card: Card) -> dict[str, Any]:
    """Both records, why they match, where it comes from, what it would mean."""
    row = card.hit
    return {
        "card": card,
        "hit": row,
        "state": drawn.state(card),
        "effect": drawn.effect(card),
        "pairs": drawn.pairs(card),
        "extras": drawn.extras(card),
        "due": words.due(row.reply_until, words.working_days()) if row.state == "to_verify" else "",
        "likelihood": words.likelihood(row.kind, row.probability, row.run.threshold),
        "place": " ".join(table.place_names([row])[row.pk]).strip(),
        "programme": PROGRAMMES.get(row.programme).name,
        "kind": service.SourceKind(row.source.kind).label,
        "found_by": service.HitKind(row.kind).label,
        "percent": words.percent,
        "age": words.age,
        "aside": words.aside,
    }


@read_or_send
def decide(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """Explain, confirm, dismiss or verify again, with the evidence in view."""
    row = hit_for(request, pk, DECIDE)
    wanted = next((each for each in service.HIT.steps if each.key == step), None)
    card = service.card(request.user, pk)
    if wanted is None or card is None:
        raise Http404
    asks_kin = access.person_of(request.user) is None
    form = DecideForm(wanted, sent(request), below=row.below, asks_kin=asks_kin, initial=fresh(request, row))
    act = Act(
        row,
        wanted.name.to(language()).capitalize(),
        wanted.name.to(language()).capitalize(),
        _("已记录。待遇没有变动；家庭可以看到结果和理由。"),
        draft=f"hit-{pk}-{step}",
    )
    shut = handling.shut(request.user, row, wanted) if may(row.state, step) else None

    made: list[Switch | None] = []

    def do() -> None:
        made.append(service.decide(me(request), pk, step, form.said(seconds(request, row)))[1])

    more = {"step": wanted, "shut": shut, "papers": handling.papers(row)}
    answer = acted(request, form, act, do, template="reviews/decide.html", **more, **evidence(card))
    warn_of(request, made)
    return answer


def fresh(request: HttpRequest, row: Hit) -> dict[str, str]:
    """The article the household was asked under, the state that is shown, and when the form was opened."""
    opened = signing.dumps([row.pk, me(request).pk, int(clock.now().timestamp())], salt=SALT)
    return {"article": PROGRAMMES.get(row.programme).article, "seen": row.state, "opened": opened}


def seconds(request: HttpRequest, row: Hit) -> int | None:
    """From opening the evidence to sending; None when the mark is missing, another's, or from another day."""
    try:
        kept = signing.loads(request.POST.get("opened", ""), salt=SALT)
    except signing.BadSignature:
        return None
    passed = int(clock.now().timestamp()) - int(kept[2])
    return passed if kept[:2] == [row.pk, me(request).pk] and 0 <= passed <= LONGEST else None


@read_or_send
def check(request: HttpRequest, pk: int) -> HttpResponse:
    """From a confirmed match to a check of the household, by the programme's own procedure."""
    row = hit_for(request, pk, DECIDE)
    form = CheckForm(sent(request))
    act = Act(
        row,
        _("启动复核"),
        _("启动复核"),
        _("复核已启动。复核有自己的告知、等待和异议程序，作出决定之前待遇照常发放。"),
        lead=_("线索属实只说明登记是真的。待遇要不要变，由复核查清后依法决定。"),
        facts=[(_("本人"), row.person.name), (_("来源"), row.source.name)],
    )
    return acted(request, form, act, lambda: service.open_check(me(request), pk, form.cleaned_data["note"]))
