"""Where lists come from, and when a source was switched off or on."""

from django.db import models
from django.db.models import Q

from datong.foundation.access.service import User
from datong.foundation.notices.service import Notice
from datong.foundation.organisations.service import Organisation
from datong.foundation.reviews.enums import SourceKind


class Source(models.Model):
    """A source of lists, for one programme of one county: data are used for the purpose they were asked for.

    `document` and `article`: the legal basis. `freshness_days`: how old a list may be when it is run; `retention_days`:
    how long an unused list and the row of a decided match are kept. `mapping`: field by heading, as last settled.
    """

    county = models.CharField(max_length=6)
    programme = models.CharField(max_length=20)
    key = models.CharField(max_length=40)
    name = models.CharField(max_length=80)
    kind = models.CharField(max_length=20, choices=[(each.value, each.label.zh) for each in SourceKind])
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    document = models.CharField(max_length=120)
    article = models.CharField(max_length=60)
    freshness_days = models.PositiveIntegerField()
    retention_days = models.PositiveIntegerField()
    mapping = models.JSONField(default=dict)
    on = models.BooleanField(default=True)
    at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["county", "programme", "key"]
        constraints = [
            models.UniqueConstraint(fields=["county", "programme", "key"], name="source_once"),
            models.CheckConstraint(condition=~Q(document="") & ~Q(article=""), name="source_has_legal_basis"),
        ]


class Switch(models.Model):
    """Switched off or on, written once. `why`: as the person wrote it, who switched it. `automatic`: its matches were mostly
    wrong; `confirmed` of `decided` says how many, and pages say it in the reader's language.

    `by`: whose decision it was, or whose decision made it fall below the line. `notice`: the letter to the source's owner.
    """

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="switches")
    on = models.BooleanField()
    automatic = models.BooleanField(default=False)
    why = models.TextField(blank=True)
    confirmed = models.PositiveIntegerField(null=True)
    decided = models.PositiveIntegerField(null=True)
    at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    notice = models.ForeignKey(Notice, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(why="") | Q(automatic=True, confirmed__isnull=False, decided__isnull=False),
                name="switch_has_reason",
            ),
            models.CheckConstraint(condition=~Q(automatic=True, on=True), name="switch_on_by_people_only"),
        ]
