from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "datong.foundation.people"
    label = "people"
