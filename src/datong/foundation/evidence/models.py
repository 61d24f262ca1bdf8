"""Files and what they belong to. Deliberately missing: the content (it lies under DATONG_HOME/evidence), a path."""

from django.db import models
from django.db.models import Q

from datong.foundation.access.service import User
from datong.foundation.storage.service import SealedTextField, personal

BASIS = "社会救助暂行办法 (2014) and the county's duties under the programme of the matter"
RETENTION = "the retention class of the item, counted from the close of its matter"


class Blob(models.Model):
    """One content, stored once. A destroyed one keeps hash, size and reason."""

    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    type = models.CharField(max_length=40)
    at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    destroyed_at = models.DateTimeField(null=True)
    destroyed_why = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sha256"], condition=Q(destroyed_at__isnull=True), name="blob_once"
            )
        ]


class Item(models.Model):
    """A content as evidence of one matter. `target` is `house.Thing:id`; `closed_on`: when its matter was closed.

    `ended_at`: its time was over; the content goes with its last item.
    """

    blob = models.ForeignKey(Blob, on_delete=models.PROTECT, related_name="items")
    target = models.CharField(max_length=120, db_index=True)
    kind = models.CharField(max_length=40)
    name = personal(SealedTextField(), purpose="the file's name as given", basis=BASIS, retention=RETENTION)
    note = personal(
        SealedTextField(null=True), purpose="what the file shows", basis=BASIS, retention=RETENTION
    )
    programme = models.CharField(max_length=40)
    place_code = models.CharField(max_length=12)
    retention = models.CharField(max_length=20)
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    closed_on = models.DateField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_why = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(
                fields=["retention", "closed_on"], condition=Q(ended_at__isnull=True), name="item_due"
            )
        ]
