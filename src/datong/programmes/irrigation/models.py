"""Canals, ponds and the money planned for them. Deliberately missing: works under way; they come with casework."""

from django.db import models

from datong.foundation.ledgers.service import LedgerRecord


class Canal(LedgerRecord):
    """A stretch of canal to be mended (渠道). Length in decimetres, area in tenths of a mu, money in fen."""

    number = models.CharField(max_length=20)
    name = models.CharField(max_length=60)
    length = models.BigIntegerField()
    defect = models.CharField(max_length=30)
    area = models.BigIntegerField(null=True)
    estimate = models.BigIntegerField()
    year = models.PositiveSmallIntegerField()


class Pond(LedgerRecord):
    """A pond to be cleared and enlarged (堰塘). Volumes in tenths of a cubic metre, money in fen."""

    number = models.CharField(max_length=20)
    name = models.CharField(max_length=60)
    type = models.CharField(max_length=20)
    volume = models.BigIntegerField(null=True)
    enlargement = models.BigIntegerField(null=True)
    area = models.BigIntegerField(null=True)
    estimate = models.BigIntegerField()
    year = models.PositiveSmallIntegerField()


class Funding(LedgerRecord):
    """Money planned for a year from one source (资金计划), in fen."""

    year = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=30)
    amount = models.BigIntegerField()
