"""The catalogue and its reform. Deliberately missing: cases; they come with casework and its legal clock."""

from django.db import models

from datong.foundation.ledgers.service import LedgerRecord
from datong.foundation.organisations.service import Organisation


class Item(LedgerRecord):
    """An item of the catalogue (事项目录). Limits in working days."""

    number = models.CharField(max_length=30)
    name = models.CharField(max_length=120)
    type = models.CharField(max_length=10)
    department = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    reform = models.CharField(max_length=10)
    legal_limit = models.PositiveIntegerField(null=True)
    promised_limit = models.PositiveIntegerField(null=True)


class Delegation(LedgerRecord):
    """A business handed down to the towns (下放事项)."""

    name = models.CharField(max_length=120)
    department = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    receiver = models.CharField(max_length=80)
    day = models.DateField(null=True)


class Step(LedgerRecord):
    """A step of a construction project (建设项目流程), in working days before and after the reform; steps of one
    parallel group (并联组) run side by side after it."""

    stage = models.CharField(max_length=60)
    name = models.CharField(max_length=80)
    department = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    before = models.PositiveIntegerField()
    after = models.PositiveIntegerField()
    parallel = models.CharField(max_length=10, null=True)


class Document(LedgerRecord):
    """A paper that an applicant for construction had to hand in (报建资料清单), kept or dropped."""

    number = models.CharField(max_length=20)
    name = models.CharField(max_length=120)
    handling = models.CharField(max_length=10)
    reason = models.CharField(max_length=80, null=True)


class Cost(LedgerRecord):
    """What a case costs its applicant before and after (办事成本), in fen."""

    name = models.CharField(max_length=80)
    before = models.BigIntegerField()
    after = models.BigIntegerField()
