"""Fixtures of this house's tests."""

from tests.foundation.meetings.hall import hall

__all__ = ["hall"]
