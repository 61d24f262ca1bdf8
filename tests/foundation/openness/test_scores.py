"""Scores: the arithmetic by hand, and the board of a small county by the database."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from datong.foundation.access import service as access
from datong.foundation.access.service import Scope
from datong.foundation.openness import service
from datong.foundation.openness.core.scoring import Part, Tally, age, allowance, score
from datong.foundation.openness.models import Duty
from tests.foundation.access.walk import BAIHUA, TIAOYUAN, WANAN_COMMUNITY, plant_places

D = dt.date
COUNTY = "510626"
SHUANGYAN = "510626106210"


def test_three_shares_and_their_mean():
    found = score(
        [Tally(done=2, on_time=1, late=1, exempt=3, coming=9), Tally(done=6, on_time=6, late=3)],
        [(40, 107), (108, 107), (None, 107), (5, None)],
    )
    assert found.completeness == Part(8, 12)  # 2 + 6 of 2 + 1 + 6 + 3
    assert found.timeliness == Part(7, 12)
    assert found.freshness == Part(1, 3)  # 40 is young enough; 108 and never are not; no cycle does not count
    assert [part.percent for part in found.parts] == [66, 58, 33]
    assert found.total == 52  # (66 + 58 + 33) / 3 = 52.33


def test_nothing_owed_has_no_score():
    assert score([Tally(coming=60)], []).total is None


def test_how_old_a_publication_may_be():
    assert allowance([("quarterly", 15), ("yearly", 31), ("at_once", 10)]) == 107  # 92 + 15
    assert allowance([("stage", 10), ("standing", 30)]) is None
    assert (age(D(2014, 9, 1), D(2014, 9, 26)), age(D(2026, 1, 1), D(2014, 9, 26)), age(None, D(2014, 9, 26))) == (
        25, 0, None,
    )  # fmt: skip


@pytest.fixture
def county(db):
    """The three villages of Luojiang with a catalogue, duties from 1 July to 20 October 2014."""
    plant_places()
    console = access.console()
    service.load_catalogue(console, COUNTY, "sunshine", door="cli")
    service.raise_duties(console, COUNTY, D(2014, 10, 20), begins=D(2014, 7, 1))
    return console


def fulfilled(place, aspect, on, keys=None):
    rows = Duty.objects.filter(place_code=place, aspect=aspect, due_on=D(2014, 10, 15))
    (rows.filter(key__in=keys) if keys else rows).update(fulfilled_on=on)


def test_the_board_counts_what_is_done_late_and_coming(county):
    fulfilled(BAIHUA, "members", D(2014, 10, 15))
    fulfilled(SHUANGYAN, "members", D(2014, 10, 16), ["members.points"])
    board = service.county_board(COUNTY, D(2014, 10, 20), Scope.of([TIAOYUAN]), "members")
    cards = {card.place_code: card for card in board.cards}
    assert set(cards) == {BAIHUA, SHUANGYAN}
    here, there = cards[BAIHUA], cards[SHUANGYAN]
    # three quarterly items of members, for Q3 (due 15 October) and Q4 (coming); one for the year (coming)
    assert (here.score.completeness, here.score.timeliness, here.late) == (Part(3, 3), Part(3, 3), 0)
    assert (there.score.completeness, there.score.timeliness, there.late) == (Part(1, 3), Part(0, 3), 2)
    assert here.aspects[0].tally == Tally(3, 3, 0, 0, 4, D(2014, 10, 15), D(2015, 1, 15))
    assert [card.place_code for card in board.cards] == [SHUANGYAN, BAIHUA]  # gaps first
    # the mean of 100, 100, 100 and of 33, 0, 100
    assert [(card.place_code, card.rank, card.score.total) for card in board.ranked()] == [
        (BAIHUA, 1, 100),
        (SHUANGYAN, 2, 44),
    ]
    assert (board.late, board.behind, board.completeness) == (2, 1, Part(4, 6))
    assert [(name.zh, part) for name, part in board.trend] == [("2014年第4季度", Part(3, 6))]


def test_an_earlier_day_does_not_know_what_came_later(county):
    fulfilled(BAIHUA, "members", D(2014, 10, 18))
    board = service.county_board(COUNTY, D(2014, 10, 16), Scope.of([BAIHUA]), "members")
    assert (board.cards[0].score.completeness, board.late) == (Part(0, 3), 3)


def test_the_present_day_counts_what_was_published_since(county):
    fulfilled(BAIHUA, "members", D(2026, 3, 1))
    card = service.village_card(BAIHUA, service.present(COUNTY))
    line = next(each for each in card.aspects if each.aspect.key == "members")
    assert (line.tally.done, line.tally.on_time, line.tally.late, line.age) == (3, 0, 0, 0)


def test_the_same_queries_for_one_village_and_all(county):
    with CaptureQueriesContext(
        connection,
    ) as one:
        service.county_board(COUNTY, D(2014, 10, 20), Scope.of([BAIHUA]))
    with CaptureQueriesContext(connection) as every:
        board = service.county_board(COUNTY, D(2014, 10, 20))
    assert len(board.cards) == 3
    assert len(one) == len(every) == 7
    assert {card.place_code for card in board.cards} == {BAIHUA, SHUANGYAN, WANAN_COMMUNITY}
