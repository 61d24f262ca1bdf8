from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    name = "datong.foundation.casework"
    label = "casework"

    def ready(self) -> None:
        from datong.foundation.casework import wiring  # noqa: PLC0415 - once apps are there

        wiring.plug_in()
