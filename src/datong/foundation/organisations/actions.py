"""Writes of organisations and duties. Callers hold the permission."""

import datetime as dt
from collections.abc import Iterable

from django.db import IntegrityError, transaction

from datong.foundation.journal import service as journal
from datong.foundation.organisations.enums import Duty
from datong.foundation.organisations.errors import BadHolder
from datong.foundation.organisations.models import Holder, Organisation
from datong.foundation.places import service as places
from datong.kernel.bilingual import Text

ALREADY = Text("此人已在任这项职务。", "This person holds the duty already.")


def found(county: str, kind: str, named: Iterable[tuple[str, str]]) -> dict[tuple[str, str], int]:
    """Ids by (name, 12-digit place); unknown ones are founded. Two queries, however many."""
    wanted = dict.fromkeys(named)
    known = {
        (name, place): pk
        for pk, name, place in Organisation.objects.filter(county=county, kind=kind).values_list(
            "id", "name", "place_code"
        )
    }
    fresh = [
        Organisation(county=county, kind=kind, name=n, place_code=p) for n, p in wanted if (n, p) not in known
    ]
    for organisation in Organisation.objects.bulk_create(fresh, batch_size=500):
        known[organisation.name, organisation.place_code] = organisation.pk
    return known


def appoint(
    actor: str,
    *,
    person_id: int,
    name: str,
    duty: str,
    place_code: str,
    since: dt.date,
    until: dt.date | None = None,
    organisation: int | None = None,
    door: str = "page",
) -> Holder:
    """Record that a person of the register holds a duty for a place. Raises BadHolder."""
    check(name, duty, place_code, since, until)
    try:
        with transaction.atomic():
            row = Holder.objects.create(
                organisation_id=organisation,
                person_id=person_id,
                name=name.strip(),
                duty=duty,
                place_code=place_code,
                since=since,
                until=until,
            )
            journal.record(
                actor, "officials.appoint", target(row), place=place_code, door=door, detail=told(row)
            )
    except IntegrityError as error:
        raise BadHolder("duty", ALREADY) from error
    return row


def retire(actor: str, holder_id: int, *, until: dt.date, why: str, door: str = "page") -> Holder:
    """End a duty; `until` is the first day on which it is not held any more. Raises BadHolder, Holder.DoesNotExist."""
    if len(why.strip()) < 2:
        raise BadHolder(
            "why", Text("请写明原因，它会记入日志。", "Please state the reason; it goes into the journal.")
        )
    with transaction.atomic():
        row = Holder.objects.select_for_update(no_key=True).get(pk=holder_id)
        if row.until is not None and row.until <= until:
            raise BadHolder("until", Text("这项任职已经结束。", "This duty has ended already."))
        if until < row.since:
            raise BadHolder(
                "until", Text("结束日期不能早于开始日期。", "The end cannot lie before the start.")
            )
        row.until = until
        row.save(update_fields=["until"])
        journal.record(
            actor,
            "officials.retire",
            target(row),
            place=row.place_code,
            why=why.strip(),
            door=door,
            detail=told(row),
        )
    return row


def check(name: str, duty: str, place_code: str, since: dt.date, until: dt.date | None) -> None:
    """Raises BadHolder when name, duty, place and dates do not go together."""
    if not name.strip():
        raise BadHolder("name", Text("请填写姓名。", "Please give a name."))
    if duty not in list(Duty):
        raise BadHolder("duty", Text("请选择一项职务。", "Please choose a duty."))
    if not places.names({place_code}):
        raise BadHolder(
            "place",
            Text("没有这个地方，请填写名称或 12 位代码。", "No such place; give its name or 12-digit code."),
        )
    if places.level_of(place_code) not in Duty(duty).levels:
        sentence = Text(
            "“{duty}”不在这一级任职，请改选地方。",
            "A {duty} does not serve at this level; choose another place.",
        )
        raise BadHolder("place", sentence.format(duty=Duty(duty).label))
    if until is not None and until <= since:
        raise BadHolder("until", Text("结束日期应在开始日期之后。", "The end must lie after the start."))


def target(row: Holder) -> str:
    return f"organisations.Holder:{row.pk}"


def told(row: Holder) -> dict[str, object]:
    """What the journal keeps of a duty: no name."""
    return {
        "duty": str(row.duty),
        "since": row.since.isoformat(),
        "until": row.until.isoformat() if row.until else None,
    }
