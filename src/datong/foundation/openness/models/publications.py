"""What is being prepared and what was published. Deliberately missing: a way to change an edition; a correction is a new one."""

from django.db import models

from datong.foundation.access.service import User
from datong.foundation.openness.enums import DraftState, PublicationState
from datong.foundation.storage.service import SealedTextField, personal

BASIS = (
    "村民委员会组织法 art. 30: village affairs are published; the profile of the item says what may be shown"
)


class Publication(models.Model):
    """One thing a place published, under one number over all its editions. `shown_until`: the last day it is shown."""

    number = models.CharField(max_length=24, unique=True)
    county = models.CharField(max_length=6)
    place_code = models.CharField(max_length=12)
    aspect = models.CharField(max_length=30)
    key = models.CharField(max_length=60)
    profile = models.CharField(max_length=2)
    period_start = models.DateField()
    period_end = models.DateField()
    stage = models.CharField(max_length=60, blank=True)
    title_zh = models.CharField(max_length=120)
    title_en = models.CharField(max_length=240)
    state = models.CharField(max_length=10, default=PublicationState.SHOWN.value)
    edition = models.ForeignKey("openness.Edition", null=True, on_delete=models.PROTECT, related_name="+")
    published_on = models.DateField()
    board_until = models.DateField()
    shown_until = models.DateField(null=True)
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["-published_on", "-id"]
        indexes = [
            models.Index(fields=["place_code", "aspect", "-published_on"], name="publication_place"),
            models.Index(fields=["county", "state", "-published_on"], name="publication_county"),
            models.Index(fields=["changed_at"], name="publication_changed"),
            models.Index(
                fields=["shown_until"],
                condition=models.Q(state="shown", shown_until__isnull=False),
                name="publication_expiring",
            ),
        ]


class Edition(models.Model):
    """One version of a publication. `content`: the canonical bytes the log commits to, empty once they were erased."""

    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="editions")
    version = models.PositiveIntegerField()
    action = models.CharField(max_length=10)
    content = personal(
        models.TextField(),
        purpose="show the public what was decided and paid",
        basis=BASIS,
        retention="until the item's time on the public pages is over; then erased, its salt with it",
    )
    log_index = models.PositiveBigIntegerField(unique=True)
    reason = models.CharField(max_length=200, blank=True)
    prepared_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    released_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    released_at = models.DateTimeField()

    class Meta:
        ordering = ["version"]
        constraints = [models.UniqueConstraint(fields=["publication", "version"], name="edition_once")]


class Draft(models.Model):
    """What is being prepared, before redaction. `corrects`: the publication it will replace. `moves` counts the savings."""

    county = models.CharField(max_length=6)
    place_code = models.CharField(max_length=12)
    aspect = models.CharField(max_length=30)
    key = models.CharField(max_length=60)
    period_start = models.DateField()
    period_end = models.DateField()
    stage = models.CharField(max_length=60, blank=True)
    title_zh = models.CharField(max_length=120)
    title_en = models.CharField(max_length=240, blank=True)
    blocks = personal(
        SealedTextField(),
        purpose="prepare a publication from registers and from what the village enters",
        basis=BASIS,
        retention="until it is released or dropped; two years at most",
    )
    drawn_from = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=10, default=DraftState.OPEN.value)
    moves = models.PositiveIntegerField(default=0)
    corrects = models.ForeignKey(Publication, null=True, on_delete=models.PROTECT, related_name="drafts")
    publication = models.ForeignKey(Publication, null=True, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=200, blank=True)
    note = models.CharField(max_length=200, blank=True)
    signed = models.CharField(max_length=400, blank=True)
    prepared_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    submitted_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["-changed_at", "-id"]
        indexes = [models.Index(fields=["place_code", "state"], name="draft_place")]


class PublicFile(models.Model):
    """An attachment as the public may fetch it: cleaned of metadata, kept by its hash under HOME/published.

    `unreadable`: a picture stands in it, whose text no program reads; somebody has to have `looked`. `suspects`: what word
    lists found in it (kinds of findings, with commas): whoever releases says why it is not personal.
    """

    draft = models.ForeignKey(Draft, null=True, on_delete=models.CASCADE, related_name="files")
    publication = models.ForeignKey(Publication, null=True, on_delete=models.PROTECT, related_name="files")
    name = models.CharField(max_length=120)
    media = models.CharField(max_length=80)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64, db_index=True)
    unreadable = models.BooleanField(default=False)
    suspects = models.CharField(max_length=200, blank=True)
    looked = models.BooleanField(default=False)
    looked_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")


class Posting(models.Model):
    """A sheet on the board (张贴): when it went up, the photograph of it and its hash, when it came down."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="postings")
    posted_on = models.DateField()
    photo = models.CharField(max_length=64)
    taken_at = models.DateTimeField(null=True)
    entered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()
    removed_on = models.DateField(null=True)

    class Meta:
        ordering = ["id"]
