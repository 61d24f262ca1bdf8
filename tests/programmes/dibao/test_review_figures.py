"""Figures of joint review, reckoned by hand over a few matches."""

import datetime as dt
from decimal import Decimal

import pytest
from django.test import Client

from datong.foundation.indicators import service as indicators
from datong.foundation.organisations.models import Organisation
from datong.foundation.people.models import Person
from datong.foundation.reviews.models import Control, Hit, Listing, Run, Source, Verdict
from datong.kernel import clock
from tests.foundation.access.walk import BAIHUA, LUOJIANG
from tests.programmes.dibao import road
from tests.programmes.dibao.conftest import ToDay

KEYS = [
    key
    for key in indicators.FIGURES
    if key.partition(".")[2].startswith(("matches", "review_", "controls", "second"))
]
DAY = dt.date(2014, 9, 26)


def values(day: dt.date = DAY) -> dict[str, object]:
    found = indicators.read([indicators.FIGURES.get(key) for key in KEYS], "510626", day)
    return {key.partition(".")[2]: reading.value for key, reading in found.items()}


def source(who: road.Crew, key: str, days: int = 90, *, on: bool = True, kind: str = "vehicle") -> Source:
    owner = Organisation.objects.create(county="510626", kind="department", name=key, place_code=LUOJIANG)
    return Source.objects.create(
        county="510626", programme="dibao", key=key, name=key, kind=kind, owner=owner, document="办法", article="第五十八条",
        freshness_days=days, retention_days=30, on=on, at=clock.now(), by=who.officer,
    )  # fmt: skip


@pytest.mark.django_db
def test_by_hand(who: road.Crew, to_day: ToDay) -> None:
    assert (len(KEYS), set(values().values())) == (18, {None}), (
        "no review was run: no value, which is not zero"
    )

    fresh, _late, _never, _off, _built_in = (
        source(who, "fresh"), source(who, "late", 10), source(who, "never"), source(who, "off", on=False),
        source(who, "kin", kind="kinship"),
    )  # fmt: skip
    run = Run.objects.create(
        programme="dibao", county="510626", place_code=LUOJIANG, on=clock.today(), engine="duckdb", fuzzy=False, threshold=0.95,
        recipients=9, recipients_digest="0" * 64, control_permille=50, by=who.officer, at=clock.now(),
    )  # fmt: skip
    for one, as_of in (
        (fresh, dt.date(2014, 9, 1)),
        (_late, dt.date(2014, 9, 1)),
        (_off, dt.date(2012, 1, 1)),
    ):
        Listing.objects.create(
            source=one, run=run, file_name="", format="csv", sha256=one.key.zfill(64), size=1, rows=1, as_of=as_of,
            received_at=clock.now(), received_by=who.officer, destroyed_at=clock.now(),
        )  # fmt: skip
    person = Person.objects.create(name="邓有田", place_code=BAIHUA)
    hits = [
        Hit.objects.create(
            run=run, listing=Listing.objects.get(source=fresh), source=fresh, programme="dibao", county="510626", place_code=BAIHUA,
            person=person, kind="exact", probability=1.0, below=False, row_number=at, content=f"{at:016}".encode(), row="{}",
            reply_until=dt.date(2014, 9, 25) if at in (6, 7) else None, at=clock.now(),
        )
        for at in range(8)
    ]  # fmt: skip
    for hit, state, days in zip(
        hits, ("confirmed", "explained", "dismissed", "confirmed"), (1, 3, 5, 11), strict=False
    ):
        verdict = Verdict.objects.create(
            hit=hit, step="x", before="to_verify", after=state, ground="stale", reasons="理由", reasons_digest=b"0" * 16,
            article="第五十八条", by=who.officer, by_name="x", at=clock.now() + dt.timedelta(days),
        )  # fmt: skip
        Hit.objects.filter(pk=hit.pk).update(state=state, verdict=verdict)
    for seen, hit in (
        ("clear", None),
        ("missed", None),
        ("", None),
        ("clear", hits[1]),
        ("wrong", hits[2]),
        ("clear", hits[0]),
    ):
        someone = person if hit else Person.objects.create(name="某人", place_code=BAIHUA)
        Control.objects.create(run=run, person=someone, hit=hit, seen=seen, place_code=BAIHUA)

    assert values() == {
        "matches_open": 4, "matches_told": 0, "matches_explained": 1, "matches_decided": 4, "matches_confirmed": 2,
        "matches_confirmed_share": Decimal("50.00"),
        # Wilson for 2 of 4: (0.5 + 3.8415/8 +- 1.96 sqrt(0.25/4 + 3.8415/64)) / (1 + 3.8415/4)
        "matches_confirmed_low": Decimal("15.00"), "matches_confirmed_high": Decimal("85.00"),
        "matches_overdue": 2,
        # 1, 3, 5, 11 days: (3 + 5) / 2
        "matches_median_days": Decimal("4.0"),
        # `late` allows 10 days and its list is 25 days old; `never` sent none; `off` is off, near kin need no list
        "review_sources_stale": 2, "review_sources_off": 1,
        "controls_missed": 1, "controls_checked": 2, "controls_missed_share": Decimal("50.00"),
        "second_looks_wrong": 1, "second_looks": 3, "second_looks_wrong_share": Decimal("33.33"),
    }  # fmt: skip
    assert values(dt.date(2014, 9, 14)) == dict.fromkeys(values()), "before the first run"
    inside = indicators.read([indicators.FIGURES.get("dibao.matches_open")], "510626", DAY, within=None)
    assert inside["dibao.matches_open"].printed() == "4条"
    assert not indicators.placed(indicators.FIGURES.get("dibao.matches_open"))


@pytest.mark.django_db
def test_the_page_of_such_a_figure(who: road.Crew, to_day: ToDay, client: Client) -> None:
    client.force_login(who.officer)
    page = client.get("/figures/dibao.matches_open/", HTTP_ACCEPT_LANGUAGE="zh").content.decode()
    assert "还没有可以计算的记录，所以没有数值（不是零）" in page
    assert 'href="/reviews/"' in page
    assert client.get("/figures/dibao.matches_open/trace.csv").status_code == 404
