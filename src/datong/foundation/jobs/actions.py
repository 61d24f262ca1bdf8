"""Start a process for an order, see that it is alive, run it, end it."""

import logging
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Generic, TypeVar

from django.conf import settings
from django.db import transaction

from datong.foundation.access.service import Refused, User
from datong.foundation.jobs.enums import OPEN, JobState
from datong.foundation.jobs.models import Job
from datong.foundation.ledgers import service as ledgers
from datong.foundation.ledgers.service import Meter, Progress, Shelf
from datong.kernel import clock
from datong.kernel.bilingual import Text

GRACE = 15  # seconds a process may take to start

J = TypeVar("J", bound=Job)


def sentence(refused: Exception) -> Text:
    """The sentence an error of a house carries."""
    text: Text = refused.text  # type: ignore[attr-defined]
    return text


@dataclass(frozen=True, slots=True)
class Kind(Generic[J]):
    """One kind of long work.

    `command`: what `datong` is told before the number of the order; `stages`: what `work` tells the meter of, and the part of the
    time each takes, about; `work`: does it and gives the fields to be kept with the order; `refused`: errors with a sentence
    (`text`) of why it cannot be done; `stopped`, `broken`: the sentences for a process that died and for a fault of ours.
    """

    model: type[J]
    command: Sequence[str]
    folder: Callable[[], Path]
    stages: Mapping[str, int]
    work: Callable[[J, Meter], Mapping[str, Any]]
    refused: tuple[type[Exception], ...]
    stopped: Text
    broken: Text

    def launch(self, job: J) -> None:
        """Start the process once the order is in the database for other processes too; with `DATONG_JOBS = "inline"` (for
        tests) run it here and now."""
        if getattr(settings, "DATONG_JOBS", "process") == "inline":
            self.run(job.pk)
        else:
            command = [sys.executable, "-m", "datong", *self.command, str(job.pk)]
            transaction.on_commit(partial(self.locks().start, job.pk, command))

    def renew(self, job: J) -> bool:
        """Let one that failed wait again; whether it had failed. The caller launches it."""
        fresh = {"state": JobState.WAITING, "at": clock.now(), "started_at": None, "finished_at": None}
        failed = self.model._default_manager.filter(pk=job.pk, state=JobState.FAILED)
        return bool(failed.update(**fresh, message_zh="", message_en=""))

    def look(self, actor: User, pk: int) -> J | None:
        """One's own order as it stands, None for somebody else's; one whose process died is told as failed."""
        job = self.model._default_manager.filter(pk=pk, by=actor).first()
        if job is None or job.state not in OPEN:
            return job
        fresh = job.state == JobState.WAITING and (clock.now() - job.at).total_seconds() < GRACE
        if not fresh and not self.locks().alive(pk):
            job.refresh_from_db()
            if job.state in OPEN:
                self.end(job, JobState.FAILED, why=self.stopped)
        return job

    def unfinished(self, actor: User) -> list[J]:
        """One's own orders that wait or run."""
        rows = self.model._default_manager.filter(by=actor, state__in=OPEN).order_by("id")
        looked = [self.look(actor, pk) for pk in rows.values_list("pk", flat=True)]
        return [job for job in looked if job is not None and job.state in OPEN]

    def progress(self, job: J) -> Progress:
        """How far it has come."""
        return ledgers.read_progress(self.locks().progress(job.pk))

    def run(self, pk: int) -> None:
        """Do a waiting order, after those before it; what comes of it is written into its row. One that is not waiting is left
        alone."""
        with self.locks().turn():
            waiting = self.model._default_manager.filter(pk=pk, state=JobState.WAITING)
            if waiting.update(state=JobState.RUNNING, started_at=clock.now()):
                self.attempt(self.model._default_manager.select_related("by").get(pk=pk))

    def attempt(self, job: J) -> None:
        """Do it and end it, whatever happens."""
        meter = Meter(self.locks().progress(job.pk), list(self.stages.values()), list(self.stages))
        try:
            made = self.work(job, meter)
        except Refused as refused:
            self.end(job, JobState.FAILED, why=refused.sentence)
        except self.refused as refused:
            self.end(job, JobState.FAILED, why=sentence(refused))
        except Exception:
            logging.getLogger("datong.jobs").exception("%s %s failed", job._meta.label, job.pk)
            self.end(job, JobState.FAILED, why=self.broken)
        else:
            self.end(job, JobState.DONE, made)
        finally:
            meter.close()

    def end(
        self, job: J, state: JobState, made: Mapping[str, Any] | None = None, why: Text | None = None
    ) -> None:
        """Write how it ended."""
        fields: dict[str, Any] = {"state": state, "finished_at": clock.now(), **(made or {})}
        fields |= {"message_zh": why.zh[:500] if why else "", "message_en": why.en[:500] if why else ""}
        for name, value in fields.items():
            setattr(job, name, value)
        job.save(update_fields=list(fields))
        self.locks().forget(job.pk)

    def locks(self) -> Shelf:
        """Locks and progress of this kind's processes."""
        return Shelf(self.folder())
