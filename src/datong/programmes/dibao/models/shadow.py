"""What a change of the county's values would do to those in the register, run before it takes effect (影子运行)."""

from django.db import models
from django.db.models import Q

from datong.foundation.access.service import User
from datong.foundation.storage.service import SealedTextField, personal
from datong.programmes.dibao.models.basis import BASIS, RETENTION


class Shadow(models.Model):
    """One shadow run on the current register; written once. Deliberately missing: any column by which it could act.

    `digest`: of all values of the county as they would be. `proposal`: the rows that would be added. `on`: the day whose rule was run.
    `covers`: whom the register holds (`extracts.register.Coverage`). `whole` and `shown`: the report inside the department, and
    without small cells. `changes`: who would change, JSON of [case, [eligible, fen], [eligible, fen], conditions, missing].
    """

    county = models.CharField(max_length=6)
    digest = models.CharField(max_length=64)
    proposal = models.JSONField()
    on = models.DateField()
    covers = models.JSONField()
    whole = models.JSONField()
    shown = models.JSONField()
    changed = models.PositiveIntegerField()
    changes = personal(
        SealedTextField(),
        purpose="let the department see who would be touched before a rule takes effect",
        basis=BASIS,
        retention=RETENTION,
    )
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-id"]
        constraints = [models.CheckConstraint(condition=~Q(digest=""), name="shadow_of_something")]
        indexes = [models.Index(fields=["county", "digest"], name="shadow_of")]
