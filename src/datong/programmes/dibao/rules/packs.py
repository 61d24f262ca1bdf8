"""Rule packs (规则包): the body of law that binds by the day of application."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any, cast

from datong.kernel.bilingual import Text
from datong.kernel.workdays import Limit
from datong.programmes.dibao.rules.errors import NotInForce
from datong.programmes.dibao.rules.national import Value, national

__all__ = ["PACKS", "RULES", "Pack", "pack_of"]

RULES = 1
"""Version of the functions; raised whenever a change of code may change a result."""

BEFORE = Text(
    "{day} 早于 {first}：民发〔2012〕220号自 {first} 起施行，更早的申请不在本系统的规则之内，请按当时的规定人工办理",
    "{day} is before {first}: Minfa [2012] No. 220 binds from {first}; earlier applications are outside these rules and "
    "must be handled by people under the law of that time",
)
UNITS = {"calendar_days": "calendar", "working_days": "working", "months": "month"}


@dataclass(frozen=True, slots=True)
class Pack:
    """One body of law: the measures for reviewing dibao, and all that hangs on them."""

    key: str
    name: Text
    document: str
    since: dt.date
    until: dt.date | None

    @property
    def version(self) -> str:
        """What a decision keeps to be recomputed: pack, version of the functions, digest of the parameters."""
        return f"dibao/{self.key}/{RULES}-{national().digest}"

    def at(self, key: str, on: dt.date | None = None, area: str | None = None) -> Value:
        """A parameter's entry on a day (default: the pack's first). Raises UnknownParameter, NotInForce."""
        return national().at(key, on or self.since, area)

    def value(self, key: str, on: dt.date | None = None, area: str | None = None) -> Any:
        """A parameter's value; raises also MissingParameter where the law is open."""
        return national().value(key, on or self.since, area)

    def has(self, key: str, on: dt.date | None = None, area: str | None = None) -> bool:
        """Whether there is such a rule on that day. Raises UnknownParameter."""
        return national().find(key, on or self.since, area) is not None

    def limit(self, key: str, on: dt.date | None = None) -> Limit:
        """A time limit for the clock, with its article. Raises as `value`, and ValueError when it is no time limit."""
        found = self.at(key, on)
        if found.unit == "days":
            days, unit = found.value["days"], found.value["unit"]
        elif found.unit in UNITS:
            days, unit = found.value, UNITS[found.unit]
        else:
            raise ValueError(f"{key} is no time limit")
        return Limit(days, cast(Any, unit), article=found.cite.zh)


V2012 = Pack(
    "v2012",
    Text("最低生活保障审核审批办法（试行）（民发〔2012〕220号）", "Measures of 2012 (Minfa [2012] No. 220)"),
    "民发〔2012〕220号",
    dt.date(2012, 12, 12),
    dt.date(2021, 6, 30),
)
V2021 = Pack(
    "v2021",
    Text("最低生活保障审核确认办法（民发〔2021〕57号）", "Measures of 2021 (Minfa [2021] No. 57)"),
    "民发〔2021〕57号",
    dt.date(2021, 7, 1),
    None,
)
PACKS = (V2012, V2021)


def pack_of(application_date: dt.date) -> Pack:
    """The pack that binds an application made on that day. Raises NotInForce before 2012-12-12."""
    for pack in reversed(PACKS):
        if pack.since <= application_date:
            return pack
    raise NotInForce(BEFORE.format(day=application_date, first=PACKS[0].since))
