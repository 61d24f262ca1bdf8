"""Edited paragraphs and frozen briefings. Deliberately missing: numbers; they come from the figures."""

from django.conf import settings
from django.db import models

from datong.foundation.indicators.service import Snapshot


class EditedParagraph(models.Model):
    """A county's own connecting text for a paragraph of one date and language; figures stand in it as {key}."""

    county = models.CharField(max_length=6)
    as_of = models.DateField()
    lang = models.CharField(max_length=2)
    slug = models.CharField(max_length=30)
    text = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-id"]


class FrozenBriefing(models.Model):
    """A briefing as it was issued: both languages as JSON documents, with the snapshot its numbers come from."""

    snapshot = models.OneToOneField(Snapshot, on_delete=models.PROTECT, related_name="briefing")
    county = models.CharField(max_length=6)
    as_of = models.DateField()
    number = models.PositiveIntegerField()
    documents = models.JSONField()
    sha256 = models.CharField(max_length=64)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["county", "number"], name="issue_once")]
