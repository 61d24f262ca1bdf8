"""The county enters what the law leaves to it; values are added, never changed."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction

from datong.foundation.access import service as access
from datong.foundation.access.service import User
from datong.foundation.journal import service as journal
from datong.foundation.publiclog import service as publiclog
from datong.kernel import clock
from datong.programmes.dibao.actions.shadowing import planned, read, required, shadow, unknown
from datong.programmes.dibao.errors import BadParameter
from datong.programmes.dibao.models import CountyParameter, Shadow
from datong.programmes.dibao.queries.parameters import histories
from datong.programmes.dibao.rules import BadParameters, CountyParameters


def enter_parameter(
    actor: User,
    county: str,
    key: str,
    value: Any,
    *,
    since: dt.date,
    document: str,
    until: dt.date | None = None,
    door: str = "page",
) -> CountyParameter:
    """One value from a day on, with the document that sets it. It must have been shadow-run.

    Raises Refused, BadParameter (with every fault in words), NeedsShadow.
    """
    row = proposal(actor, county, key, value, since, until, document)
    entered(actor, county[:6], [row], door)
    return row


def shadow_parameter(
    actor: User,
    county: str,
    key: str,
    value: Any,
    *,
    since: dt.date,
    document: str,
    until: dt.date | None = None,
    door: str = "page",
) -> Shadow:
    """What the value would do to those in the register; it is not entered. Raises Refused, BadParameter."""
    return shadow(actor, county, [proposal(actor, county, key, value, since, until, document)], door=door)


def enter_shadowed(actor: User, pk: int, *, door: str = "page") -> int:
    """Enter what was shadow-run; how many values are new. Raises Refused, BadParameter, NeedsShadow, Shadow.DoesNotExist."""
    run = Shadow.objects.defer("changes").get(pk=pk)
    rows = planned(actor, run.county, run.proposal)
    return entered(actor, run.county, rows, door)


def proposal(
    actor: User, county: str, key: str, value: Any, since: dt.date, until: dt.date | None, document: str
) -> CountyParameter:
    """A row that is not entered yet."""
    return CountyParameter(
        county=county[:6],
        key=key,
        value=value,
        since=since,
        until=until,
        document=document.strip(),
        by=actor,
        at=clock.now(),
    )


def load_parameters(actor: User, path: Path, *, door: str = "cli") -> int:
    """The values of a YAML file as the rules read it; what stands already is left. How many are new.

    Demonstration values are shadow-run on the way. Raises Refused, BadParameter, NeedsShadow, OSError.
    """
    try:
        CountyParameters.load(path)
    except BadParameters as error:
        raise BadParameter(error.text) from error
    given = yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)
    rows = [
        CountyParameter(
            county=str(given["county"])[:6],
            key=key,
            value=json.loads(json.dumps(entry["value"], default=str)),
            since=day(entry["from"]) or dt.date.min,
            until=day(entry.get("to")),
            document=entry["document"],
            demonstration=bool(given.get("demonstration")),
            by=actor,
            at=clock.now(),
        )
        for key, entries in given["parameters"].items()
        for entry in entries
    ]
    county = str(given["county"])[:6]
    if given.get("demonstration"):
        tried(actor, county, rows, door)
    return entered(actor, county, rows, door)


def tried(actor: User, county: str, rows: list[CountyParameter], door: str) -> None:
    """Shadow-run what is new beside values that stand."""
    known = list(CountyParameter.objects.filter(county=county))
    if known and unknown(known, rows):
        shadow(actor, county, rows, door=door)


def day(given: Any) -> dt.date | None:
    """A day as YAML gives it."""
    return dt.date.fromisoformat(given) if isinstance(given, str) else given


def entered(actor: User, county: str, rows: list[CountyParameter], door: str) -> int:
    """Add the rows that are new, once the whole of them can be read as the county's law."""
    place = county + "000000"
    access.require(actor, "dibao.parameters", programme="dibao", place_code=place)
    with transaction.atomic():
        known = list(CountyParameter.objects.filter(county=county).order_by("key", "since", "id"))
        fresh = unknown(known, rows)
        read(county, [*known, *fresh])
        run = required(actor, county, known, fresh) if fresh else None
        CountyParameter.objects.bulk_create(fresh)
        if run is not None:
            detail: dict[str, object] = {
                "keys": sorted({row.key for row in fresh}),
                "rows": len(fresh),
                "shadow": run.pk,
                "log": logged(county, [*known, *fresh]),
            }
            journal.record(
                actor.username,
                "dibao.parameters",
                f"dibao.CountyParameter:{county}",
                place=place,
                door=door,
                detail=detail,
            )
    return len(fresh)


def logged(county: str, rows: list[CountyParameter]) -> int:
    """Put the county's values, all of them, into the public log; its index there. The version is how many there are."""
    content = json.dumps(
        {"county": county, "parameters": histories(rows)}, sort_keys=True, ensure_ascii=False, default=str
    )
    new = publiclog.NewEntry(
        type="rules",
        object=f"dibao/parameters/{county}",
        version=len(rows),
        publisher=county + "000000",
        action=publiclog.Action.RULES,
        content=content.encode(),
    )
    return publiclog.append([new])[0].index
