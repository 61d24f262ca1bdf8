from django.apps import AppConfig


class FamilyDoctorConfig(AppConfig):
    name = "datong.programmes.family_doctor"
    label = "family_doctor"

    def ready(self) -> None:
        from datong.programmes.family_doctor import wiring  # noqa: PLC0415 - registries are filled once apps are there

        wiring.plug_in()
