"""Imports from a page: the workbooks are laid aside, a process of its own takes them in, the page asks how far it is.

A process that died is found out by its lock: the job is then not done, the workbooks it finished stay, the one it was
at has left nothing, and the workbooks lie ready for a day to try again.
"""

import datetime as dt
import json
import logging
import sys
from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from datong.foundation.access import service as access
from datong.foundation.journal import service as journal
from datong.foundation.ledgers.actions.receiving import Order, Receipt, receive
from datong.foundation.ledgers.core.meter import Meter, Progress, read_progress
from datong.foundation.ledgers.core.shelf import Shelf
from datong.foundation.ledgers.enums import FileState, ImportState, JobState
from datong.foundation.ledgers.errors import LedgerError
from datong.foundation.ledgers.models import Import, Job
from datong.kernel import clock
from datong.kernel.bilingual import Text

Upload = tuple[str, Iterable[bytes]]

COMMAND: Sequence[str] = (sys.executable, "-m", "datong", "ledgers", "run-job")
KEPT = dt.timedelta(days=1)
GRACE = dt.timedelta(seconds=15)
STOPPED = Text(
    "处理过程中断了（可能是服务器重启或内存不足）。已经处理完的工作簿有效，正在处理的工作簿没有留下任何内容。可以直接再试一次。",
    "The work was cut off (the server may have been restarted or run out of memory). Workbooks that were finished hold; "
    "of the one at work nothing was kept. You can simply try again.",
)
BROKEN = Text(
    "系统出错，导入没有完成。已经处理完的工作簿有效，正在处理的工作簿没有留下任何内容。请再试一次；还不行的，请把时间告诉系统管理员。",
    "Something went wrong and the import is not complete. Workbooks that were finished hold; of the one at work nothing was "
    "kept. Please try again; if it fails again, tell the system administrator the time.",
)
GONE = Text("上传的文件已经清除，请重新上传。", "The uploaded files are gone; please upload them again.")


def start(
    user: Any, county: str, as_of: dt.date, uploads: Sequence[Upload], *, dry_run: bool, lang: str
) -> Job:
    """Lay the workbooks aside and set a process to work on them. `county`: 6 digits. Raises access.Refused."""
    access.require(user, "ledgers.import", place_code=county + "000000")
    tidy()
    folder, sizes = shelf().put(chunks for _, chunks in uploads)
    with transaction.atomic():
        job = Job.objects.create(
            county=county, as_of=as_of, by=user, at=clock.now(), names=[name for name, _ in uploads], sizes=sizes,
            folder=folder, dry_run=dry_run, lang=lang,
        )  # fmt: skip
        tell(job, "ledgers.upload")
    launch(job)
    return job


def again(user: Any, pk: int) -> Job:
    """Set a process to work once more on the workbooks of a job that failed.

    Raises access.Refused, LedgerError when the workbooks are gone. The caller has made sure that it is the user's own.
    """
    job = Job.objects.get(pk=pk, by=user)
    access.require(user, "ledgers.import", place_code=job.county + "000000")
    if not shelf().workbooks(job.folder, len(job.names)):
        raise LedgerError(GONE)
    with transaction.atomic():
        failed = Job.objects.filter(pk=pk, state=JobState.FAILED)
        renewed = failed.update(
            state=JobState.WAITING,
            at=clock.now(),
            started_at=None,
            finished_at=None,
            message_zh="",
            message_en="",
        )
        if renewed:
            tell(job, "ledgers.upload")
    if renewed:
        launch(job)
    return Job.objects.get(pk=pk)


def look(user: Any, pk: int) -> Job | None:
    """One's own job as it stands, None for somebody else's; one whose process died is told as failed."""
    job = Job.objects.select_related("batch").filter(pk=pk, by=user).first()
    if job is None or job.state not in (JobState.WAITING, JobState.RUNNING):
        return job
    fresh = job.state == JobState.WAITING and clock.now() - job.at < GRACE
    if not fresh and not shelf().alive(pk):
        job.refresh_from_db()
        if job.state in (JobState.WAITING, JobState.RUNNING):
            end(job, JobState.FAILED, STOPPED)
    return job


def progress(job: Job) -> Progress:
    """How far a job has come."""
    return read_progress(shelf().progress(job.pk))


def repeatable(job: Job) -> bool:
    """Whether a failed job's workbooks are still there to try again."""
    return job.state == JobState.FAILED and bool(shelf().workbooks(job.folder, len(job.names)))


def launch(job: Job) -> None:
    """Start the process that runs the job once the job is in the database for other processes too; with
    `DATONG_JOBS = "inline"` (for tests) run it here and now."""
    if getattr(settings, "DATONG_JOBS", "process") == "inline":
        run_job(job.pk)
    else:
        transaction.on_commit(partial(spawn, job.pk))


def spawn(pk: int) -> None:
    """Start the process."""
    shelf().start(pk, [*COMMAND, str(pk)])


def run_job(pk: int) -> None:
    """Run a waiting job, after those before it; what comes of it is written into its row. A job that is not waiting
    is left alone."""
    with shelf().turn():
        started = Job.objects.filter(pk=pk, state=JobState.WAITING).update(
            state=JobState.RUNNING, started_at=clock.now()
        )
        if started:
            work(Job.objects.select_related("by").get(pk=pk))


def work(job: Job) -> None:
    """Take the workbooks in and end the job, whatever happens."""
    meter = Meter(shelf().progress(job.pk), job.sizes)
    order = Order(
        user=job.by, county=job.county, as_of=job.as_of, door="page", dry_run=job.dry_run, lang=job.lang,
        progress=meter,
    )  # fmt: skip
    try:
        receipt = receive(order, workbooks(job), job.names)
    except access.Refused as refused:
        end(job, JobState.FAILED, refused.sentence)
    except LedgerError as refused:
        end(job, JobState.FAILED, refused.text)
    except Exception:
        logging.getLogger("datong.ledgers").exception("job %s failed", job.pk)
        end(job, JobState.FAILED, BROKEN)
        return
    else:
        finish(job, receipt)
    finally:
        meter.close()
    shelf().drop(job.folder)


def workbooks(job: Job) -> list[Path]:
    """The job's workbooks. Raises LedgerError when they are gone."""
    paths = shelf().workbooks(job.folder, len(job.names))
    if not paths:
        raise LedgerError(GONE)
    return paths


def finish(job: Job, receipt: Receipt) -> None:
    """The job is done: its import, or a trial's report, sealed."""
    job.batch_id = receipt.import_id
    job.unchanged = {file["state"] for file in receipt.files} == {FileState.UNCHANGED}
    job.skipped = {
        file["file"]: file["skipped_sheets"] for file in receipt.files if file.get("skipped_sheets")
    }
    if job.dry_run:
        job.report = json.dumps(receipt.files, ensure_ascii=False)
    end(job, JobState.DONE)


def end(job: Job, state: JobState, why: Text | None = None) -> None:
    """Write how the job ended; an import it left open is closed with what it holds."""
    with transaction.atomic():
        if state == JobState.FAILED:
            job.batch = close_import(job)
        job.state, job.finished_at = state, clock.now()
        job.message_zh, job.message_en = (why.zh, why.en) if why else ("", "")
        job.save(
            update_fields=[
                "batch",
                "state",
                "finished_at",
                "unchanged",
                "skipped",
                "message_zh",
                "message_en",
                "report",
            ]
        )
    shelf().forget(job.pk)


def close_import(job: Job) -> Import | None:
    """The import that was cut off: done if it holds a workbook, gone without one."""
    if job.started_at is None or job.dry_run:
        return None
    left = Import.objects.filter(
        by=job.by,
        county=job.county,
        as_of=job.as_of,
        door="page",
        state=ImportState.RUNNING,
        at__gte=job.started_at,
    ).first()
    if left is None:
        return None
    files = [
        {"name": journal.masked(name), "state": state}
        for name, state in left.files.values_list("name", "state")
    ]
    if not any(file["state"] == FileState.IMPORTED for file in files):
        left.delete()
        return None
    Import.objects.filter(pk=left.pk).update(state=ImportState.DONE)
    journal.record(
        job.by.username, "ledgers.import", f"ledgers.Import:{left.pk}", place=job.county + "000000",
        detail={"as_of": job.as_of.isoformat(), "files": files, "cut_off": True},
    )  # fmt: skip
    return left


def tell(job: Job, action: str) -> None:
    """The journal's entry of an upload."""
    journal.record(
        job.by.username, action, f"ledgers.Job:{job.pk}", place=job.county + "000000",
        detail={"as_of": job.as_of.isoformat(), "files": list(map(journal.masked, job.names)), "trial": job.dry_run},
    )  # fmt: skip


def tidy() -> None:
    """Forget workbooks and trial reports older than a day."""
    since = clock.now() - KEPT
    Job.objects.filter(at__lt=since, report__isnull=False).update(report=None)
    folders = shelf().folders()
    fresh = set(Job.objects.filter(folder__in=folders, at__gte=since).values_list("folder", flat=True))
    for folder in set(folders) - fresh:
        shelf().drop(folder)


def shelf() -> Shelf:
    """The shelf in the data folder."""
    return Shelf(Path(settings.DATONG_HOME))
