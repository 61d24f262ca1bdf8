"""A joint review (核对): recipients of a place against lists. What matched is kept sealed; what did not is destroyed."""

import datetime as dt
import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from django.db import transaction

from datong.foundation.access import service as access
from datong.foundation.access.service import User
from datong.foundation.places import service as places
from datong.foundation.reviews.actions import receiving, shelf
from datong.foundation.reviews.actions.engine import matches, write_columns, write_rows
from datong.foundation.reviews.actions.journalling import tell
from datong.foundation.reviews.core import mapping as columns
from datong.foundation.reviews.core import placing
from datong.foundation.reviews.core.fields import selecting
from datong.foundation.reviews.core.mapping import Understood
from datong.foundation.reviews.enums import Format, HitKind, HitState, SourceKind
from datong.foundation.reviews.errors import BadList, ReviewError, SwitchedOff
from datong.foundation.reviews.models import Control, Hit, Listing, Run, Source
from datong.foundation.reviews.protocols import Consequence, Finding, Recipient, Reviewed
from datong.foundation.reviews.queries import recipients as who
from datong.foundation.reviews.queries.recipients import Compared, Row
from datong.foundation.reviews.registry import PROGRAMMES
from datong.foundation.storage import service as storage
from datong.kernel import clock, sampling
from datong.kernel.bilingual import Text

RUN = "reviews.run"
THRESHOLD = 0.95
"""Published: a match less probable than this is only “to verify”, and is not confirmed without a second proof."""
CONTROL = 50  # of a thousand without a match, and of a thousand settled matches, drawn to be checked as well
STALE = Text(
    "“{name}”的名单截至 {day}，已经 {age} 天，超过规定的 {limit} 天，请让来源单位提供新的名单。",
    "The list of “{name}” is as of {day}, {age} days ago; the source allows {limit}. Ask for a newer one.",
)
UNSETTLED = Text(
    "“{name}”的名单各列含义还没有人确认，请先确认再核对。",
    "Nobody has said yet what the columns of the list of “{name}” mean; confirm them first.",
)
NOTHING = Text("没有选择要比对的名单。", "No list was chosen.")
ELSEWHERE = Text("所选名单不属于这个县的这项工作。", "A chosen list belongs to another county or programme.")
NOBODY = Text(
    "此地现在没有在册对象，不能核对。", "Nobody receives at this place now; there is nobody to review."
)


STAGES = {"read": 5, "compare": 3, "weigh": 2}
"""Reading the lists, comparing, asking the rules what each match would mean; and the part of the time each takes, about."""

Progress = Callable[[str, int, int], None]


def unheard(_stage: str, _done: int, _total: int) -> None:
    """Nobody waits to hear: a stage, how much of it is done, of how much."""


@dataclass(frozen=True, slots=True)
class Order:
    """What to run. `place_code`: 12 digits; `kinship`: also look for unregistered near relatives of staff and cadres."""

    programme: str
    place_code: str
    listings: Sequence[int] = ()
    kinship: bool = False
    fuzzy: bool = False
    engine: str = "duckdb"
    threshold: float = THRESHOLD
    control_permille: int = CONTROL


@dataclass(frozen=True, slots=True)
class Found:
    """A match with both records, before it is kept; `row_number` as in the file."""

    recipient: Recipient
    listing: Listing
    kind: str
    probability: float
    row_number: int
    row: Row

    def content(self) -> bytes:
        """The keyed digest of what the list says."""
        return storage.digest(json.dumps(self.row, ensure_ascii=False, sort_keys=True))


def run(actor: User, order: Order, *, door: str = "page", progress: Progress = unheard) -> Run:
    """Compare, and keep what matched as questions to verify; then destroy the files.

    Comparing is done before anything is locked. A row found before makes no second match. `progress` hears how far it is.
    Raises Refused, BadList, SwitchedOff, BadMapping, UnknownKeyError.
    """
    programme = PROGRAMMES.get(order.programme)
    access.require(actor, RUN, programme=order.programme, place_code=order.place_code)
    today = clock.today()
    listings = chosen(order, today)
    compared = who.compared(programme, order.place_code, today)
    if not compared.recipients:
        raise BadList(NOBODY)
    found = compare(compared, listings, order, progress)
    with transaction.atomic():
        locked = lock(order, [each.pk for each in listings])
        kin = kinship_listing(actor, order, today)
        if kin is not None:
            found = [*found, *related(programme, compared, kin, today)]
        made = kept_run(actor, order, compared, today)
        fresh = unknown(found)
        keep(made, programme, compared, fresh, progress)
        keep_control(made, compared, {each.recipient.person for each in found})
        keep_second_looks(made)
        tokens = spent(made, locked + ([kin] if kin else []))
        made.counts = counted(found, fresh, compared)
        made.save(update_fields=["counts"])
        told = {
            "lists": [each.sha256[:12] for each in listings],
            "recipients": made.recipients,
            **made.counts,
        }
        tell(actor, "run", f"reviews.Run:{made.pk}", order.place_code, door, **told)
    for token in tokens:
        shelf.drop(token)
    return made


def chosen(order: Order, today: dt.date) -> list[Listing]:
    """The lists asked for, fit to be run. Raises BadList, SwitchedOff."""
    rows = list(Listing.objects.filter(pk__in=order.listings).select_related("source").order_by("pk"))
    if not rows and not order.kinship:
        raise BadList(NOTHING)
    if len(rows) < len(set(order.listings)):
        raise BadList(receiving.GONE)
    for row in rows:
        fit(row, order, today)
    return rows


def fit(row: Listing, order: Order, today: dt.date) -> None:
    """Raises BadList, SwitchedOff unless the list may be run now."""
    source = row.source
    if (source.county, source.programme) != (order.place_code[:6], order.programme):
        raise BadList(ELSEWHERE)
    if not source.on:
        raise SwitchedOff(receiving.OFF.format(name=source.name))
    if not row.stored:
        raise BadList(receiving.GONE)
    if row.stale_on(today):
        age = (today - row.as_of).days
        told = {"name": source.name, "day": row.as_of, "age": age, "limit": source.freshness_days}
        raise BadList(STALE.format(**told))
    if row.settled_at is None:
        raise BadList(UNSETTLED.format(name=source.name))


def unfit(row: Listing, order: Order) -> Text | None:
    """Why a list may not be run now; None when it may."""
    try:
        fit(row, order, clock.today())
    except ReviewError as refused:
        return refused.text
    return None


def lock(order: Order, ids: Sequence[int]) -> list[Listing]:
    """Sources first, then lists; looked at once more, as somebody may have been quicker."""
    wanted = Source.objects.filter(listings__in=ids).values_list("pk", flat=True)
    sources = Source.objects.select_for_update(no_key=True).filter(pk__in=sorted(set(wanted))).order_by("pk")
    by_id = {each.pk: each for each in sources}
    rows = list(Listing.objects.select_for_update(no_key=True).filter(pk__in=ids).order_by("pk"))
    for row in rows:
        row.source = by_id[row.source_id]
        fit(row, order, clock.today())
    return rows


def compare(
    compared: Compared, listings: Sequence[Listing], order: Order, progress: Progress = unheard
) -> list[Found]:
    """Every match; the plain tables are gone when this returns."""
    if not listings:
        return []
    done, total = 0, sum(listing.rows for listing in listings)
    with shelf.bench() as folder:
        rows: dict[str, list[Understood]] = {}
        registers: dict[str, Path] = {}
        names = who.codes(order.place_code)
        for listing in listings:
            progress("read", done, total)
            read = receiving.opened(listing)
            name = f"list{listing.pk}"
            rows[name] = columns.read_rows(read, columns.propose(read, listing.mapping))
            registers[name] = folder / f"{name}.parquet"
            write_rows(placing.placed(rows[name], names), registers[name])
            done += listing.rows
        progress("read", total, total)
        by_name = {f"list{listing.pk}": listing for listing in listings}
        write_columns(compared.columns(), folder / "recipients.parquet")
        found = []
        hits = matches(
            folder / "recipients.parquet",
            registers,
            folder / "hits.parquet",
            engine=order.engine,
            fuzzy=order.fuzzy,
            tell=partial(progress, "compare"),
        )
        for hit in hits:
            row = rows[hit.register][hit.row]
            recipient = compared.recipients[compared.by_number[hit.recipient]]
            found.append(
                Found(recipient, by_name[hit.register], hit.kind, hit.probability, row.number, row.values)
            )
    return found


def kinship_listing(actor: User, order: Order, today: dt.date) -> Listing | None:
    """The built-in source as a list of today, where it is asked for and switched on."""
    if not order.kinship:
        return None
    mine = Source.objects.filter(
        county=order.place_code[:6], programme=order.programme, kind=SourceKind.KINSHIP
    )
    source = mine.select_for_update(no_key=True).first()
    if source is None:
        raise BadList(NOTHING)
    if not source.on:
        raise SwitchedOff(receiving.OFF.format(name=source.name))
    return Listing.objects.create(
        source=source,
        file_name="",
        format=Format.REGISTER,
        sha256=hashlib.sha256(f"{source.pk}:{today}".encode()).hexdigest(),
        size=0,
        rows=0,
        as_of=today,
        received_at=clock.now(),
        received_by=actor,
        destroyed_at=clock.now(),
    )


def related(programme: Reviewed, compared: Compared, kin: Listing, today: dt.date) -> list[Found]:
    """Unregistered near relatives of staff and cadres, as matches."""
    ties = who.ties(programme, compared, kin.source.county, today)
    kin.rows = len(ties)
    kin.save(update_fields=["rows"])
    return [
        Found(compared.recipients[person], kin, HitKind.KINSHIP, 1.0, number, row)
        for number, (person, row) in enumerate(ties, start=1)
    ]


def kept_run(actor: User, order: Order, compared: Compared, today: dt.date) -> Run:
    """The record of the run."""
    return Run.objects.create(
        programme=order.programme,
        county=order.place_code[:6],
        place_code=order.place_code,
        on=today,
        engine=order.engine,
        fuzzy=order.fuzzy,
        threshold=order.threshold,
        recipients=len(compared.recipients),
        recipients_digest=compared.digest(),
        control_permille=order.control_permille,
        by=actor,
        at=clock.now(),
    )


def unknown(found: Iterable[Found]) -> list[Found]:
    """Those not known yet, each once; the surest way it was found counts."""
    fresh: dict[tuple[int, int, bytes], Found] = {}
    for each in sorted(found, key=lambda each: (-each.probability, each.listing.pk, each.row_number)):
        fresh.setdefault((each.listing.source_id, each.recipient.person, each.content()), each)
    sources = {source for source, _, _ in fresh}
    known = {
        (source, person, bytes(content))
        for source, person, content in Hit.objects.filter(source_id__in=sources).values_list(
            "source_id", "person_id", "content"
        )
    }
    return [each for key, each in sorted(fresh.items(), key=lambda pair: pair[0][:2]) if key not in known]


def keep(
    made: Run, programme: Reviewed, compared: Compared, fresh: Sequence[Found], progress: Progress = unheard
) -> None:
    """The matches as rows: both records sealed, and what the rules would say of the household."""
    now = clock.now()
    rows = []
    for done, each in enumerate(fresh):
        progress("weigh", done, len(fresh))
        meant = consequence(programme, each, made.on)
        rows.append(
            Hit(
                run=made,
                listing=each.listing,
                source_id=each.listing.source_id,
                programme=made.programme,
                county=made.county,
                place_code=each.recipient.place_code,
                person_id=each.recipient.person,
                household_id=each.recipient.household,
                kind=each.kind,
                probability=each.probability,
                below=each.kind == HitKind.FUZZY and each.probability < made.threshold,
                row_number=each.row_number,
                content=each.content(),
                row=json.dumps(each.row, ensure_ascii=False, sort_keys=True),
                ours=json.dumps(compared.rows[each.recipient.person], ensure_ascii=False, sort_keys=True),
                eligible=meant.eligible,
                before=meant.before,
                after=meant.after,
                at=now,
            )
        )
    Hit.objects.bulk_create(rows, batch_size=500)


def consequence(programme: Reviewed, each: Found, on: dt.date) -> Consequence:
    """What the programme says of the household if the list were right."""
    source = each.listing.source
    finding = Finding(
        programme.programme,
        each.recipient.person,
        each.recipient.household,
        each.recipient.place_code,
        source.kind,
        selecting(each.row),
        each.listing.as_of,
        source.name,
    )
    return programme.consequence(finding, on)


def keep_control(made: Run, compared: Compared, flagged: set[int]) -> None:
    """Recipients without a match, drawn by a seed that anybody can use again: the digest of the recipients."""
    clear = sorted(set(compared.recipients) - flagged)
    count = -(-len(clear) * made.control_permille // 1000)
    if not count:
        return
    drawn = sampling.draw([str(person) for person in clear], made.recipients_digest, count)
    rows = [compared.recipients[int(person)] for person in drawn]
    Control.objects.bulk_create(
        [
            Control(run=made, person_id=each.person, household_id=each.household, place_code=each.place_code)
            for each in rows
        ],
        batch_size=500,
    )


def keep_second_looks(made: Run) -> None:
    """Matches of the place settled and never drawn before: a share of them, by the same seed, for somebody else to look at."""
    settled = Hit.objects.filter(programme=made.programme, county=made.county, controls=None)
    settled = settled.filter(place_code__startswith=places.prefix(made.place_code), row__isnull=False)
    rows = {str(row.pk): row for row in settled.exclude(state=HitState.TO_VERIFY).defer("row", "ours")}
    count = -(-len(rows) * made.control_permille // 1000)
    if not count:
        return
    drawn = [rows[key] for key in sampling.draw(sorted(rows), made.recipients_digest, count)]
    Control.objects.bulk_create(
        [
            Control(
                run=made,
                hit=row,
                person_id=row.person_id,
                household_id=row.household_id,
                place_code=row.place_code,
            )
            for row in drawn
        ],
        batch_size=500,
    )


def spent(made: Run, listings: Sequence[Listing]) -> list[str]:
    """The lists belong to the run now; gives the names of the files to destroy."""
    tokens = [each.stored for each in listings if each.stored]
    for each in listings:
        each.run, each.stored, each.destroyed_at = made, "", clock.now()
        each.save(update_fields=["run", "stored", "destroyed_at"])
    return tokens


def counted(found: Sequence[Found], fresh: Sequence[Found], compared: Compared) -> dict[str, int]:
    """Matches by kind, how many are new, how many recipients have no number."""
    kinds = Counter(str(each.kind) for each in found)
    return {**dict(sorted(kinds.items())), "new": len(fresh), "without_number": compared.unnumbered}
