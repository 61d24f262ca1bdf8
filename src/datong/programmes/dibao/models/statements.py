"""What a household stated and what investigators found: versions, written once."""

import datetime as dt
from collections.abc import Iterable

from django.db import models
from django.db.models import F, Q

from datong.foundation.access.service import User
from datong.foundation.casework.service import Case
from datong.foundation.storage.service import SealedTextField, personal
from datong.programmes.dibao.enums import StatementKind, SurveyKind
from datong.programmes.dibao.models.basis import BASIS, RETENTION


class Statement(models.Model):
    """One version of the household document (家庭情况文书), JSON as `rules.parse_document` reads it; the newest counts.

    Members are named by their person id; no identity number stands in it. `digest` is a keyed digest of the document.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="statements")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=14, choices=StatementKind.choices)
    document = personal(
        SealedTextField(),
        purpose="assess the household, and compute it again years later",
        basis=BASIS,
        retention=RETENTION,
    )
    digest = models.BinaryField(max_length=16)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    at = models.DateTimeField()
    note = personal(
        SealedTextField(null=True), purpose="say why it changed", basis=BASIS, retention=RETENTION
    )

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["case", "number"], name="statement_once")]

    def told_on(self, opened: Iterable[dt.date]) -> dt.date:
        """The day whose law governed when it was taken: of the application, or of the re-verification (`opened`: their days) it was
        taken in; of a paper that came with the case from the ledger, the day it was signed."""
        if self.kind == StatementKind.FILED:
            return self.on
        return max((on for on in opened if on <= self.on), default=self.case.law_on)


class Survey(models.Model):
    """One visit to a household by at least two investigators, and the statement they brought back. Written once.

    `others`: further investigators (user ids). `signatures`: ids of kept evidence.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="surveys")
    kind = models.CharField(max_length=14, choices=SurveyKind.choices)
    day = models.DateField()
    first = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    second = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    others = models.JSONField(default=list)
    respondent = personal(
        SealedTextField(), purpose="say who answered the investigators", basis=BASIS, retention=RETENTION
    )
    present = personal(
        SealedTextField(null=True), purpose="say who else was there", basis=BASIS, retention=RETENTION
    )
    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="surveys")
    signatures = models.JSONField(default=list)
    remarks = personal(
        SealedTextField(null=True),
        purpose="what the investigators saw and heard",
        basis=BASIS,
        retention=RETENTION,
    )
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [models.CheckConstraint(condition=~Q(first=F("second")), name="survey_by_two")]


class Dispute(models.Model):
    """A fact on which household and investigators differ; both versions are kept. `path` of the document: income[0].amount."""

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="disputes")
    path = models.CharField(max_length=80)
    theirs = personal(SealedTextField(), purpose="what the household says", basis=BASIS, retention=RETENTION)
    ours = personal(
        SealedTextField(), purpose="what the investigators found", basis=BASIS, retention=RETENTION
    )

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["survey", "path"], name="dispute_once")]
