"""What is asked of an applicant: missing papers, listed once; and signed consent to be checked."""

from django.db import models
from django.db.models import Q

from datong.foundation.access.service import User
from datong.foundation.casework.service import Case
from datong.foundation.people.service import Person
from datong.foundation.storage.service import SealedTextField, personal
from datong.programmes.dibao.models.basis import BASIS, RETENTION


class PapersList(models.Model):
    """What is missing, told once (一次性告知). A second list needs new facts, in words. `items`: JSON list of sentences."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="papers_lists")
    number = models.PositiveSmallIntegerField()
    items = personal(
        SealedTextField(), purpose="tell the applicant what is missing", basis=BASIS, retention=RETENTION
    )
    new_facts = personal(
        SealedTextField(null=True), purpose="why more is asked", basis=BASIS, retention=RETENTION
    )
    on = models.DateField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="papers_list_once"),
            models.CheckConstraint(
                condition=Q(number=1) | Q(new_facts__isnull=False), name="papers_list_needs_new_facts"
            ),
        ]


class Consent(models.Model):
    """An adult member signed: the declaration is true, the county may check (授权核对). `evidence`: the signed paper's id."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="consents")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    signed_on = models.DateField()
    evidence = models.BigIntegerField(null=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["case", "person"], name="consent_once")]
