"""What a control found (随机对照): of a recipient without any match, or of a settled match looked at a second time."""

from django.db import transaction

from datong.foundation.access import service as access
from datong.foundation.access.service import User
from datong.foundation.reviews.actions.journalling import tell
from datong.foundation.reviews.enums import OF_SETTLED, OF_UNMATCHED
from datong.foundation.reviews.errors import KeptApart, NotNow, Unfit
from datong.foundation.reviews.models import Control
from datong.foundation.reviews.workflow import DECIDE
from datong.kernel import clock
from datong.kernel.bilingual import Text

DONE = Text("这一户已经查过。", "This one was checked already.")
OWN_DECISION = Text(
    "这条线索是您核实的，须由另一个人再看。", "You decided on this match; somebody else has to look at it."
)
NO_NOTE = Text("请写明怎样查的、查到什么。", "Say how it was checked and what was found.")
NO_CHOICE = Text("请选择查的结果。", "Choose what was found.")


def record_control(actor: User, control_id: int, seen: str, note: str, *, door: str = "page") -> Control:
    """Record what was found. It opens nothing by itself, and decides nothing: whoever finds a decision wrong has the match
    verified again. Raises Refused, NotNow, KeptApart, Unfit, Control.DoesNotExist."""
    with transaction.atomic():
        row = (
            Control.objects.select_for_update(no_key=True, of=("self",))
            .select_related("run", "hit__verdict")
            .get(pk=control_id)
        )
        access.require(actor, DECIDE, programme=row.run.programme, place_code=row.place_code)
        if row.seen:
            raise NotNow(DONE)
        if seen not in (OF_UNMATCHED if row.hit is None else OF_SETTLED):
            raise Unfit(NO_CHOICE, "seen")
        verdict = row.hit.verdict if row.hit else None
        if verdict is not None and verdict.by_id == actor.pk:
            raise KeptApart(OWN_DECISION)
        if not note.strip():
            raise Unfit(NO_NOTE, "note")
        row.seen, row.note, row.by, row.at = seen, note.strip(), actor, clock.now()
        row.save(update_fields=["seen", "note", "by", "at"])
        tell(actor, "control", f"reviews.Control:{row.pk}", row.place_code, door, seen=seen)
    return row
