"""Objections come in: from the public page without a login, or on paper through an official (提出异议)."""

import datetime as dt
import ipaddress
from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction

from datong.foundation.access.service import User
from datong.foundation.casework import service as casework
from datong.foundation.casework.service import Case, NewCase
from datong.foundation.evidence import service as evidence
from datong.foundation.openness.core.leaking import leaks
from datong.foundation.openness.core.reply_times import ASKERS
from datong.foundation.openness.enums import Defect
from datong.foundation.openness.errors import BadAsk, TooMany
from datong.foundation.openness.models import Duty, Knock, Objection, Publication
from datong.foundation.openness.queries.objections import CHANNELS, label, target
from datong.foundation.openness.registry import ASPECTS
from datong.foundation.openness.workflow import ENTRY, OBJECTION, PROGRAMME
from datong.foundation.places import service as places
from datong.foundation.storage import service as storage
from datong.kernel import clock
from datong.kernel.bilingual import Text

SHORTEST, LONGEST = 5, 2_000
AN_HOUR = 20
KEPT = dt.timedelta(days=1)
SCAN = "objection_paper"
SHORT = Text("请写明哪里不对，至少 {least} 个字。", "Say what is wrong, in at least {least} characters.")
LONG = Text("写得太长了，最多 {most} 个字。", "This is too long; at most {most} characters.")
LEAKS = Text(
    "这一段村里会看到，里面有{found}。请去掉，或者写到“只给镇、县看”的那一栏。",
    "The village will read this, and it holds {found}. Take it out, or write it where only town and county read.",
)
NO_PLACE = Text("请先选定是哪个村（社区）。", "Choose first which village it is about.")
NO_DEFECT = Text("请选一项：哪里不对。", "Choose what is wrong.")
NO_NUMBER = Text(
    "没有编号为 {number} 的公开内容，请核对编号。",
    "Nothing was published under number {number}; check the number.",
)
NO_WHERE = Text("请写明是哪一行、哪个数不对。", "Say which row, which number is wrong.")
ENOUGH = Text(
    "您的网络地址一小时内已经提交了 {most} 份。请过一小时再提交，或者打电话、到村里镇上当面提出。",
    "{most} objections came from your network address within the hour. Try again in an hour, or call or visit the office.",
)


@dataclass(frozen=True, slots=True)
class Asked:
    """An objection as handed in. About a publication (`number`), a duty, an aspect, or disclosure as a whole.

    `words`, `where`, `right` are for the village too; `private`, `by_name`, `phone` for the units above it alone.
    """

    place_code: str
    defect: str
    words: str
    by: str = "villager"
    number: str = ""
    duty: int | None = None
    aspect: str = ""
    where: str = ""
    right: str = ""
    private: str = ""
    by_name: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What whoever objected keeps: number and code open it again; the answer is due on `due_on`."""

    case: int
    number: str
    code: str
    due_on: dt.date | None


def object_publicly(asked: Asked, *, address: str) -> Receipt:
    """Somebody objects on the public page; `address`: the network address it came from. Raises BadAsk, TooMany."""
    row = checked(asked, clock.today(), "page", None)
    codes: list[str] = []
    with transaction.atomic():
        knock(address)
        case = casework.open_as_citizen(new_case(row), then=kept(row, codes))
    return receipt(case, codes)


def register(
    actor: User,
    asked: Asked,
    *,
    on: dt.date | None = None,
    channel: str = "paper",
    scan: tuple[str, bytes] | None = None,
    door: str = "page",
) -> Receipt:
    """An official takes in what came on paper, in person or by phone; `scan`: name and bytes of the paper.

    The scan is kept for the units above alone. Raises Refused, BadAsk, BadEvidence.
    """
    if channel not in CHANNELS or channel == "page":
        raise BadAsk(Text("请选择提出方式。", "Choose how it came in."), "channel")
    day = on or clock.today()
    if day > clock.today():
        raise BadAsk(Text("收到日期不能在今天以后。", "The day of receipt cannot lie in the future."), "on")
    row = checked(asked, day, channel, actor)
    codes: list[str] = []
    paper = keep_scan(actor, row, scan, door) if scan else None
    case = casework.open_case(actor, new_case(row), door=door, then=kept(row, codes, paper))
    return receipt(case, codes)


def problem(asked: Asked) -> BadAsk | None:
    """What is wrong with it before it is sent; None for nothing."""
    try:
        checked(asked, clock.today(), "page", None)
    except BadAsk as wrong:
        return wrong
    return None


def kept(row: Objection, codes: list[str], paper: Callable[[], None] | None = None) -> Callable[[Case], None]:
    """What happens once the case stands, before anything is journalled: the objection, its code, then its paper."""

    def keep(case: Case) -> None:
        row.case = case
        row.save(force_insert=True)
        codes.append(casework.first_code(case))
        if paper is not None:
            paper()

    return keep


def keep_scan(actor: User, row: Objection, scan: tuple[str, bytes], door: str) -> Callable[[], None]:
    """Keep the paper where those of the unit objected to see no files: at the unit above."""
    name, content = scan

    def keep() -> None:
        evidence.keep(
            actor,
            target=target(row),
            kind=SCAN,
            name=name,
            content=content,
            programme=PROGRAMME,
            place_code=above(row.place_code),
            door=door,
        )

    return keep


def above(place_code: str) -> str:
    """The town of a village, the county of a town."""
    keep = {"village": 9, "town": 6, "county": 6}[places.level_of(place_code)]
    return place_code[:keep].ljust(12, "0")


def receipt(case: Case, codes: list[str]) -> Receipt:
    """Number and code of a case just opened."""
    return Receipt(case.pk, case.number, codes[0], case.due_on)


def new_case(row: Objection) -> NewCase:
    """Kind and number, and nothing of the person; `origin` says whose reply time binds."""
    return NewCase(
        workflow=OBJECTION.key,
        place_code=row.place_code,
        label=label(row.defect),
        law_on=row.received_on,
        entry=ENTRY[row.level],
        origin=row.by,
    )


def checked(asked: Asked, day: dt.date, channel: str, typed_by: User | None) -> Objection:
    """The objection, unsaved. Raises BadAsk with the field."""
    publication = published(asked.number.strip())
    place = publication.place_code if publication else asked.place_code
    if not places.names({place}):
        raise BadAsk(NO_PLACE, "place")
    if asked.defect not in set(Defect):
        raise BadAsk(NO_DEFECT, "defect")
    if asked.by not in ASKERS:
        raise BadAsk(Text("请选择您是谁。", "Choose who you are."), "by")
    duty = Duty.objects.filter(pk=asked.duty, place_code=place).first() if asked.duty else None
    texts(asked)
    source = publication or duty
    return Objection(
        county=place[:6],
        place_code=place,
        level=places.level_of(place),
        defect=asked.defect,
        aspect=source.aspect if source else asked.aspect if asked.aspect in ASPECTS else "",
        publication=publication,
        version=publication.edition.version if publication and publication.edition else None,
        duty=duty,
        words=asked.words.strip(),
        where=asked.where.strip() or None,
        right=asked.right.strip() or None,
        private=asked.private.strip() or None,
        by_name=asked.by_name.strip() or None,
        phone=asked.phone.strip() or None,
        by=asked.by,
        channel=channel,
        typed_by=typed_by,
        received_on=day,
        at=clock.now(),
    )


def published(number: str) -> Publication | None:
    """What was published under a number, shown now or not; None without a number. Raises BadAsk."""
    if not number:
        return None
    found = Publication.objects.select_related("edition").filter(number=number).first()
    if found is None:
        raise BadAsk(NO_NUMBER.format(number=number[:40]), "number")
    return found


def texts(asked: Asked) -> None:
    """Raises BadAsk for words too short, too long, or such as the village must not read."""
    if len(asked.words.strip()) < SHORTEST:
        raise BadAsk(SHORT.format(least=SHORTEST), "words")
    if asked.defect == Defect.FACT and not asked.where.strip():
        raise BadAsk(NO_WHERE, "where")
    for field in ("words", "where", "right", "private"):
        if len(getattr(asked, field)) > LONGEST:
            raise BadAsk(LONG.format(most=LONGEST), field)
    for field in ("words", "where", "right"):
        clean(getattr(asked, field), asked.by_name, asked.phone, field)


def clean(words: str, name: str, phone: str, field: str) -> None:
    """Raises BadAsk when the village would read what it must not."""
    found = leaks(words, clock.today(), name, phone)
    if found:
        told = Text("、".join(each.zh for each in found), ", ".join(each.en for each in found))
        raise BadAsk(LEAKS.format(found=told), field)


def knock(address: str) -> None:
    """Count one more from this address in this hour. Raises TooMany. Only a keyed digest is kept, for a day."""
    now = clock.now()
    hour = now.replace(minute=0, second=0, microsecond=0)
    digest = storage.digest(f"knock:{network(address)}")
    Knock.objects.filter(hour__lt=now - KEPT).delete()
    row, _ = Knock.objects.get_or_create(digest=digest, hour=hour)
    row = Knock.objects.select_for_update(no_key=True).get(pk=row.pk)
    if row.count >= AN_HOUR:
        raise TooMany(ENOUGH.format(most=AN_HOUR))
    row.count += 1
    row.save(update_fields=["count"])


def network(address: str) -> str:
    """The address itself, of IPv6 its first 64 bits: what one subscriber holds."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    return str(ipaddress.ip_network((parsed, 64), strict=False)) if parsed.version == 6 else str(parsed)


__all__ = [
    "AN_HOUR",
    "LONGEST",
    "SCAN",
    "Asked",
    "Receipt",
    "clean",
    "object_publicly",
    "problem",
    "register",
]
