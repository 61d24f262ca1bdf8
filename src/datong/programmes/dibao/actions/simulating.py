"""The rule as it stands beside the rule with other parameters (模拟): over files, or over the county's current register.

Nothing is kept here. The register's files lie in a private folder that is gone when the numbers are there.
"""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from datong.engine.algebra import Overflow
from datong.engine.whatif import hiding
from datong.engine.whatif.report import Report, nothing
from datong.foundation.access import service as access
from datong.foundation.access.service import AnyUser
from datong.kernel import clock
from datong.kernel.bilingual import Text
from datong.programmes.dibao.errors import BadParameter
from datong.programmes.dibao.extracts import register
from datong.programmes.dibao.extracts.register import Coverage
from datong.programmes.dibao.queries.parameters import county_parameters
from datong.programmes.dibao.rules import AREAS, BadParameters, CountyParameters, NotInForce, Wholesale
from datong.programmes.dibao.rules.supposed import standards_a_year, supposed

if TYPE_CHECKING:
    from datong.engine.whatif.comparing import Change, Side

__all__ = [
    "SEE",
    "STAGES",
    "WHOLE",
    "Found",
    "compared",
    "over_files",
    "over_register",
    "released",
    "simulate",
]

SEE, WHOLE = "dibao.simulate", "dibao.parameters"
"""Who may see a simulation at all; who works in the department and sees small cells too."""

Tell = Callable[[str, int, int], None]
STAGES = {"read": 6, "now": 2, "then": 2}
"""Reading the register, the rule as it stands, the rule changed; and the part of the time each takes, about."""
TOO_LARGE = Text(
    "参数中的数过大，计算可能超出 64 位，请检查金额的单位（分）：{why}",
    "a number among the parameters is too large to stay within 64 bits; check the unit (fen): {why}",
)


@dataclass(frozen=True, slots=True)
class Found:
    """A simulation on day `on`: the report, what it covers (None: files from outside), and, if asked for, who would change."""

    on: dt.date
    report: Report
    coverage: Coverage | None = None
    changes: tuple[Change, ...] = ()


def simulate(
    user: AnyUser, county: str, values: Mapping[str, Any], on: dt.date | None = None, *, engine: str = "polars",
    whole: bool | None = None, tell: Tell | None = None,
) -> Found:  # fmt: skip
    """The current register of a county with other values of its parameters, as a parameter's entry writes them.

    Small cells are left out for whoever is not of the department (`whole`: asks for less, or on the command line for all).
    Raises Refused, BadParameter.
    """
    place = county[:6] + "000000"
    access.require(user, SEE, programme="dibao", place_code=place)
    inside = access.can(user, WHOLE, programme="dibao", place_code=place)
    day = on or clock.today()
    try:
        now = county_parameters(county)
        found = over_register(county, day, now, supposed(now, day, values), engine=engine, tell=tell)
    except (BadParameters, NotInForce) as error:
        raise BadParameter(error.text) from error
    except Overflow as error:
        raise BadParameter(TOO_LARGE.format(why=error)) from error
    return found if inside and whole is not False else released(found)


def over_register(
    county: str, on: dt.date, now: CountyParameters, then: CountyParameters, *, engine: str = "polars",
    tell: Tell | None = None, listed: bool = False,
) -> Found:  # fmt: skip
    """Both rules over the current register. Raises NotInForce."""
    told = tell or _silent
    rows, coverage = register.read(county, on, lambda done, total: told("read", done, total))
    if not coverage.households:
        return Found(on, nothing(), coverage)
    with tempfile.TemporaryDirectory(prefix="datong-register-") as folder:
        files = register.write(rows, Path(folder))
        report, changes = compared(
            files, on, now, then, Path(folder), engine=engine, tell=told, listed=listed
        )
    return Found(on, report, coverage, changes)


def over_files(
    files: Mapping[str, Path], on: dt.date, now: CountyParameters, then: CountyParameters, *, engine: str = "polars",
    whole: bool = False, tell: Tell | None = None,
) -> Found:  # fmt: skip
    """Both rules over files. Raises NotInForce, BadFile, BadParameter."""
    with tempfile.TemporaryDirectory(prefix="datong-whatif-") as folder:
        try:
            report, _ = compared(files, on, now, then, Path(folder), engine=engine, tell=tell or _silent)
        except Overflow as error:
            raise BadParameter(TOO_LARGE.format(why=error)) from error
    found = Found(on, report)
    return found if whole else released(found)


def compared(
    files: Mapping[str, Path], on: dt.date, now: CountyParameters, then: CountyParameters, folder: Path, *, engine: str,
    tell: Tell, listed: bool = False,
) -> tuple[Report, tuple[Change, ...]]:  # fmt: skip
    """Two runs and their comparison. Raises NotInForce, BadFile."""
    from datong.engine.whatif import comparing  # noqa: PLC0415 - heavy, and only for who simulates

    sides = {
        name: _side(name, files, on, parameters, folder, engine, tell)
        for name, parameters in (("now", now), ("then", then))
    }
    study = comparing.Study(files, on, sides["now"], sides["then"], tuple(AREAS))
    found = comparing.compare(study)
    return found, tuple(comparing.changes(study)) if listed else ()


def _side(
    name: str,
    files: Mapping[str, Path],
    on: dt.date,
    county: CountyParameters,
    folder: Path,
    engine: str,
    tell: Tell,
) -> Side:
    from datong.engine.runs import running  # noqa: PLC0415 - heavy, and only for who simulates
    from datong.engine.whatif.comparing import Side  # noqa: PLC0415

    rule, output = Wholesale(on, county), folder / f"{name}.parquet"
    tell(name, 0, 0)
    running.run(rule, files, output, engine=engine, tell=lambda done, total: tell(name, done, total))
    standards = standards_a_year(county, on)
    places = {place: standards[area] for place, area in enumerate(AREAS) if area in standards}
    return Side(output, rule.terms.urban.rows.months, places)


def released(found: Found) -> Found:
    """The same without small cells."""
    covers = found.coverage.released() if found.coverage else None
    return Found(found.on, hiding.released(found.report), covers)


def _silent(_stage: str, _done: int, _total: int) -> None:
    pass
