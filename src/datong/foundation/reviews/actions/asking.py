"""Telling the household, and hearing it (告知与说明): a letter, its delivery, the answer in the household's own words."""

import datetime as dt
import json
from collections.abc import Sequence

from django.db import transaction

from datong.foundation.access import service as access
from datong.foundation.access.service import User
from datong.foundation.calendar import service as calendar
from datong.foundation.notices import service as notices
from datong.foundation.notices.service import Notice
from datong.foundation.places import service as places
from datong.foundation.reviews.actions.journalling import tell
from datong.foundation.reviews.core.saying import said
from datong.foundation.reviews.enums import ASK, HitState
from datong.foundation.reviews.errors import NotNow, Unfit
from datong.foundation.reviews.models import Hit, Reply
from datong.foundation.reviews.queries import questions
from datong.foundation.reviews.registry import PROGRAMMES
from datong.kernel import clock
from datong.kernel.bilingual import Text
from datong.kernel.workdays import Limit, reckon

HANDLE = "reviews.handle"
UNITS = {
    "working": Text(" {n} 个工作日", "{n} working days"),
    "calendar": Text(" {n} 日", "{n} days"),
    "month": Text(" {n} 个月", "{n} months"),
}
NO_HITS = Text("没有选择要告知的线索。", "No match was chosen.")
ONE_HOUSEHOLD = Text(
    "一份告知书只写给一户，请分户告知。", "One letter goes to one household; tell each by itself."
)
SETTLED = Text("这条线索已经办结，不能再{what}。", "This match is settled; it is too late to {what}.")
TELL, ANSWER = Text("告知", "tell the household"), Text("登记说明", "enter an answer")
TOLD = Text("已经告知过这一户，文书编号 {number}。", "The household was told already, by letter {number}.")
NO_LIMIT = Text(
    "法律没有规定答复期限，县里也还没有设定，请先在县级参数中设定。",
    "The law gives no time to answer and the county has set none; set it among the county's values first.",
)
NO_WORDS = Text("请写下家庭的说明。", "Write down what the household said.")
AHEAD = Text(
    "说明日期 {day} 还没有到，请核对。", "{day} is still to come; please check the day of the answer."
)


def tell_household(
    actor: User, hits: Sequence[int], *, lang: str = "zh", page: str = "", door: str = "page"
) -> Notice:
    """One letter about these matches of one household. Nothing stops, nothing changes. `page`: the address where households
    open their case, for the letter. Raises Refused, NotNow."""
    with transaction.atomic():
        rows = locked(actor, hits, HANDLE)
        for row in rows:
            open_for(row, TELL)
            if row.notice is not None:
                raise NotNow(TOLD.format(number=row.notice.reference))
        first = rows[0]
        if {(row.household_id or -row.person_id) for row in rows} != {first.household_id or -first.person_id}:
            raise NotNow(ONE_HOUSEHOLD)
        limit = limit_of(first)
        head = first.household.head if first.household and first.household.head else first.person
        letter = notices.issue(
            actor,
            kind=ASK,
            target=f"reviews.Hit:{first.pk}",
            programme=first.programme,
            place_code=first.place_code,
            recipient=head.pk,
            recipient_name=head.name,
            facts=facts_of(rows, limit) | {"name": head.name, "page": page},
            lang=lang,
            door=door,
        )
        for row in rows:
            row.notice = letter
            row.save(update_fields=["notice"])
        tell(
            actor,
            "tell",
            f"reviews.Hit:{first.pk}",
            first.place_code,
            door,
            hits=[row.pk for row in rows],
            letter=letter.reference,
        )
    return letter


def facts_of(rows: Sequence[Hit], limit: Limit) -> dict[str, object]:
    """What the letter says: each entry with its source, day and words; how long there is to answer."""
    first = rows[0]
    county, town = first.county + "000000", first.place_code[:9] + "000"
    names = places.names({county, town})
    return {
        "case": questions.case_number(first),
        "items": [
            {
                "source": row.source.name,
                "as_of": row.listing.as_of.isoformat(),
                "whose": row.person.name,
                "said": {lang: said(json.loads(row.row or "{}"), lang) for lang in ("zh", "en")},
            }
            for row in rows
        ],
        "days": {
            "zh": UNITS[limit.unit].zh.format(n=limit.days),
            "en": UNITS[limit.unit].en.format(n=limit.days),
        },
        "county": names.get(county, ""),
        "town": names.get(town, ""),
        "article": PROGRAMMES.get(first.programme).article,
    }


def record_delivery(
    actor: User,
    notice_id: int,
    *,
    channel: str,
    on: dt.date,
    receiver: str,
    proof: str,
    evidence: int | None = None,
    door: str = "page",
) -> list[Hit]:
    """The letter reached the household; from then the time to answer runs. Raises Refused, BadDelivery, NotNow."""
    with transaction.atomic():
        ids = list(Hit.objects.filter(notice_id=notice_id).values_list("pk", flat=True))
        rows = locked(actor, ids, HANDLE)
        limit = limit_of(rows[0])
        letter = notices.deliver(
            actor,
            notice_id,
            channel=channel,
            on=on,
            receiver=receiver,
            proof=proof,
            evidence=evidence,
            door=door,
        )
        if letter.delivered_on is not None:
            until = reckon(limit, letter.delivered_on, calendar.working_days()).due
            for row in rows:
                row.reply_until = until
                row.save(update_fields=["reply_until"])
    return rows


def reply(actor: User, hit_id: int, text: str, *, on: dt.date, door: str = "page") -> Reply:
    """What the household says, as it says it; accepted as long as nobody has decided, also after the time to answer."""
    with transaction.atomic():
        row = locked(actor, [hit_id], HANDLE)[0]
        heard(row, text, on)
        kept = Reply.objects.create(hit=row, text=text.strip(), on=on, by=actor, door=door, at=clock.now())
        tell(actor, "reply", f"reviews.Hit:{row.pk}", row.place_code, door, on=on.isoformat())
    return kept


def heard(row: Hit, text: str, on: dt.date) -> None:
    """Raises NotNow for a settled match, Unfit for an answer without words or of a day to come."""
    open_for(row, ANSWER)
    if not text.strip():
        raise Unfit(NO_WORDS, "text")
    if on > clock.today():
        raise Unfit(AHEAD.format(day=on), "on")


def limit_of(row: Hit) -> Limit:
    """How long the household has. Raises NotNow while nobody has said."""
    limit = PROGRAMMES.get(row.programme).reply_limit(row.county, clock.today())
    if limit is None:
        raise NotNow(NO_LIMIT)
    return limit


def open_for(row: Hit, what: Text) -> None:
    """Raises NotNow for a settled match."""
    if row.state != HitState.TO_VERIFY:
        raise NotNow(SETTLED.format(what=what))


def locked(actor: User, ids: Sequence[int], action: str) -> list[Hit]:
    """Matches, locked in the order of their ids, each at a place where the actor may do this. Raises Refused, NotNow."""
    rows = list(
        Hit.objects.select_for_update(no_key=True, of=("self",))
        .select_related("source", "listing", "run", "person", "household__head", "notice", "verdict")
        .filter(pk__in=ids)
        .order_by("pk")
    )
    if not rows or len(rows) < len(set(ids)):
        raise NotNow(NO_HITS)
    for row in rows:
        access.require(actor, action, programme=row.programme, place_code=row.place_code)
    return rows
