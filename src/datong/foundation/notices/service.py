"""The door: declare kinds of letters, issue them, record how they arrived, print them again."""

from datong.foundation.notices.actions import attempt_failed, deliver, issue, print_letter, send
from datong.foundation.notices.core.errors import BadDelivery
from datong.foundation.notices.core.ways import WAYS, Way
from datong.foundation.notices.models import Delivery, Notice
from datong.foundation.notices.protocols import Channel, NoticeKind
from datong.foundation.notices.queries import delivered_on, docx, facts, letter, notices_of, pdf
from datong.foundation.notices.registry import KINDS, register, use

__all__ = [
    "KINDS",
    "WAYS",
    "BadDelivery",
    "Channel",
    "Delivery",
    "Notice",
    "NoticeKind",
    "Way",
    "attempt_failed",
    "deliver",
    "delivered_on",
    "docx",
    "facts",
    "issue",
    "letter",
    "notices_of",
    "pdf",
    "print_letter",
    "register",
    "send",
    "use",
]
