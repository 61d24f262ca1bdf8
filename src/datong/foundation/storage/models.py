"""The sealed column. Deliberately missing: any table of keys, and a model for the name search (see search.py)."""

from typing import Any

from django.db import models


class SealedTextField(models.BinaryField):
    """Text sealed at rest: a str in Python, `key | nonce | ciphertext | tag` in the table."""

    def place(self) -> str:
        return f"{self.model._meta.db_table}.{self.column}"

    def get_prep_value(self, value: Any) -> Any:
        from datong.foundation.storage.service import seal  # noqa: PLC0415 - the ring needs settings

        return None if value is None else seal(self.place(), value)

    def from_db_value(self, value: Any, *_: Any) -> str | None:
        from datong.foundation.storage.service import unseal  # noqa: PLC0415

        return None if value is None else unseal(self.place(), bytes(value))
