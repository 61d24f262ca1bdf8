"""The registers of funds, assets and resources (三资台账): what the village has, to whom it is let, who owes whom.

A row is never overwritten: a change leaves the old row, not `current` any more, and adds a new one.
"""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from datong.foundation.access.service import User
from datong.foundation.storage.service import SealedTextField, personal
from datong.programmes.sunshine.models.books import BASIS, RETENTION, BookImport, named


class Holding(models.Model):
    """What every row has: the village, its number there, who entered it and when."""

    place_code = models.CharField(max_length=12)
    number = models.CharField(max_length=20)
    name = models.CharField(max_length=80)
    remark = named(120, "explain the row", blank=True)
    current = models.BooleanField(default=True)
    batch = models.ForeignKey(BookImport, null=True, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        abstract = True
        ordering: ClassVar[list[str]] = ["number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["place_code", "number"], condition=Q(current=True), name="book_%(class)s_current"
            )
        ]


class Asset(Holding):
    """Something the village owns; `value` is what it cost, in fen."""

    kind = models.CharField(max_length=10)
    quantity = models.CharField(max_length=30, blank=True)
    value = models.BigIntegerField()
    acquired = models.DateField(null=True)
    disposed = models.DateField(null=True)
    used_by = named(60, "say who uses the asset", blank=True)
    place = models.CharField(max_length=80, blank=True)


class Resource(Holding):
    """Land, forest, water; `area` in hundredths of a mu (亩)."""

    kind = models.CharField(max_length=10)
    area = models.BigIntegerField()
    place = models.CharField(max_length=80, blank=True)
    used_by = named(60, "say who uses the resource", blank=True)


class Contract(Holding):
    """A contract of the village; `amount` for the whole term and `yearly`, in fen. `ended`: given up before its term."""

    kind = models.CharField(max_length=10)
    party = named(60, "say with whom the contract is")
    signed = models.DateField()
    start = models.DateField()
    end = models.DateField()
    amount = models.BigIntegerField()
    yearly = models.BigIntegerField(default=0)
    decided = models.CharField(max_length=80, blank=True)
    ended = models.DateField(null=True)

    class Meta(Holding.Meta):
        constraints = [
            *Holding.Meta.constraints,
            models.CheckConstraint(condition=Q(end__gte=F("start")), name="contract_ends_after_start"),
        ]
        indexes = [
            models.Index(fields=["place_code", "end"], condition=Q(current=True), name="contract_place_end")
        ]


class Debt(Holding):
    """What somebody owes the village (应收) or the village owes (应付), in fen; `name` is what it is for."""

    kind = models.CharField(max_length=10)
    party = named(60, "say who owes or is owed")
    fen = models.BigIntegerField()
    since = models.DateField()
    due = models.DateField(null=True)
    settled = models.DateField(null=True)


class BookRefusal(models.Model):
    """A row of a workbook that was not taken, with its reason; settled when a later workbook brings it right."""

    batch = models.ForeignKey(BookImport, on_delete=models.PROTECT, related_name="refusals")
    place_code = models.CharField(max_length=12)
    sheet = models.CharField(max_length=20)
    row = models.PositiveIntegerField()
    key = models.CharField(max_length=40, blank=True)
    column = models.CharField(max_length=40, blank=True)
    reason_zh = models.TextField()
    reason_en = models.TextField()
    cells = personal(
        SealedTextField(),
        purpose="correct the row and hand it in again",
        basis=BASIS,
        retention=RETENTION,
    )
    settled = models.ForeignKey(BookImport, null=True, on_delete=models.PROTECT, related_name="settles")

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(
                fields=["place_code", "sheet", "key"], condition=Q(settled=None), name="book_refusal_open"
            )
        ]
