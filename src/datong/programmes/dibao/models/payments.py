"""What is paid in a month: the list, frozen and signed by two people; one household once."""

from django.db import models
from django.db.models import F, Q

from datong.foundation.access.service import User
from datong.foundation.casework.service import Case, Decision
from datong.foundation.people.service import Household
from datong.foundation.storage.service import SealedTextField, personal
from datong.programmes.dibao.models.basis import BASIS, RETENTION


class PayAccount(models.Model):
    """Where a household is paid; the newest counts. Without one it is paid at the counter, and the list says so."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="accounts")
    bank = models.CharField(max_length=60)
    holder = personal(SealedTextField(), purpose="pay the benefit", basis=BASIS, retention=RETENTION)
    number = personal(SealedTextField(), purpose="pay the benefit", basis=BASIS, retention=RETENTION)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]


class Owing(models.Model):
    """Arrears owed to a household after a wrongful stop or reduction; paid with the next list. Fen; `months`: what is owed
    for each month, by its first day in ISO. `cause`: why it went wrong; cases decided alike are found by the reasons.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="owing")
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="+")
    amount = models.BigIntegerField()
    months = models.JSONField()
    cause = personal(SealedTextField(), purpose="say why it went wrong", basis=BASIS, retention=RETENTION)
    paid_in = models.ForeignKey("dibao.PaymentList", null=True, on_delete=models.PROTECT, related_name="owed")
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="owing_positive"),
            models.UniqueConstraint(fields=["decision"], name="owing_once_a_decision"),
        ]


class PaymentList(models.Model):
    """One month of one county. Written and frozen by the first signature, good for the bank after the second, by another.

    Money in fen. `changes`: `opening` + `entered` - `left` + `raised` - `lowered` = `closing`, in households and in money.
    `households`, `persons` and `amount` are of the month; arrears come besides, also to households not in pay any more.
    `digest` is over all lines, so that a changed one is found. A rejected list keeps its lines; the month may be listed
    again.
    """

    class State(models.TextChoices):
        FROZEN = "frozen"
        SIGNED = "signed"
        REJECTED = "rejected"

    county = models.CharField(max_length=6)
    reference = models.CharField(max_length=30, unique=True)
    month = models.DateField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.FROZEN)
    households = models.PositiveIntegerField()
    persons = models.PositiveIntegerField()
    amount = models.BigIntegerField()
    arrears = models.BigIntegerField(default=0)
    changes = models.JSONField()
    digest = models.CharField(max_length=64)
    first = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    first_at = models.DateTimeField()
    second = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    second_at = models.DateTimeField(null=True)
    why = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-month", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["county", "month"], condition=~Q(state="rejected"), name="payment_list_once_a_month"
            ),
            models.CheckConstraint(condition=Q(month__day=1), name="payment_list_of_a_month"),
            models.CheckConstraint(
                condition=~Q(state="signed") | (Q(second__isnull=False) & ~Q(second=F("first"))),
                name="payment_list_signed_by_two",
            ),
        ]


class PaymentLine(models.Model):
    """What one household gets in the month: `amount` for the month and `arrears` besides, fen; to the account it had then.

    `standing` is false when the list was rejected; a standing line of a household is there once a month.
    """

    list = models.ForeignKey(PaymentList, on_delete=models.PROTECT, related_name="lines")
    number = models.PositiveIntegerField()
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="payments")
    household = models.ForeignKey(Household, null=True, on_delete=models.PROTECT, related_name="+")
    account = models.ForeignKey(PayAccount, null=True, on_delete=models.PROTECT, related_name="+")
    month = models.DateField()
    place_code = models.CharField(max_length=12)
    label = personal(
        models.CharField(max_length=60), purpose="say who is paid", basis=BASIS, retention=RETENTION
    )
    area = models.CharField(max_length=5)
    persons = models.PositiveSmallIntegerField()
    amount = models.BigIntegerField()
    arrears = models.BigIntegerField(default=0)
    standing = models.BooleanField(default=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["household", "month"],
                condition=Q(standing=True, household__isnull=False),
                name="paid_once_a_month",
            ),
            models.UniqueConstraint(
                fields=["case", "month"], condition=Q(standing=True), name="case_paid_once_a_month"
            ),
            models.CheckConstraint(condition=Q(amount__gte=0, arrears__gte=0), name="paid_not_negative"),
        ]
        indexes = [
            models.Index(fields=["list", "number"], name="payment_line_list"),
            models.Index(fields=["list", "place_code"], name="payment_line_place"),
        ]
