"""Reviews ordered on a page (核对任务): a process of its own runs them, the page asks how far it is (`foundation.jobs`).

A review that was cut off has left nothing, and its lists still wait.
"""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from django.db import transaction

from datong.foundation.access import service as access
from datong.foundation.access.service import User
from datong.foundation.jobs.service import Kind, Meter, Progress
from datong.foundation.ledgers import service as ledgers
from datong.foundation.reviews.actions import running, shelf
from datong.foundation.reviews.actions.journalling import tell
from datong.foundation.reviews.actions.running import Order
from datong.foundation.reviews.core.mapping import BadMapping
from datong.foundation.reviews.errors import ReviewError
from datong.foundation.reviews.models import Job
from datong.foundation.reviews.registry import PROGRAMMES
from datong.kernel import clock
from datong.kernel.bilingual import Text

ASKED = ("listings", "kinship", "fuzzy")
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
        renewed = REVIEWS.renew(job)
        if renewed:
            told(job, door)
    if renewed:
        launch(job)
    return job


def look(actor: User, pk: int) -> Job | None:
    """One's own review as it stands, None for somebody else's; one whose process died is told as failed."""
    return REVIEWS.look(actor, pk)


def unfinished(actor: User) -> list[Job]:
    """One's own reviews that wait or run."""
    return REVIEWS.unfinished(actor)


def progress(job: Job) -> Progress:
    """How far a review has come."""
    return REVIEWS.progress(job)


def run_job(pk: int) -> None:
    """Run a waiting review; what comes of it is written into its row."""
    REVIEWS.run(pk)


def launch(job: Job) -> None:
    """Start its process."""
    REVIEWS.launch(job)


def work(job: Job, meter: Meter) -> Mapping[str, Any]:
    """The review itself."""
    return {"run": running.run(job.by, order_of(job), progress=meter)}


REVIEWS = Kind(
    model=Job,
    command=("review", "run-job"),
    folder=partial(shelf.root, "work"),
    stages=running.STAGES,
    work=work,
    refused=(ReviewError, BadMapping, ledgers.UnreadableWorkbook),
    stopped=STOPPED,
    broken=BROKEN,
)


def order_of(job: Job) -> Order:
    """What was ordered."""
    return replace(Order(job.programme, job.place_code), **job.order)


def told(job: Job, door: str) -> None:
    """The journal's entry of an order."""
    detail: dict[str, Any] = {**job.order}
    tell(job.by, "order", f"reviews.Job:{job.pk}", job.place_code, door, **detail)
