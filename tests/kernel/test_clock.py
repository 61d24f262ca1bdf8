from __future__ import annotations

import threading
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from datong.kernel import clock

BRIEFING_DAY = datetime(2014, 9, 26, 1, 30, tzinfo=UTC)


def test_now_is_utc_and_moves() -> None:
    before = datetime.now(UTC)
    moment = clock.now()
    assert moment.tzinfo is UTC
    assert before <= moment <= datetime.now(UTC)


@pytest.mark.parametrize(
    ("hour", "minute", "expected"),
    [(1, 30, date(2014, 9, 26)), (15, 59, date(2014, 9, 26)), (16, 0, date(2014, 9, 27))],
)
def test_the_day_changes_at_midnight_in_china(hour: int, minute: int, expected: date) -> None:
    with clock.override(BRIEFING_DAY.replace(hour=hour, minute=minute)):
        assert clock.today() == expected


def test_override_nests_and_ends() -> None:
    with clock.override(BRIEFING_DAY) as outer:
        with clock.override(BRIEFING_DAY + timedelta(days=30)):
            assert clock.today() == date(2014, 10, 26)
        assert clock.now() == outer == BRIEFING_DAY
    assert clock.now().year > 2014


def test_override_ends_after_an_error() -> None:
    with pytest.raises(RuntimeError), clock.override(BRIEFING_DAY):
        raise RuntimeError
    assert clock.now().year > 2014


def test_override_holds_for_other_threads() -> None:
    seen: list[datetime] = []
    with clock.override(BRIEFING_DAY):
        thread = threading.Thread(target=lambda: seen.append(clock.now()))
        thread.start()
        thread.join()
    assert seen == [BRIEFING_DAY]


def test_a_stopped_clock_still_answers_in_utc() -> None:
    with clock.override(datetime(2014, 9, 26, 9, 30, tzinfo=timezone(timedelta(hours=8)))):
        assert clock.now().isoformat() == "2014-09-26T01:30:00+00:00"


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"), clock.override(datetime(2014, 9, 26)):
        pass
