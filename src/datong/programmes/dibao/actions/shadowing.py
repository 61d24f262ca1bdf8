"""A change of the county's values is run on the current register before it can take effect (影子运行)."""

import datetime as dt
import json
from typing import Any

from django.db import transaction

from datong.engine.algebra import Overflow
from datong.engine.whatif.report import nothing
from datong.foundation.access import service as access
from datong.foundation.access.service import User
from datong.foundation.journal import service as journal
from datong.kernel import clock
from datong.kernel.bilingual import Text
from datong.programmes.dibao.actions import simulating
from datong.programmes.dibao.actions.simulating import TOO_LARGE, Found, Tell
from datong.programmes.dibao.errors import BadParameter, NeedsShadow
from datong.programmes.dibao.extracts import register
from datong.programmes.dibao.models import CountyParameter, Shadow
from datong.programmes.dibao.queries.parameters import histories
from datong.programmes.dibao.queries.shadows import DAYS, digest, fitting
from datong.programmes.dibao.rules import PACKS, BadParameters, CountyParameters

MAY = "dibao.parameters"
NEEDED = Text(
    f"这项改变还没有在现有名册上试算过（或者试算已超过 {DAYS} 天、之后又有别的改变）。请先点“试算”，看过谁会变、要多少钱，再登记。",
    f"This change has not been shadow-run on the current register (or more than {DAYS} days ago, or something else has changed since). "
    "Press “Shadow run” first; see who would change and what it costs; then enter it.",
)
STANDS = Text("这些值已经登记，没有什么要改变。", "These values stand already; there is nothing to change.")


def shadow(
    actor: User, county: str, rows: list[CountyParameter], *, door: str = "page", tell: Tell | None = None
) -> Shadow:
    """Run the values with these rows on the current register, beside those that stand, and keep who would change.

    It changes nothing else. Raises Refused, BadParameter.
    """
    code = county[:6]
    known, fresh = to_run(actor, code, rows)
    after = [*known, *fresh]
    now, then = read(code, known), read(code, after)
    try:
        found = simulating.over_register(code, first_day(fresh), now, then, listed=True, tell=tell)
    except Overflow as error:
        raise BadParameter(TOO_LARGE.format(why=error)) from error
    with transaction.atomic():
        return kept(actor, code, after, fresh, found, door)


def to_run(
    actor: User, code: str, rows: list[CountyParameter]
) -> tuple[list[CountyParameter], list[CountyParameter]]:
    """The rows that stand and those of `rows` that are new, together the county's law. Raises Refused, BadParameter."""
    access.require(actor, MAY, programme="dibao", place_code=code + "000000")
    known = list(CountyParameter.objects.filter(county=code).order_by("key", "since", "id"))
    fresh = unknown(known, rows)
    if not fresh:
        raise BadParameter(STANDS)
    read(code, [*known, *fresh])
    return known, fresh


def required(actor: User, code: str, known: list[CountyParameter], fresh: list[CountyParameter]) -> Shadow:
    """The shadow run these rows rest on; an empty one is made where nobody could be touched: no value stands yet, or nobody is
    in the register. Inside the transaction that adds the rows, before it writes the journal. Raises NeedsShadow."""
    after = [*known, *fresh]
    found = fitting(code, digest(code, after))
    if found is not None:
        return found
    today = clock.today()
    if known and not register.is_empty(code, today):
        raise NeedsShadow(NEEDED)
    covers = register.uncovered(code, today)
    return written(actor, code, after, fresh, Found(first_day(fresh), nothing(), covers))


def kept(
    actor: User,
    code: str,
    after: list[CountyParameter],
    fresh: list[CountyParameter],
    found: Found,
    door: str,
) -> Shadow:
    """Write the run and its line of the journal."""
    made = written(actor, code, after, fresh, found)
    detail: dict[str, object] = {
        "keys": sorted({row.key for row in fresh}),
        "changed": made.changed,
        "covers": made.covers,
    }
    journal.record(
        actor.username,
        "dibao.shadow",
        f"dibao.Shadow:{made.pk}",
        place=code + "000000",
        door=door,
        detail=detail,
    )
    return made


def written(
    actor: User, code: str, after: list[CountyParameter], fresh: list[CountyParameter], found: Found
) -> Shadow:
    """The row of a run."""
    whole = found.report.as_json()
    return Shadow.objects.create(
        county=code,
        digest=digest(code, after),
        proposal=[proposed(row) for row in fresh],
        on=found.on,
        covers=found.coverage.as_json() if found.coverage else {},
        whole=whole,
        shown=simulating.released(found).report.as_json() if found.report.total.households else whole,
        changed=len(found.changes),
        changes=json.dumps([[c.household, c.before, c.after, c.why, c.missing] for c in found.changes]),
        by=actor,
        at=clock.now(),
    )


def unknown(known: list[CountyParameter], rows: list[CountyParameter]) -> list[CountyParameter]:
    """The rows that do not stand already."""
    have = {same(row) for row in known}
    return [row for row in rows if same(row) not in have]


def same(row: CountyParameter) -> tuple[object, ...]:
    """What makes two rows the same."""
    return row.key, row.since, row.until, json.dumps(row.value, sort_keys=True), row.document


def read(code: str, rows: list[CountyParameter]) -> CountyParameters:
    """The rows as the county's law. Raises BadParameter with every fault."""
    try:
        return CountyParameters.parse({"county": code, "parameters": histories(rows)})
    except BadParameters as error:
        raise BadParameter(error.text, "value") from error


def first_day(rows: list[CountyParameter]) -> dt.date:
    """The day to run: today, or the first day on which all of what begins later has begun; of what has ended, its last day."""
    today = clock.today()
    days = [max(row.since, min(today, row.until or today)) for row in rows]
    return max(*days, PACKS[0].since)


def proposed(row: CountyParameter) -> dict[str, Any]:
    """A row as the run keeps it."""
    return {
        "key": row.key, "value": row.value, "since": row.since.isoformat(), "until": row.until.isoformat() if row.until else None,
        "document": row.document, "demonstration": row.demonstration,
    }  # fmt: skip


def planned(actor: User, code: str, proposal: list[dict[str, Any]]) -> list[CountyParameter]:
    """The rows of a proposal, not entered yet: the other way round."""
    return [
        CountyParameter(
            county=code,
            key=each["key"],
            value=each["value"],
            since=dt.date.fromisoformat(each["since"]),
            until=dt.date.fromisoformat(each["until"]) if each["until"] else None,
            document=each["document"],
            demonstration=each["demonstration"],
            by=actor,
            at=clock.now(),
        )
        for each in proposal
    ]
