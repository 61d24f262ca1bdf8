from django.apps import AppConfig


class StorageConfig(AppConfig):
    name = "datong.foundation.storage"
    label = "storage"
