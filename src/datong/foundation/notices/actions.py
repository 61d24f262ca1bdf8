"""Issuing, delivering and printing letters: permission, lock, change, record."""

import datetime as dt
import json
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from django.db import transaction

from datong.foundation.access import service as access
from datong.foundation.journal import service as journal
from datong.foundation.notices import queries
from datong.foundation.notices.core import proof as proofs
from datong.foundation.notices.core.errors import BadDelivery
from datong.foundation.notices.core.outbox import WORDS
from datong.foundation.notices.core.ways import Way
from datong.foundation.notices.models import Delivery, Notice
from datong.foundation.notices.registry import KINDS
from datong.foundation.notices.registry import channel as carrier
from datong.foundation.storage import service as storage
from datong.kernel import clock

HANDLE, VIEW = "cases.handle", "cases.view"
_WRITERS: dict[str, Callable[[Notice, str], bytes]] = {"pdf": queries.pdf, "docx": queries.docx}


def issue(
    actor: access.User,
    *,
    kind: str,
    target: str,
    programme: str,
    place_code: str,
    recipient: int | None,
    recipient_name: str,
    facts: Mapping[str, Any],
    lang: str = "zh",
    door: str = "page",
) -> Notice:
    """A new letter under the county's next number. `facts` are plain JSON values; `recipient` is a person's id.

    The letter is composed once before it is kept: what cannot be written is not issued, and takes no number. Raises
    Refused, UnknownKeyError, TypeError for facts that are no JSON, and what the kind's `compose` raises.
    """
    access.require(actor, HANDLE, programme=programme, place_code=place_code)
    declared = KINDS.get(kind)
    kept = json.dumps(dict(facts), ensure_ascii=False, sort_keys=True, allow_nan=False)
    now = clock.now()
    with transaction.atomic():
        notice = Notice(
            reference=next_reference(place_code[:6]),
            kind=kind,
            programme=programme,
            place_code=place_code,
            target=target,
            recipient_id=recipient,
            recipient_name=recipient_name,
            facts=kept,
            lang=lang,
            article=declared.article,
            issued_at=now,
            issued_by=actor,
        )
        queries.composed(notice, json.loads(kept), lang)
        notice.save(force_insert=True)
        _record(actor, "notices.issue", notice, door, kind=kind, about=target)
    return notice


def next_reference(county: str) -> str:
    """T-510626-2014-000001: without gaps, since a transaction that fails gives its number back."""
    name = f"T-{county}-{clock.today().year}"
    return f"{name}-{storage.next_number(name):06d}"


def deliver(
    actor: access.User,
    notice_id: int,
    *,
    channel: str,
    on: dt.date,
    receiver: str,
    proof: str,
    evidence: int | None = None,
    door: str = "page",
) -> Notice:
    """Record a delivery; the letter's `delivered_on` is the earliest that counts.

    Raises BadDelivery, Refused, Notice.DoesNotExist.
    """
    said = proofs.Handover(channel, on, receiver, proof, evidence)
    with transaction.atomic():
        notice = _locked(actor, notice_id)
        counted = proofs.counts(said)
        proofs.check_day(on, notice.issued_on, clock.today())
        _keep(actor, notice, said, counts=counted)
        if counted:
            notice.delivered_on = queries.delivered_on(notice)
            notice.save(update_fields=["delivered_on"])
        _record(actor, "notices.deliver", notice, door, channel=channel, on=on.isoformat(), counts=counted)
    return notice


def attempt_failed(
    actor: access.User, notice_id: int, *, channel: str, on: dt.date, why: str, door: str = "page"
) -> Notice:
    """Record that the letter did not arrive, and why. Raises BadDelivery, Refused, Notice.DoesNotExist."""
    with transaction.atomic():
        notice = _locked(actor, notice_id)
        if not why.strip():
            raise BadDelivery("why", proofs.NO_WHY)
        said = proofs.Handover(proofs.way(channel).value, on, "")
        proofs.check_day(on, notice.issued_on, clock.today())
        _keep(actor, notice, said, failed=True, why=why.strip())
        _record(actor, "notices.attempt", notice, door, channel=channel, on=on.isoformat())
    return notice


def send(
    actor: access.User, notice_id: int, *, channel: str, to: str, contact: str, door: str = "page"
) -> Notice:
    """Tell the person by SMS or e-mail that a letter waits; never proof of delivery. `contact`: the office's number.

    The message leaves once all is saved; if it cannot, the attempt is marked as failed. Raises BadDelivery, Refused,
    Notice.DoesNotExist.
    """
    how, address = proofs.address(channel, to)
    with transaction.atomic():
        notice = _locked(actor, notice_id)
        kept = _keep(actor, notice, proofs.Handover(how.value, clock.today(), address))
        _record(actor, "notices.send", notice, door, channel=how.value)
        words = WORDS.format(reference=notice.reference, contact=contact.strip()).to(notice.lang)
        transaction.on_commit(partial(_carry, kept.pk, how, address, words))
    return notice


def _carry(delivery: int, how: Way, to: str, words: str) -> None:
    """Give the message to its carrier."""
    try:
        carrier(how).send(to, words)
    except OSError as error:
        kept = Delivery.objects.get(pk=delivery)
        kept.failed, kept.why = True, error.strerror or type(error).__name__
        kept.save(update_fields=["failed", "why"])


def print_letter(
    actor: access.AnyUser, notice_id: int, fmt: str, *, lang: str = "", door: str = "page"
) -> tuple[str, bytes]:
    """File name and content of the letter as "pdf" or "docx"; told to the journal.

    Raises Refused, Notice.DoesNotExist, MissingGlyph, FontsMissing.
    """
    notice = Notice.objects.get(pk=notice_id)
    access.require(actor, VIEW, programme=notice.programme, place_code=notice.place_code)
    content = _WRITERS[fmt](notice, lang)
    with transaction.atomic():
        _record(actor, "notices.print", notice, door, format=fmt)
    return f"{notice.reference}.{fmt}", content


def _locked(actor: access.User, notice_id: int) -> Notice:
    notice = Notice.objects.select_for_update(no_key=True).get(pk=notice_id)
    access.require(actor, HANDLE, programme=notice.programme, place_code=notice.place_code)
    return notice


def _keep(
    actor: access.User,
    notice: Notice,
    said: proofs.Handover,
    *,
    counts: bool = False,
    failed: bool = False,
    why: str = "",
) -> Delivery:
    return Delivery.objects.create(
        notice=notice,
        channel=said.channel,
        on=said.on,
        receiver=said.receiver.strip(),
        proof=said.proof.strip(),
        evidence=said.evidence,
        counts=counts,
        failed=failed,
        why=why,
        by=actor,
        at=clock.now(),
    )


def _record(actor: access.AnyUser, action: str, notice: Notice, door: str, **detail: Any) -> None:
    journal.record(
        actor.get_username(), action, f"notices.Notice:{notice.pk}", place=notice.place_code, door=door,
        detail={"reference": notice.reference, **detail},
    )  # fmt: skip
