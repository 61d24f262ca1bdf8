"""Objections to disclosure, their answers, reply times, and who is responsible.

The case of an objection holds kind and number only. Deliberately missing: any plain column with a word of the objector.
"""

from django.db import models

from datong.foundation.access.service import User
from datong.foundation.casework.service import Case
from datong.foundation.openness.models.catalogue import Duty
from datong.foundation.openness.models.publications import Edition, Publication
from datong.foundation.storage.service import SealedTextField, personal

BASIS = "村民委员会组织法 art. 31: villagers may complain, and must be answered; 个人信息保护法 art. 13 (3)"
RETENTION = "while the objection is open, then as long as the county's archive rules say; five years at least"
SHARED = "what the unit objected to is told, in the words meant for it"
HIDDEN = "reach whoever objected; never shown to the unit objected to"


class Objection(models.Model):
    """What somebody objects to. `words`, `where`, `right`: for the village too; `private`, `by_name`, `phone`: for the
    units above it alone. `by`: villager, group or other. `level`: whose disclosure it is (village, town, county).
    `typed_by`: the official who took it in on paper; empty when it came from the public page.
    """

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="+")
    county = models.CharField(max_length=6)
    place_code = models.CharField(max_length=12)
    level = models.CharField(max_length=7)
    defect = models.CharField(max_length=16)
    aspect = models.CharField(max_length=30, blank=True)
    publication = models.ForeignKey(Publication, null=True, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(null=True)
    duty = models.ForeignKey(Duty, null=True, on_delete=models.PROTECT, related_name="+")
    words = personal(SealedTextField(), purpose=SHARED, basis=BASIS, retention=RETENTION)
    where = personal(SealedTextField(null=True), purpose=SHARED, basis=BASIS, retention=RETENTION)
    right = personal(SealedTextField(null=True), purpose=SHARED, basis=BASIS, retention=RETENTION)
    private = personal(SealedTextField(null=True), purpose=HIDDEN, basis=BASIS, retention=RETENTION)
    by_name = personal(SealedTextField(null=True), purpose=HIDDEN, basis=BASIS, retention=RETENTION)
    phone = personal(SealedTextField(null=True), purpose=HIDDEN, basis=BASIS, retention=RETENTION)
    by = models.CharField(max_length=10)
    channel = models.CharField(max_length=10)
    typed_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    received_on = models.DateField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["place_code", "-id"], name="ask_place"),
            models.Index(fields=["county", "received_on"], name="ask_county"),
            models.Index(fields=["publication"], name="ask_publication"),
        ]


class Answer(models.Model):
    """What a unit answered, and what the objector said to it. `correction`: the edition that puts a fact right."""

    objection = models.ForeignKey(Objection, on_delete=models.PROTECT, related_name="answers")
    level = models.CharField(max_length=7)
    outcome = models.CharField(max_length=12)
    text = personal(SealedTextField(), purpose="tell whoever objected", basis=BASIS, retention=RETENTION)
    correction = models.ForeignKey(Edition, null=True, on_delete=models.PROTECT, related_name="+")
    owes = models.CharField(max_length=60, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    at = models.DateTimeField()
    late = models.BooleanField(default=False)
    satisfied = models.BooleanField(null=True)
    why = personal(SealedTextField(null=True), purpose=HIDDEN, basis=BASIS, retention=RETENTION)
    reacted_on = models.DateField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["objection", "level"], name="answer_once")]


class ReplyRule(models.Model):
    """The county's own reply time from a day on, with the document that sets it. `who`: villager, group or upper."""

    county = models.CharField(max_length=6)
    who = models.CharField(max_length=10)
    days = models.PositiveSmallIntegerField()
    unit = models.CharField(max_length=8)
    source = models.CharField(max_length=200)
    since = models.DateField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["since", "id"]
        indexes = [models.Index(fields=["county", "who"], name="reply_rule")]
        constraints = [
            models.CheckConstraint(condition=~models.Q(source=""), name="reply_rule_has_source"),
            models.CheckConstraint(condition=models.Q(days__gte=1), name="reply_rule_has_days"),
        ]


class Knock(models.Model):
    """How many objections came from one address within an hour; only a keyed digest of the address, for a day."""

    digest = models.BinaryField(max_length=16)
    hour = models.DateTimeField()
    count = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["digest", "hour"], name="knock_once")]


class Contact(models.Model):
    """Who is responsible for what in a place, with the office's telephone (staff data, R1: it is published)."""

    county = models.CharField(max_length=6)
    place_code = models.CharField(max_length=12)
    name = personal(
        models.CharField(max_length=60),
        purpose="the public knows who is responsible",
        basis="村民委员会组织法 art. 30; staff data in office (R1)",
        retention="while the person holds the duty",
    )
    duty = models.CharField(max_length=60)
    phone = personal(
        SealedTextField(null=True),
        purpose="the public reaches the office",
        basis="村民委员会组织法 art. 30; an office number, given for publication (R1)",
        retention="while the person holds the duty",
    )
    hours = models.CharField(max_length=80, blank=True)
    mailbox = models.CharField(max_length=120, blank=True)
    order = models.PositiveSmallIntegerField(default=0)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["order", "id"]
        indexes = [
            models.Index(fields=["place_code"], name="contact_place"),
            models.Index(fields=["county"], name="contact_county"),
        ]
