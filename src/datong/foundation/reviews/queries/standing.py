"""What keeps a match from being decided now, or by this person: the household must have been told, and have answered or had its time."""

from datong.foundation.reviews.models import Hit
from datong.kernel import clock
from datong.kernel.bilingual import Text

UNTOLD = Text("还没有告知这一户，不能认定属实。", "The household has not been told; it cannot be confirmed.")
UNPROVED = Text(
    "告知书还没有送达凭证，不能认定属实。",
    "There is no proof that the letter arrived; it cannot be confirmed.",
)
WAIT = Text(
    "家庭还没有说明，答复期到 {day} 为止，过后才能认定属实。",
    "The household has not answered and has time until {day}; it can be confirmed after that.",
)

RAN = Text(
    "核对是您开展的，认定属实须由另一个人。", "You ran this review; somebody else has to confirm its matches."
)
SAME = Text(
    "上次是您核实的，重新核实须由另一个人。", "You decided it before; somebody else has to verify it again."
)


def hindrance(row: Hit) -> Text | None:
    """Why not, in a sentence; None when it may be confirmed."""
    if row.notice_id is None:
        return UNTOLD
    if row.reply_until is None:
        return UNPROVED
    if row.reply_until >= clock.today() and not row.replies.exists():
        return WAIT.format(day=row.reply_until)
    return None
