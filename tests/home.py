"""A data folder of their own for the tests, made before Django reads its settings.

Loaded by `-p tests.home` in pyproject.toml; a conftest would come too late, since pytest-django loads the
settings first. `DATABASE_URL` is left as it was given.
"""

import atexit
import os
import shutil
import tempfile

LEFT_OUT = ("DATONG_KEYS", "DATONG_SECRET_KEY", "DATONG_HTTPS", "DATONG_DEBUG", "DATONG_ALLOWED_HOSTS")

folder = tempfile.mkdtemp(prefix="datong-test-")
atexit.register(shutil.rmtree, folder, ignore_errors=True)
os.environ["DATONG_HOME"] = folder
for name in LEFT_OUT:
    os.environ.pop(name, None)
# Playwright keeps an event loop in the main thread; Django would refuse the ORM beside it.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
