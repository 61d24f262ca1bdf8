"""The journal, a chain of digests (see core.py). Deliberately missing: any way to change an entry (the table is
append-only in the database too); personal data in `detail`."""

from django.db import models


class Entry(models.Model):
    """One act. `id` is its place in the chain, given by `record`; `actor` is a user name, `target` is `house.Thing:id`.

    `digest` is that of this entry, `previous` that of the one before; both 32 bytes.
    """

    at = models.DateTimeField(db_index=True)
    actor = models.CharField(max_length=150)
    action = models.CharField(max_length=60)
    target = models.CharField(max_length=120, db_index=True)
    place = models.CharField(max_length=12, blank=True)
    why = models.TextField(blank=True)
    door = models.CharField(max_length=10)
    detail = models.JSONField(default=dict)
    previous = models.BinaryField(max_length=32)
    digest = models.BinaryField(max_length=32)

    class Meta:
        ordering = ["-id"]
