"""What was said and signed: the events the minutes are drafted from, and the signatures under them."""

from django.db import models

from datong.foundation.access.service import User
from datong.foundation.evidence.service import Item
from datong.foundation.meetings.enums import Way
from datong.foundation.meetings.models.meetings import BASIS, RETENTION, Attendee, Meeting
from datong.foundation.meetings.models.motions import Motion
from datong.foundation.storage.service import SealedTextField, personal


class Event(models.Model):
    """One thing that happened, written once; `said_zh` and `said_en` are its sentence in the minutes.

    A note typed in one language stands in both. `key` comes from the form of a note, so that one sent twice is kept once.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="events")
    motion = models.ForeignKey(Motion, null=True, on_delete=models.PROTECT, related_name="events")
    kind = models.CharField(max_length=12)
    said_zh = personal(
        SealedTextField(), purpose="the minutes of the meeting", basis=BASIS, retention=RETENTION
    )
    said_en = personal(
        SealedTextField(), purpose="the minutes of the meeting", basis=BASIS, retention=RETENTION
    )
    at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=40, null=True, unique=True)

    class Meta:
        ordering = ["id"]


class Signature(models.Model):
    """How one attendee signed the minutes; the picture lies in evidence. `note`: why somebody refused."""

    attendee = models.OneToOneField(Attendee, on_delete=models.PROTECT, related_name="signature")
    way = models.CharField(max_length=10, choices=[(each.value, each.label.zh) for each in Way])
    item = models.ForeignKey(Item, null=True, on_delete=models.PROTECT, related_name="+")
    note = personal(
        SealedTextField(null=True), purpose="why somebody did not sign", basis=BASIS, retention=RETENTION
    )
    at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
