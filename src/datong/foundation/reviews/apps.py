from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    name = "datong.foundation.reviews"
    label = "reviews"

    def ready(self) -> None:
        from datong.foundation.reviews import wiring  # noqa: PLC0415 - once apps are there

        wiring.plug_in()
