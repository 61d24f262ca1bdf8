"""A store of its own for each test, and the people of access."""

from pathlib import Path

import pytest
from pytest_django import Settings

from tests.foundation.access.walk import cast, land

__all__ = ["cast", "land", "store"]


@pytest.fixture(autouse=True)
def store(tmp_path: Path, settings: Settings) -> Path:
    """The folder of the store; it does not exist yet."""
    settings.DATONG_HOME = tmp_path
    return tmp_path / "evidence"
