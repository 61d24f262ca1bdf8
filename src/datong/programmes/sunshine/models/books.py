"""The books of a village (村级账簿): openings, vouchers with their lines, closings.

Money is whole fen. Deliberately missing: a way to change or delete a voucher. What is wrong is reversed in red ink.
Balances are not stored either: they are the last opening and the lines since.
"""

from typing import Any

from django.db import models
from django.db.models import F, Q

from datong.foundation.access.service import User
from datong.foundation.storage.service import personal

BASIS = "村民委员会组织法第三十条、第三十四条；村集体经济组织会计制度"
RETENTION = "30 years after the end of the year (会计档案管理办法)"


def named(most: int, purpose: str, **options: Any) -> Any:
    """Text that may name a person: who handled, who owes, for whom."""
    return personal(
        models.CharField(max_length=most, **options), purpose=purpose, basis=BASIS, retention=RETENTION
    )


class Book(models.Model):
    """The books of one village; its row is the lock under which everything is entered."""

    place_code = models.CharField(max_length=12, unique=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()


class Opening(models.Model):
    """One account's balance at the beginning of `day`: when the books were opened, or a new chart began."""

    book = models.ForeignKey(Book, on_delete=models.PROTECT, related_name="openings")
    place_code = models.CharField(max_length=12)
    day = models.DateField()
    account = models.CharField(max_length=6)
    detail = named(60, "say whose balance it is", blank=True)
    debit = models.BigIntegerField(default=0)
    credit = models.BigIntegerField(default=0)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["day", "account", "id"]
        indexes = [models.Index(fields=["place_code", "day"], name="opening_place_day")]
        constraints = [
            models.CheckConstraint(
                condition=Q(debit__gte=0, credit__gte=0) & (Q(debit=0) | Q(credit=0)), name="opening_one_side"
            )
        ]


class BookImport(models.Model):
    """A workbook taken into a village's books. `counts`: by sheet, rows added, changed, unchanged, refused."""

    place_code = models.CharField(max_length=12)
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    counts = models.JSONField(default=dict)
    problems = models.JSONField(default=list)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["place_code", "sha256"], name="book_import_file")]


class Voucher(models.Model):
    """A voucher (凭证): numbered within village and year; in red ink when it reverses another. `fen`: sum of either side.
    `papers`: how many original papers are attached (附件张数), whether scanned or not."""

    book = models.ForeignKey(Book, on_delete=models.PROTECT, related_name="vouchers")
    place_code = models.CharField(max_length=12)
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    day = models.DateField()
    words = named(120, "say what the money was for")
    handler = named(60, "say who handled the matter", blank=True)
    papers = models.PositiveSmallIntegerField(default=0)
    fen = models.BigIntegerField()
    reverses = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="reversal")
    batch = models.ForeignKey(BookImport, null=True, on_delete=models.PROTECT, related_name="vouchers")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-day", "-year", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["place_code", "year", "number"], name="voucher_number"),
            models.CheckConstraint(condition=Q(year=F("day__year")), name="voucher_year_of_day"),
            models.CheckConstraint(
                condition=Q(reverses__isnull=True, fen__gt=0) | Q(reverses__isnull=False, fen__lt=0),
                name="voucher_red_only_reversing",
            ),
        ]
        indexes = [models.Index(fields=["place_code", "day", "number"], name="voucher_place_day")]

    @property
    def label(self) -> str:
        """2014-007."""
        return f"{self.year}-{self.number:03d}"


class Line(models.Model):
    """One line (分录) of a voucher; place, day and colour are the voucher's own, so that balances need one table.

    `transfer`: the voucher moves income and spending into the surplus of the year (结转), which is neither.
    """

    voucher = models.ForeignKey(Voucher, on_delete=models.PROTECT, related_name="lines")
    place_code = models.CharField(max_length=12)
    day = models.DateField()
    position = models.PositiveSmallIntegerField()
    account = models.CharField(max_length=6)
    detail = named(60, "say whose account or what it was for", blank=True)
    words = named(120, "say what the money was for", blank=True)
    debit = models.BigIntegerField(default=0)
    credit = models.BigIntegerField(default=0)
    red = models.BooleanField(default=False)
    transfer = models.BooleanField(default=False)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["voucher", "position"], name="line_position"),
            models.CheckConstraint(
                condition=Q(debit=0, credit__gt=0, red=False)
                | Q(debit__gt=0, credit=0, red=False)
                | Q(debit=0, credit__lt=0, red=True)
                | Q(debit__lt=0, credit=0, red=True),
                name="line_one_side",
            ),
        ]
        indexes = [
            models.Index(fields=["place_code", "day"], name="line_place_day"),
            models.Index(fields=["place_code", "account", "day"], name="line_place_account"),
        ]


class Closing(models.Model):
    """A period closed (结账): nothing is entered up to and including `until`. What the trial balance then was."""

    book = models.ForeignKey(Book, on_delete=models.PROTECT, related_name="closings")
    place_code = models.CharField(max_length=12)
    until = models.DateField()
    vouchers = models.PositiveIntegerField()
    debit = models.BigIntegerField()
    credit = models.BigIntegerField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-until"]
        constraints = [models.UniqueConstraint(fields=["book", "until"], name="closed_once")]
