"""How far each village has come, as the county's ledger has it."""

from django.db import models

from datong.foundation.ledgers.service import LedgerRecord


class Progress(LedgerRecord):
    """A village's dates of full disclosure, one for each of the ten aspects; empty where not yet."""

    assets = models.DateField(null=True)
    benefits = models.DateField(null=True)
    economy = models.DateField(null=True)
    works = models.DateField(null=True)
    cadres = models.DateField(null=True)
    members = models.DateField(null=True)
    services = models.DateField(null=True)
    mutual_aid = models.DateField(null=True)
    campaign = models.DateField(null=True)
    supervision = models.DateField(null=True)
    remark = models.CharField(max_length=80, null=True)
