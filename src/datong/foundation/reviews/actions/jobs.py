"""Reviews ordered on a page (核对任务): a process of its own runs them, the page asks how far it is.

A process that died is found out by its lock; a review that was cut off has left nothing, and its lists still wait.
"""

import logging
import sys
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from django.conf import settings
from django.db import transaction

from datong.foundation.access import service as access
from datong.foundation.access.service import User
from datong.foundation.ledgers import service as ledgers
from datong.foundation.reviews.actions import running, shelf
from datong.foundation.reviews.actions.journalling import tell
from datong.foundation.reviews.actions.running import Order
from datong.foundation.reviews.core.mapping import BadMapping
from datong.foundation.reviews.enums import JobState
from datong.foundation.reviews.errors import ReviewError
from datong.foundation.reviews.models import Job, Run
from datong.foundation.reviews.registry import PROGRAMMES
from datong.kernel import clock
from datong.kernel.bilingual import Text

COMMAND: Sequence[str] = (sys.executable, "-m", "datong", "review", "run-job")
ASKED = ("listings", "kinship", "fuzzy")
OPEN = (JobState.WAITING, JobState.RUNNING)
GRACE = 15  # seconds a process may take to start
STOPPED = Text(
    "核对中断了（可能是服务器重启或内存不足），没有留下任何线索，名单还在等待。可以直接再试一次。",
    "The review was cut off (the server may have been restarted or run out of memory). No match was kept, and the lists still "
    "wait. You can simply try again.",
)
BROKEN = Text(
    "系统出错，核对没有完成，没有留下任何线索，名单还在等待。请再试一次；还不行的，请把时间告诉系统管理员。",
    "Something went wrong and the review is not complete. No match was kept, and the lists still wait. Please try again; if it "
    "fails again, tell the system administrator the time.",
)


def start(actor: User, order: Order, *, door: str = "page") -> Job:
    """Order a review; what keeps it from being run is said at once. Raises Refused, BadList, SwitchedOff, UnknownKeyError."""
    PROGRAMMES.get(order.programme)
    access.require(actor, running.RUN, programme=order.programme, place_code=order.place_code)
    running.chosen(order, clock.today())
    with transaction.atomic():
        asked = {name: getattr(order, name) for name in ASKED} | {"listings": list(order.listings)}
        job = Job.objects.create(
            programme=order.programme, place_code=order.place_code, order=asked, by=actor, at=clock.now()
        )
        told(job, door)
    launch(job)
    return job


def again(actor: User, pk: int, *, door: str = "page") -> Job:
    """Order a review that failed once more. Raises as `start`, Job.DoesNotExist for somebody else's."""
    job = Job.objects.get(pk=pk, by=actor)
    order = order_of(job)
    access.require(actor, running.RUN, programme=order.programme, place_code=order.place_code)
    running.chosen(order, clock.today())
    with transaction.atomic():
        renewed = Job.objects.filter(pk=pk, state=JobState.FAILED).update(
            state=JobState.WAITING,
            at=clock.now(),
            started_at=None,
            finished_at=None,
            message_zh="",
            message_en="",
        )
        if renewed:
            told(job, door)
    if renewed:
        launch(job)
    return job


def look(actor: User, pk: int) -> Job | None:
    """One's own review as it stands, None for somebody else's; one whose process died is told as failed."""
    job = Job.objects.select_related("run").filter(pk=pk, by=actor).first()
    if job is None or job.state not in OPEN:
        return job
    fresh = job.state == JobState.WAITING and (clock.now() - job.at).total_seconds() < GRACE
    if not fresh and not locks().alive(pk):
        job.refresh_from_db()
        if job.state in OPEN:
            end(job, JobState.FAILED, why=STOPPED)
    return job


def unfinished(actor: User) -> list[Job]:
    """One's own reviews that wait or run."""
    rows = Job.objects.filter(by=actor, state__in=OPEN).order_by("id").values_list("pk", flat=True)
    looked = [look(actor, pk) for pk in rows]
    return [job for job in looked if job is not None and job.state in OPEN]


def progress(job: Job) -> ledgers.Progress:
    """How far a review has come."""
    return ledgers.read_progress(locks().progress(job.pk))


def run_job(pk: int) -> None:
    """Run a waiting review, after those before it; what comes of it is written into its row. One that is not waiting is left
    alone."""
    with locks().turn():
        started = Job.objects.filter(pk=pk, state=JobState.WAITING).update(
            state=JobState.RUNNING, started_at=clock.now()
        )
        if started:
            work(Job.objects.select_related("by").get(pk=pk))


def work(job: Job) -> None:
    """Run the review and end the job, whatever happens."""
    meter = ledgers.Meter(locks().progress(job.pk), list(running.STAGES.values()))
    try:
        made = running.run(job.by, order_of(job), progress=meter)
    except access.Refused as refused:
        end(job, JobState.FAILED, why=refused.sentence)
    except (ReviewError, BadMapping, ledgers.UnreadableWorkbook) as refused:
        end(job, JobState.FAILED, why=refused.text)
    except Exception:
        logging.getLogger("datong.reviews").exception("review %s failed", job.pk)
        end(job, JobState.FAILED, why=BROKEN)
    else:
        end(job, JobState.DONE, made)
    finally:
        meter.close()


def end(job: Job, state: JobState, made: Run | None = None, why: Text | None = None) -> None:
    """Write how it ended."""
    job.state, job.run, job.finished_at = state, made, clock.now()
    job.message_zh, job.message_en = (why.zh[:500], why.en[:500]) if why else ("", "")
    job.save(update_fields=["state", "run", "finished_at", "message_zh", "message_en"])
    locks().forget(job.pk)


def order_of(job: Job) -> Order:
    """What was ordered."""
    return replace(Order(job.programme, job.place_code), **job.order)


def launch(job: Job) -> None:
    """Start the process once the job is in the database for other processes too; with `DATONG_JOBS = "inline"` (for tests)
    run it here and now."""
    if getattr(settings, "DATONG_JOBS", "process") == "inline":
        run_job(job.pk)
    else:
        transaction.on_commit(partial(locks().start, job.pk, [*COMMAND, str(job.pk)]))


def told(job: Job, door: str) -> None:
    """The journal's entry of an order."""
    detail: dict[str, Any] = {**job.order}
    tell(job.by, "order", f"reviews.Job:{job.pk}", job.place_code, door, **detail)


def locks() -> ledgers.Shelf:
    """Locks and progress of this house's processes, beside its lists."""
    return ledgers.Shelf(shelf.root("work"))
