from django.apps import AppConfig


class OpennessConfig(AppConfig):
    name = "datong.foundation.openness"
    label = "openness"

    def ready(self) -> None:
        from datong.foundation.openness import wiring  # noqa: PLC0415 - registries are filled once apps are there

        wiring.plug_in()
