"""What every test gets: quick settings, and markers that let one part of the tests be chosen.

pytest -m browser          pages in a real Chromium
pytest -m architecture     what holds the houses in shape
pytest -m translations     every Chinese sentence has its English one
pytest -m database         what must also pass on PostgreSQL (python -m tests.postgres -- pytest -m database)
"""

import gc
from collections import Counter
from pathlib import Path

import hypothesis
import pytest
from hypothesis import HealthCheck

from tests.append_only import let_flush
from tests.counties import luojiang, small_books, small_county
from tests.crowd import crowd_db
from tests.prepared import django_db_modify_db_settings, example, migrated, templates_compiled_once
from tests.publiclog import kept_log, own_log

__all__ = [
    "crowd_db",
    "django_db_modify_db_settings",
    "example",
    "kept_log",
    "luojiang",
    "migrated",
    "own_log",
    "small_books",
    "small_county",
    "templates_compiled_once",
]
HERE = Path(__file__).resolve().parent
MARKERS = (
    "architecture: what holds the houses in shape",
    "database: uses the database; passes on SQLite and on PostgreSQL",
    "translations: every Chinese sentence has its English one",
)
BY_FOLDER = ("architecture", "browser")
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
    # A busy machine is no finding.
    hypothesis.settings.register_profile(
        "datong", deadline=None, suppress_health_check=[HealthCheck.too_slow]
    )
    hypothesis.settings.load_profile("datong")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark tests by their folder and by what they use. Long files come first, so that all processes end together; the one
    with most pages before all, whose process prepares the databases that the others will want."""
    for item in items:
        top = item.path.relative_to(HERE).parts[0] if item.path.is_relative_to(HERE) else ""
        if top in BY_FOLDER:
            item.add_marker(top)
        if uses_database(item):
            item.add_marker("database")
    tests = Counter(item.path for item in items if item.get_closest_marker("browser"))
    [(first, _count)] = tests.most_common(1) or [(None, 0)]
    files = {item.path: 0 for item in items}
    for item in items:
        files[item.path] = max(files[item.path], length(item))
    items.sort(key=lambda item: (item.path != first, -files[item.path]))


def pytest_collection_finish() -> None:
    """Let the collector of cycles leave alone what stays for the whole run, and look seldom."""
    gc.freeze()
    gc.set_threshold(100_000, 20, 100)


def length(item: pytest.Item) -> int:
    """3 for what needs no database, while one process prepares it for all; 2 in a browser, 1 when marked slow, else 0."""
    if item.get_closest_marker("architecture"):
        return 3
    return 2 * bool(item.get_closest_marker("browser")) or int(bool(item.get_closest_marker("slow")))


def uses_database(item: pytest.Item) -> bool:
    """Whether a test touches Django's database."""
    fixtures = set(getattr(item, "fixturenames", ()))
    return item.get_closest_marker("django_db") is not None or bool(fixtures & DATABASE_FIXTURES)
