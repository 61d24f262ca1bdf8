"""The only place that reads the time (时钟). Stored in UTC, shown in Asia/Shanghai."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

__all__ = ["SHANGHAI", "now", "override", "today"]

SHANGHAI = ZoneInfo("Asia/Shanghai")

# A plain global, not a context variable: a test that stops the clock stops it for a server's threads too.
_stopped: datetime | None = None


def now() -> datetime:
    """This moment, aware, in UTC."""
    return datetime.now(UTC) if _stopped is None else _stopped


def today() -> date:
    """Today's date in China; from 16:00 UTC on it is already tomorrow there."""
    return now().astimezone(SHANGHAI).date()


@contextmanager
def override(moment: datetime) -> Iterator[datetime]:
    """Stop the clock at `moment` inside the block (for tests); blocks may be nested.

    Raises ValueError for a moment without a time zone.
    """
    global _stopped  # noqa: PLW0603 - see above
    if moment.tzinfo is None:
        raise ValueError("the clock can only be stopped at a moment with a time zone")
    before, _stopped = _stopped, moment.astimezone(UTC)
    try:
        yield _stopped
    finally:
        _stopped = before
