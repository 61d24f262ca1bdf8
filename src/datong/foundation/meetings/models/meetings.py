"""A meeting and who belongs to it."""

from django.db import models
from django.db.models import Q

from datong.foundation.access.service import User
from datong.foundation.meetings.enums import MeetingState
from datong.foundation.people.service import Person
from datong.foundation.storage.service import SealedTextField, personal

BASIS = "the law of the programme whose meeting it is asks for minutes with the names of who took part"
RETENTION = "as long as the case or decision it was held for; archived with its minutes"


class Meeting(models.Model):
    """One meeting. `rule` is the rule as frozen on the day it was called; `step` counts the order of business from 0.

    `key` comes from the form, so that a meeting sent twice is called once.
    """

    kind = models.CharField(max_length=60)
    programme = models.CharField(max_length=20)
    county = models.CharField(max_length=6)
    place_code = models.CharField(max_length=12)
    title = models.CharField(max_length=80)
    held_on = models.DateField()
    place_text = models.CharField(max_length=80)
    rule_key = models.CharField(max_length=60)
    rule = models.JSONField()
    order_of_business = models.JSONField(default=list)
    state = models.CharField(max_length=10, default=MeetingState.CALLED)
    step = models.PositiveSmallIntegerField(default=0)
    chair = personal(
        models.CharField(max_length=60), purpose="who chaired it", basis=BASIS, retention=RETENTION
    )
    recorder = personal(
        models.CharField(max_length=60), purpose="who wrote the minutes", basis=BASIS, retention=RETENTION
    )
    called_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    called_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    key = models.CharField(max_length=40, unique=True)

    class Meta:
        ordering = ["-held_on", "-id"]
        indexes = [models.Index(fields=["programme", "place_code", "held_on"], name="meeting_place")]


class Attendee(models.Model):
    """One seat. `person` is empty for who was typed in; such a person declares an interest before each vote on a case.

    `excused`: the key of a reason in the rule for which an absent person is not counted; `apology`: any other reason.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="attendees")
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    name = personal(
        models.CharField(max_length=60), purpose="who took part", basis=BASIS, retention=RETENTION
    )
    group = models.CharField(max_length=30)
    entitled = models.BooleanField()
    present = models.BooleanField(default=False)
    arrived = models.DateTimeField(null=True)
    left = models.DateTimeField(null=True)
    excused = models.CharField(max_length=30, blank=True)
    apology = personal(
        SealedTextField(null=True), purpose="why somebody was absent", basis=BASIS, retention=RETENTION
    )

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "person"], condition=Q(person__isnull=False), name="attendee_once"
            ),
            models.UniqueConstraint(
                fields=["meeting", "name", "group"],
                condition=Q(person__isnull=True),
                name="attendee_typed_once",
            ),
        ]
