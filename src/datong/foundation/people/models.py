"""Persons and households. Deliberately missing: addresses, health, faith, and the identity number in clear."""

from django.db import models
from django.db.models import F, Q

from datong.foundation.people.core.relations import Relation
from datong.foundation.storage.service import SealedTextField, personal

BASIS = "社会救助暂行办法 (2014) and the county's duties under the programme that entered the person"
RETENTION = "as long as a record of a programme names the person, and five years after the last one"


class Person(models.Model):
    """One person. `identity_index` is a keyed digest of the identity number, for exact search only."""

    identity = personal(
        SealedTextField(null=True),
        purpose="tell persons apart across ledgers",
        basis=BASIS,
        retention=RETENTION,
    )
    identity_index = personal(
        models.BinaryField(max_length=16, unique=True, null=True),
        purpose="find a person by the exact number without opening the seal",
        basis=BASIS,
        retention=RETENTION,
    )
    name = personal(
        models.CharField(max_length=60), purpose="address the person", basis=BASIS, retention=RETENTION
    )
    sex = models.CharField(max_length=3, blank=True)
    birth_date = personal(
        models.DateField(null=True), purpose="age limits of the programmes", basis=BASIS, retention=RETENTION
    )
    place_code = models.CharField(max_length=12, db_index=True)


class Household(models.Model):
    """People who live together, known by their head; `head` is empty when the head's own row was refused."""

    head = models.OneToOneField(Person, null=True, on_delete=models.PROTECT, related_name="household_headed")
    reference = models.CharField(max_length=40, unique=True, null=True)
    place_code = models.CharField(max_length=12, db_index=True)


class Membership(models.Model):
    """A person in a household, with the relation to the head as it was written."""

    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="memberships")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships")
    relation = models.CharField(max_length=20)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["household", "person"], name="member_once")]


class Kinship(models.Model):
    """`relative` is the person's `relation`; one row a pair, kept as spouse, parent, sibling, grandparent or other.

    A withdrawn row stays and counts no more. `source` is the paper or register it was read from.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="kinships")
    relative = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="kinships_of")
    relation = personal(
        models.CharField(max_length=12, choices=[(each.value, each.label.zh) for each in Relation]),
        purpose="keep whoever decides or votes apart from their near relatives",
        basis="最低生活保障审核审批办法(试行) 民发〔2012〕220号 art. 14",
        retention=RETENTION,
    )
    source = models.CharField(max_length=40)
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_why = personal(
        SealedTextField(null=True),
        purpose="say why a tie was taken back",
        basis=BASIS,
        retention=RETENTION,
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "relative", "relation"],
                condition=Q(withdrawn_at__isnull=True),
                name="kinship_once",
            ),
            models.CheckConstraint(condition=~Q(person=F("relative")), name="kinship_of_two"),
        ]
