"""How long a public page may be kept: never beyond midnight in China, when what had its last day goes."""

import datetime as dt

import pytest
from django.test import RequestFactory

from datong.foundation.portal.protocols import Page
from datong.foundation.portal.views.pages import answer
from datong.kernel import clock


@pytest.mark.parametrize(
    ("moment", "seconds", "kept"),
    [
        ("2027-03-23T12:00:00+08:00", 60, "public, max-age=60"),
        ("2027-03-23T23:59:20+08:00", 60, "public, max-age=40"),
        ("2027-03-23T15:59:59.500+00:00", 60, "no-store"),
        ("2027-03-23T23:30:00+08:00", 3600, "public, max-age=1800"),
        ("2028-02-29T00:00:00+08:00", 0, "no-store"),
    ],
)
def test_nothing_is_kept_beyond_its_last_day(moment, seconds, kept):
    with clock.override(dt.datetime.fromisoformat(moment)):
        given = answer(RequestFactory().get("/open/"), Page(b"x", seconds=seconds))
    assert given["Cache-Control"] == kept
