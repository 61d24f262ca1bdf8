from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    name = "datong.foundation.organisations"
    label = "organisations"
