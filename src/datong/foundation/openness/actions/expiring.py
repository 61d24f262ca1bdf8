"""Expiry by clock (到期撤下): contents and salts of what may be shown no longer are erased, its line in the log stays."""

from django.db import transaction

from datong.foundation.access import service as access
from datong.foundation.access.service import User
from datong.foundation.openness.actions.releasing import current, destroy, erased, issued, notice, told
from datong.foundation.openness.enums import PublicationState
from datong.foundation.openness.models import Edition, Publication
from datong.foundation.publiclog import service as publiclog
from datong.foundation.publiclog.service import Action
from datong.kernel import clock

EXPIRE = "openness.expire"


def expire_due(actor: User, *, door: str = "cli") -> list[str]:
    """Expire everything whose last day on the public pages lies before today; the numbers of it, the oldest first.

    Each is a transaction of its own, so that an interruption loses nothing. Raises Refused, publiclog.Halted.
    """
    access.require(actor, EXPIRE)
    due = Publication.objects.filter(
        state__in=[PublicationState.SHOWN, PublicationState.WITHDRAWN], shown_until__lt=clock.today()
    )
    wanted = list(
        access.visible(due, actor, EXPIRE, None).order_by("shown_until", "id").values_list("pk", flat=True)
    )
    return [number for pk in wanted if (number := expire(actor, pk, door))]


def expire(actor: User, pk: int, door: str) -> str:
    """Expire one; its number, or nothing when somebody was faster."""
    with transaction.atomic():
        row = Publication.objects.select_for_update(no_key=True).get(pk=pk)
        if (
            row.state == PublicationState.EXPIRED
            or row.shown_until is None
            or row.shown_until >= clock.today()
        ):
            return ""
        old = current(row)
        content = notice(row, old.version + 1, Action.EXPIRE, f"{row.number}/{old.version}")
        row.state = PublicationState.EXPIRED.value
        gone = erased(row)
        edition = issued(actor, row, content, "", prepared_by=actor)
        Edition.objects.filter(pk=edition.pk).update(content="")
        publiclog.forget([edition.log_index])
        detail = {"number": row.number, "version": edition.version, "index": edition.log_index}
        told(actor, "expire", row, door, detail=detail)
        destroy(gone)
    return row.number
