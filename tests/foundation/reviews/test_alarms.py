"""Errors are looked for both ways, and so are people who only go through the motions."""

import datetime as dt
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from datong.foundation.access.models import User
from datong.foundation.people.models import Person
from datong.foundation.reviews import service as reviews
from datong.foundation.reviews.models import Control, Hit, Verdict
from datong.foundation.reviews.queries import statistics
from datong.foundation.reviews.queries.alarms import alarm
from datong.foundation.reviews.service import KeptApart, Unfit
from tests.foundation.access.walk import TIAOYUAN
from tests.foundation.reviews.scene import VEHICLES, Scene, go_to, planted, ran, received, said, vehicles

NOTE = "入户看过，并向车管所查询，情况与原来的核实一致。"


@pytest.mark.parametrize(
    ("rows", "stands_out"),
    [
        ([("explain", 20)] * 5 + [("explain", 100)] * 4, 0),  # nine measured are too few
        ([("explain", 59)] * 6 + [("dismiss", 600)] * 5, 1),  # the sixth of eleven: 59 seconds
        ([("explain", 60)] * 11, 0),  # a minute is no less than a minute
        ([("explain", None)] * 50, 0),
        ([("confirm", 300)] * 99, 0),  # 99 are too few
        ([("confirm", 300)] * 98 + [("dismiss", 300)] * 2, 0),  # 98 of 100 are not over 98%
        ([("confirm", 300)] * 99 + [("dismiss", 300)], 1),
        ([("confirm", 5)] * 100, 2),
    ],
)
def test_who_stands_out(rows: Sequence[tuple[str, int | None]], stands_out: int) -> None:
    found = alarm(7, [("李敏", step, seconds) for step, seconds in rows])
    assert (len(found.said), found.user_id, found.decided) == (stands_out, 7, len(rows))


def test_in_a_sentence() -> None:
    found = alarm(7, [("李敏", "confirm", 5)] * 120)
    assert [each.zh for each in found.said] == [
        "李敏最近一年逐条核实的线索，看证据的时间一半不到 60 秒（120 条有记录）。",
        "李敏最近一年逐条核实 120 条线索，120 条都认定属实，超过 98%。",
    ]
    assert (found.median_seconds, found.measured, found.confirmed) == (5.0, 120, 120)


def decided(hit: Hit, by: User, seconds: int | None, step: str = "dismiss") -> Verdict:
    """A decision straight into the table."""
    after = {"dismiss": "dismissed", "confirm": "confirmed", "reopen": "to_verify"}[step]
    return Verdict.objects.create(
        hit=hit, step=step, before="to_verify", after=after, ground="stale" if step == "dismiss" else "", reasons="理由",
        reasons_digest=b"0" * 16, article="第五十八条", seconds=seconds, by=by, by_name=by.name, at=hit.at,
    )  # fmt: skip


def test_the_alarm_of_a_county(scene: Scene, stopped: ExitStack) -> None:
    (hit,) = planted(scene)
    for _ in range(10):
        decided(hit, scene.clerk, 12)
        decided(hit, scene.second, 300)
    decided(hit, scene.clerk, 9_999, "reopen")
    assert [
        (each.name, each.decided, each.median_seconds) for each in reviews.alarms(scene.leader, "510626")
    ] == [("clerk的姓名", 10, 12.0)]
    assert reviews.alarms(scene.far_clerk, "510626") == []
    assert reviews.alarms(scene.leader, "510922") == []
    with CaptureQueriesContext(connection) as asked:
        reviews.alarms(scene.leader, "510626")
    assert len(asked) == 1
    go_to(stopped, "2015-09-27")
    assert reviews.alarms(scene.leader, "510626") == []


@pytest.fixture(autouse=True)
def home(tmp_path: Path, settings: Settings) -> Path:
    settings.DATONG_HOME = tmp_path
    return tmp_path


def test_settled_matches_are_drawn_and_looked_at_by_somebody_else(quick: None, scene: Scene) -> None:
    """21 settled: 5% are 1.05, so two of them; those to verify are not among them, and nobody is drawn twice."""
    rows = planted(scene, ["邓有田"] * 21)
    planted(scene, ["陈素芳"] * 9, source=rows[0].source)
    cause = "这份名单是二〇一二年的，此后没有更新过，车辆多已过户。"
    reviews.explain_many(scene.clerk, [row.pk for row in rows], "dismiss", cause, said())
    ran(scene, received(scene, vehicles(scene, key="more"), VEHICLES[:2]))
    drawn = list(Control.objects.exclude(hit=None).order_by("id"))
    assert len(drawn) == 2
    assert {each.hit_id for each in drawn} <= {row.pk for row in rows}
    assert {(each.person_id, each.place_code) for each in drawn} == {(rows[0].person_id, rows[0].place_code)}

    one, other = drawn
    with pytest.raises(KeptApart, match="须由另一个人"):
        reviews.record_control(scene.clerk, one.pk, "clear", NOTE)
    with pytest.raises(Unfit):
        reviews.record_control(scene.second, one.pk, "missed", NOTE)
    reviews.record_control(scene.second, one.pk, "clear", NOTE)
    reviews.record_control(
        scene.second, other.pk, "wrong", "车管所书面答复，车辆仍在本人名下，原来的核实不对。"
    )
    again = reviews.control_figures(scene.leader, "510626", settled=True)
    assert (again.drawn, again.checked, again.missed) == (2, 2, 1)
    assert Hit.objects.get(pk=other.hit_id).state == "dismissed", "a control decides nothing"
    reviews.decide(scene.second, other.hit_id, "reopen", said())
    assert Hit.objects.get(pk=other.hit_id).state == "to_verify"

    ran(scene, received(scene, vehicles(scene, key="third"), VEHICLES[:3]))
    later = Control.objects.exclude(hit=None).exclude(pk__in=[one.pk, other.pk])
    assert later.count() == 1, "5% of the nineteen left"
    assert not later.filter(hit_id__in=[one.hit_id, other.hit_id]).exists()


def test_controls_of_both_kinds_are_told_apart(quick: None, scene: Scene) -> None:
    ran(scene, received(scene), control_permille=500)
    row = Control.objects.get(hit=None)
    with pytest.raises(Unfit):
        reviews.record_control(scene.officer, row.pk, "wrong", NOTE)
    unmatched = reviews.control_figures(scene.leader, "510626")
    assert (unmatched.drawn, reviews.control_figures(scene.leader, "510626", settled=True).drawn) == (1, 0)
    (hit,) = planted(scene, source=vehicles(scene, key="more"))
    Control.objects.create(run=hit.run, person_id=hit.person_id, place_code=hit.place_code, hit=hit)
    with pytest.raises(IntegrityError), transaction.atomic():
        Control.objects.create(run=row.run, person_id=hit.person_id, place_code=hit.place_code, hit=hit)


def test_a_town_draws_its_own(quick: None, scene: Scene) -> None:
    """A run of one town draws nothing of another."""
    (far,) = planted(scene, ["王大山"])
    reviews.decide(scene.second, far.pk, "dismiss", said())
    listing = received(scene, vehicles(scene, key="more"))
    reviews.settle_mapping(scene.officer, listing.pk, {})
    reviews.run(scene.officer, reviews.Order("toy", TIAOYUAN, [listing.pk]))
    assert not Control.objects.filter(hit=far).exists()
    assert dt.date(2014, 9, 26) == far.at.date()


def test_shares_by_sex_age_and_village(scene: Scene) -> None:
    """On 26 September 2014 they are 56, 54, 12 and 69; the oldest lives in another town."""
    rows = planted(scene, ["邓有田", "陈素芳", "邓小川", "王大山"])
    reviews.decide(scene.clerk, rows[0].pk, "dismiss", said())

    def groups(by: statistics.By) -> dict[str, tuple[int, int]]:
        return {
            each.name.zh: (each.total, each.decided) for each in reviews.shares(scene.leader, "510626", by)
        }

    assert groups("sex") == {"男": (3, 1), "女": (1, 0)}
    assert groups("age") == {"18 到 59 岁": (2, 1), "60 到 79 岁": (1, 0), "不满 18 岁": (1, 0)}
    assert groups("village") == {"百花村": (3, 1), "景乐社区": (1, 0)}
    Person.objects.filter(name="王大山").update(birth_date=None, sex="")
    assert groups("age")["没有登记"] == groups("sex")["没有登记"] == (1, 0)


@pytest.mark.parametrize(
    ("day", "years", "before"),
    [("2014-09-26", 18, "1996-09-26"), ("2024-02-29", 18, "2006-02-28"), ("2024-02-29", 80, "1944-02-29")],
)
def test_the_same_day_of_an_earlier_year(day: str, years: int, before: str) -> None:
    assert statistics.years_before(dt.date.fromisoformat(day), years) == dt.date.fromisoformat(before)
