"""Accounts and posts. Deliberately missing: e-mail, phone, groups, superusers, grants on rows, deletion."""

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from datong.foundation.access.enums import Role
from datong.foundation.people.service import Person
from datong.foundation.storage.service import SealedTextField, personal

BASIS = "the employer's duty to know who acted in its name (网络安全法 art. 21)"
RETENTION = "as long as the journal names the account"


class UserManager(BaseUserManager["User"]):
    """Makes accounts. An account without a password cannot sign in."""

    def create_user(
        self, username: str, *, name: str = "", password: str | None = None, **fields: Any
    ) -> "User":
        """A saved account; `username` is kept in lower case. No permission is asked here: see actions.py."""
        user = self.model(username=username.lower(), name=name, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(username=(username or "").lower())


class User(AbstractBaseUser):
    """One account of one person, or the console. What it may do comes from its posts alone.

    `person` is its holder in the register of people, so that nobody decides about themselves or their relatives.
    """

    username = personal(
        models.CharField(_("用户名"), max_length=40, unique=True),
        purpose="sign in; name the actor in the journal",
        basis=BASIS,
        retention=RETENTION,
    )
    name = personal(
        models.CharField(_("姓名"), max_length=60),
        purpose="show who acted",
        basis=BASIS,
        retention=RETENTION,
    )
    is_active = models.BooleanField(default=True)
    person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="accounts"
    )

    objects = UserManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        ordering = ["username"]


class Post(models.Model):
    """A role at a place for some programmes, from `since` on until (not including) `until`.

    `programmes` empty means all. `until` equal to `since` is a post taken back on its first day.
    """

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="posts")
    role = models.CharField(max_length=20, choices=[(role.value, role.label.zh) for role in Role])
    organisation = models.ForeignKey(
        "organisations.Organisation", null=True, blank=True, on_delete=models.PROTECT
    )
    place_code = models.CharField(max_length=12, blank=True)
    programmes = models.JSONField(default=list, blank=True)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="post_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(role=Role.CONSOLE.value) | ~Q(place_code=""), name="post_has_a_place"
            ),
        ]

    def covers_programme(self, programme: str) -> bool:
        """Whether the post is for `programme` (a slug, or EVERY_PROGRAMME)."""
        return not self.programmes or programme in self.programmes


class Demo(models.Model):
    """The mark of a demonstration database: one row, or none. Its accounts have a published password."""

    county_code = models.CharField(max_length=12)
    usernames = models.JSONField(default=list)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="demo_one_row")]


class Sent(models.Model):
    """A form or request that had its effect, known by its key: sent again, it gets the same answer and no second effect.

    `owner` and `request` are SHA-256 in hex: of the account or the session, and of what was sent. `answer` is JSON
    (headers, body, messages); None for an answer too large to keep. Rows are forgotten after 30 days.
    """

    owner = models.CharField(max_length=64)
    key = models.CharField(max_length=64)
    path = models.CharField(max_length=200)
    request = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(default=0)
    answer = personal(
        SealedTextField(null=True),
        purpose="give the same answer to a form that was sent twice",
        basis="the answer of the act itself, shown again to whoever sent it",
        retention="30 days",
    )
    at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "key"], name="sent_once")]
