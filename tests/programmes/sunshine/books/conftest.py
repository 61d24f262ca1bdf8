"""Everybody of two counties, and the example books of 百花村 loaded through the import."""

import pytest

from datong.config import example_books
from datong.foundation.access import service as access
from tests.foundation.access.walk import Cast, cast, land  # noqa: F401 - fixtures


@pytest.fixture
def loaded(cast: Cast) -> Cast:  # noqa: F811
    """The example books; by whom they are loaded does not matter."""
    example_books.load(access.console())
    return cast
