"""What every test gets: quick settings, and markers that let one part of the tests be chosen.

pytest -m browser          pages in a real Chromium
pytest -m architecture     what holds the houses in shape
pytest -m translations     every Chinese sentence has its English one
pytest -m database         what must also pass on PostgreSQL (python -m tests.postgres -- pytest -m database)
"""

from pathlib import Path

import pytest

from tests.append_only import let_flush
from tests.counties import luojiang, small_books, small_county
from tests.crowd import crowd_db
from tests.publiclog import kept_log, own_log

__all__ = ["crowd_db", "kept_log", "luojiang", "own_log", "small_books", "small_county"]
HERE = Path(__file__).resolve().parent
MARKERS = (
    "architecture: what holds the houses in shape",
    "database: uses the database; passes on SQLite and on PostgreSQL",
    "translations: every Chinese sentence has its English one",
)
BY_FOLDER = ("architecture", "browser")
# What runs in one process: a file, and everything that looks at the one server of the example county.
SERVED = "server"
DATABASE_FIXTURES = {"db", "transactional_db", "django_db_setup", "live_server"}


def pytest_configure(config: pytest.Config) -> None:
    """Register the markers; make passwords cheap and static addresses independent of collectstatic."""
    for marker in MARKERS:
        config.addinivalue_line("markers", marker)
    from django.conf import settings

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
    let_flush()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark tests by their folder and by what they use."""
    for item in items:
        top = item.path.relative_to(HERE).parts[0] if item.path.is_relative_to(HERE) else ""
        if top in BY_FOLDER:
            item.add_marker(top)
        together = (
            "the example county, served" if SERVED in getattr(item, "fixturenames", ()) else str(item.path)
        )
        item.add_marker(pytest.mark.xdist_group(together))
        if uses_database(item):
            item.add_marker("database")


def uses_database(item: pytest.Item) -> bool:
    """Whether a test touches Django's database."""
    fixtures = set(getattr(item, "fixturenames", ()))
    return item.get_closest_marker("django_db") is not None or bool(fixtures & DATABASE_FIXTURES)
