"""The journal. Deliberately missing: any way to change an entry; personal data in `detail`."""

from django.db import models


class Entry(models.Model):
    """One act. `actor` is a user name, `target` is `house.Thing:id`; never an identity number."""

    at = models.DateTimeField(db_index=True)
    actor = models.CharField(max_length=150)
    action = models.CharField(max_length=60)
    target = models.CharField(max_length=120, db_index=True)
    place = models.CharField(max_length=12, blank=True)
    why = models.TextField(blank=True)
    door = models.CharField(max_length=10)
    detail = models.JSONField(default=dict)

    class Meta:
        ordering = ["-id"]
