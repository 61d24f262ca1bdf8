"""Imports and what they refused; the base of every record that came from a ledger.

A record keeps its number (id) while it is current: a correction copies the old facts into a closed version beside it
and changes the current row in place, so that what points at it still does. `valid_from` (included) and `valid_to`
(not included) are the ledger dates between which a version speaks; a withdrawn version has both the same.
Deliberately missing: the original file. Its rows are kept, accepted or refused; the file itself is personal data.
"""

import datetime as dt
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from datong.foundation.ledgers.enums import FileState, ImportState, JobState, RefusedState
from datong.foundation.storage.service import SealedTextField, personal


class Import(models.Model):
    """One import: who handed in which files, for which county and date.

    An entry (登记) is one too: rows that a house above wrote without a workbook. `door` is then a key of SOURCES, and
    `source` the number of what they came from (办件编号); of an import it is empty.
    """

    county = models.CharField(max_length=6)
    as_of = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    door = models.CharField(max_length=10)
    source = models.CharField(max_length=40, blank=True)
    state = models.CharField(max_length=10, choices=ImportState.choices, default=ImportState.RUNNING)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["county", "as_of"], condition=Q(source=""), name="import_handed_in"),
            models.Index(fields=["county", "as_of"], condition=~Q(source=""), name="import_entered"),
            models.Index(fields=["source"], condition=~Q(source=""), name="import_source"),
        ]


class ImportedFile(models.Model):
    """One workbook of an import, known by its content."""

    batch = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64, db_index=True)
    programme = models.CharField(max_length=20, blank=True)
    state = models.CharField(max_length=12, choices=FileState.choices)
    problem_zh = models.TextField(blank=True)
    problem_en = models.TextField(blank=True)

    class Meta:
        ordering = ["id"]


class SheetReceipt(models.Model):
    """What became of one sheet: rows accepted (of these new, changed, unchanged), refused by code, left out."""

    file = models.ForeignKey(ImportedFile, on_delete=models.CASCADE, related_name="sheets")
    programme = models.CharField(max_length=20)
    slug = models.CharField(max_length=40)
    name = models.CharField(max_length=60)
    accepted = models.PositiveIntegerField(default=0)
    added = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    refused = models.JSONField(default=dict)
    columns = models.JSONField(default=list)
    unknown_columns = models.JSONField(default=list)
    left_out = models.JSONField(default=list)
    problem_zh = models.TextField(blank=True)
    problem_en = models.TextField(blank=True)

    class Meta:
        ordering = ["id"]


class RefusedRow(models.Model):
    """A row that was not taken, with its reason; its cells are kept sealed until corrected or dismissed. `answer` is the
    sheet that brought it again: accepted it is corrected, refused once more the newer row stands for it."""

    receipt = models.ForeignKey(SheetReceipt, on_delete=models.CASCADE, related_name="rows")
    row = models.PositiveIntegerField()
    code = models.CharField(max_length=20)
    column = models.CharField(max_length=60)
    value = models.CharField(max_length=120, blank=True)
    reason_zh = models.TextField()
    reason_en = models.TextField()
    cells = personal(
        SealedTextField(),
        purpose="correct the row and import it again",
        basis="the basis of the programme whose ledger it is",
        retention="until corrected or dismissed, and one year after",
    )
    place_code = models.CharField(max_length=12, db_index=True)
    state = models.CharField(max_length=10, choices=RefusedState.choices, default=RefusedState.OPEN)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    settled_at = models.DateTimeField(null=True)
    answer = models.ForeignKey(
        SheetReceipt, null=True, on_delete=models.PROTECT, related_name="answers", db_index=False
    )

    class Meta:
        ordering = ["id"]


class RecordSet(models.QuerySet[Any]):
    """Records of ledgers."""

    def at(self, county: str, day: dt.date) -> Self:
        """The versions that speak on `day` for a county (6 digits)."""
        return self.filter(
            Q(valid_to__isnull=True) | Q(valid_to__gt=day), county=county[:6], valid_from__lte=day
        )


class LedgerRecord(models.Model):
    """One version of one row of a ledger. `key` and `content` are keyed digests, not the data."""

    county = models.CharField(max_length=6)
    place_code = models.CharField(max_length=12)
    key = models.BinaryField(max_length=16)
    content = models.BinaryField(max_length=16)
    origin = models.ForeignKey(SheetReceipt, on_delete=models.PROTECT, related_name="+", db_index=False)
    row = models.PositiveIntegerField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    closed_by = models.ForeignKey(
        SheetReceipt, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    more = models.JSONField(default=dict)

    objects: ClassVar[Any] = RecordSet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(
                fields=["key"], condition=Q(valid_to__isnull=True), name="%(class)s_current"
            )
        ]
        indexes = [models.Index(fields=["place_code", "id"], name="%(class)s_place")]


class Job(models.Model):
    """An import at work in a process of its own, as its page shows it. The workbooks lie in the data folder until the
    job is done; `folder` is where. `report` is a trial's result, for the person who asked, and nobody else."""

    county = models.CharField(max_length=6)
    as_of = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    names = models.JSONField(default=list)
    sizes = models.JSONField(default=list)
    folder = models.CharField(max_length=40)
    dry_run = models.BooleanField(default=False)
    lang = models.CharField(max_length=10, default="zh")
    state = models.CharField(max_length=10, choices=JobState.choices, default=JobState.WAITING)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    batch = models.ForeignKey(Import, null=True, on_delete=models.SET_NULL, related_name="jobs")
    unchanged = models.BooleanField(default=False)
    skipped = models.JSONField(default=dict)
    message_zh = models.TextField(blank=True)
    message_en = models.TextField(blank=True)
    report = personal(
        SealedTextField(null=True),
        purpose="show the result of a trial to the person who asked for it",
        basis="the basis of the programme whose ledger it is",
        retention="one day",
    )

    class Meta:
        ordering = ["-id"]
