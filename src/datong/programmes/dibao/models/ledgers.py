"""What the county's dibao ledgers say: what people decided, told after the fact."""

from django.db import models

from datong.foundation.ledgers.service import LedgerRecord
from datong.foundation.people.service import Household, Person
from datong.foundation.storage.service import personal

BASIS = "社会救助暂行办法 arts 9-13 (2014): register of households in receipt"
RETENTION = "while in receipt, then as the county's archive rules say; five years at least"


class Recipient(LedgerRecord):
    """One member of a household in receipt (在册对象). `monthly_benefit` is per head, in fen."""

    certificate = models.CharField(max_length=30)
    head_name = personal(
        models.CharField(max_length=60), purpose="as the ledger wrote it", basis=BASIS, retention=RETENTION
    )
    name = personal(
        models.CharField(max_length=60), purpose="as the ledger wrote it", basis=BASIS, retention=RETENTION
    )
    relation = models.CharField(max_length=20)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="+")
    sex = models.CharField(max_length=3, null=True)
    area = models.CharField(max_length=2)
    category = models.CharField(max_length=4)
    monthly_benefit = models.BigIntegerField()
    since = models.DateField()
    remark = models.CharField(max_length=80, null=True)


class Removal(LedgerRecord):
    """A household that left (清退名单), with how many persons, when and why."""

    certificate = models.CharField(max_length=30)
    head_name = personal(
        models.CharField(max_length=60), purpose="as the ledger wrote it", basis=BASIS, retention=RETENTION
    )
    head = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    area = models.CharField(max_length=2)
    persons = models.PositiveIntegerField()
    day = models.DateField()
    reason = models.CharField(max_length=80)


class Addition(LedgerRecord):
    """A household that entered (新增名单), with how many persons and when."""

    certificate = models.CharField(max_length=30)
    head_name = personal(
        models.CharField(max_length=60), purpose="as the ledger wrote it", basis=BASIS, retention=RETENTION
    )
    head = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    area = models.CharField(max_length=2)
    persons = models.PositiveIntegerField()
    day = models.DateField()


class Gathering(LedgerRecord):
    """A training or an appraisal held for others to see (培训与评议会)."""

    title = models.CharField(max_length=80)
    day = models.DateField()
    attendance = models.PositiveIntegerField(null=True)
