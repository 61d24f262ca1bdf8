from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "datong.foundation.portal"
    label = "portal"

    def ready(self) -> None:
        from datong.foundation.portal import wiring  # noqa: PLC0415 - once apps are there

        wiring.plug_in()
