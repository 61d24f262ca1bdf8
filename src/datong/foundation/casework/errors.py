"""What casework refuses, each in one sentence that says what to do."""

from datong.kernel.bilingual import Text


class CaseworkError(ValueError):
    """A step, decision or objection that cannot be taken. `field`: where on the form, when it is about one."""

    def __init__(self, text: Text, field: str = "") -> None:
        super().__init__(str(text))
        self.text = text
        self.field = field


class NoSuchStep(CaseworkError):
    """The table does not have this step from this state."""

    def __init__(self, step: Text, state: Text) -> None:
        super().__init__(
            Text(
                "此案现在是“{state}”，不能办“{step}”。请刷新页面，看现在该办什么。",
                "The case now stands at “{state}”; “{step}” does not follow from there. Reload the page to see what does.",
            ).format(step=step, state=state)
        )


class Moved(CaseworkError):
    """Somebody else took a step since the page was opened."""

    def __init__(self) -> None:
        super().__init__(
            Text(
                "您打开页面之后，此案已有新的办理。您填的内容还在，请先看最新情况再提交。",
                "The case has moved since you opened the page. What you typed is kept; look at what is new before sending.",
            )
        )


class KeptApart(CaseworkError):
    """Whoever prepared a case does not decide it."""

    def __init__(self, step: Text) -> None:
        super().__init__(
            Text(
                "您办过此案的“{step}”，按职责分离不能再办这一步，请由另一位同志办理。",
                "You took the step “{step}” of this case; duties are separated, so somebody else has to take this one.",
            ).format(step=step)
        )


class OwnKin(CaseworkError):
    """Nobody decides for the own household or near relatives."""

    def __init__(self) -> None:
        super().__init__(
            Text(
                "此案涉及您本人、家人或近亲属，您应当回避，请由另一位同志办理。",
                "The case is about yourself, your household or a near relative; somebody else has to take it.",
            )
        )


class KinUndeclared(CaseworkError):
    """The account is not linked to a person, so the decider must say it."""

    def __init__(self) -> None:
        super().__init__(
            Text(
                "请确认您与申请家庭不是同一家庭、也没有近亲属关系。",
                "Please confirm that you are neither of the household nor a near relative.",
            ),
            "kin_declared",
        )


class Frozen(CaseworkError):
    """An objection is open."""

    def __init__(self) -> None:
        super().__init__(
            Text(
                "此案有异议尚未答复，答复之前不能作出或执行不利的决定。",
                "An objection is open; nothing may be taken away before it is answered.",
            )
        )


class Upheld(CaseworkError):
    """An objection was upheld, in whole or in part: what it was raised against is not carried out any more."""

    def __init__(self) -> None:
        super().__init__(
            Text(
                "对此的异议已经成立（或部分成立），不能照原样办下去，请撤销或者重新调查后再办。",
                "An objection to this was upheld, or partly; it cannot go on as it stands: take it back, or look into it anew.",
            )
        )


class TooEarly(CaseworkError):
    """A time that must pass has not passed."""


class Missing(CaseworkError):
    """Papers, reasons or a decision lack."""


class BadClock(CaseworkError):
    """A clock cannot be stopped, started or extended like this."""


class BadObjection(CaseworkError):
    """An objection that cannot be taken or answered like this."""


class BadCode(CaseworkError):
    """Case number and code do not open anything; never says which of the two is wrong."""

    def __init__(self) -> None:
        super().__init__(
            Text(
                "编号或查询码不对，或者查询码已经用过。请核对通知书上的编号和查询码；忘记的可请村干部重新打印。",
                "Number and code do not match, or the code was used before. Check the letter; the village can print a new code.",
            )
        )


class ShutForNow(CaseworkError):
    """Too many wrong tries."""

    def __init__(self) -> None:
        super().__init__(
            Text(
                "输错次数太多，请半小时后再试，或请村干部当面查询。",
                "Too many wrong tries; try again in half an hour, or ask at the village office.",
            )
        )
