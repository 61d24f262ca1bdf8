"""Writing an entry, the only write there is; and the head of the chain into the public log."""

from collections.abc import Mapping
from typing import Any

from django.db import connection, transaction

from datong.foundation.journal.core import START, Line, digest, head_content, number_in, plain
from datong.foundation.journal.errors import PersonalData
from datong.foundation.journal.models import Entry
from datong.foundation.journal.queries import HEAD, HEADS, head
from datong.foundation.publiclog import service as publiclog
from datong.kernel import clock

LOCK = 0x6A6F75726E616C  # "journal": the number of PostgreSQL's advisory lock


def record(
    actor: str,
    action: str,
    target: str,
    *,
    place: str = "",
    why: str = "",
    door: str = "page",
    detail: Mapping[str, Any] | None = None,
    changes: Mapping[str, tuple[Any, Any]] | None = None,
) -> None:
    """Append one act; call it inside the transaction of the change it tells of, after that takes its last row lock:
    on PostgreSQL whoever writes an entry keeps other writers of the journal waiting until the end of the transaction.

    `changes`: old and new value by field name; what did not change is left out. Values are text, whole numbers, dates,
    lists, mappings. Raises PersonalData for an identity number in it, TypeError for any other value.
    """
    told = plain({**(detail or {}), **changed(changes or {})})
    no_number(f"{target} {why} {told}")
    with transaction.atomic(savepoint=False):
        last = the_last()
        number, previous = (last[0] + 1, last[1]) if last else (1, START)
        line = Line(number, clock.now(), actor, action, target, place, why, door, told, previous)
        Entry.objects.create(**line._replace(digest=digest(line))._asdict())


def no_number(text: str) -> None:
    """Raises PersonalData when an identity number stands in the text; also the validator of a form's reason."""
    if number_in((text,)):
        raise PersonalData


def changed(changes: Mapping[str, tuple[Any, Any]]) -> dict[str, Any]:
    """The part of the detail that tells of changes; none without any."""
    told = {name: list(pair) for name, pair in changes.items() if pair[0] != pair[1]}
    return {"changes": told} if told else {}


def the_last() -> tuple[int, bytes] | None:
    """Number and digest of the last entry, which stays the last until the end of the transaction.

    SQLite has one writer at a time anyhow (its transactions are IMMEDIATE).
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    last = Entry.objects.order_by("-id").values_list("id", "digest").first()
    return (last[0], bytes(last[1])) if last else None


def publish_head(actor: str, *, door: str = "cli") -> int | None:
    """Put the chain's head into the public log, once a day; its index there, or None when today's is there already or
    nothing was ever journalled. The journal keeps the index. Raises publiclog.Halted."""
    day = clock.today().isoformat()
    with transaction.atomic():
        number, last = head()
        if not number or Entry.objects.filter(target=f"{HEAD}:{day}").exists():
            return None
        new = publiclog.NewEntry(
            type="journal",
            object=f"journal/{day}",
            version=1,
            publisher=publiclog.origin(),
            action=publiclog.Action.JOURNAL_HEAD,
            content=head_content(day, number, last),
        )
        index = publiclog.append([new])[0].index
        record(
            actor, HEADS, f"{HEAD}:{day}", door=door, detail={"entries": number, "head": last, "log": index}
        )
    return index
