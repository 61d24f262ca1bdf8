from django.apps import AppConfig


class IrrigationConfig(AppConfig):
    name = "datong.programmes.irrigation"
    label = "irrigation"

    def ready(self) -> None:
        from datong.programmes.irrigation import wiring  # noqa: PLC0415 - registries are filled once apps are there

        wiring.plug_in()
