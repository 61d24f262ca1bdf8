"""Who of an applying household is near kin of those who handle it; and cases the county has to visit."""

from django.db import models
from django.db.models import Q

from datong.foundation.access.service import User
from datong.foundation.casework.service import Case
from datong.foundation.people.service import Person
from datong.foundation.storage.service import SealedTextField, personal
from datong.programmes.dibao.enums import VisitReason
from datong.programmes.dibao.models.basis import BASIS, RETENTION


class NearRelative(models.Model):
    """A near relative of the household among dibao staff and village committee members, registered apart (单独登记).

    `person` is the official; a declared one whom no register knows has only a name. `member`: of the household, if known.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="near_relatives")
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    name = personal(
        SealedTextField(), purpose="register near relatives of officials", basis=BASIS, retention=RETENTION
    )
    member = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    duty = models.CharField(max_length=20)
    place_code = models.CharField(max_length=12)
    relation = personal(
        SealedTextField(null=True), purpose="how they are related", basis=BASIS, retention=RETENTION
    )
    source = models.CharField(max_length=10)
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]


class VisitDue(models.Model):
    """The county has to visit this household before it forms its opinion, and why. `reference`: the draw that took it."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="visits_due")
    reason = models.CharField(max_length=20, choices=VisitReason.choices)
    reference = models.CharField(max_length=60, blank=True)
    on = models.DateField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["case", "reason", "reference"], name="visit_due_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="visit_due_has_reason"),
        ]
