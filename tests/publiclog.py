"""Every test has a public log of its own: an empty folder, made when something is written into it.

A test's entries are rolled back with its transaction and the files would stay, which is what restoring an old database
looks like. Tests over data kept for a whole module ask for `kept_log` as well.
"""

import itertools
from pathlib import Path

import pytest
from django.conf import settings

from tests.home import folder

numbers = itertools.count(1)


def fresh() -> str:
    """A folder that is not there yet."""
    return str(Path(folder) / "logs" / str(next(numbers)))


@pytest.fixture(autouse=True)
def own_log(request: pytest.FixtureRequest) -> None:
    """An empty log for this test, unless its module keeps one."""
    if "kept_log" not in request.fixturenames:
        settings.DATONG_LOG = fresh()


@pytest.fixture(scope="module")
def kept_log() -> Path:
    """One log for a module's tests: for data made once for all of them, in the database and in the log."""
    settings.DATONG_LOG = fresh()
    return Path(settings.DATONG_LOG)
