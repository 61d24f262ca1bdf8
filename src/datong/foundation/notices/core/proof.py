"""What counts as delivered (送达): handed over or brought; posted with a receipt; phoned with a record. Nothing else."""

import datetime as dt
import re
from dataclasses import dataclass

from datong.foundation.notices.core.errors import BadDelivery
from datong.foundation.notices.core.ways import IN_PERSON, MESSAGES, ONLY_WITH_PROOF, Way
from datong.kernel.bilingual import Text

_MOBILE = re.compile(r"1[3-9]\d{9}")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
NO_CHANNEL = Text(
    "没有“{channel}”这种送达方式，请从列表中选择。",
    "There is no way of delivery “{channel}”; choose from the list.",
)
NOT_YET = Text(
    "送达日期 {on} 还没有到，请填实际送达的日期。", "{on} is still to come; give the day it was delivered."
)
TOO_EARLY = Text(
    "送达日期 {on} 早于文书签发日期 {issued}，请核对。",
    "{on} is before the letter was issued on {issued}; please check.",
)
NO_RECEIVER = Text("请填写由谁收到。", "Say who received it.")
NO_PROOF = Text(
    "请写明送达凭证，例如“本人签收”，或上传签收照片。",
    "Give the proof, such as “signed for in person”, or a picture of it.",
)
NO_MOBILE = Text("手机号码应为 11 位数字，请核对。", "A mobile number has 11 digits; please check.")
NO_EMAIL = Text("这不是一个电子邮箱地址，请核对。", "This is not an e-mail address; please check.")
NO_WHY = Text("请写明没有送达的原因。", "Say why it could not be delivered.")


@dataclass(frozen=True, slots=True)
class Handover:
    """What a person says of a delivery: how, on which day, to whom, with which proof."""

    channel: str
    on: dt.date
    receiver: str
    proof: str = ""
    evidence: int | None = None


def way(channel: str) -> Way:
    """The way of this name. Raises BadDelivery."""
    try:
        return Way(channel)
    except ValueError:
        raise BadDelivery("channel", NO_CHANNEL.format(channel=channel)) from None


def counts(said: Handover) -> bool:
    """Whether this delivery starts a clock. Raises BadDelivery when what was said cannot be so kept at all."""
    how, proved = way(said.channel), bool(said.proof.strip()) or said.evidence is not None
    if not said.receiver.strip():
        raise BadDelivery("receiver", NO_RECEIVER)
    if how in IN_PERSON and not proved:
        raise BadDelivery("proof", NO_PROOF)
    return how in IN_PERSON or (how in ONLY_WITH_PROOF and proved)


def check_day(on: dt.date, issued: dt.date, today: dt.date) -> None:
    """A letter arrives between the day it was issued and today. Raises BadDelivery."""
    if on > today:
        raise BadDelivery("on", NOT_YET.format(on=on.isoformat()))
    if on < issued:
        raise BadDelivery("on", TOO_EARLY.format(on=on.isoformat(), issued=issued.isoformat()))


def address(channel: str, to: str) -> tuple[Way, str]:
    """Way and address of a message without blanks. Raises BadDelivery."""
    how, to = way(channel), "".join(to.split())
    if how not in MESSAGES:
        raise BadDelivery("channel", NO_CHANNEL.format(channel=channel))
    if how is Way.SMS and not _MOBILE.fullmatch(to):
        raise BadDelivery("to", NO_MOBILE)
    if how is Way.EMAIL and not _EMAIL.fullmatch(to):
        raise BadDelivery("to", NO_EMAIL)
    return how, to
