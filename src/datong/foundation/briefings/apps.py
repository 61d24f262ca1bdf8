from django.apps import AppConfig


class BriefingsConfig(AppConfig):
    name = "datong.foundation.briefings"
    label = "briefings"
