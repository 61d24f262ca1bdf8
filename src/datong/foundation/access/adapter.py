"""How we bend django-allauth: no registration, no e-mail, lower-case names, sealed secrets, a journal."""

import base64
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.http import HttpRequest

from datong.foundation.journal import service as journal
from datong.foundation.storage import service as storage

__all__ = ["AccountAdapter", "SecondFactorAdapter"]

QUIET = frozenset({"account/messages/logged_in.txt", "account/messages/logged_out.txt"})
SEALED_SECRET = "mfa_authenticator.data"  # noqa: S105 - table.column of what is sealed, not a secret


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are opened by a system administrator; see actions/accounts.py."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """No mail leaves this system; accounts have no e-mail."""

    def authenticate(self, request: HttpRequest, **credentials: Any) -> AbstractBaseUser | None:
        """Names count in lower case, for the lock-out too: Leader and leader share their five failures."""
        if "username" in credentials:
            credentials["username"] = str(credentials["username"]).lower()
        user: AbstractBaseUser | None = super().authenticate(request, **credentials)
        return user

    def login(self, request: HttpRequest, user: AbstractBaseUser) -> None:
        """After password and, where switched on, second factor."""
        with transaction.atomic():
            super().login(request, user)
            journal.record(user.get_username(), "account.signed_in", f"access.User:{user.pk}")

    def set_password(self, user: AbstractBaseUser, password: str) -> None:
        """The person's own change of password."""
        with transaction.atomic():
            super().set_password(user, password)
            journal.record(user.get_username(), "account.password", f"access.User:{user.pk}")

    def add_message(
        self, request: HttpRequest, level: int, message_template: str | None = None, *args: Any, **kwargs: Any
    ) -> None:
        """Signing in and out needs no message: the page that opens says it."""
        if message_template not in QUIET:
            super().add_message(request, level, message_template, *args, **kwargs)


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """The secrets of authenticator apps and the seed of recovery codes are sealed at rest."""

    def encrypt(self, text: str) -> str:
        return base64.b64encode(storage.seal(SEALED_SECRET, text)).decode("ascii")

    def decrypt(self, encrypted_text: str) -> str:
        return storage.unseal(SEALED_SECRET, base64.b64decode(encrypted_text))
