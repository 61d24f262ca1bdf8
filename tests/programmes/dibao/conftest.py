"""A county, its people, its demonstration values, and a clock that can be set."""

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from datong.kernel import clock
from tests.foundation.access.walk import plant_places
from tests.programmes.dibao import road
from tests.programmes.dibao.purse import purse

__all__ = ["purse", "to_day", "who"]

ToDay = Callable[[str], None]


@pytest.fixture
def to_day() -> Iterator[ToDay]:
    """Set the calendar: to_day("2014-09-26"); noon in China."""
    with ExitStack() as stack:

        def go(day: str) -> None:
            stack.enter_context(clock.override(dt.datetime.fromisoformat(f"{day}T12:00:00+08:00")))

        go("2014-09-15")
        yield go


@pytest.fixture
def who(db: None, to_day: ToDay) -> road.Crew:
    """The crew in its county, on 2014-09-15."""
    plant_places()
    made = road.crew()
    road.parameters()
    return made
