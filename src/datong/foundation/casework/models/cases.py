"""A case and what happened to it."""

from django.db import models
from django.db.models import Q

from datong.foundation.access.service import User
from datong.foundation.people.service import Household, Person
from datong.foundation.storage.service import SealedTextField, personal

BASIS = (
    "the law of the programme that opened the case; 行政许可法 and 社会救助暂行办法 ask for written procedure"
)
RETENTION = "while the case is open, then as long as the county's archive rules say; five years at least"


class Case(models.Model):
    """One procedure about one household or person. `law_on`: the day whose law governs it (of the application).

    `moves` counts the steps taken, so that two people never decide from the same page twice. `due_on` is the soonest day
    that binds. Whoever has something taken away has a decision: the database holds it.
    """

    number = models.CharField(max_length=30, unique=True)
    workflow = models.CharField(max_length=40)
    programme = models.CharField(max_length=20)
    state = models.CharField(max_length=30)
    entitlement = models.CharField(max_length=8, default="none")
    county = models.CharField(max_length=6)
    place_code = models.CharField(max_length=12)
    household = models.ForeignKey(Household, null=True, on_delete=models.PROTECT, related_name="+")
    subject = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    label = personal(
        models.CharField(max_length=60),
        purpose="name the case in lists",
        basis=BASIS,
        retention=RETENTION,
    )
    origin = models.CharField(max_length=40, blank=True)
    law_on = models.DateField()
    opened_on = models.DateField()
    moved_on = models.DateField()
    moved_at = models.DateTimeField()
    moves = models.PositiveIntegerField(default=0)
    due_on = models.DateField(null=True)
    closed_on = models.DateField(null=True)
    frozen = models.PositiveSmallIntegerField(default=0)
    decision = models.ForeignKey("casework.Decision", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(entitlement__in=("refused", "stopped")) | Q(decision__isnull=False),
                name="case_loses_by_decision_only",
            ),
            models.UniqueConstraint(
                fields=["programme", "household"],
                condition=Q(closed_on__isnull=True, household__isnull=False),
                name="case_once_a_household",
            ),
        ]
        indexes = [
            models.Index(fields=["place_code", "programme", "id"], name="case_place"),
            models.Index(
                fields=["place_code", "programme", "id"],
                condition=Q(closed_on__isnull=False),
                name="case_closed",
            ),
            models.Index(fields=["programme", "id"], name="case_programme"),
            models.Index(fields=["programme", "state", "place_code"], name="case_state"),
            models.Index(
                fields=["state", "moved_on", "place_code", "workflow"],
                condition=Q(closed_on__isnull=True),
                name="case_moved",
            ),
        ]


class Event(models.Model):
    """One thing that happened to a case, written once. `on` is the legal day, `at` the moment it was entered."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="events")
    number = models.PositiveIntegerField()
    on = models.DateField()
    at = models.DateTimeField()
    step = models.CharField(max_length=60)
    before = models.CharField(max_length=30, blank=True)
    after = models.CharField(max_length=30)
    actor = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    authority = models.CharField(max_length=120, blank=True)
    door = models.CharField(max_length=10)
    decision = models.ForeignKey("casework.Decision", null=True, on_delete=models.PROTECT, related_name="+")
    note = personal(
        SealedTextField(null=True),
        purpose="say what was done in words",
        basis=BASIS,
        retention=RETENTION,
    )

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["case", "number"], name="event_once")]
        indexes = [models.Index(fields=["step", "on"], name="event_step")]
