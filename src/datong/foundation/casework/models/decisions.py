"""Decisions: objects, not states."""

from django.db import models
from django.db.models import Q

from datong.foundation.access.service import User
from datong.foundation.casework.models.cases import BASIS, RETENTION, Case
from datong.foundation.casework.protocols import SHORTEST_REASONS
from datong.foundation.storage.service import SealedTextField, personal


class Decision(models.Model):
    """What a named human decided, with authority, reasons in own words, article, facts, rules and inputs. Written once.

    `amount`: fen a month, where it is about money. `inputs`: JSON list of name, value, source, day. `reasons_digest`
    lets equal reasons be counted without opening them. `seconds`: from opening the file to deciding. `kin_declared`:
    the decider, whose own person is not linked, declared not to be of the household or near kin.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="decisions")
    step = models.CharField(max_length=40)
    effect = models.CharField(max_length=10)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    by_name = personal(
        models.CharField(max_length=60), purpose="who answers for it", basis=BASIS, retention=RETENTION
    )
    authority = models.CharField(max_length=120)
    unit = models.CharField(max_length=60)
    reasons = personal(SealedTextField(), purpose="tell the household why", basis=BASIS, retention=RETENTION)
    reasons_digest = models.BinaryField(max_length=16, db_index=True)
    reasons_length = models.PositiveIntegerField()
    article = models.CharField(max_length=200)
    facts = personal(SealedTextField(), purpose="what was found to be so", basis=BASIS, retention=RETENTION)
    inputs = personal(
        SealedTextField(), purpose="compute it again years later", basis=BASIS, retention=RETENTION
    )
    rule_version = models.CharField(max_length=60, blank=True)
    amount = models.BigIntegerField(null=True)
    kin_declared = models.BooleanField(default=False)
    seconds = models.PositiveIntegerField(null=True)
    on = models.DateField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["on", "effect"], name="decision_on")]
        constraints = [
            models.CheckConstraint(
                condition=Q(reasons_length__gte=SHORTEST_REASONS), name="decision_has_reasons"
            ),
            models.CheckConstraint(condition=~Q(article=""), name="decision_has_article"),
            models.CheckConstraint(condition=~Q(authority=""), name="decision_has_authority"),
        ]
