from django.apps import AppConfig


class SunshineConfig(AppConfig):
    name = "datong.programmes.sunshine"
    label = "sunshine"

    def ready(self) -> None:
        from datong.programmes.sunshine import wiring  # noqa: PLC0415 - registries are filled once apps are there

        wiring.plug_in()
