from django.apps import AppConfig


class PubliclogConfig(AppConfig):
    name = "datong.foundation.publiclog"
    label = "publiclog"
