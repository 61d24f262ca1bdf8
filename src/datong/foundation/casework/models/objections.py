"""Objections and appeals (异议、申诉)."""

from django.db import models

from datong.foundation.access.service import User
from datong.foundation.casework.models.cases import BASIS, RETENTION, Case
from datong.foundation.casework.models.decisions import Decision
from datong.foundation.people.service import Person
from datong.foundation.storage.service import SealedTextField, personal


class Objection(models.Model):
    """One objection by anyone entitled, through any channel; open until another person of another unit answers.

    `typed_by`: the official who typed it in for somebody; empty when it came from the citizen's own page.
    `kind` is a right of the table (Objectable). The objector's name is not shown to whom they object.
    """

    class State(models.TextChoices):
        RECEIVED = "received"
        ACKNOWLEDGED = "acknowledged"
        ANSWERED = "answered"
        WITHDRAWN = "withdrawn"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="objections")
    kind = models.CharField(max_length=40)
    decision = models.ForeignKey(Decision, null=True, on_delete=models.PROTECT, related_name="objections")
    by_name = personal(
        SealedTextField(null=True), purpose="answer whoever objected", basis=BASIS, retention=RETENTION
    )
    by_person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    contact = personal(
        SealedTextField(null=True), purpose="reach whoever objected", basis=BASIS, retention=RETENTION
    )
    capacity = models.CharField(max_length=20)
    channel = models.CharField(max_length=20)
    typed_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    text = personal(SealedTextField(), purpose="what is objected to", basis=BASIS, retention=RETENTION)
    received_on = models.DateField()
    at = models.DateTimeField()
    acknowledged_on = models.DateField(null=True)
    limit = models.JSONField()
    role = models.CharField(max_length=20)
    place_code = models.CharField(max_length=12)
    due_on = models.DateField(null=True)
    warn_on = models.DateField(null=True)
    provisional = models.BooleanField(default=False)
    state = models.CharField(max_length=12, choices=State.choices, default=State.RECEIVED)
    outcome = models.CharField(max_length=12, blank=True)
    answer = personal(
        SealedTextField(null=True), purpose="tell whoever objected why", basis=BASIS, retention=RETENTION
    )
    article = models.CharField(max_length=200, blank=True)
    answered_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    answered_on = models.DateField(null=True)

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["case", "state"], name="objection_case"),
            models.Index(fields=["state", "role", "place_code", "due_on"], name="objection_desk"),
        ]
