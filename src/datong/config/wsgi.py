"""The WSGI application that granian serves."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "datong.config.settings")
application = get_wsgi_application()

from datong.config import merging  # noqa: E402 - once the apps are there

merging.start()
