"""Holiday notices and the days they name. Deliberately missing: any change of a notice; an amendment is a new one."""

from django.conf import settings
from django.db import models

from datong.foundation.calendar.core.days import Named


class Notice(models.Model):
    """One notice (放假通知) for a year. Of several for a year the newest holds. `entered_by` is empty for the seed.

    `digest` covers this notice and all entered before it: the newest one names the state of the whole calendar.
    """

    year = models.PositiveSmallIntegerField()
    number = models.CharField(max_length=120)
    source = models.CharField(max_length=200, blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField()
    digest = models.CharField(max_length=64)

    class Meta:
        indexes = [models.Index(fields=["year", "-id"], name="calendar_notice_of_year")]


class NamedDay(models.Model):
    """A day off, or (`works`) a make-up day, and the holiday it belongs to."""

    notice = models.ForeignKey(Notice, on_delete=models.PROTECT, related_name="days")
    day = models.DateField()
    works = models.BooleanField()
    name_zh = models.CharField(max_length=60)
    name_en = models.CharField(max_length=100)

    class Meta:
        ordering = ["day"]
        constraints = [models.UniqueConstraint(fields=["notice", "day"], name="calendar_day_once")]

    @property
    def named(self) -> Named:
        """The day as a plain value."""
        return Named(self.day, self.works, self.name_zh, self.name_en)
