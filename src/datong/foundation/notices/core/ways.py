"""Ways in which a letter reaches a person."""

from enum import StrEnum

from datong.kernel.bilingual import Text


class Way(StrEnum):
    """The channel of a delivery, as stored."""

    HANDED = "handed"
    VISIT = "visit"
    POST = "post"
    PHONE = "phone"
    SMS = "sms"
    EMAIL = "email"

    @property
    def label(self) -> Text:
        return WAYS[self]


WAYS = {
    Way.HANDED: Text("当面交付", "handed over"),
    Way.VISIT: Text("上门送达", "brought to the house"),
    Way.POST: Text("邮寄", "posted"),
    Way.PHONE: Text("电话告知", "told by phone"),
    Way.SMS: Text("短信", "SMS"),
    Way.EMAIL: Text("电子邮件", "e-mail"),
}
IN_PERSON = frozenset({Way.HANDED, Way.VISIT})
ONLY_WITH_PROOF = frozenset({Way.POST, Way.PHONE})
MESSAGES = frozenset({Way.SMS, Way.EMAIL})
