"""Every test of the shell uses its own few addresses and Chinese."""

from collections.abc import Iterator

import pytest
from django.utils import translation

from tests.web.drawing import english

__all__ = ["chinese", "english"]


@pytest.fixture(autouse=True)
def chinese(settings: object) -> Iterator[None]:
    """Chinese, unless a test asks for English; the shell's own addresses."""
    settings.ROOT_URLCONF = "tests.web.addresses"  # type: ignore[attr-defined]
    with translation.override("zh-hans"):
        yield
