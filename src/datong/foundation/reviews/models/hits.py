"""Matches, what the household answered, what people decided."""

from django.db import models
from django.db.models import Q

from datong.foundation.access.service import User
from datong.foundation.casework.service import Case
from datong.foundation.notices.service import Notice
from datong.foundation.people.service import Household, Person
from datong.foundation.reviews.enums import Ground, HitKind, HitState
from datong.foundation.reviews.models.runs import BASIS, RETENTION, Listing, Run
from datong.foundation.reviews.models.sources import Source
from datong.foundation.storage.service import SealedTextField, personal

STATES = [(each.value, each.label.zh) for each in HitState]


class Hit(models.Model):
    """A row of a list that may be about a recipient (线索): a question, not a finding.

    `row`, `ours`: both records as compared, JSON; erased when their time is over. `content`: keyed digest of the row, so that
    the same row of a later list is no second match. `below`: under the run's threshold, or not by number: it needs a second
    proof to be confirmed. `eligible`, `before`, `after`: what the rules would say of the household (fen a month), as computed
    when it was found. `reply_until`: the last day to answer, once the letter is proved delivered.
    """

    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="hits")
    listing = models.ForeignKey(Listing, on_delete=models.PROTECT, related_name="hits")
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="hits")
    programme = models.CharField(max_length=20)
    county = models.CharField(max_length=6)
    place_code = models.CharField(max_length=12)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    household = models.ForeignKey(Household, null=True, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=[(each.value, each.label.zh) for each in HitKind])
    probability = models.FloatField()
    below = models.BooleanField()
    row_number = models.PositiveIntegerField()
    content = models.BinaryField(max_length=16)
    row = personal(
        SealedTextField(null=True), purpose="verify what the list says", basis=BASIS, retention=RETENTION
    )
    ours = personal(
        SealedTextField(null=True),
        purpose="verify that it is the same person",
        basis=BASIS,
        retention=RETENTION,
    )
    eligible = models.BooleanField(null=True)
    before = models.BigIntegerField(null=True)
    after = models.BigIntegerField(null=True)
    state = models.CharField(max_length=10, choices=STATES, default=HitState.TO_VERIFY)
    notice = models.ForeignKey(Notice, null=True, on_delete=models.PROTECT, related_name="+")
    reply_until = models.DateField(null=True)
    verdict = models.ForeignKey("reviews.Verdict", null=True, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["source", "person", "content"], name="hit_once"),
            models.CheckConstraint(
                condition=Q(state=HitState.TO_VERIFY.value) | Q(verdict__isnull=False),
                name="hit_settled_by_people_only",
            ),
            models.CheckConstraint(
                condition=Q(case__isnull=True) | Q(verdict__isnull=False), name="hit_check_after_verdict"
            ),
            models.CheckConstraint(
                condition=Q(probability__gte=0) & Q(probability__lte=1), name="hit_probability"
            ),
        ]
        indexes = [
            models.Index(fields=["programme", "place_code", "state", "id"], name="hit_queue"),
            models.Index(fields=["source", "state"], name="hit_source"),
            models.Index(fields=["household", "state"], name="hit_household"),
        ]


class Reply(models.Model):
    """What the household answered, written once; `door` says whether a clerk or the person entered it."""

    hit = models.ForeignKey(Hit, on_delete=models.PROTECT, related_name="replies")
    text = personal(SealedTextField(), purpose="hear the household", basis=BASIS, retention=RETENTION)
    on = models.DateField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    door = models.CharField(max_length=10)
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]


class BatchCause(models.Model):
    """One cause that explains many matches of a source (一因多线索), in words; each match keeps its own decision."""

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="causes")
    cause = models.TextField()
    hits = models.PositiveIntegerField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-id"]


class Verdict(models.Model):
    """What a named human decided on a match, written once. `reasons_digest`: keyed, so that equal reasons are found.

    `second_proof`: what besides the match shows that it is true; a match below the threshold is not confirmed without it.
    `seconds`: from opening the card to deciding, where it was measured.
    """

    hit = models.ForeignKey(Hit, on_delete=models.PROTECT, related_name="verdicts")
    step = models.CharField(max_length=10)
    before = models.CharField(max_length=10, choices=STATES)
    after = models.CharField(max_length=10, choices=STATES)
    ground = models.CharField(
        max_length=15, blank=True, choices=[(each.value, each.label.zh) for each in Ground]
    )
    reasons = personal(
        SealedTextField(),
        purpose="say why, to the household and whoever reviews it",
        basis=BASIS,
        retention=RETENTION,
    )
    reasons_digest = models.BinaryField(max_length=16)
    second_proof = personal(
        SealedTextField(null=True), purpose="what else shows it", basis=BASIS, retention=RETENTION
    )
    article = models.CharField(max_length=200)
    batch = models.ForeignKey(BatchCause, null=True, on_delete=models.PROTECT, related_name="verdicts")
    seconds = models.PositiveIntegerField(null=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(after__in=[HitState.TO_VERIFY.value, HitState.CONFIRMED.value]) | ~Q(ground=""),
                name="verdict_has_ground",
            ),
            models.CheckConstraint(condition=~Q(article=""), name="verdict_has_article"),
        ]
