"""Lists as they were handed in, and the runs that compared them with recipients."""

import datetime as dt

from django.db import models
from django.db.models import Q

from datong.foundation.access.service import User
from datong.foundation.people.service import Household, Person
from datong.foundation.reviews.enums import Format, Seen
from datong.foundation.reviews.models.sources import Source
from datong.foundation.storage.service import SealedTextField, personal

BASIS = "社会救助暂行办法 (2014) art. 58, and the legal basis of the source"
RETENTION = (
    "the source's retention, counted from the decision; what was decided and why stays with the record"
)


class Run(models.Model):
    """One review (核对批次): the recipients of a place against lists; what is needed to say it again.

    `recipients_digest`: SHA-256 over the recipients as compared; each list has its own. `counts`: matches by kind, new and
    known before. `control_permille`: how many of a thousand recipients without a match were drawn to be checked as well.
    """

    programme = models.CharField(max_length=20)
    county = models.CharField(max_length=6)
    place_code = models.CharField(max_length=12)
    on = models.DateField()
    engine = models.CharField(max_length=10)
    fuzzy = models.BooleanField()
    threshold = models.FloatField()
    recipients = models.PositiveIntegerField()
    recipients_digest = models.CharField(max_length=64)
    counts = models.JSONField(default=dict)
    control_permille = models.PositiveSmallIntegerField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-id"]


class Listing(models.Model):
    """One delivery of a source (名单). The file lies sealed under `stored` until its run, or until its time is over; then it
    is destroyed, and of its rows only those that matched are kept, with their match. `settled_at`: when people last said what
    its columns mean; None while only the machine has. `withdrawn_by`, `withdrawn_why`: who took it back before any run (撤回)."""

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="listings")
    file_name = personal(SealedTextField(), purpose="tell deliveries apart", basis=BASIS, retention=RETENTION)
    format = models.CharField(max_length=10, choices=[(each.value, each.label.zh) for each in Format])
    encoding = models.CharField(max_length=10, blank=True)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    rows = models.PositiveIntegerField()
    columns = models.JSONField(default=list)
    mapping = models.JSONField(default=dict)
    settled_at = models.DateTimeField(null=True)
    as_of = models.DateField()
    stored = models.CharField(max_length=40, blank=True)
    received_at = models.DateTimeField()
    received_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    run = models.ForeignKey(Run, null=True, on_delete=models.PROTECT, related_name="listings")
    destroyed_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    withdrawn_why = models.TextField(blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "sha256"],
                condition=Q(destroyed_at__isnull=True),
                name="listing_waits_once",
            ),
            models.CheckConstraint(
                condition=Q(destroyed_at__isnull=True) | Q(stored=""), name="listing_destroyed_has_no_file"
            ),
            models.CheckConstraint(
                condition=Q(run__isnull=True) | Q(stored=""), name="listing_run_has_no_file"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_by__isnull=True, withdrawn_why="")
                | Q(withdrawn_by__isnull=False, run__isnull=True, destroyed_at__isnull=False)
                & ~Q(withdrawn_why=""),
                name="listing_withdrawn_unused",
            ),
        ]

    def stale_on(self, day: dt.date) -> bool:
        """Whether it is too old by then for its source to be run."""
        return (day - self.as_of).days > self.source.freshness_days


class Control(models.Model):
    """Somebody drawn to be checked all the same, so that errors are known both ways (随机对照): a recipient without any match,
    or (`hit`) a match that was settled, to be looked at a second time by somebody else."""

    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="controls")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    household = models.ForeignKey(Household, null=True, on_delete=models.PROTECT, related_name="+")
    hit = models.ForeignKey("reviews.Hit", null=True, on_delete=models.PROTECT, related_name="controls")
    place_code = models.CharField(max_length=12, db_index=True)
    seen = models.CharField(max_length=10, blank=True, choices=[(each.value, each.label.zh) for each in Seen])
    note = personal(
        SealedTextField(null=True), purpose="what checking found", basis=BASIS, retention=RETENTION
    )
    by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["run", "person"], condition=Q(hit__isnull=True), name="control_once"
            ),
            models.UniqueConstraint(
                fields=["hit"], condition=Q(hit__isnull=False), name="control_once_a_match"
            ),
        ]
