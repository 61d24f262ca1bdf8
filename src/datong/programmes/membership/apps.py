from django.apps import AppConfig


class MembershipConfig(AppConfig):
    name = "datong.programmes.membership"
    label = "membership"

    def ready(self) -> None:
        from datong.programmes.membership import wiring  # noqa: PLC0415 - registries are filled once apps are there

        wiring.plug_in()
