"""From a list to questions: what is kept, what is destroyed, what is never asked twice."""

import datetime as dt
import io
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import pytest
import xlsxwriter
from django.apps import apps
from django.db import IntegrityError, transaction
from pytest_django import Settings

from datong.engine import matching
from datong.foundation.access.service import Refused
from datong.foundation.journal.service import Entry
from datong.foundation.organisations import service as organisations
from datong.foundation.reviews import service as reviews
from datong.foundation.reviews.actions import jobs, shelf
from datong.foundation.reviews.models import Control, Hit, Job, Listing, Run, Source, Switch
from datong.foundation.reviews.service import (
    BadList,
    BadMapping,
    BadSource,
    Delivery,
    Destroyed,
    Order,
    SwitchedOff,
)
from tests.foundation.access.walk import BAIHUA, LUOJIANG, TIAOYUAN
from tests.foundation.reviews.scene import (
    CHEN,
    CHILD,
    DENG,
    DENG_OLD,
    VEHICLES,
    Scene,
    delivery,
    go_to,
    hit_of,
    new_source,
    ran,
    received,
    vehicles,
)

UNMATCHED = (
    "何不在",
    "510626197001011237",
    "川FX0001",
    "赵无关",
    "51062619820303452X",
    "川FX0002",
    "不在册的车主",
)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, settings: Settings) -> Path:
    settings.DATONG_HOME = tmp_path
    return tmp_path


def test_a_run_keeps_what_matched(quick: None, scene: Scene) -> None:
    run = ran(scene, received(scene))
    assert run.counts == {"converted": 1, "exact": 1, "new": 2, "without_number": 0}
    deng, chen = hit_of("邓有田"), hit_of("陈素芳")
    assert (deng.kind, deng.probability, deng.state, deng.below, deng.row_number) == (
        "converted",
        1.0,
        "to_verify",
        False,
        2,
    )
    assert (chen.kind, chen.row_number) == ("exact", 5)
    assert deng.row == f'{{"id": "{DENG_OLD}", "model": "五菱", "name": "邓有田", "plate": "川FA1234"}}'
    assert (deng.eligible, deng.before, deng.after) == (False, 60_000, 0)
    assert (deng.place_code, deng.household_id) == (BAIHUA, scene.households["邓有田"])
    assert (run.recipients, run.engine, run.fuzzy, run.threshold, len(run.recipients_digest)) == (
        4,
        "duckdb",
        False,
        0.95,
        64,
    )


def everything() -> str:
    """Every value of every table, sealed ones opened."""
    return "\n".join(
        str(value)
        for model in apps.get_models()
        for row in model._default_manager.values_list()
        for value in row
    )


def files(home: Path) -> list[bytes]:
    return [path.read_bytes() for path in home.rglob("*") if path.is_file() and "reviews" in path.parts]


def test_what_did_not_match_is_nowhere_afterwards(scene: Scene, home: Path) -> None:
    listing = received(scene)
    assert len(files(home)) == 1
    assert all(word.encode(codec) not in files(home)[0] for word in UNMATCHED for codec in ("gbk", "utf-8"))
    ran(scene, listing)
    assert files(home) == []
    assert list((home / "reviews" / "bench").iterdir()) == []
    kept = everything()
    assert [word for word in UNMATCHED if word in kept] == []
    assert DENG_OLD in kept
    listing.refresh_from_db()
    assert (listing.stored, listing.destroyed_at is not None, listing.rows) == ("", True, 4)


def test_the_bench_is_cleared_when_comparing_fails(
    scene: Scene, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise OSError("the disk is full")

    listing = received(scene)
    monkeypatch.setattr("datong.foundation.reviews.actions.running.matches", broken)
    with pytest.raises(OSError, match="full"):
        ran(scene, listing)
    assert list((home / "reviews" / "bench").iterdir()) == []
    assert (Run.objects.count(), Hit.objects.count(), len(files(home))) == (0, 0, 1)


def test_the_same_again_asks_nothing_twice(quick: None, scene: Scene) -> None:
    source = vehicles(scene)
    ran(scene, received(scene, source))
    again = ran(scene, received(scene, source))
    assert (again.counts["new"], Hit.objects.count()) == (0, 2)


def test_a_new_list_against_the_same_recipients(quick: None, scene: Scene) -> None:
    source = vehicles(scene)
    ran(scene, received(scene, source))
    run = ran(scene, received(scene, source, [*VEHICLES, f"邓小川,{CHILD},川FC1111,比亚迪"]))
    assert (run.counts["new"], Hit.objects.count()) == (1, 3)
    assert hit_of("邓小川").run_id == run.pk


def test_a_town_alone(quick: None, scene: Scene) -> None:
    listing = received(scene)
    reviews.settle_mapping(scene.officer, listing.pk, {})
    run = reviews.run(scene.officer, Order("toy", TIAOYUAN, [listing.pk]))
    assert (run.recipients, run.place_code) == (3, TIAOYUAN)


def test_a_run_can_be_said_again(quick: None, scene: Scene) -> None:
    source = vehicles(scene)
    one, other = ran(scene, received(scene, source)), ran(scene, received(scene, source))
    assert one.recipients_digest == other.recipients_digest
    digests = [run.listings.get().sha256 for run in (one, other)]
    assert digests[0] == digests[1]


def test_controls_are_drawn_from_those_without_a_match(quick: None, scene: Scene) -> None:
    ran(scene, received(scene), control_permille=500)
    drawn = list(Control.objects.values_list("person_id", flat=True))
    assert len(drawn) == 1
    assert set(drawn) <= {scene.persons["邓小川"], scene.persons["王大山"]}
    row = Control.objects.get()
    reviews.record_control(scene.officer, row.pk, "missed", "入户发现其名下有一辆面包车。")
    assert (reviews.control_figures(scene.leader, "510626").missed, Hit.objects.count()) == (1, 2)
    with pytest.raises(reviews.NotNow):
        reviews.record_control(scene.officer, row.pk, "clear", "再查一次。")


def workbook(rows: list[list[object]]) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        page = book.add_worksheet()
        for number, row in enumerate(rows):
            page.write_row(number, 0, row)
    return out.getvalue()


def parquet(path: Path) -> bytes:
    matching.write_table({"车主": ["邓有田", "何不在"], "证件号码": [DENG, "510626197001011237"]}, path)
    return path.read_bytes()


FILES: dict[str, Callable[[Path], bytes]] = {
    "xlsx": lambda _: workbook(
        [["机动车名单"], [], ["序号", "车主", "证件号码"], [1, "邓有田", DENG], ["合计", None, 1]]
    ),
    "csv": lambda _: f"序号\t车主\t证件号码\n1\t邓有田\t{DENG}\n".encode(),
    "parquet": lambda folder: parquet(folder / "made.parquet"),
}


@pytest.mark.parametrize("form", FILES)
def test_every_format(scene: Scene, tmp_path: Path, form: str) -> None:
    source = vehicles(scene)
    given = Delivery(f"名单.{form}", FILES[form](tmp_path), dt.date(2014, 9, 1))
    listing = reviews.receive(scene.officer, source.pk, given)
    assert listing.format == form
    assert ran(scene, listing).counts["exact"] == 1


def test_numbers_kept_as_numbers_are_refused_and_nothing_is_kept(scene: Scene, home: Path) -> None:
    content = workbook([["车主", "证件号码"], ["邓有田", 510626195803121236]])
    with pytest.raises(BadMapping) as refused:
        reviews.receive(scene.officer, vehicles(scene).pk, Delivery("车.xlsx", content, dt.date(2014, 9, 1)))
    assert "第 2 行的身份证号码是按数字保存的" in refused.value.text.zh
    assert (files(home), Listing.objects.count()) == ([], 0)


def test_columns_are_corrected_and_remembered(quick: None, scene: Scene) -> None:
    source = vehicles(scene)
    lines = [f"甲,乙,丙\n邓有田,{DENG},报废", f"陈素芳,{CHEN},正常"]
    listing = received(scene, source, lines)
    shown = reviews.preview(scene.officer, listing.pk)
    assert [each.field for each in shown.proposals] == ["name", "id", None]
    assert (shown.count, shown.problem, shown.rows[0].values["name"]) == (2, None, "邓有田")
    reviews.settle_mapping(scene.officer, listing.pk, {"丙": "status"})
    source.refresh_from_db()
    assert source.mapping == {"甲": "name", "乙": "id", "丙": "status"}
    ran(scene, listing)
    assert '"status": "报废"' in str(hit_of("邓有田").row)
    with pytest.raises(BadList):
        reviews.preview(scene.officer, listing.pk)


def test_corrections_sent_along_are_remembered(scene: Scene) -> None:
    source = vehicles(scene)
    content = f"甲,乙,丙\n邓有田,{DENG},报废".encode()
    listing = reviews.receive(
        scene.officer, source.pk, Delivery("车.csv", content, dt.date(2014, 9, 1), {"丙": "status"})
    )
    source.refresh_from_db()
    assert listing.mapping == {"甲": "name", "乙": "id", "丙": "status"}
    assert source.mapping == {"丙": "status"}


def test_a_list_without_persons_waits_for_a_correction(quick: None, scene: Scene) -> None:
    listing = received(scene, None, ["单位名称,金额", "县医院,1200"])
    assert str(reviews.preview(scene.officer, listing.pk).problem).startswith("没有找到身份证号码列")
    with pytest.raises(BadMapping):
        ran(scene, listing)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("key", "车辆"),
        ("kind", "gossip"),
        ("name", " "),
        ("owner", ""),
        ("document", ""),
        ("article", " "),
        ("freshness_days", 0),
        ("retention_days", 4000),
    ],
)
def test_a_source_needs_all_of_it(quick: None, scene: Scene, field: str, value: object) -> None:
    with pytest.raises(BadSource) as refused:
        vehicles(scene, **{field: value})
    assert refused.value.field == field
    assert Source.objects.count() == 0


def test_a_source_without_legal_basis_is_held_by_the_database(quick: None, scene: Scene) -> None:
    source = vehicles(scene)
    with pytest.raises(IntegrityError), transaction.atomic():
        Source.objects.filter(pk=source.pk).update(article="")


def test_a_source_is_declared_once_and_can_be_changed(quick: None, scene: Scene) -> None:
    source = vehicles(scene)
    with pytest.raises(BadSource):
        vehicles(scene)
    changed = reviews.change(
        scene.officer, source.pk, new_source(retention_days=60, kind="death", name="车管所")
    )
    assert (changed.retention_days, changed.kind, changed.name) == (60, "vehicle", "车管所")


def test_an_old_list_is_not_run(quick: None, scene: Scene) -> None:
    listing = reviews.receive(scene.officer, vehicles(scene).pk, delivery(as_of=dt.date(2012, 8, 31)))
    with pytest.raises(BadList) as refused:
        ran(scene, listing)
    assert "截至 2012-08-31，已经 756 天，超过规定的 90 天" in refused.value.text.zh


def test_a_list_whose_columns_nobody_confirmed_is_not_run(quick: None, scene: Scene) -> None:
    """Neither by the action nor by an order for it; nothing is kept of the attempt."""
    listing = received(scene)
    order = Order("toy", LUOJIANG, [listing.pk])
    for attempt in (
        lambda: reviews.run(scene.officer, order),
        lambda: jobs.start(scene.officer, order),
    ):
        with pytest.raises(BadList, match="“机动车登记”的名单各列含义还没有人确认，请先确认再核对"):
            attempt()
    assert (Run.objects.count(), Job.objects.count(), Hit.objects.count()) == (0, 0, 0)
    listing.refresh_from_db()
    assert listing.stored != ""


def test_lists_that_are_refused(quick: None, scene: Scene, stopped: ExitStack) -> None:
    source = vehicles(scene)
    with pytest.raises(BadList, match="还没有到"):
        reviews.receive(scene.officer, source.pk, delivery(as_of=dt.date(2015, 1, 1)))
    listing = received(scene, source)
    with pytest.raises(BadList, match="正等待核对"):
        received(scene, source)
    ran(scene, listing)
    with pytest.raises(BadList, match="重新上传"):
        ran(scene, listing)
    with pytest.raises(BadList, match="没有选择"):
        ran(scene)


def test_switched_off_by_people(quick: None, scene: Scene) -> None:
    source = vehicles(scene)
    listing = received(scene, source)
    with pytest.raises(BadSource):
        reviews.switch(scene.officer, source.pk, False, "旧")
    reviews.switch(scene.officer, source.pk, False, "名单长期不更新")
    for attempt in (lambda: ran(scene, listing), lambda: received(scene, source, VEHICLES[:2])):
        with pytest.raises(SwitchedOff):
            attempt()
    reviews.switch(scene.second, source.pk, True, "交警大队已经更正")
    assert ran(scene, listing).counts["new"] == 2
    assert list(Switch.objects.values_list("on", "why", "by__username")) == [
        (False, "名单长期不更新", "officer"),
        (True, "交警大队已经更正", "second"),
    ]


def test_who_may_not(quick: None, scene: Scene) -> None:
    source = vehicles(scene)
    listing = received(scene, source)
    for user in (scene.clerk, scene.leader, scene.auditor, scene.cadre):
        for attempt in (
            lambda user=user: reviews.declare(user, new_source(key="other_one")),
            lambda user=user: reviews.switch(user, source.pk, False, "不要这个来源"),
            lambda user=user: reviews.receive(user, source.pk, delivery(VEHICLES[:2])),
            lambda user=user: reviews.settle_mapping(user, listing.pk, {}),
            lambda user=user: reviews.preview(user, listing.pk),
            lambda user=user: reviews.run(user, Order("toy", LUOJIANG, [listing.pk])),
            lambda user=user: reviews.destroy_due(user, "510626"),
        ):
            with pytest.raises(Refused):
                attempt()
    assert (Run.objects.count(), Switch.objects.count()) == (0, 0)


def test_the_journal_tells_and_names_nobody(quick: None, scene: Scene) -> None:
    ran(scene, received(scene))
    told = Entry.objects.filter(action__startswith="reviews.").order_by("id")
    assert list(told.values_list("action", flat=True)) == [
        "reviews.declare",
        "reviews.receive",
        "reviews.map",
        "reviews.run",
    ]
    words = str(list(told.values_list("detail", "why", "target")))
    assert [word for word in ("邓有田", DENG, DENG_OLD, "川FA1234") if word in words] == []


def test_unused_lists_and_settled_rows_go_when_their_time_is_over(
    quick: None, scene: Scene, stopped: ExitStack, home: Path
) -> None:
    source = vehicles(scene)
    received(scene, source)
    stray = shelf.put(b"left behind")
    go_to(stopped, "2014-10-20")
    assert reviews.destroy_due(scene.officer, "510626") == Destroyed(0, 0, 1)
    assert (stray in shelf.stored(), len(shelf.stored())) == (False, 1)
    go_to(stopped, "2014-11-20")
    assert reviews.destroy_due(scene.officer, "510626") == Destroyed(1, 0, 0)
    assert (shelf.stored(), Listing.objects.get().stored) == (set(), "")


def test_near_relatives_who_are_not_registered(quick: None, scene: Scene) -> None:
    kin = vehicles(scene, key="kinship", kind="kinship", name="近亲属登记")
    organisations.appoint(
        "officer",
        person_id=scene.persons["陈素芳"],
        name="陈素芳",
        duty="committee",
        place_code=BAIHUA,
        since=dt.date(2014, 1, 1),
    )
    run = ran(scene, kinship=True)
    assert run.counts == {"kinship": 2, "new": 2, "without_number": 0}
    assert set(Hit.objects.values_list("person__name", "kind", "source__key")) == {
        ("邓有田", "kinship", "kinship"), ("陈素芳", "kinship", "kinship"),
    }  # fmt: skip
    assert "村（居）委会成员" in str(hit_of("邓有田").row)
    assert ran(scene, kinship=True).counts["new"] == 0
    Hit.objects.all().delete()
    scene.registered = {(scene.households["邓有田"], scene.persons["陈素芳"])}
    assert ran(scene, kinship=True).counts == {"new": 0, "without_number": 0}
    with pytest.raises(BadList, match="不需要名单"):
        reviews.receive(scene.officer, kin.pk, delivery())
