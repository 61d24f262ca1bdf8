"""Doctors, contracts and services. Deliberately missing: diagnoses; a visit says what was done, not what was found."""

from django.db import models

from datong.foundation.ledgers.service import LedgerRecord
from datong.foundation.organisations.service import Organisation
from datong.foundation.people.service import Household, Person
from datong.foundation.storage.service import SealedTextField, personal

BASIS = "the household's contract with its family doctor (签约服务协议)"
RETENTION = "while the contract runs, then as medical records rules say"


class Doctor(LedgerRecord):
    """One doctor of the three tiers (县级、镇级、村级)."""

    name = personal(
        models.CharField(max_length=60), purpose="as the ledger wrote it", basis=BASIS, retention=RETENTION
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    sex = models.CharField(max_length=3, null=True)
    tier = models.CharField(max_length=4)
    employer = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=20, null=True)
    number = models.CharField(max_length=20)


class Contract(LedgerRecord):
    """A household paired with a doctor (签约结对)."""

    number = models.CharField(max_length=20)
    head_name = personal(
        models.CharField(max_length=60), purpose="as the ledger wrote it", basis=BASIS, retention=RETENTION
    )
    head = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="+")
    members = models.PositiveIntegerField()
    phone = personal(
        SealedTextField(null=True), purpose="reach the household", basis=BASIS, retention=RETENTION
    )
    group = models.CharField(max_length=30, null=True)
    doctor = models.ForeignKey(Doctor, on_delete=models.PROTECT, related_name="+")
    doctor_name = models.CharField(max_length=60, null=True)
    day = models.DateField()


class Service(LedgerRecord):
    """One service of one day under a contract (服务记录)."""

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="+")
    served_name = personal(
        models.CharField(max_length=60, null=True),
        purpose="as the ledger wrote it",
        basis=BASIS,
        retention=RETENTION,
    )
    doctor = models.ForeignKey(Doctor, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    category = models.CharField(max_length=20)
    item = models.CharField(max_length=40)
