from django.apps import AppConfig


class LedgersConfig(AppConfig):
    name = "datong.foundation.ledgers"
    label = "ledgers"

    def ready(self) -> None:
        from datong.foundation.ledgers import wiring  # noqa: PLC0415 - once apps are there

        wiring.plug_in()
