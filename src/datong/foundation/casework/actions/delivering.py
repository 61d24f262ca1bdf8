"""Proof that a letter reached somebody; the clocks that depend on it start that day (送达)."""

import datetime as dt

from django.db import transaction

from datong.foundation.access.service import Post, User
from datong.foundation.casework.actions import clocks, deciding, moving
from datong.foundation.casework.actions.telling import tell
from datong.foundation.casework.errors import CaseworkError
from datong.foundation.casework.models import Case
from datong.foundation.casework.registry import PROCEDURES
from datong.foundation.notices import service as notices
from datong.kernel import clock
from datong.kernel.bilingual import Text

DELIVERED = "delivered"
NOT_ITS = Text("这份文书不属于此案。", "This letter does not belong to the case.")


def deliver_notice(
    actor: User,
    case_id: int,
    notice_id: int,
    *,
    channel: str,
    on: dt.date | None,
    receiver: str,
    proof: str,
    evidence: int | None = None,
    door: str = "page",
) -> Case:
    """Record a delivery of one of the case's letters; the first proved one starts the clocks that wait for it.

    Raises Refused, CaseworkError, and what `notices` refuses.
    """
    with transaction.atomic():
        case = Case.objects.select_for_update(no_key=True).get(pk=case_id)
        post = deciding.authority(actor, "cases.handle", case)
        letter = notices.notices_of(moving.target(case)).filter(pk=notice_id).first()
        if letter is None:
            raise CaseworkError(NOT_ITS)
        known, day = letter.delivered_on, on or clock.today()
        letter = notices.deliver(
            actor,
            notice_id,
            channel=channel,
            on=day,
            receiver=receiver,
            proof=proof,
            evidence=evidence,
            door=door,
        )
        proved = known is None and letter.delivered_on is not None
        if known is None and letter.delivered_on is not None:
            start_clocks(actor, post, case, letter.kind, letter.delivered_on, door)
        tell(
            actor,
            "cases.deliver",
            case,
            {"notice": notice_id, "channel": channel, "counts": proved},
            "",
            door,
        )
    return case


def start_clocks(actor: User, post: Post, case: Case, kind: str, day: dt.date, door: str) -> None:
    """The letter is proved to have arrived: an event of the case, and the days that run from it."""
    event = f"{DELIVERED}:{kind}"
    moving.happened(actor, post, case, event, day, door)
    moving.begin(case, PROCEDURES.get(case.workflow), event, day, day, entered=False)
    clocks.settle(case)
