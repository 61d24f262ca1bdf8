"""What a meeting, a motion, a vote, a signature can be; each with its word."""

from enum import StrEnum

from datong.kernel.bilingual import Text


class Worded(StrEnum):
    """A value with a word for the reader."""

    @property
    def label(self) -> Text:
        return WORDS[type(self).__name__, self.value]


class MeetingState(Worded):
    """called → opened → closed, or cancelled before it was closed."""

    CALLED = "called"
    OPENED = "opened"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class MotionState(Worded):
    """waiting → put (discussed) → voting (the room is counted and stays so) → settled, or withdrawn."""

    WAITING = "waiting"
    PUT = "put"
    VOTING = "voting"
    SETTLED = "settled"
    WITHDRAWN = "withdrawn"


class Choice(Worded):
    """A vote."""

    YES = "yes"
    NO = "no"
    ABSTAIN = "abstain"


class Ground(Worded):
    """Why somebody steps aside from a motion."""

    HOUSEHOLD = "household"
    RELATIVE = "relative"
    HANDLED = "handled"
    DECLARED = "declared"


class Way(Worded):
    """How the minutes were signed."""

    PAPER = "paper"
    SCREEN = "screen"
    TYPED = "typed"
    REFUSED = "refused"


WORDS = {
    ("MeetingState", "called"): Text("已召集", "called"),
    ("MeetingState", "opened"): Text("进行中", "in progress"),
    ("MeetingState", "closed"): Text("已结束", "closed"),
    ("MeetingState", "cancelled"): Text("已取消", "cancelled"),
    ("MotionState", "waiting"): Text("待议", "waiting"),
    ("MotionState", "put"): Text("正在评议", "under discussion"),
    ("MotionState", "voting"): Text("正在表决", "being voted on"),
    ("MotionState", "settled"): Text("已表决", "settled"),
    ("MotionState", "withdrawn"): Text("不再表决", "withdrawn"),
    ("Choice", "yes"): Text("赞成", "for"),
    ("Choice", "no"): Text("反对", "against"),
    ("Choice", "abstain"): Text("弃权", "abstain"),
    ("Ground", "household"): Text("是这一户的家庭成员", "a member of this household"),
    ("Ground", "relative"): Text("是这一户的近亲属", "a near relative of this household"),
    ("Ground", "handled"): Text("经办过这一户", "handled this household's case"),
    ("Ground", "declared"): Text("本人申明有利害关系", "declared an interest"),
    ("Way", "paper"): Text("纸上签名", "signed on paper"),
    ("Way", "screen"): Text("屏上签名", "signed on the screen"),
    ("Way", "typed"): Text("键入姓名确认", "confirmed by typing the name"),
    ("Way", "refused"): Text("拒绝签名", "refused to sign"),
}
