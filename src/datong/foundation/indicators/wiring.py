"""What this house plugs into the shell."""

from django.utils.translation import gettext_noop

from datong.kernel.bilingual import Text
from datong.web import navigation

SECTION = gettext_noop("数据与简报")


def plug_in() -> None:
    navigation.register(Text("指标", "Figures"), "figures", "chart-bar", 61, "figures.view", section=SECTION)
