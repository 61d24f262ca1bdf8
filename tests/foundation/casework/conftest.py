"""The toy procedure, its people, and a clock that can be set."""

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from datong.foundation.casework.registry import PROCEDURES
from datong.foundation.documents import service as documents
from datong.foundation.notices import service as notices
from datong.kernel import clock
from datong.kernel.bilingual import Text
from tests.foundation.access.walk import plant_places
from tests.foundation.casework import toy

ToDay = Callable[[str], None]


def letter(facts, _lang):
    """The shortest letter there is."""
    return documents.Doc(
        title="告知书", blocks=(documents.Para(str(facts["number"])),), code=str(facts["number"])
    )


@pytest.fixture(autouse=True)
def toy_procedure() -> Iterator[None]:
    """Registered for the test alone."""
    kinds = [
        notices.NoticeKind(key, "dibao", Text("告知书", "notice"), "办法第五条", letter)
        for key in ("toy.refusal", "toy.warning")
    ]
    for kind in kinds:
        notices.KINDS.register(kind.key, kind)
    PROCEDURES.register(toy.TABLE.key, toy.PROCEDURE)
    toy.HOOKED.clear()
    yield
    PROCEDURES._entries.pop(toy.TABLE.key)
    for kind in kinds:
        notices.KINDS._entries.pop(kind.key)


@pytest.fixture
def to_day() -> Iterator[ToDay]:
    """Set the calendar: to_day("2014-09-26"); noon in China."""
    with ExitStack() as stack:

        def go(day: str) -> None:
            moment = dt.datetime.fromisoformat(f"{day}T12:00:00+08:00")
            stack.enter_context(clock.override(moment))

        go("2014-09-15")
        yield go


@pytest.fixture
def who(db: None, to_day: ToDay) -> toy.Crew:
    """Two counties' places and the crew, on 2014-09-15."""
    plant_places()
    return toy.crew()
