"""Re-verification of households in pay: opened by the calendar, by a reported change, by a death; and what is proposed."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from datong.foundation.access.service import User
from datong.foundation.casework import service as casework
from datong.foundation.casework.service import Case, Move
from datong.programmes.dibao.actions import stating
from datong.programmes.dibao.protocols import Named
from datong.programmes.dibao.queries import guards
from datong.programmes.dibao.workflow import table_of

NEWER_LAW = "按复核之日的规定，转按2021年办法办理（{table}）"


def open_review(
    actor: User,
    case_id: int,
    *,
    on: dt.date | None = None,
    note: str = "",
    seen: int | None = None,
    door: str = "page",
) -> Case:
    """Open a re-verification; the law of its day governs it, and the history says so. Raises Refused, CaseworkError."""
    return begun(actor, case_id, Move("open_review", on=on, note=note, seen=seen), door)


def report_death(
    actor: User,
    case_id: int,
    note: str,
    *,
    on: dt.date | None = None,
    seen: int | None = None,
    door: str = "page",
) -> Case:
    """A member has died, as `note` says; the household is re-verified. Raises Refused, CaseworkError."""
    return begun(actor, case_id, Move("report_death", on=on, note=note, seen=seen), door)


def report_change(
    actor: User,
    case_id: int,
    document: Mapping[str, Any],
    named: Mapping[str, Named] | None = None,
    *,
    on: dt.date | None = None,
    note: str = "",
    seen: int | None = None,
    door: str = "page",
) -> Case:
    """The household lives differently now, as the document says. Raises Refused, BadDocument, BadApplication, CaseworkError."""
    with transaction.atomic():
        case = Case.objects.select_for_update(no_key=True).get(pk=case_id)
        made, _ = stating.with_persons(document, named or {}, case.place_code, stating.known_in(case))
        return begun(
            actor, case_id, Move("report_change", on=on, note=note, seen=seen, data={"statement": made}), door
        )


def begun(actor: User, case_id: int, move: Move, door: str) -> Case:
    """Take the step; where another law begins to govern, the event says which."""
    with transaction.atomic():
        case = Case.objects.select_for_update(no_key=True).get(pk=case_id)
        table = table_of(guards.day_of(move))
        if table != case.workflow:
            words = NEWER_LAW.format(table=table)
            note = f"{move.note.strip()}；{words}" if move.note.strip() else words
            move = Move(move.step, on=move.on, note=note, seen=move.seen, data=move.data)
        return casework.take(actor, case_id, move, door=door)
