"""Village decisions: days between plan and meeting, days a resolution stands, titles fit to be read by all."""

import datetime as dt
from types import SimpleNamespace

import pytest

from datong.foundation.openness.service import Publication
from datong.programmes.sunshine import service
from datong.programmes.sunshine.queries import decisions

D = dt.date
CASE = SimpleNamespace(pk=1, moved_on=D(2014, 9, 1), place_code="510626106209", number="YS-1", origin="land")


def held(on, carried=True):
    return SimpleNamespace(held_on=on, carried=carried, at=dt.datetime(2014, 9, 1))


@pytest.mark.parametrize(
    ("step", "result", "start"),
    [
        ("deliberate", None, "还没有召开并关闭“党员大会审议”"),
        ("deliberate", held(D(2014, 8, 31)), "还没有召开并关闭“党员大会审议”"),
        (
            "deliberate",
            held(D(2014, 9, 1)),
            "“党员大会审议”于 2014-09-01 召开，方案送达还不满 3 天；请在 2014-09-04 或以后重新开会。",
        ),
        ("deliberate", held(D(2014, 9, 3)), "“党员大会审议”于 2014-09-03 召开，方案送达还不满 3 天"),
        ("deliberate", held(D(2014, 9, 4)), ""),
        ("deliberate", held(D(2014, 9, 4), carried=False), "“党员大会审议”没有通过此事项"),
        ("discuss", held(D(2014, 9, 1)), ""),
    ],
)
def test_members_have_the_plan_three_days_before_they_meet(monkeypatch, step, result, start):
    monkeypatch.setattr(decisions.meetings, "result_of", lambda _pk, _kind: result)
    monkeypatch.setattr(decisions, "sent_back", lambda _case: None)
    said = decisions.GUARDS[f"{step}_carried"](CASE, None, None)
    assert (said.zh if said else "")[: len(start) or None] == start


@pytest.mark.django_db
def test_a_resolution_stands_seven_days_before_it_is_carried_out():
    guard = decisions.GUARDS["resolution_published"]
    assert guard(CASE, SimpleNamespace(on=D(2014, 9, 8)), None).zh == (
        "还没有公开：请先在“村务公开”中发布决议（阶段写 YS-1）。"
    )
    Publication.objects.create(
        number="GK-1", county="510626", place_code=CASE.place_code, aspect="economy", key="economy.decisions.land",
        profile="R0", period_start=D(2014, 9, 5), period_end=D(2014, 9, 5), stage="YS-1", title_zh="决议", title_en="",
        published_on=D(2014, 9, 5), board_until=D(2014, 9, 15), changed_at=dt.datetime(2014, 9, 5, tzinfo=dt.UTC),
    )  # fmt: skip
    assert guard(CASE, SimpleNamespace(on=D(2014, 9, 11)), None).zh == (
        "决议于 2014-09-05 公开，须公开满 7 天，2014-09-12 起才能办这一步。"
    )
    assert guard(CASE, SimpleNamespace(on=D(2014, 9, 12)), None) is None


@pytest.mark.parametrize(("back", "start"), [(10, ""), (12, "还没有召开并关闭“村民代表会议”")])
def test_what_was_resolved_before_the_town_sent_it_back_does_not_count(monkeypatch, back, start):
    result = SimpleNamespace(held_on=D(2014, 9, 1), carried=True, at=dt.datetime(2014, 9, 1, 11))
    monkeypatch.setattr(decisions.meetings, "result_of", lambda _pk, _kind: result)
    monkeypatch.setattr(decisions, "sent_back", lambda _case: dt.datetime(2014, 9, 1, back))
    said = decisions.GUARDS["resolve_carried"](CASE, None, None)
    assert (said.zh if said else "")[: len(start) or None] == start


@pytest.mark.parametrize("title", ["张三510626197001011237修渠", "李四（13890212345）承包鱼塘"])
def test_a_title_holds_nobodys_number(title):
    with pytest.raises(service.BadMatter) as told:
        service.begin_decision(None, "510626106209", "land", title)
    assert (told.value.field, told.value.text.zh[:5]) == ("title", "事由会公开")
