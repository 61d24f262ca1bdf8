"""The sealed column. Deliberately missing: any table of keys, and a model for the name search (see search.py)."""

from typing import TYPE_CHECKING, Any

from django.db import models

from datong.foundation.storage.core.ring import seal, unseal

if TYPE_CHECKING:
    Sealed = models.BinaryField[str | None, Any]
else:
    Sealed = models.BinaryField


class SealedTextField(Sealed):
    """Text sealed at rest: a str in Python, `key | nonce | ciphertext | tag` in the table."""

    def place(self) -> str:
        return f"{self.model._meta.db_table}.{self.column}"

    def get_prep_value(self, value: Any) -> Any:
        return None if value is None else seal(self.place(), value)

    def from_db_value(self, value: Any, *_: Any) -> str | None:
        return None if value is None else unseal(self.place(), bytes(value))
