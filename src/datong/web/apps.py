"""The page shell as a Django application: its templates and static files are found by it."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Page shell (页面框架); no models."""

    name = "datong.web"
    label = "web"
