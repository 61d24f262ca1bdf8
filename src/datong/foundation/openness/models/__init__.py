"""The tables of openness."""

from datong.foundation.openness.models.catalogue import Calendar, Duty, Item, Opened
from datong.foundation.openness.models.objections import Answer, Contact, Knock, Objection, ReplyRule
from datong.foundation.openness.models.publications import Draft, Edition, Posting, Publication, PublicFile

__all__ = [
    "Answer",
    "Calendar",
    "Contact",
    "Draft",
    "Duty",
    "Edition",
    "Item",
    "Knock",
    "Objection",
    "Opened",
    "Posting",
    "PublicFile",
    "Publication",
    "ReplyRule",
]
