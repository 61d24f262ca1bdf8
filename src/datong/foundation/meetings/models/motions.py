"""Motions: who steps aside, how it was voted, what was resolved."""

from django.db import models

from datong.foundation.access.service import User
from datong.foundation.casework.service import Case
from datong.foundation.meetings.enums import Choice, Ground, MotionState
from datong.foundation.meetings.models.meetings import BASIS, RETENTION, Attendee, Meeting
from datong.foundation.storage.service import SealedTextField, personal


class Motion(models.Model):
    """One matter, voted on by itself. `heads`: the room as it was counted when the vote began."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="motions")
    order = models.PositiveSmallIntegerField()
    case = models.ForeignKey(Case, null=True, on_delete=models.PROTECT, related_name="+")
    wording = personal(
        SealedTextField(),
        purpose="what is voted on, with the name it is about",
        basis=BASIS,
        retention=RETENTION,
    )
    object = models.CharField(max_length=80, blank=True)
    state = models.CharField(max_length=10, default=MotionState.WAITING)
    heads = models.JSONField(null=True)

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "order"], name="motion_order"),
            models.UniqueConstraint(
                fields=["meeting", "case"], condition=models.Q(case__isnull=False), name="motion_case_once"
            ),
            models.UniqueConstraint(
                fields=["meeting"],
                condition=models.Q(state__in=[MotionState.PUT.value, MotionState.VOTING.value]),
                name="motion_one_at_a_time",
            ),
        ]


class Declaration(models.Model):
    """What somebody outside the register of people declared of their interest in a motion."""

    motion = models.ForeignKey(Motion, on_delete=models.PROTECT, related_name="declarations")
    attendee = models.ForeignKey(Attendee, on_delete=models.PROTECT, related_name="declarations")
    interested = models.BooleanField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["motion", "attendee"], name="declared_once")]


class Recusal(models.Model):
    """Somebody steps aside from a motion. `source`: `register` (found by the system) or `declared` (by the person)."""

    motion = models.ForeignKey(Motion, on_delete=models.PROTECT, related_name="recusals")
    attendee = models.ForeignKey(Attendee, on_delete=models.PROTECT, related_name="recusals")
    ground = models.CharField(max_length=10, choices=[(each.value, each.label.zh) for each in Ground])
    source = models.CharField(max_length=10)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["motion", "attendee"], name="recused_once")]


class OpenVote(models.Model):
    """How somebody voted by show of hands. There is no such row for a secret ballot."""

    motion = models.ForeignKey(Motion, on_delete=models.PROTECT, related_name="votes")
    attendee = models.ForeignKey(Attendee, on_delete=models.PROTECT, related_name="votes")
    choice = models.CharField(max_length=10, choices=[(each.value, each.label.zh) for each in Choice])

    class Meta:
        constraints = [models.UniqueConstraint(fields=["motion", "attendee"], name="voted_once")]


class BallotCount(models.Model):
    """The papers of a secret ballot as one user counted and entered them; two users a round, recounted until equal."""

    motion = models.ForeignKey(Motion, on_delete=models.PROTECT, related_name="counts")
    round = models.PositiveSmallIntegerField()
    entry = models.PositiveSmallIntegerField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    yes = models.PositiveIntegerField()
    no = models.PositiveIntegerField()
    abstain = models.PositiveIntegerField()
    spoiled = models.PositiveIntegerField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["round", "entry"]
        constraints = [
            models.UniqueConstraint(fields=["motion", "round", "entry"], name="count_two_a_round"),
            models.UniqueConstraint(fields=["motion", "round", "by"], name="count_by_two_people"),
            models.CheckConstraint(condition=models.Q(entry__in=[1, 2]), name="count_first_or_second"),
        ]


class MotionResult(models.Model):
    """What was resolved; written once. Figures of a secret ballot are kept here and shown only where the guard allows."""

    motion = models.OneToOneField(Motion, on_delete=models.PROTECT, related_name="result")
    heads = models.JSONField()
    yes = models.PositiveIntegerField()
    no = models.PositiveIntegerField()
    abstain = models.PositiveIntegerField()
    spoiled = models.PositiveIntegerField()
    carried = models.BooleanField()
    arithmetic_zh = models.TextField()
    arithmetic_en = models.TextField()
    conclusion = personal(
        SealedTextField(null=True),
        purpose="the conclusion drawn from the discussion, in words",
        basis=BASIS,
        retention=RETENTION,
    )
    at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
