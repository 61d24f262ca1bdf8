"""What somebody tried (规则模拟), for them to read for a while."""

from django.db import models

from datong.foundation.jobs import service as jobs
from datong.programmes.dibao.models.shadow import Shadow


class Simulation(jobs.Job):
    """Other values of a county's parameters, tried on its current register by a process of its own; forgotten after a day.

    `values`: by key, as an entry writes them; `on`: the day whose rule was asked; `covers` and `report` as of `Shadow`, the report as
    whoever asked may see it. Empty until it is done. Only its owner opens it.
    With a `proposal` (as of `Shadow`) it is the order of a shadow run: what comes of it is the `shadow`, which stays.
    """

    county = models.CharField(max_length=6)
    values = models.JSONField()
    on = models.DateField()
    covers = models.JSONField(null=True)
    report = models.JSONField(null=True)
    proposal = models.JSONField(default=list)
    shadow = models.ForeignKey(Shadow, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["by", "state"], name="simulation_own")]
