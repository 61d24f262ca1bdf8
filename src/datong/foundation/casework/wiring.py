"""What this house plugs into the houses below it and into the shell."""

from datong.foundation.access import service as access
from datong.foundation.calendar import service as calendar
from datong.foundation.casework.actions.clocks import recompute
from datong.foundation.casework.actions.tasks import hand_over
from datong.kernel.bilingual import Text
from datong.web import navigation


def plug_in() -> None:
    calendar.on_change.append(recompute)
    access.on_hand_over.append(hand_over)
    navigation.register(Text("收件箱", "Inbox"), "inbox", "inbox", 0, "cases.view")
    navigation.register(Text("办件", "Cases"), "cases", "list-details", 2, "cases.view")
    navigation.register(Text("催办", "Watch"), "case_watch", "clock", 3, "cases.view")
