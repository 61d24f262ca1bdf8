from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "datong.foundation.jobs"
    label = "jobs"
