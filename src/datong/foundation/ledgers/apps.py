from django.apps import AppConfig


class LedgersConfig(AppConfig):
    name = "datong.foundation.ledgers"
    label = "ledgers"
