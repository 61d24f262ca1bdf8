"""What every order of long work keeps of itself."""

from django.db import models

from datong.foundation.access.service import User
from datong.foundation.jobs.enums import JobState


class Job(models.Model):
    """Who ordered it and when, how it stands; `message_*`: why it failed, in words."""

    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=JobState.choices, default=JobState.WAITING)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    message_zh = models.CharField(max_length=500, blank=True)
    message_en = models.CharField(max_length=500, blank=True)

    class Meta:
        abstract = True
