"""What is posted about a case, and until when (公示)."""

from django.db import models
from django.db.models import F, Q

from datong.foundation.access.service import User
from datong.foundation.casework.service import Case
from datong.foundation.storage.service import SealedTextField, personal
from datong.programmes.dibao.enums import Stage
from datong.programmes.dibao.models.basis import BASIS, RETENTION


class Posting(models.Model):
    """One posting; up from `starts_on` to `ends_on`, both included: nobody has to take it down.

    `ends_by_article` and `ends_by_catalogue` are the days of the two norms, the later one binds; an announcement after
    the decision has none and stays while the household is in pay. `shows`: JSON, exactly what the law lets it show.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="postings")
    stage = models.CharField(max_length=12, choices=Stage.choices)
    place_code = models.CharField(max_length=12)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    ends_by_article = models.DateField(null=True)
    ends_by_catalogue = models.DateField(null=True)
    taken_down_on = models.DateField(null=True)
    shows = personal(
        SealedTextField(),
        purpose="what villagers may know of an application",
        basis=BASIS,
        retention=RETENTION,
    )
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["place_code", "ends_on"], name="posting_place")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="posting_ends_later"
            )
        ]
