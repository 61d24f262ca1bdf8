"""What this house plugs into the shell."""

from django.utils.translation import gettext_noop

from datong.kernel.bilingual import Text
from datong.web import navigation

SECTION = gettext_noop("数据与简报")


def plug_in() -> None:
    navigation.register(Text("总览", "Cockpit"), "cockpit", "layout-dashboard", 1, "cockpit.view")
    navigation.register(
        Text("简报", "Briefing"), "briefing", "file-text", 60, "briefings.view", section=SECTION
    )
