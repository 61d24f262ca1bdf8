"""Papers and photos of a case, and tries to deliver a letter that failed."""

import datetime as dt

from django.db import transaction

from datong.foundation.access import service as access
from datong.foundation.access.service import User
from datong.foundation.casework.actions.delivering import NOT_ITS
from datong.foundation.casework.actions.moving import target
from datong.foundation.casework.errors import CaseworkError
from datong.foundation.casework.models import Case
from datong.foundation.evidence import service as evidence
from datong.foundation.notices import service as notices


def add_paper(
    actor: User, case_id: int, *, kind: str, name: str, content: bytes, door: str = "page"
) -> evidence.Item:
    """Keep a file in the case. Raises Refused, BadEvidence."""
    with transaction.atomic():
        case = Case.objects.select_for_update(no_key=True).get(pk=case_id)
        access.require(actor, "cases.handle", programme=case.programme, place_code=case.place_code)
        return evidence.keep(
            actor,
            target=target(case),
            kind=kind,
            name=name,
            content=content,
            programme=case.programme,
            place_code=case.place_code,
            door=door,
        )


def delivery_failed(
    actor: User, case_id: int, notice_id: int, *, channel: str, on: dt.date, why: str, door: str = "page"
) -> None:
    """Record that a letter of the case did not arrive; no clock starts. Raises Refused, CaseworkError, BadDelivery."""
    with transaction.atomic():
        case = Case.objects.select_for_update(no_key=True).get(pk=case_id)
        access.require(actor, "cases.handle", programme=case.programme, place_code=case.place_code)
        if not notices.notices_of(target(case)).filter(pk=notice_id).exists():
            raise CaseworkError(NOT_ITS)
        notices.attempt_failed(actor, notice_id, channel=channel, on=on, why=why, door=door)
