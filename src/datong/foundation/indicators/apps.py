from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    name = "datong.foundation.indicators"
    label = "indicators"

    def ready(self) -> None:
        from datong.foundation.indicators import wiring  # noqa: PLC0415 - once apps are there

        wiring.plug_in()
