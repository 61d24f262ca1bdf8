"""Letters and their deliveries. Deliberately missing: the printed file (it is made again from the facts), deletion."""

import datetime as dt

from django.db import models

from datong.foundation.notices.core.ways import WAYS
from datong.foundation.storage.service import SealedTextField, personal
from datong.kernel.clock import SHANGHAI

BASIS = "社会救助暂行办法 (2014) and the county's duties under the programme that issues the letter"
RETENTION = "as long as the case it belongs to"


class Notice(models.Model):
    """One letter. `facts` is JSON, all that the letter is written from; `target` is `house.Thing:id`.

    `delivered_on`: the earliest delivery that counts as proof, kept here for lists and clocks.
    """

    reference = models.CharField(max_length=20, unique=True)
    kind = models.CharField(max_length=60)
    programme = models.CharField(max_length=20)
    place_code = models.CharField(max_length=12)
    target = models.CharField(max_length=120, db_index=True)
    recipient = models.ForeignKey(
        "people.Person", null=True, on_delete=models.PROTECT, related_name="notices"
    )
    recipient_name = personal(
        SealedTextField(), purpose="say whom the letter is for", basis=BASIS, retention=RETENTION
    )
    facts = personal(
        SealedTextField(), purpose="print the letter again as it was", basis=BASIS, retention=RETENTION
    )
    lang = models.CharField(max_length=2, default="zh")
    article = models.CharField(max_length=200)
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="notices")
    delivered_on = models.DateField(null=True)

    class Meta:
        ordering = ["id"]

    @property
    def issued_on(self) -> dt.date:
        """The day of issue in China."""
        return self.issued_at.astimezone(SHANGHAI).date()


class Delivery(models.Model):
    """One delivery, or (`failed`) one attempt with its reason. `counts`: it is proof and starts clocks."""

    notice = models.ForeignKey(Notice, on_delete=models.PROTECT, related_name="deliveries")
    channel = models.CharField(max_length=6, choices=[(way.value, name.zh) for way, name in WAYS.items()])
    on = models.DateField()
    receiver = personal(
        SealedTextField(), purpose="prove who received the letter", basis=BASIS, retention=RETENTION
    )
    proof = personal(
        SealedTextField(), purpose="prove that the letter arrived", basis=BASIS, retention=RETENTION
    )
    evidence = models.BigIntegerField(null=True)
    counts = models.BooleanField(default=False)
    failed = models.BooleanField(default=False)
    why = personal(SealedTextField(), purpose="say why it did not arrive", basis=BASIS, retention=RETENTION)
    by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="deliveries")
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(counts=True, failed=True)
                & ~models.Q(counts=True, channel__in=["sms", "email"]),
                name="notices_what_counts",
            )
        ]
