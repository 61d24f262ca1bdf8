"""What this house plugs into the shell."""

from datong.kernel.bilingual import Text
from datong.web import navigation


def plug_in() -> None:
    navigation.register(Text("工作日历", "Working days"), "calendar", "calendar", 68, "calendar.view")
