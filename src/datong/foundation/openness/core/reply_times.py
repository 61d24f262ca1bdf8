"""How long an answer to an objection may take (答复期限) where the county has entered nothing of its own.

Days as the sources say: calendar days, the day of receipt not counted. The county replaces each with its own rule.
"""

from dataclasses import dataclass

from datong.kernel.bilingual import Text
from datong.kernel.workdays import Limit, Unit

__all__ = ["ASKERS", "SHIPPED", "UPPER", "ReplyTime", "asker"]

ASKERS = {
    "villager": Text("本村村民", "a villager"),
    "group": Text("村务公开监督小组（村务监督委员会）", "the village's supervision group"),
    "other": Text("其他人", "somebody else"),
}
UPPER = "upper"


@dataclass(frozen=True, slots=True)
class ReplyTime:
    """So many days, and where that is written."""

    days: int
    unit: Unit
    source: str

    @property
    def limit(self) -> Limit:
        """The same as a time limit."""
        return Limit(self.days, self.unit, self.source)


SHIPPED = {
    "villager": ReplyTime(
        3,
        "calendar",
        "参照重庆市实施村民委员会组织法办法（2013年）第三十一条；四川条文未见全文，县里可以另定",
    ),
    "group": ReplyTime(10, "calendar", "四川省村务公开条例（2009年）"),
    UPPER: ReplyTime(20, "calendar", "四川省村务公开条例（2009年）第十七条"),
}


def asker(key: str) -> str:
    """Whose reply time binds: that of a villager for everybody but the supervision group."""
    return "group" if key == "group" else "villager"
