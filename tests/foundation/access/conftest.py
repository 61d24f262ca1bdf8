"""Fixtures of this house's tests."""

from tests.foundation.access.walk import cast, land

__all__ = ["cast", "land"]
