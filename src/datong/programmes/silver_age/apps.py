from django.apps import AppConfig


class SilverAgeConfig(AppConfig):
    name = "datong.programmes.silver_age"
    label = "silver_age"

    def ready(self) -> None:
        from datong.programmes.silver_age import wiring  # noqa: PLC0415 - registries are filled once apps are there

        wiring.plug_in()
