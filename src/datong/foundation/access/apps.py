from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "datong.foundation.access"
    label = "access"
