"""How a citizen reaches the own case, and who looked at it."""

from django.db import models

from datong.foundation.access.service import User
from datong.foundation.casework.models.cases import Case


class Code(models.Model):
    """A code that opens one case once. Only a keyed digest is kept; the paper holds the code itself."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="codes")
    digest = models.BinaryField(max_length=16)
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    spent_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "digest"], name="code_once")]


class Wrong(models.Model):
    """Wrong tries by the keyed digest of the number that was typed: after five of them it is shut for half an hour."""

    digest = models.BinaryField(max_length=16, unique=True)
    tries = models.PositiveSmallIntegerField(default=0)
    last_at = models.DateTimeField()


class Look(models.Model):
    """Who looked at the file of a case, each once a day; the citizen may read it. `user` empty: the citizen's page."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="looks")
    user = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["case", "user", "day"], name="look_once_a_day")]
