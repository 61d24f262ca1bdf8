from django.apps import AppConfig


class ApprovalsConfig(AppConfig):
    name = "datong.programmes.approvals"
    label = "approvals"

    def ready(self) -> None:
        from datong.programmes.approvals import wiring  # noqa: PLC0415 - registries are filled once apps are there

        wiring.plug_in()
