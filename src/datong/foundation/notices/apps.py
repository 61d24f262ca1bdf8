from pathlib import Path

from django.apps import AppConfig
from django.conf import settings


class NoticesConfig(AppConfig):
    name = "datong.foundation.notices"
    label = "notices"

    def ready(self) -> None:
        from datong.foundation.notices import wiring  # noqa: PLC0415 - once apps are there

        wiring.plug_in(Path(settings.DATONG_OUTBOX))
