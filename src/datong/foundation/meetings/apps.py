from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "datong.foundation.meetings"
    label = "meetings"

    def ready(self) -> None:
        from datong.foundation.meetings import wiring  # noqa: PLC0415 - once apps are there

        wiring.plug_in()
