"""What this house plugs into the shell."""

from datong.kernel.bilingual import Text
from datong.web import navigation

SECTION = Text("数据与简报", "Data and briefing")


def plug_in() -> None:
    navigation.register(Text("指标", "Figures"), "figures", "chart-bar", 61, "figures.view", section=SECTION)
