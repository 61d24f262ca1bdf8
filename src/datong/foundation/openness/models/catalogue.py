"""What a county's villages owe the public. Deliberately missing: the state of a duty; it follows from days."""

from django.db import models

from datong.foundation.access.service import User


class Item(models.Model):
    """One version of one line of a county's catalogue. The newest version in force on a day counts; none is changed.

    `day`: monthly and quarterly: the day of the month after the period; yearly: days after the year; at once and per
    stage: days after it happened. `board_days`: how long it hangs. `public_days`: after so many days the content leaves
    the public pages (empty: until the next one replaces it).
    """

    county = models.CharField(max_length=6)
    key = models.CharField(max_length=60)
    version = models.PositiveIntegerField()
    aspect = models.CharField(max_length=30)
    group_zh = models.CharField(max_length=40)
    group_en = models.CharField(max_length=80)
    name_zh = models.CharField(max_length=60)
    name_en = models.CharField(max_length=120)
    cycle = models.CharField(max_length=10)
    day = models.PositiveSmallIntegerField()
    prepares = models.CharField(max_length=40)
    checks = models.CharField(max_length=40)
    profile = models.CharField(max_length=2)
    evidence = models.CharField(max_length=200, blank=True)
    source = models.CharField(max_length=200)
    confidence = models.CharField(max_length=1, default="H")
    board_days = models.PositiveSmallIntegerField(default=10)
    board_unit = models.CharField(max_length=8, default="calendar")
    public_days = models.PositiveIntegerField(null=True)
    signed = models.BooleanField(default=False)
    since = models.DateField()
    until = models.DateField(null=True)
    why = models.CharField(max_length=200, blank=True)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["aspect", "key", "-version"]
        constraints = [models.UniqueConstraint(fields=["county", "key", "version"], name="item_version_once")]


class Duty(models.Model):
    """One village owes one item for one period (or one event, named by `stage`); `fulfilled_on`: the day it was published."""

    county = models.CharField(max_length=6)
    place_code = models.CharField(max_length=12)
    aspect = models.CharField(max_length=30)
    key = models.CharField(max_length=60)
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="+")
    period_start = models.DateField()
    period_end = models.DateField()
    stage = models.CharField(max_length=60, blank=True)
    due_on = models.DateField()
    fulfilled_on = models.DateField(null=True)
    publication = models.ForeignKey(
        "openness.Publication", null=True, on_delete=models.PROTECT, related_name="duties"
    )
    exempt = models.CharField(max_length=200, blank=True)
    exempt_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["place_code", "key", "period_start", "stage"], name="duty_once")
        ]
        indexes = [
            models.Index(fields=["place_code", "due_on"], name="duty_place"),
            models.Index(
                fields=["county", "due_on"],
                condition=models.Q(fulfilled_on__isnull=True, exempt=""),
                name="duty_open",
            ),
        ]


class Opened(models.Model):
    """The day from which a village discloses an aspect: from the county's ledger or from its first publication."""

    county = models.CharField(max_length=6)
    place_code = models.CharField(max_length=12)
    aspect = models.CharField(max_length=30)
    on = models.DateField()
    origin = models.CharField(max_length=60)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["place_code", "aspect"], name="opened_once")]
        indexes = [models.Index(fields=["county", "aspect"], name="opened_county")]


class Calendar(models.Model):
    """Up to which day a county's duties have been raised: the present day of its calendar."""

    county = models.CharField(max_length=6, unique=True)
    begins_on = models.DateField()
    raised_to = models.DateField()
