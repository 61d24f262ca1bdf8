"""Organisations and who holds which duty. Deliberately missing: the tree of who is above whom."""

from django.db import models
from django.db.models import F, Q

from datong.foundation.organisations.enums import Duty
from datong.foundation.people.service import Person
from datong.foundation.storage.service import personal


class Organisation(models.Model):
    """One organisation of a county. `kind`: department, party_branch, clinic, team, office."""

    county = models.CharField(max_length=6)
    kind = models.CharField(max_length=20)
    name = models.CharField(max_length=80)
    place_code = models.CharField(max_length=12)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["county", "kind", "name", "place_code"], name="organisation_once")
        ]


class Holder(models.Model):
    """A person who holds a duty for a place from `since` until (not including) `until`; name as it was written."""

    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="duties")
    name = personal(
        models.CharField(max_length=60),
        purpose="call to meetings; register near relatives of those who decide",
        basis="村民委员会组织法; 最低生活保障审核审批办法(试行) 民发〔2012〕220号 art. 11, 14, 22",
        retention="as long as a meeting or a case names the holder",
    )
    duty = models.CharField(max_length=20, choices=[(each.value, each.label.zh) for each in Duty])
    place_code = models.CharField(max_length=12, db_index=True)
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="holder_ends_after_it_starts"
            ),
            models.UniqueConstraint(
                fields=["person", "duty", "place_code"],
                condition=Q(until__isnull=True),
                name="holder_once",
            ),
        ]
