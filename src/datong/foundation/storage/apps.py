import os

from django.apps import AppConfig
from django.conf import settings

from datong.foundation.storage.core import keyring, ring


class StorageConfig(AppConfig):
    name = "datong.foundation.storage"
    label = "storage"

    def ready(self) -> None:
        ring.provide(lambda: keyring.load(settings.DATONG_HOME, os.environ.get("DATONG_KEYS")))
