"""Volunteers, elders and visits. Deliberately missing: anything about health; a type says why help is offered."""

from django.db import models

from datong.foundation.ledgers.service import LedgerRecord
from datong.foundation.organisations.service import Organisation
from datong.foundation.people.service import Person
from datong.foundation.storage.service import personal

BASIS = "the elder's agreement to be visited, and the volunteer's registration (志愿服务记录办法)"
RETENTION = "while the pair lasts, and three years after for hours of service"


class Volunteer(LedgerRecord):
    """A volunteer in a group of a team (志愿者名册)."""

    number = models.CharField(max_length=20)
    name = personal(
        models.CharField(max_length=60), purpose="as the ledger wrote it", basis=BASIS, retention=RETENTION
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    branch = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    team = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    group = models.PositiveSmallIntegerField(null=True)
    leader = models.BooleanField(null=True)


class Elder(LedgerRecord):
    """An elder and the volunteer paired with them (老人结对)."""

    number = models.CharField(max_length=20)
    name = personal(
        models.CharField(max_length=60), purpose="as the ledger wrote it", basis=BASIS, retention=RETENTION
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    sex = models.CharField(max_length=3, null=True)
    type = models.CharField(max_length=20)
    volunteer = models.ForeignKey(Volunteer, on_delete=models.PROTECT, related_name="+")


class Visit(LedgerRecord):
    """One visit (服务记录). `hours` in tenths of an hour, `aid` in fen."""

    volunteer = models.ForeignKey(Volunteer, on_delete=models.PROTECT, related_name="+")
    elder = models.ForeignKey(Elder, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    category = models.CharField(max_length=20)
    hours = models.PositiveIntegerField(null=True)
    aid = models.BigIntegerField(null=True)
    matter = models.BooleanField(null=True)
