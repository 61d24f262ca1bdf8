"""Who was drawn to be visited: the frame first, the chance afterwards, so that anybody can draw it again (抽查)."""

from django.db import models
from django.db.models import Q

from datong.foundation.access.service import User
from datong.foundation.casework.service import Case
from datong.foundation.storage.service import SealedTextField, personal
from datong.programmes.dibao.enums import Found
from datong.programmes.dibao.models.basis import BASIS, RETENTION


class Draw(models.Model):
    """One draw of a county. The frame (sorted case numbers) is frozen and its SHA-256 published, with the source of chance
    named, before the digits exist; `seed` = local:<digits>|frame:<sha256>. Drawn once and never again.

    `strata`: town code by case number; `mandatory`: numbers taken whatever the chance; `drawn`: in ticket order. `purpose`:
    spot_check (cases before the decision), control (a share of what nobody flagged, to know the errors both ways). `size`
    and `taken` count frame and result, so that lists need not open them.
    """

    class Purpose(models.TextChoices):
        SPOT_CHECK = "spot_check"
        CONTROL = "control"

    county = models.CharField(max_length=6)
    purpose = models.CharField(max_length=10, choices=Purpose.choices)
    share = models.JSONField()
    article = models.CharField(max_length=200)
    strata = models.JSONField()
    size = models.PositiveIntegerField()
    mandatory = models.JSONField(default=list)
    frame_sha256 = models.CharField(max_length=64)
    source = models.CharField(max_length=200)
    announced_at = models.DateTimeField()
    announced_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    digits = models.CharField(max_length=200, blank=True)
    seed = models.CharField(max_length=400, blank=True)
    drawn = models.JSONField(null=True)
    taken = models.PositiveIntegerField(null=True)
    drawn_at = models.DateTimeField(null=True)
    drawn_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(source=""), name="draw_names_its_source"),
            models.UniqueConstraint(
                fields=["county", "purpose"], condition=Q(drawn_at__isnull=True), name="draw_one_at_a_time"
            ),
        ]


class ControlFinding(models.Model):
    """What a control visit found of a drawn case. It decides nothing: what is wrong is put right by the ordinary steps."""

    draw = models.ForeignKey(Draw, on_delete=models.PROTECT, related_name="findings")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="control_findings")
    found = models.CharField(max_length=12, choices=Found.choices)
    words = personal(
        SealedTextField(), purpose="say what the control visit found", basis=BASIS, retention=RETENTION
    )
    on = models.DateField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["draw", "case"], name="control_finding_once")]
