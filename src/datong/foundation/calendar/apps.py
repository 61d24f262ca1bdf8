from django.apps import AppConfig


class CalendarConfig(AppConfig):
    name = "datong.foundation.calendar"
    label = "calendar"

    def ready(self) -> None:
        from datong.foundation.calendar import wiring  # noqa: PLC0415 - once apps are there

        wiring.plug_in()
