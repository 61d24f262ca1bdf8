"""Members and how the branch appraised them. Deliberately missing: reasons, votes and anything for the public."""

from django.db import models

from datong.foundation.ledgers.service import LedgerRecord
from datong.foundation.organisations.service import Organisation
from datong.foundation.people.service import Person
from datong.foundation.storage.service import personal

BASIS = "中国共产党章程 art 4, art 39: branches keep the roll of their members and appraise them"
RETENTION = "as the party's archive rules say"


class Member(LedgerRecord):
    """One member of the roll (党员名册) with the grade of the yearly appraisal."""

    name = personal(
        models.CharField(max_length=60), purpose="as the ledger wrote it", basis=BASIS, retention=RETENTION
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    sex = models.CharField(max_length=3, null=True)
    unit = models.CharField(max_length=40, blank=True)
    branch = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    joined = models.DateField(null=True)
    grade = models.CharField(max_length=10, null=True)


class Disposal(LedgerRecord):
    """What was decided of a member found unqualified (处置台账)."""

    name = personal(
        models.CharField(max_length=60), purpose="as the ledger wrote it", basis=BASIS, retention=RETENTION
    )
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    branch_name = models.CharField(max_length=80)
    meeting = models.DateField()
    measure = models.CharField(max_length=20)
    approved = models.DateField(null=True)
    family_told = models.BooleanField(null=True)
    employer_told = models.BooleanField(null=True)
