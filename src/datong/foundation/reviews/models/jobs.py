"""Reviews ordered on a page, worked on by a process of their own."""

from django.db import models

from datong.foundation.access.service import User
from datong.foundation.reviews.enums import JobState
from datong.foundation.reviews.models.runs import Run


class Job(models.Model):
    """A review as somebody ordered it. `order`: the lists by id, whether with kinship and likely matches; `message_*`: why it
    failed, in words; `run`: what came of it."""

    programme = models.CharField(max_length=20)
    place_code = models.CharField(max_length=12)
    order = models.JSONField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    state = models.CharField(
        max_length=10,
        choices=[(each.value, each.label.zh) for each in JobState],
        default=JobState.WAITING,
    )
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    message_zh = models.CharField(max_length=500, blank=True)
    message_en = models.CharField(max_length=500, blank=True)
    run = models.ForeignKey(Run, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["by", "state"], name="review_job_own")]
