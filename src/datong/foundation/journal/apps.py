from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "datong.foundation.journal"
    label = "journal"
