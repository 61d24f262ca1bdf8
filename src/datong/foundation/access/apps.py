from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "datong.foundation.access"
    label = "access"

    def ready(self) -> None:
        from datong.foundation.access import wiring  # noqa: PLC0415 - once apps are there

        wiring.plug_in()
