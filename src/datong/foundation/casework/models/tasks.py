"""Who owes the next step."""

from django.db import models
from django.db.models import Q

from datong.foundation.access.service import User
from datong.foundation.casework.models.cases import Case
from datong.foundation.casework.models.objections import Objection

OPEN = Q(done_at__isnull=True)


class Task(models.Model):
    """A duty of a desk: a role at exactly this place. `assignee` took it or was given it; without one it is the desk's.

    `from_on`: not shown before (the next yearly check). Kept when done, so nothing is lost by reassigning. `case_place`:
    the case's own village, so that a village or town finds what waits for it at other desks. `objection`: what is owed is
    its answer (`steps` is empty), whatever becomes of the case meanwhile.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="tasks")
    state = models.CharField(max_length=30)
    steps = models.JSONField()
    role = models.CharField(max_length=20)
    programme = models.CharField(max_length=20)
    place_code = models.CharField(max_length=12)
    case_place = models.CharField(max_length=12)
    objection = models.ForeignKey(Objection, null=True, on_delete=models.PROTECT, related_name="tasks")
    assignee = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    from_on = models.DateField()
    due_on = models.DateField(null=True)
    warn_on = models.DateField(null=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["due_on", "id"]
        indexes = [
            models.Index(fields=fields, condition=OPEN, name=name)
            for name, fields in (
                ("task_desk", ["role", "place_code", "due_on", "id"]),
                ("task_shown", ["role", "place_code", "from_on"]),
                ("task_soon", ["role", "place_code", "warn_on", "due_on"]),
                ("task_assignee", ["assignee", "due_on", "id"]),
                ("task_village", ["case_place", "due_on", "id"]),
                ("task_due", ["due_on", "id", "from_on", "role", "programme", "case_place"]),
            )
        ]
