from django.apps import AppConfig


class DibaoConfig(AppConfig):
    name = "datong.programmes.dibao"
    label = "dibao"

    def ready(self) -> None:
        from datong.programmes.dibao import wiring  # noqa: PLC0415 - registries are filled once apps are there

        wiring.plug_in()
