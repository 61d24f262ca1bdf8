"""Frozen figures and signed explanations. Deliberately missing: current values; they are always computed."""

from django.conf import settings
from django.db import models


class Snapshot(models.Model):
    """All figures of a county for a date, as they were when somebody froze them."""

    county = models.CharField(max_length=6)
    as_of = models.DateField()
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-id"]


class FrozenFigure(models.Model):
    """One figure of a snapshot; `digest` is SHA-256 over the records behind it."""

    snapshot = models.ForeignKey(Snapshot, on_delete=models.PROTECT, related_name="figures")
    key = models.CharField(max_length=60)
    value = models.CharField(max_length=40, null=True)
    numerator = models.CharField(max_length=40, null=True)
    denominator = models.CharField(max_length=40, null=True)
    printed = models.CharField(max_length=60)
    records = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["snapshot", "key"], name="frozen_once")]


class Explanation(models.Model):
    """Why a check disagrees, signed; it holds only for these findings (`fingerprint`)."""

    check_key = models.CharField(max_length=60)
    county = models.CharField(max_length=6)
    as_of = models.DateField()
    fingerprint = models.CharField(max_length=64)
    text = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
