from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    name = "datong.foundation.indicators"
    label = "indicators"
