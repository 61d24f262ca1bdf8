from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "datong.foundation.places"
    label = "places"
