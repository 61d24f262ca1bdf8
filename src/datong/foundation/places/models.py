"""The places. Deliberately missing: a tree library; a code's prefix already says what lies in what."""

from django.db import models


class Place(models.Model):
    """One node. `code` has 12 digits; `kind` of a village comes from its code (001-199 community, 200-399 village)."""

    code = models.CharField(max_length=12)
    parent = models.CharField(max_length=12, db_index=True)
    level = models.CharField(max_length=10)
    kind = models.CharField(max_length=10, blank=True)
    name = models.CharField(max_length=60)
    short = models.CharField(max_length=60)
    initials = models.CharField(max_length=30, blank=True)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    successor = models.CharField(max_length=12, blank=True)

    class Meta:
        ordering = ["code"]
        constraints = [models.UniqueConstraint(fields=["code", "level"], name="place_once")]
