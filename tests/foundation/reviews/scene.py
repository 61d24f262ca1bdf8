"""A county with four recipients in three households, a programme that reviews them, and lists of vehicles."""

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from datong.foundation.access.models import User
from datong.foundation.access.service import Role
from datong.foundation.casework.service import Case
from datong.foundation.organisations.service import Duty
from datong.foundation.people import service as people
from datong.foundation.people.service import Newcomer
from datong.foundation.reviews import service as reviews
from datong.foundation.reviews.actions.engine import Match
from datong.foundation.reviews.models import Hit, Listing, Run, Source
from datong.foundation.reviews.registry import PROGRAMMES
from datong.foundation.reviews.service import (
    Consequence,
    Delivery,
    Finding,
    NewSource,
    Order,
    Recipient,
    Said,
)
from datong.kernel import clock
from datong.kernel.bilingual import Text
from datong.kernel.workdays import Limit
from tests.foundation.access.walk import (
    BAIHUA,
    LUOJIANG,
    TIAOYUAN,
    WANAN,
    WANAN_COMMUNITY,
    make_user,
    plant_places,
)

DENG, CHEN, CHILD, WANG = (
    "510626195803121236",
    "510626196007021220",
    "510626200111201239",
    "51062619450101123X",
)
DENG_OLD = "510626580312123"
REASONS = "经电话联系登记机关并入户查看，该车已于二零一三年过户给他人。"
PROVED = "本人当面承认车辆是自己的，行驶证登记的也是本人姓名。"
ARTICLE = "社会救助暂行办法第五十八条"
TODAY = dt.date(2014, 9, 26)
VEHICLES = [
    "车主,证件号码,号牌号码,品牌型号",
    f"邓有田,{DENG_OLD},川FA1234,五菱",
    "何不在,510626197001011237,川FX0001,不在册的车主之一",
    "赵无关,51062619820303452X,川FX0002,不在册的车主之二",
    f"陈素芳,{CHEN},川FB5678,长安",
]


@dataclass
class Scene:
    """Who is there; `persons` and `households` by name of the person, `opened`: the checks opened."""

    officer: User
    second: User
    clerk: User
    far_clerk: User
    leader: User
    auditor: User
    cadre: User
    persons: dict[str, int] = field(default_factory=dict)
    households: dict[str, int] = field(default_factory=dict)
    limit: Limit | None = field(default_factory=lambda: Limit(10, "calendar", "县级参数"))
    opened: list[Finding] = field(default_factory=list)
    registered: set[tuple[int, int]] = field(default_factory=set)

    def recipients(self, place: str, _on: dt.date) -> Iterable[Recipient]:
        for name, person in self.persons.items():
            code = WANAN_COMMUNITY if name == "王大山" else BAIHUA
            if code.startswith(place.rstrip("0")):
                yield Recipient(person, self.households[name], code)

    def consequence(self, finding: Finding, _on: dt.date) -> Consequence:
        if finding.kind == "vehicle":
            return Consequence(False, 60_000, 0, Text("有机动车", "there is a vehicle"))
        return Consequence(None, 60_000, None, Text("说不准", "cannot be said"))

    def open_check(self, _actor: User, finding: Finding, note: str, _door: str) -> Case:
        self.opened.append(finding)
        return Case.objects.create(
            number=f"T-{len(self.opened)}", workflow="toy", programme="toy", state="under_review", county="510626",
            place_code=finding.place_code, household_id=finding.household, label=note[:20] or "复核",
            law_on=TODAY, opened_on=TODAY, moved_on=TODAY, moved_at=clock.now(), entitlement="paid",
        )  # fmt: skip


def reviewed(scene: Scene) -> reviews.Reviewed:
    return reviews.Reviewed(
        programme="toy",
        name=Text("测试救助", "toy relief"),
        recipients=scene.recipients,
        consequence=scene.consequence,
        open_check=scene.open_check,
        reply_limit=lambda _county, _on: scene.limit,
        article=ARTICLE,
        duties=(Duty.COMMITTEE, Duty.DIBAO_STAFF),
        kin_registered=lambda _county: scene.registered,
    )


@pytest.fixture
def stopped() -> Iterator[ExitStack]:
    """26 September 2014, noon in China."""
    with ExitStack() as stack:
        stack.enter_context(clock.override(dt.datetime(2014, 9, 26, 4, tzinfo=dt.UTC)))
        yield stack


@pytest.fixture
def scene(db: None, stopped: ExitStack) -> Iterator[Scene]:
    plant_places()
    made = Scene(
        officer=make_user("officer", Role.COUNTY_OFFICER, LUOJIANG),
        second=make_user("second", Role.COUNTY_OFFICER, LUOJIANG),
        clerk=make_user("clerk", Role.TOWN_CLERK, TIAOYUAN),
        far_clerk=make_user("far", Role.TOWN_CLERK, WANAN),
        leader=make_user("leader", Role.COUNTY_LEADER, LUOJIANG),
        auditor=make_user("auditor", Role.AUDITOR, LUOJIANG),
        cadre=make_user("cadre", Role.VILLAGE_CADRE, BAIHUA),
    )
    enrolled = people.enrol(
        {
            DENG: Newcomer("邓有田", "男", BAIHUA),
            CHEN: Newcomer("陈素芳", "女", BAIHUA),
            CHILD: Newcomer("邓小川", "男", BAIHUA),
            WANG: Newcomer("王大山", "男", WANAN_COMMUNITY),
        }
    )
    made.persons = {
        "邓有田": enrolled[DENG],
        "陈素芳": enrolled[CHEN],
        "邓小川": enrolled[CHILD],
        "王大山": enrolled[WANG],
    }
    homes = people.settle({enrolled[DENG]: BAIHUA, enrolled[CHILD]: BAIHUA, enrolled[WANG]: WANAN_COMMUNITY})
    people.join([homes[enrolled[DENG]]] * 2, [enrolled[DENG], enrolled[CHEN]], ["户主", "配偶"])
    own = {"邓有田": DENG, "陈素芳": DENG, "邓小川": CHILD, "王大山": WANG}
    made.households = {name: homes[enrolled[number]] for name, number in own.items()}
    reviews.register(reviewed(made))
    yield made
    PROGRAMMES._entries.pop("toy")


def new_source(**changes: object) -> NewSource:
    given = {
        "county": "510626", "programme": "toy", "key": "vehicle_2014", "name": "机动车登记", "kind": "vehicle",
        "owner": "罗江县公安局交警大队", "document": "社会救助暂行办法", "article": "第五十八条",
        "freshness_days": 90, "retention_days": 30,
    }  # fmt: skip
    return NewSource(**{**given, **changes})  # type: ignore[arg-type]


def vehicles(scene: Scene, **changes: object) -> Source:
    return reviews.declare(scene.officer, new_source(**changes))


def delivery(
    lines: list[str] | None = None, as_of: dt.date = dt.date(2014, 8, 31), codec: str = "gbk"
) -> Delivery:
    return Delivery("机动车.csv", "\n".join(lines or VEHICLES).encode(codec), as_of)


def received(scene: Scene, source: Source | None = None, lines: list[str] | None = None) -> Listing:
    return reviews.receive(scene.officer, (source or vehicles(scene)).pk, delivery(lines))


def ran(scene: Scene, *listings: Listing, **changes: object) -> Run:
    """A review of the county; lists that wait have their columns confirmed first."""
    for each in Listing.objects.filter(
        pk__in=[each.pk for each in listings], settled_at=None, destroyed_at=None
    ):
        reviews.settle_mapping(scene.officer, each.pk, {})
    order = Order("toy", LUOJIANG, [each.pk for each in listings], **changes)  # type: ignore[arg-type]
    return reviews.run(scene.officer, order)


def hit_of(name: str) -> Hit:
    return Hit.objects.get(person__name=name)


def said(**changes: object) -> Said:
    given = {"reasons": REASONS, "article": ARTICLE, "ground": "stale", "kin_declared": True}
    return Said(**{**given, **changes})  # type: ignore[arg-type]


def told(scene: Scene, hit: Hit, on: dt.date = TODAY) -> Hit:
    """The household was told and the letter proved delivered."""
    letter = reviews.tell_household(scene.clerk, [hit.pk])
    reviews.record_delivery(
        scene.clerk, letter.pk, channel="handed", on=on, receiver="邓有田", proof="本人签收"
    )
    return Hit.objects.get(pk=hit.pk)


def go_to(stack: ExitStack, day: str) -> None:
    stack.enter_context(clock.override(dt.datetime.fromisoformat(f"{day}T12:00:00+08:00")))


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Compare by number in this process, for tests that are not about the engine."""
    bench: dict[str, Any] = {}
    running = "datong.foundation.reviews.actions.running."
    monkeypatch.setattr(running + "write_rows", lambda rows, path: bench.update({str(path): rows}))
    monkeypatch.setattr(
        running + "write_columns", lambda columns, path: bench.update({str(path): columns["id"]})
    )

    def matches(
        recipients: Path, registers: Mapping[str, Path], _output: Path, **_: object
    ) -> Iterator[Match]:
        for name, path in registers.items():
            for at, row in enumerate(bench[str(path)]):
                number = str(row.values.get("id"))
                kind, full = ("converted", DENG) if number == DENG_OLD else ("exact", number)
                if full in bench[str(recipients)]:
                    yield Match(full, name, at, kind, 1.0)

    monkeypatch.setattr(running + "matches", matches)


def planted(
    scene: Scene, names: Sequence[str] = ("邓有田",), *, source: Source | None = None, **changes: Any
) -> list[Hit]:
    """Matches as a run would have kept them, put straight into the tables."""
    source = source or vehicles(scene)
    run = Run.objects.create(
        programme="toy", county="510626", place_code=LUOJIANG, on=TODAY, engine="duckdb", fuzzy=False, threshold=0.95,
        recipients=4, recipients_digest="0" * 64, control_permille=0, by=scene.officer, at=clock.now(),
    )  # fmt: skip
    listing = Listing.objects.create(
        source=source, run=run, file_name="车.csv", format="csv", sha256=f"{run.pk:064}", size=1, rows=2,
        as_of=dt.date(2014, 8, 31), received_at=clock.now(), received_by=scene.officer, destroyed_at=clock.now(),
    )  # fmt: skip
    given = {
        "run": run, "listing": listing, "source": source, "programme": "toy", "county": "510626", "kind": "exact",
        "probability": 1.0, "below": False, "row_number": 2, "eligible": False, "before": 60_000, "after": 0,
        "at": clock.now(),
    } | changes  # fmt: skip
    return [
        Hit.objects.create(
            **given,
            place_code=WANAN_COMMUNITY if name == "王大山" else BAIHUA,
            person_id=scene.persons[name],
            household_id=scene.households[name],
            content=f"{Hit.objects.count():016}".encode(),
            row=json.dumps(
                {"id": DENG, "name": name, "plate": "川FA1234", "amount": 3_500_000}, ensure_ascii=False
            ),
            ours=json.dumps({"id": DENG, "name": name, "sex": "男"}, ensure_ascii=False),
        )
        for name in names
    ]
