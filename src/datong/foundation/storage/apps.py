import os

from django.apps import AppConfig
from django.conf import settings

from datong.foundation.storage.core import keyring, ring


class StorageConfig(AppConfig):
    name = "datong.foundation.storage"
    label = "storage"

    def ready(self) -> None:
        given = os.environ.get("DATONG_KEYS")
        if given:
            keyring.from_setting(given)  # unusable keys stop the start, not the first sealed value
        ring.provide(lambda: keyring.load(settings.DATONG_HOME, given))
