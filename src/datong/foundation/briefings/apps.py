from django.apps import AppConfig


class BriefingsConfig(AppConfig):
    name = "datong.foundation.briefings"
    label = "briefings"

    def ready(self) -> None:
        from datong.foundation.briefings import wiring  # noqa: PLC0415 - once apps are there

        wiring.plug_in()
