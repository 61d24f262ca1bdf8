"""Settings of commands that ask only the calendar: the houses it stands on and no programme, so that they start quickly."""

from datong.config.settings import *  # noqa: F403 - everything else as it is

FOUNDATION = ["publiclog", "journal", "places", "people", "organisations", "access", "calendar"]
PROGRAMMES = []
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "datong.foundation.storage",
    *[f"datong.foundation.{house}" for house in FOUNDATION],
]
