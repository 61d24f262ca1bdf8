"""Pages of sources, lists and runs: declare, hand in, say what the columns mean, run, read what became of it."""

import argparse
import datetime as dt
import re
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from datong.config.cli import working
from datong.foundation.journal import service as journal
from datong.foundation.reviews import service as reviews
from datong.foundation.reviews.actions import jobs, running
from datong.foundation.reviews.enums import JobState
from datong.foundation.reviews.forms import receiving as forms
from datong.foundation.reviews.models import Hit, Job, Listing, Run, Source
from tests.foundation.ledgers.handing_in import signed_in
from tests.foundation.ledgers.workbooks import one_sheet, packed, rows_xml
from tests.foundation.reviews.scene import (
    CHEN,
    DENG,
    DENG_OLD,
    LUOJIANG,
    VEHICLES,
    Scene,
    delivery,
    go_to,
    planted,
    received,
    vehicles,
)

pytestmark = pytest.mark.django_db
DECLARED = {
    "programme": "toy", "kind": "vehicle", "name": "机动车登记", "owner": "罗江县公安局交警大队",
    "document": "社会救助暂行办法", "article": "第五十八条", "freshness_days": "90", "retention_days": "30", "key": "",
}  # fmt: skip
ODD = [
    ["罗江县机动车登记情况（内部资料）"],
    [],
    ["序号", "机动车所有人", "证明号码", "民族", "号牌", "车辆现值（万元）", "初次登记日期"],
    [1, "邓有田", DENG_OLD, "汉族", "川F·A1234", 3.5, "2012.3.5"],
    [2, "何不在", "510626197001011237", "汉族", "挂车", "不详", "去年"],
    [3, "陈素芳", CHEN, "汉族", "川FB5678", 4.2, "20130801"],
    ["合计", None, None, None, None, None, None],
]


@pytest.fixture
def officer(scene: Scene, settings: Any, tmp_path: Path) -> Client:
    """The officer's browser; reviews run in place, lists lie in a folder of this test."""
    settings.DATONG_JOBS = "inline"
    settings.DATONG_HOME = tmp_path / "home"
    return signed_in(scene.officer)


def text(answer: Any) -> str:
    return str(answer.content.decode())


def workbook(rows: list[list[Any]] = ODD) -> bytes:
    return packed(one_sheet(rows_xml(rows)))


def hand_in(
    client: Client, source: Source, content: bytes, name: str = "车.xlsx", day: str = "2014-08-31"
) -> Any:
    sent = {"file": SimpleUploadedFile(name, content), "as_of": day}
    return client.post(f"/reviews/sources/{source.pk}/receive/", sent, follow=True)


def selects(html: str) -> dict[str, str]:
    """What each select of the page of columns says now, as it would be sent."""
    found = {}
    for name, options in re.findall(
        r'<select class="form-select" name="(c\d+)".*?>(.*?)</select>', html, re.DOTALL
    ):
        chosen = re.search(r'value="(\w*)" selected', options)
        found[name] = chosen[1] if chosen else ""
    return found


@pytest.mark.parametrize(
    ("who", "status", "manages"),
    [("officer", 200, True), ("clerk", 200, False), ("auditor", 200, False), ("leader", 403, False), ("cadre", 403, False)],
)  # fmt: skip
def test_who_sees_sources(scene: Scene, who: str, status: int, manages: bool) -> None:
    source = vehicles(scene)
    client = signed_in(getattr(scene, who))
    answer = client.get("/reviews/sources/")
    assert (answer.status_code, "/reviews/sources/new/" in text(answer)) == (status, manages)
    assert client.get(f"/reviews/sources/{source.pk}/").status_code == status
    assert client.get(f"/reviews/sources/{source.pk}/receive/").status_code == (200 if manages else 403)
    assert client.get("/reviews/runs/new/").status_code == (200 if manages else 403)


def test_a_source_is_declared_changed_and_switched(officer: Client) -> None:
    nothing = officer.post("/reviews/sources/new/", {})
    assert nothing.status_code == 422
    assert {"请填写来源名称。", "请填写法律依据的条款。", "请填写天数。"} <= set(
        re.findall(r"[^<>]+。", text(nothing))
    )
    made = officer.post("/reviews/sources/new/", DECLARED)
    source = Source.objects.get()
    assert (made.status_code, made["Location"]) == (302, f"/reviews/sources/{source.pk}/")
    assert (source.key, source.owner.name, source.freshness_days) == ("vehicle", "罗江县公安局交警大队", 90)
    twice = officer.post("/reviews/sources/new/", DECLARED | {"name": "另一份"})
    assert (twice.status_code, 'value="另一份"' in text(twice)) == (422, True)
    assert "本县这项工作已有代码为“vehicle”的来源。" in text(twice)

    change = f"/reviews/sources/{source.pk}/change/"
    assert 'value="机动车登记"' in text(officer.get(change))
    assert officer.post(change, DECLARED | {"freshness_days": "0"}).status_code == 422
    assert officer.post(change, DECLARED | {"freshness_days": "45", "kind": "tax"}).status_code == 302
    source.refresh_from_db()
    assert (source.freshness_days, source.kind) == (45, "vehicle")

    switch = f"/reviews/sources/{source.pk}/switch/"
    short = officer.post(switch, {"on": "0", "why": "旧"})
    assert (short.status_code, "请写明原因，至少 4 个字。" in text(short)) == (422, True)
    assert officer.post(switch, {"on": "0", "why": "名单还是 2011 年的"}).status_code == 302
    assert "名单还是 2011 年的" in text(officer.get("/reviews/sources/"))
    closed = text(officer.get(f"/reviews/sources/{source.pk}/receive/"))
    assert ("已停用，不再接收名单" in closed, 'type="file"' in closed) == (True, False)
    assert hand_in(officer, source, workbook()).status_code == 422
    assert officer.post(switch, {"on": "1", "why": "车管所已更正"}).status_code == 302
    assert [each.on for each in source.switches.all()] == [False, True]


def test_an_odd_layout_is_understood_settled_and_remembered(officer: Client, scene: Scene) -> None:
    source = vehicles(scene)
    answer = hand_in(officer, source, workbook())
    row = Listing.objects.get()
    assert answer.redirect_chain == [(f"/reviews/lists/{row.pk}/", 302)]
    html = text(answer)
    assert selects(html) == {
        "c0": "", "c1": "name", "c2": "id", "c4": "plate", "c5": "", "c6": "from",
    }  # fmt: skip
    assert "内容像身份证号码：100% 的格子符合" in html
    assert "民族、国籍与家庭经济状况无关，不读入、不保存" in html
    assert "汉族" not in html
    assert (DENG_OLD in html, CHEN in html, "510626********1220" in html) == (False, False, True)
    assert "车牌号：“挂车”不是车牌号，这一格不读入" in html
    assert "开始日期：“去年”不是日期，这一格不读入" in html
    assert "15 位旧号码，比对时换算成 18 位" in html
    assert ("第几行" in html, ">合计<" in html) == (True, False)

    chosen = selects(html) | {"c5": "amount"}
    looked = officer.post(f"/reviews/lists/{row.pk}/", chosen | {"step": "look"})
    assert (looked.status_code, "35,000.00" in text(looked)) == (200, True)
    assert selects(text(looked))["c5"] == "amount"
    row.refresh_from_db()
    assert (row.settled_at, row.mapping["车辆现值(万元)"]) == (None, None)

    wrong = officer.post(f"/reviews/lists/{row.pk}/", chosen | {"c0": "id", "step": "settle"})
    assert (wrong.status_code, "两列都指定为身份证号码，只能留一列。" in text(wrong)) == (422, True)
    assert selects(text(wrong))["c0"] == "id"
    settled = officer.post(f"/reviews/lists/{row.pk}/", chosen | {"step": "settle"}, follow=True)
    assert "各列含义已确认" in text(settled)
    source.refresh_from_db()
    assert source.mapping["车辆现值(万元)"] == "amount"

    again = hand_in(
        officer,
        source,
        workbook([*ODD[:3], [1, "王大山", "51062619450101123X", "汉族", "川FX0001", 2, "2011-1-1"]]),
    )
    assert "这份名单的列和上次一样" in text(again)
    assert selects(text(again))["c5"] == "amount"
    assert "车辆现值(万元)" in text(officer.get(f"/reviews/sources/{source.pk}/"))


def test_rows_that_name_nobody_are_said_before_the_run(officer: Client, scene: Scene) -> None:
    """As a merged cell comes: only its first row holds the words."""
    merged = [["车主", "证件号码", "号牌号码"], ["邓有田", DENG, "川FA1234"], [None, None, "川FA1235"]]
    html = text(hand_in(officer, vehicles(scene), workbook(merged)))
    assert "前 2 行里有 1 行没有号码也没有姓名，不会核对。" in html
    whole = [merged[0], merged[1], ["陈素芳", CHEN, "川FA1235"]]
    assert "没有号码也没有姓名" not in text(hand_in(officer, Source.objects.get(), workbook(whole)))


WIDE = ("," * 300 + "\n").encode() * 3
HOSTILE = {
    "nothing at all": (b"", "0 字节"),
    "a picture": (bytes(range(128, 256)) * 8, "既不是 UTF-8，也不是 GBK 或 GB18030"),
    "an archive": (packed({"a.txt": "x"}), "不是 Excel 工作簿"),
    "half a workbook": (workbook()[:400], "文件"),
    "no row": ("车主,证件号码\n".encode(), "没有一行数据"),
    "too wide": (WIDE, "最多 256 列、600 万个格子"),
    "one endless cell": (("车主,证件号码\n" + "邓" * 200_000).encode(), "第 2 行读不懂"),
    "broken parquet": (b"PAR1" + b"x" * 60 + b"PAR1", "Parquet 文件打不开"),
    "lost digits": (f"车主,身份证号码\n邓有田,5.10626E+17\n陈素芳,{CHEN}".encode(), "末几位已经丢失"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_in_words_and_the_day_is_kept(
    officer: Client, scene: Scene, name: str
) -> None:
    content, said = HOSTILE[name]
    answer = hand_in(officer, vehicles(scene), content, "名单.bin")
    html = text(answer)
    assert (answer.status_code, said in html, 'value="2014-08-31"' in html) == (422, True, True)
    assert (Listing.objects.count(), "/list." in html) == (0, False)


def test_a_large_file_is_refused_before_it_is_read(
    officer: Client, scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = vehicles(scene)
    monkeypatch.setattr(forms, "BYTES_ON_A_PAGE", 100)
    answer = hand_in(officer, source, workbook())
    assert (answer.status_code, "超过 20 MB" in text(answer)) == (422, True)
    future = hand_in(officer, source, b"x", day="2014-10-01")
    assert (future.status_code, "还没有到" in text(future), 'value="2014-10-01"' in text(future)) == (
        422,
        True,
        True,
    )
    huge = officer.post(f"/reviews/sources/{source.pk}/receive/", {}, headers={"content-length": "50000000"})
    assert (huge.status_code, "超过 40 MB" in text(huge)) == (413, True)


def test_the_same_list_twice(officer: Client, scene: Scene) -> None:
    source, content = vehicles(scene), workbook()
    hand_in(officer, source, content)
    answer = hand_in(officer, source, content)
    assert (answer.status_code, "正等待核对" in text(answer), Listing.objects.count()) == (422, True, 1)


def ready(scene: Scene, lines: list[str] | None = None) -> Listing:
    """A list whose columns somebody has settled."""
    return reviews.settle_mapping(scene.officer, received(scene, lines=lines).pk, {})


def test_a_run_from_choosing_to_its_result(officer: Client, scene: Scene, quick: None) -> None:
    listing = ready(scene)
    page = text(officer.get(f"/reviews/runs/new/?list={listing.pk}"))
    assert f'value="{listing.pk}" checked' in page
    sent = {"programme": "toy", "place": LUOJIANG, "listings": [listing.pk], "closely": "exact"}
    answer = officer.post("/reviews/runs/new/", sent, follow=True)
    job, run = Job.objects.get(), Run.objects.get()
    assert answer.redirect_chain == [(f"/reviews/jobs/{job.pk}/", 302), (f"/reviews/runs/{run.pk}/", 302)]
    assert (job.state, job.run_id, run.fuzzy, run.counts["new"]) == ("done", run.pk, False, 2)
    html = text(answer)
    assert "比对 4 人，提出 2 个要核实的问题。" in html
    assert "号码相同 1 条；15 位号码换算后相同 1 条" in html
    assert re.search(r"没有比中的 2 行已于 2014-09-26 12:00 销毁", html)
    assert "留下 2 行，其余 2 行 2014-09-26 12:00销毁" in html
    spent = text(officer.get(f"/reviews/lists/{listing.pk}/"))
    assert ("已核对" in spent, "邓有田" in spent, DENG in spent) == (True, False, False)
    assert [each.action for each in journal.entries() if each.target.startswith("reviews.Job")] == [
        "reviews.order"
    ]
    assert f"/reviews/runs/{run.pk}/" in text(officer.get("/reviews/runs/"))
    assert f"/reviews/runs/{run.pk}/" not in text(signed_in(scene.clerk).get("/reviews/runs/"))
    assert signed_in(scene.clerk).get(f"/reviews/runs/{run.pk}/").status_code == 404
    assert Hit.objects.filter(state="to_verify").count() == 2


def test_what_may_not_be_run_says_why(officer: Client, scene: Scene) -> None:
    unsettled = received(scene)
    old = reviews.receive(
        scene.officer,
        unsettled.source_id,
        delivery([*VEHICLES, f"王大山,{DENG},川FX0003,五菱"], dt.date(2014, 3, 1)),
    )
    page = text(officer.get("/reviews/runs/new/"))
    assert ("各列含义还没有人确认" in page, "已经 209 天，超过规定的 90 天" in page) == (True, True)
    sent: dict[str, Any] = {"programme": "toy", "place": LUOJIANG, "closely": "exact"}
    for listings, said in (
        (unsettled.pk, "各列含义还没有人确认"),
        (old.pk, "请让来源单位提供新的名单"),
        ([], "没有选择要比对的名单"),
    ):
        answer = officer.post("/reviews/runs/new/", sent | {"listings": listings})
        assert (answer.status_code, said in text(answer)) == (422, True)
    assert Job.objects.count() == 0


def test_a_run_that_fails_says_why_and_is_tried_again(
    officer: Client, scene: Scene, quick: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    listing = ready(scene)
    monkeypatch.setattr(jobs, "launch", lambda _: None)
    job = jobs.start(scene.officer, reviews.Order("toy", LUOJIANG, [listing.pk]))
    address = f"/reviews/jobs/{job.pk}/"
    waiting = officer.get(address)
    assert ("等待前面的核对完成" in text(waiting), f'hx-get="{address}progress/"' in text(waiting)) == (
        True,
        True,
    )
    fragment = officer.get(f"{address}progress/", headers={"HX-Request": "true"})
    assert (fragment.status_code, "<html" in text(fragment), "<progress" in text(fragment)) == (
        200,
        False,
        True,
    )
    assert officer.get(f"{address}progress/").status_code == 302
    assert signed_in(scene.second).get(address).status_code == 404

    with monkeypatch.context() as broken:
        broken.setattr(running, "compared", None, raising=False)
        broken.setattr(running.who, "compared", lambda *_: 1 / 0)
        jobs.run_job(job.pk)
    failed = text(officer.get(address))
    assert ("系统出错，核对没有完成" in failed, "再试一次" in failed) == (True, True)
    assert officer.get(f"{address}progress/", headers={"HX-Request": "true"})["HX-Redirect"] == address

    reviews.switch(scene.officer, listing.source_id, False, "名单有误，先停用")
    again = officer.post(address, follow=True)
    assert "已停用" in text(again)
    reviews.switch(scene.officer, listing.source_id, True, "已经更正")
    assert officer.post(address).status_code == 302
    jobs.run_job(job.pk)
    job.refresh_from_db()
    assert (job.state, Run.objects.count()) == ("done", 1)


def test_a_run_whose_process_died_is_found_out(
    officer: Client, scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "launch", lambda _: None)
    job = jobs.start(scene.officer, reviews.Order("toy", LUOJIANG, [ready(scene).pk]))
    Job.objects.update(state=JobState.RUNNING)
    assert "核对中断了" in text(officer.get(f"/reviews/jobs/{job.pk}/"))
    assert jobs.unfinished(scene.officer) == []


def test_many_sources_take_as_many_queries_as_one(officer: Client, scene: Scene) -> None:
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as told:
            assert officer.get("/reviews/sources/").status_code == 200
        return len(told)

    planted(scene)
    officer.get("/reviews/sources/")
    one = queries()
    for number in range(5):
        more = vehicles(scene, key=f"more_{number}")
        reviews.receive(scene.officer, more.pk, delivery())
        planted(scene, ("陈素芳",), source=more)
    assert queries() == one


def test_an_unused_list_is_destroyed_by_command_when_its_time_is_over(
    officer: Client, scene: Scene, stopped: ExitStack, capsys: pytest.CaptureFixture[str]
) -> None:
    listing = received(scene)
    go_to(stopped, "2014-11-26")
    assert working.review_destroy_due(argparse.Namespace()) == 0
    assert "510626: 1 lists, 0 rows, 0 stray files destroyed" in capsys.readouterr().out
    page = text(officer.get(f"/reviews/lists/{listing.pk}/"))
    assert ("没有使用，2014-11-26 12:00整份销毁" in page, "<select" in page) == (True, False)
