"""What-if and shadow run ordered on a page (规则模拟、试算任务): a process of its own computes it, the page asks how far it is
(`foundation.jobs`).

What comes of a what-if is kept a day for whoever asked, then forgotten; a shadow run stays (`actions.shadowing`), its order is
forgotten likewise. Nothing else changes.
"""

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from datong.foundation.access import service as access
from datong.foundation.access.service import User
from datong.foundation.jobs.service import Kind, Meter
from datong.foundation.journal import service as journal
from datong.kernel import clock
from datong.kernel.bilingual import Text
from datong.programmes.dibao.actions.parameters import proposal
from datong.programmes.dibao.actions.shadowing import first_day, planned, proposed, shadow, to_run
from datong.programmes.dibao.actions.simulating import SEE, STAGES, simulate
from datong.programmes.dibao.errors import BadParameter
from datong.programmes.dibao.models import Simulation
from datong.programmes.dibao.queries.parameters import county_parameters
from datong.programmes.dibao.rules import BadParameters, NotInForce, pack_of
from datong.programmes.dibao.rules.supposed import supposed

KEPT = dt.timedelta(days=1)
STOPPED = Text(
    "计算中断了（可能是服务器重启或内存不足）。什么也没有改变，请再试一次。",
    "The computation was cut off (the server may have been restarted or run out of memory). Nothing has changed; please try again.",
)
BROKEN = Text(
    "系统出错，没有算完，什么也没有改变。请再试一次；还不行的，请把时间告诉系统管理员。",
    "Something went wrong and the computation is not complete; nothing has changed. Please try again; if it fails again, tell the "
    "system administrator the time.",
)


def start(
    actor: User, county: str, values: Mapping[str, Any], on: dt.date | None = None, *, door: str = "page"
) -> Simulation:
    """Order a simulation; values that no parameter can take are refused at once. Raises Refused, BadParameter."""
    job = Simulation(county=county[:6], values=dict(values), on=on or clock.today(), by=actor)
    return ordered(actor, job, door)


def start_shadow(
    actor: User,
    county: str,
    key: str,
    value: Any,
    *,
    since: dt.date,
    document: str,
    until: dt.date | None = None,
    door: str = "page",
) -> Simulation:
    """Order the shadow run of a value; what cannot be entered is refused at once. Raises Refused, BadParameter."""
    row = proposal(actor, county, key, value, since, until, document)
    job = Simulation(
        county=county[:6], values={key: value}, on=first_day([row]), proposal=[proposed(row)], by=actor
    )
    return ordered(actor, job, door)


def again(actor: User, pk: int, *, door: str = "page") -> Simulation:
    """Order one that failed once more. Raises as when it was ordered, Simulation.DoesNotExist for somebody else's."""
    job = Simulation.objects.get(pk=pk, by=actor)
    checked(actor, job)
    with transaction.atomic():
        renewed = SIMULATIONS.renew(job)
        if renewed:
            told(job, door)
    if renewed:
        SIMULATIONS.launch(job)
    return job


def ordered(actor: User, job: Simulation, door: str) -> Simulation:
    """Keep an order and start its process."""
    checked(actor, job)
    job.at = clock.now()
    with transaction.atomic():
        Simulation.objects.filter(at__lt=job.at - KEPT).delete()
        job.save(force_insert=True)
        told(job, door)
    SIMULATIONS.launch(job)
    return job


def checked(actor: User, job: Simulation) -> None:
    """See that an order may be given and can be computed. Raises Refused, BadParameter."""
    if job.proposal:
        to_run(actor, job.county, planned(actor, job.county, job.proposal))
        return
    access.require(actor, SEE, programme="dibao", place_code=job.county + "000000")
    try:
        pack_of(job.on)
        supposed(county_parameters(job.county), job.on, job.values)
    except (BadParameters, NotInForce) as error:
        raise BadParameter(error.text) from error


def told(job: Simulation, door: str) -> None:
    """The journal's line of an order."""
    detail: dict[str, object] = {"keys": sorted(job.values), "on": job.on.isoformat()}
    if job.proposal:
        detail["shadow"] = True
    target, place = f"dibao.Simulation:{job.pk}", job.county + "000000"
    journal.record(job.by.username, "dibao.simulate", target, place=place, door=door, detail=detail)


def work(job: Simulation, meter: Meter) -> Mapping[str, Any]:
    """Both sides, as whoever asked may see them; of a shadow run what is kept of it."""
    if job.proposal:
        rows = planned(job.by, job.county, job.proposal)
        return {"shadow": shadow(job.by, job.county, rows, tell=meter)}
    found = simulate(job.by, job.county, job.values, job.on, tell=meter)
    covers = found.coverage.as_json() if found.coverage else None
    return {"covers": covers, "report": found.report.as_json()}


def folder() -> Path:
    """Where its processes have their locks and progress."""
    return Path(settings.DATONG_HOME) / "simulations"


SIMULATIONS = Kind(
    model=Simulation,
    command=("dibao", "run-simulation"),
    folder=folder,
    stages=STAGES,
    work=work,
    refused=(BadParameter,),
    stopped=STOPPED,
    broken=BROKEN,
)
