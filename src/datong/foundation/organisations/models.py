"""Organisations. Deliberately missing: the tree of who is above whom, until a procedure needs it."""

from django.db import models


class Organisation(models.Model):
    """One organisation of a county. `kind`: department, party_branch, clinic, team, office."""

    county = models.CharField(max_length=6)
    kind = models.CharField(max_length=20)
    name = models.CharField(max_length=80)
    place_code = models.CharField(max_length=12)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["county", "kind", "name", "place_code"], name="organisation_once")
        ]
