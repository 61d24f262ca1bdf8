"""What a household gets a month (保障金), from which month to which."""

from django.db import models
from django.db.models import F, Q

from datong.foundation.casework.service import Case, Decision
from datong.programmes.dibao.enums import Area


class Award(models.Model):
    """`amount` fen a month for the whole household, from `first_month` to `last_month` (first days of months, both included).

    It rests on a decision, or on the ledger the case was taken over from; one open award a case. `category`: A, B, C of
    the 2012 practice, stable or unstable since 2021, for the interval of re-verification; empty where nobody said.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="awards")
    decision = models.ForeignKey(Decision, null=True, on_delete=models.PROTECT, related_name="+")
    amount = models.BigIntegerField()
    persons = models.PositiveSmallIntegerField()
    area = models.CharField(max_length=5, choices=Area.choices)
    category = models.CharField(max_length=10, blank=True)
    first_month = models.DateField()
    last_month = models.DateField(null=True)

    class Meta:
        ordering = ["first_month", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(last_month__isnull=True), name="award_once_open"
            ),
            models.CheckConstraint(condition=Q(first_month__day=1), name="award_from_month"),
            models.CheckConstraint(condition=Q(amount__gte=0), name="award_not_negative"),
            models.CheckConstraint(
                condition=Q(last_month__isnull=True) | Q(last_month__gte=F("first_month")),
                name="award_ends_later",
            ),
        ]
