"""How an order stands."""

from django.db.models import TextChoices


class JobState(TextChoices):
    """In this order, failed or done at the end; a failed one may be ordered again."""

    WAITING = "waiting", "等待"
    RUNNING = "running", "进行中"
    DONE = "done", "已完成"
    FAILED = "failed", "没有完成"


OPEN = (JobState.WAITING, JobState.RUNNING)
