"""What checking a recipient without any match found (随机对照): so that what review misses is known as well."""

from django.db import transaction

from datong.foundation.access import service as access
from datong.foundation.access.service import User
from datong.foundation.reviews.actions.journalling import tell
from datong.foundation.reviews.enums import Seen
from datong.foundation.reviews.errors import NotNow, Unfit
from datong.foundation.reviews.models import Control
from datong.foundation.reviews.workflow import DECIDE
from datong.kernel import clock
from datong.kernel.bilingual import Text

DONE = Text("这一户已经查过。", "This one was checked already.")
NO_NOTE = Text("请写明怎样查的、查到什么。", "Say how it was checked and what was found.")
NO_CHOICE = Text("请选择查的结果。", "Choose what was found.")


def record_control(actor: User, control_id: int, seen: str, note: str, *, door: str = "page") -> Control:
    """Record what was found. It opens nothing by itself. Raises Refused, NotNow, Unfit, Control.DoesNotExist."""
    with transaction.atomic():
        row = (
            Control.objects.select_for_update(no_key=True, of=("self",))
            .select_related("run")
            .get(pk=control_id)
        )
        access.require(actor, DECIDE, programme=row.run.programme, place_code=row.place_code)
        if row.seen:
            raise NotNow(DONE)
        if seen not in set(Seen):
            raise Unfit(NO_CHOICE, "seen")
        if not note.strip():
            raise Unfit(NO_NOTE, "note")
        row.seen, row.note, row.by, row.at = seen, note.strip(), actor, clock.now()
        row.save(update_fields=["seen", "note", "by", "at"])
        tell(actor, "control", f"reviews.Control:{row.pk}", row.place_code, door, seen=seen)
    return row
