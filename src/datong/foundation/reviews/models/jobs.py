"""Reviews ordered on a page, worked on by a process of their own."""

from django.db import models

from datong.foundation.jobs import service as jobs
from datong.foundation.reviews.enums import JobState
from datong.foundation.reviews.models.runs import Run


class Job(jobs.Job):
    """A review as somebody ordered it. `order`: the lists by id, whether with kinship and likely matches; `run`: what came of it."""

    programme = models.CharField(max_length=20)
    place_code = models.CharField(max_length=12)
    order = models.JSONField()
    state = models.CharField(
        max_length=10,
        choices=[(each.value, each.label.zh) for each in JobState],
        default=JobState.WAITING,
    )
    run = models.ForeignKey(Run, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["by", "state"], name="review_job_own")]
