"""Imports in a process of their own: progress, an end however it comes, trying again, tidying up."""

import datetime as dt
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from datong.foundation.journal import service as journal
from datong.foundation.ledgers import service as ledgers
from datong.foundation.ledgers.actions import jobs
from datong.foundation.ledgers.core.meter import Meter, Progress, read_progress
from datong.foundation.ledgers.core.shelf import Shelf
from datong.foundation.ledgers.models import ImportedFile, Job
from datong.kernel import clock
from tests.foundation.ledgers.handing_in import office, page, roster, sent, signed_in
from tests.foundation.ledgers.importing import recipient, records

__all__ = ["office"]
NOON = dt.datetime(2015, 7, 1, 4, 0, tzinfo=dt.UTC)
HTMX = {"HX-Request": "true"}


def test_progress_adds_the_workbooks_up(tmp_path: Path) -> None:
    path = tmp_path / "1.json"
    with clock.override(NOON):
        meter = Meter(path, [1_000, 3_000])
        assert read_progress(path) == Progress(workbooks=2)
    steps = [
        # seconds, what the import says, rows done, rows known, workbook, percent
        (1, ("名册", 0, 200), 0, 200, 1, 0),
        (2, ("名册", 100, 200), 100, 200, 1, 12),  # half of a quarter of the bytes
        (3, ("名册", 200, 200), 200, 200, 1, 25),
        (4, ("签约", 0, 400), 200, 600, 2, 25),
        (5, ("签约", 200, 400), 400, 600, 2, 62),  # a quarter and half of three quarters: 62.5
    ]
    for seconds, told, done, total, workbook, percent in steps:
        with clock.override(NOON + dt.timedelta(seconds=seconds)):
            meter(*told)
            found = read_progress(path)
        assert (found.stage, found.done, found.total) == (told[0], done, total)
        assert (found.workbook, found.workbooks, found.percent, found.seconds) == (
            workbook,
            2,
            percent,
            seconds,
        )
    assert (found.rate, found.left) == (80, 3)  # 400 rows in 5 s; 5 s x 0.375 / 0.625
    meter.close()
    assert not path.exists()


def test_progress_is_written_at_most_four_times_a_second(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[int] = []
    original = Meter._write

    def counted(meter: Meter) -> None:
        written.append(meter.done)
        original(meter)

    monkeypatch.setattr(Meter, "_write", counted)
    with clock.override(NOON):
        meter = Meter(tmp_path / "1.json", [10])
        for done in range(100):
            meter("名册", done, 100)
        assert written == [0]
        assert meter.timer is not None
        meter._later()
        assert written == [0, 99]
    meter.close()


def test_progress_that_cannot_be_read_is_the_beginning(tmp_path: Path) -> None:
    assert read_progress(tmp_path / "none.json") == Progress()
    (tmp_path / "half.json").write_text('{"stage": ')
    assert read_progress(tmp_path / "half.json") == Progress()
    assert (Progress().rate, Progress().left, Progress(part=1.0).percent) == (None, None, 99)


def test_stages_are_told_apart_by_name(tmp_path: Path) -> None:
    """Each counts for itself: half of the second of three that take 6, 2 and 2 tenths is seven tenths of all."""
    path = tmp_path / "1.json"
    meter = Meter(path, [6, 2, 2], ["read", "now", "then"])
    meter("read", 50, 50)
    meter("now", 25, 50)
    meter._write()
    found = read_progress(path)
    assert (found.stage, found.done, found.total, round(found.part, 3)) == ("now", 25, 50, 0.7)
    meter("then", 0, 0)
    meter._write()
    found = read_progress(path)
    assert (found.done, found.total, round(found.part, 3)) == (0, 0, 0.8)
    meter.close()


def test_workbooks_lie_where_only_the_owner_reads(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "home")
    folder, sizes = shelf.put([[b"ab", b"c"], [b"d"]])
    paths = shelf.workbooks(folder, 2)
    assert (sizes, [path.read_bytes() for path in paths]) == ([3, 1], [b"abc", b"d"])
    assert [path.stat().st_mode & 0o777 for path in (*paths, paths[0].parent)] == [0o600, 0o600, 0o700]
    assert shelf.workbooks(folder, 3) == []
    shelf.drop(folder)
    assert (shelf.workbooks(folder, 2), shelf.folders()) == ([], [])


def test_a_job_lives_as_long_as_somebody_holds_it(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    held = shelf.hold(7)
    assert shelf.alive(7)
    with pytest.raises(BlockingIOError):
        shelf.hold(7)
    os.close(held)
    assert not shelf.alive(7)


@pytest.fixture
def waiting(office: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Job:
    """A job whose process was started and does nothing yet."""
    monkeypatch.setattr(jobs, "launch", lambda _: None)
    path = roster(tmp_path, recipient())
    signed_in(office["dibao"]).post("/ledgers/upload/", sent(path))
    return Job.objects.get()


@pytest.mark.django_db
def test_the_page_of_a_job_at_work_asks_again_each_second(office: dict[str, Any], waiting: Job) -> None:
    client = signed_in(office["dibao"])
    html = page(client.get(f"/ledgers/jobs/{waiting.pk}/"))
    assert "等待前面的导入完成" in html
    assert f'hx-get="/ledgers/jobs/{waiting.pk}/progress/" hx-trigger="every 1s"' in html
    assert f'<noscript><p><a class="btn" href="/ledgers/jobs/{waiting.pk}/">' in html
    meter = Meter(jobs.shelf().progress(waiting.pk), waiting.sizes)
    meter("在册对象", 40, 100)
    meter._later()
    Job.objects.update(state="running", started_at=clock.now())
    held = jobs.shelf().hold(waiting.pk)
    fragment = page(client.get(f"/ledgers/jobs/{waiting.pk}/progress/", headers=HTMX))
    assert fragment.lstrip().startswith('<section class="job" id="job"')
    assert "正在处理“在册对象”" in fragment
    assert "已处理 40 行，已知共 100 行" in fragment
    assert "40%" in fragment
    without = client.get(f"/ledgers/jobs/{waiting.pk}/progress/")
    assert (without.status_code, without["Location"]) == (302, f"/ledgers/jobs/{waiting.pk}/")
    assert "正在导入：低保.xlsx" in page(client.get("/ledgers/"))
    meter.close()
    os.close(held)


@pytest.mark.django_db
def test_when_it_has_ended_htmx_is_sent_to_the_result(office: dict[str, Any], waiting: Job) -> None:
    jobs.run_job(waiting.pk)
    client = signed_in(office["dibao"])
    answer = client.get(f"/ledgers/jobs/{waiting.pk}/progress/", headers=HTMX)
    assert (answer.status_code, answer["HX-Redirect"]) == (200, f"/ledgers/jobs/{waiting.pk}/")
    batch = ledgers.Import.objects.get()
    assert client.get(f"/ledgers/jobs/{waiting.pk}/")["Location"] == f"/ledgers/imports/{batch.pk}/"


@pytest.mark.django_db
def test_a_job_runs_once(waiting: Job) -> None:
    jobs.run_job(waiting.pk)
    jobs.run_job(waiting.pk)
    assert ledgers.Import.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["officer", "auditor", "far"])
def test_a_job_is_nobody_elses(office: dict[str, Any], waiting: Job, who: str) -> None:
    client = signed_in(office[who])
    for address in (f"/ledgers/jobs/{waiting.pk}/", f"/ledgers/jobs/{waiting.pk}/progress/"):
        assert client.get(address, headers=HTMX).status_code == 404
    assert client.post(f"/ledgers/jobs/{waiting.pk}/").status_code == 404


@pytest.mark.django_db
def test_a_job_whose_process_died_is_told_and_tried_again(
    office: dict[str, Any], waiting: Job, monkeypatch: pytest.MonkeyPatch
) -> None:
    Job.objects.update(state="running", started_at=clock.now())
    client = signed_in(office["dibao"])
    html = page(client.get(f"/ledgers/jobs/{waiting.pk}/"))
    assert "处理过程中断了" in html
    assert "再试一次" in html
    waiting.refresh_from_db()
    assert waiting.state == "failed"
    monkeypatch.setattr(jobs, "launch", lambda job: jobs.run_job(job.pk))
    answer = client.post(f"/ledgers/jobs/{waiting.pk}/", follow=True)
    assert answer.redirect_chain[-1][0] == f"/ledgers/imports/{ledgers.Import.objects.get().pk}/"
    assert [record.name for record in records("dibao.roster")] == ["刘桂芳"]


@pytest.mark.django_db
def test_a_new_job_is_given_time_to_start(office: dict[str, Any], waiting: Job) -> None:
    assert jobs.look(office["dibao"], waiting.pk).state == "waiting"  # type: ignore[union-attr]
    with clock.override(clock.now() + dt.timedelta(seconds=16)):
        assert jobs.look(office["dibao"], waiting.pk).state == "failed"  # type: ignore[union-attr]


@pytest.mark.django_db
def test_an_import_that_was_cut_off_holds_what_it_finished(office: dict[str, Any], waiting: Job) -> None:
    Job.objects.update(state="running", started_at=clock.now())
    batch = ledgers.Import.objects.create(
        county="519999", as_of=waiting.as_of, by=office["dibao"], at=clock.now(), door="page"
    )
    ImportedFile.objects.create(batch=batch, name="低保.xlsx", programme="dibao", state="imported")
    html = page(signed_in(office["dibao"]).get(f"/ledgers/jobs/{waiting.pk}/"))
    assert f'href="/ledgers/imports/{batch.pk}/"' in html
    batch.refresh_from_db()
    assert batch.state == "done"
    assert journal.entries(f"ledgers.Import:{batch.pk}")[0].detail["cut_off"] is True


@pytest.mark.django_db
def test_an_import_that_was_cut_off_before_its_first_workbook_is_gone(
    office: dict[str, Any], waiting: Job
) -> None:
    Job.objects.update(state="running", started_at=clock.now())
    ledgers.Import.objects.create(
        county="519999", as_of=waiting.as_of, by=office["dibao"], at=clock.now(), door="page"
    )
    assert jobs.look(office["dibao"], waiting.pk).state == "failed"  # type: ignore[union-attr]
    assert ledgers.Import.objects.count() == 0


@pytest.mark.django_db
def test_a_failure_is_told_without_its_innards_and_can_be_tried_again(
    office: dict[str, Any], waiting: Job, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any) -> None:
        raise RuntimeError("519999194708151033 did not fit")

    monkeypatch.setattr(jobs, "receive", broken)
    jobs.run_job(waiting.pk)
    html = page(signed_in(office["dibao"]).get(f"/ledgers/jobs/{waiting.pk}/"))
    assert "系统出错，导入没有完成。" in html
    assert "再试一次" in html
    assert "519999194708151033" not in html


@pytest.mark.django_db
def test_without_its_workbooks_a_job_is_not_tried_again(office: dict[str, Any], waiting: Job) -> None:
    Job.objects.update(state="failed")
    jobs.shelf().drop(waiting.folder)
    client = signed_in(office["dibao"])
    assert "再试一次" not in page(client.get(f"/ledgers/jobs/{waiting.pk}/"))
    assert "上传的文件已经清除，请重新上传。" in page(
        client.post(f"/ledgers/jobs/{waiting.pk}/", follow=True)
    )


@pytest.mark.django_db
def test_after_a_day_workbooks_and_trial_reports_are_gone(
    office: dict[str, Any], waiting: Job, tmp_path: Path
) -> None:
    client = signed_in(office["dibao"])
    Job.objects.update(
        state="done", dry_run=True, report=json.dumps([]), at=clock.now() - dt.timedelta(hours=25)
    )
    client.post("/ledgers/upload/", sent(roster(tmp_path, recipient("周玉兰"), file="另一份.xlsx")))
    waiting.refresh_from_db()
    assert waiting.report is None
    assert jobs.shelf().folders() == [Job.objects.first().folder]  # type: ignore[union-attr]
    assert "试运行的结果已经清除" in page(client.get(f"/ledgers/jobs/{waiting.pk}/"))


@pytest.mark.django_db
def test_an_upload_sent_twice_is_one_job(office: dict[str, Any], tmp_path: Path) -> None:
    client, path = signed_in(office["dibao"]), roster(tmp_path, recipient())
    answers = [client.post("/ledgers/upload/", sent(path, idempotency_key="0" * 32)) for _ in range(2)]
    job = Job.objects.get()
    assert [(answer.status_code, answer["Location"]) for answer in answers] == [
        (302, f"/ledgers/jobs/{job.pk}/")
    ] * 2
    assert len(journal.entries(f"ledgers.Job:{job.pk}")) == 1


@pytest.mark.django_db
def test_the_process_is_seen_alive_and_seen_killed(
    office: dict[str, Any], settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Any,
) -> None:  # fmt: skip
    settings.DATONG_JOBS = "process"
    started: list[Any] = []
    popen = subprocess.Popen

    def watched(*args: Any, **kwargs: Any) -> Any:
        started.append(popen(*args, **kwargs))
        return started[-1]

    monkeypatch.setattr(subprocess, "Popen", watched)
    monkeypatch.setattr(jobs, "COMMAND", (sys.executable, "-c", "import time; time.sleep(60)"))
    client = signed_in(office["dibao"])
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/ledgers/upload/", sent(roster(tmp_path, recipient()), idempotency_key="0" * 32))
        assert started == []  # no process looks for a job that is not in the database yet
    job = Job.objects.get()
    with clock.override(clock.now() + dt.timedelta(minutes=2)):
        assert jobs.look(office["dibao"], job.pk).state == "waiting"  # type: ignore[union-attr]
        started[0].kill()
        started[0].wait()
        assert jobs.look(office["dibao"], job.pk).state == "failed"  # type: ignore[union-attr]
