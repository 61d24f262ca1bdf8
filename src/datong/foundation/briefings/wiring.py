"""What this house plugs into the shell."""

from datong.kernel.bilingual import Text
from datong.web import navigation

SECTION = Text("数据与简报", "Data and briefing")


def plug_in() -> None:
    navigation.register(Text("总览", "Cockpit"), "cockpit", "layout-dashboard", 1, "cockpit.view")
    navigation.register(
        Text("简报", "Briefing"), "briefing", "file-text", 60, "briefings.view", section=SECTION
    )
