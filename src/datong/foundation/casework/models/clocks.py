"""The legal days of a case (期限) and the times when its clocks stood still."""

from django.db import models
from django.db.models import Q

from datong.foundation.access.service import User
from datong.foundation.casework.models.cases import Case


class Deadline(models.Model):
    """One day that binds. `key` is a step's or a clock's; `limit` and `other` are limits as the table had them.

    `due_on` is empty while the clock stands still. `provisional`: the calendar of that year has no official notice yet.
    """

    class State(models.TextChoices):
        OPEN = "open"
        MET = "met"
        VOID = "void"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="deadlines")
    key = models.CharField(max_length=60)
    total = models.BooleanField(default=False)
    floor = models.BooleanField(default=False)
    since = models.CharField(max_length=60)
    started_on = models.DateField()
    limit = models.JSONField()
    other = models.JSONField(null=True)
    due_on = models.DateField(null=True)
    warn_on = models.DateField(null=True)
    provisional = models.BooleanField(default=False)
    state = models.CharField(max_length=4, choices=State.choices, default=State.OPEN)
    ended_on = models.DateField(null=True)
    extended = models.JSONField(null=True)

    class Meta:
        ordering = ["due_on", "id"]
        indexes = [
            models.Index(fields=["case", "state"], name="deadline_case"),
            models.Index(fields=["provisional"], condition=Q(state="open"), name="deadline_provisional"),
        ]


class Pause(models.Model):
    """The clocks of a case stood still from `since` (that day still counted) to `until` (not counted any more)."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="pauses")
    reason = models.CharField(max_length=40)
    article = models.CharField(max_length=120)
    note = models.CharField(max_length=200, blank=True)
    since = models.DateField()
    until = models.DateField(null=True)
    begun_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    ended_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["since", "id"]
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=Q(until__isnull=True), name="pause_once")
        ]
