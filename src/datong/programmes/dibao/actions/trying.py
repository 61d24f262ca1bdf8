"""What-if ordered on a page (规则模拟任务): a process of its own computes it, the page asks how far it is (`foundation.jobs`).

What comes of it is kept a day for whoever asked, then forgotten. Nothing else changes.
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
from datong.programmes.dibao.actions.simulating import SEE, STAGES, simulate
from datong.programmes.dibao.errors import BadParameter
from datong.programmes.dibao.models import Simulation
from datong.programmes.dibao.queries.parameters import county_parameters
from datong.programmes.dibao.rules import BadParameters, NotInForce, pack_of
from datong.programmes.dibao.rules.supposed import supposed

KEPT = dt.timedelta(days=1)
STOPPED = Text(
    "模拟中断了（可能是服务器重启或内存不足）。什么也没有改变，请回到表单再试一次。",
    "The simulation was cut off (the server may have been restarted or run out of memory). Nothing has changed; go back to the "
    "form and try again.",
)
BROKEN = Text(
    "系统出错，模拟没有完成，什么也没有改变。请再试一次；还不行的，请把时间告诉系统管理员。",
    "Something went wrong and the simulation is not complete; nothing has changed. Please try again; if it fails again, tell the "
    "system administrator the time.",
)


def start(
    actor: User, county: str, values: Mapping[str, Any], on: dt.date | None = None, *, door: str = "page"
) -> Simulation:
    """Order a simulation; values that no parameter can take are refused at once. Raises Refused, BadParameter."""
    code = county[:6]
    access.require(actor, SEE, programme="dibao", place_code=code + "000000")
    day = on or clock.today()
    try:
        pack_of(day)
        supposed(county_parameters(code), day, values)
    except (BadParameters, NotInForce) as error:
        raise BadParameter(error.text) from error
    with transaction.atomic():
        Simulation.objects.filter(at__lt=clock.now() - KEPT).delete()
        job = Simulation.objects.create(county=code, values=dict(values), on=day, by=actor, at=clock.now())
        detail: dict[str, object] = {"keys": sorted(values), "on": day.isoformat()}
        target, place = f"dibao.Simulation:{job.pk}", code + "000000"
        journal.record(actor.username, "dibao.simulate", target, place=place, door=door, detail=detail)
    SIMULATIONS.launch(job)
    return job


def work(job: Simulation, meter: Meter) -> Mapping[str, Any]:
    """Both sides, as whoever asked may see them."""
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
