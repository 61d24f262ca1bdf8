from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    name = "datong.foundation.evidence"
    label = "evidence"

    def ready(self) -> None:
        from datong.foundation.evidence import wiring  # noqa: PLC0415 - once apps are there

        wiring.plug_in()
