"""What the county sets itself: standards, limits, settings (县级参数)."""

from django.db import models
from django.db.models import F, Q

from datong.foundation.access.service import User


class CountyParameter(models.Model):
    """One value of one key over one period, with the document that sets it. A newer row of the same key and first day
    stands for the older one. `demonstration`: a value to try things out, never the county's own.
    """

    county = models.CharField(max_length=6)
    key = models.CharField(max_length=60)
    value = models.JSONField()
    since = models.DateField()
    until = models.DateField(null=True)
    document = models.CharField(max_length=200)
    demonstration = models.BooleanField(default=False)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["key", "since", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="county_parameter_ends_later"
            ),
            models.CheckConstraint(condition=~Q(document=""), name="county_parameter_has_document"),
        ]
        indexes = [models.Index(fields=["county", "key"], name="county_parameter")]
