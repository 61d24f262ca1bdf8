"""The people of 调元镇 and 百花村, one household, and the road from its application on."""

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from datong.foundation.access.service import Role, User, console
from datong.foundation.casework import service as casework
from datong.foundation.casework.service import Case, Move
from datong.foundation.notices import service as notices
from datong.programmes.dibao import service as dibao
from datong.programmes.dibao.service import Application, Named, Verdict, Visit
from tests.foundation.access.walk import BAIHUA, LUOJIANG, TIAOYUAN, make_user

EXAMPLES = Path("examples/luojiang-2014")
HEAD, WIFE, CHILD = (
    Named("邓有田", "510626195803121236"),
    Named("陈素芳", "510626196007021220"),
    Named("邓小川", "510626200111201239"),
)
PEOPLE = {"a": HEAD, "b": WIFE, "c": CHILD}
REASONS = "经入户调查和审核，家庭人均收入低于当地低保标准，财产符合规定。"
WHY = "家庭收入、人口均已核实，理由充分，依据如上条文。"


@dataclass(frozen=True)
class Crew:
    """One of each, two where one prepares what another decides."""

    cadre: User
    cadre2: User
    clerk: User
    clerk2: User
    officer: User
    officer2: User
    reviewer: User


def crew() -> Crew:
    """Put them into the tables, in charge of everything in their places."""
    return Crew(
        cadre=make_user("cadre", Role.VILLAGE_CADRE, BAIHUA),
        cadre2=make_user("cadre2", Role.VILLAGE_CADRE, BAIHUA),
        clerk=make_user("clerk", Role.TOWN_CLERK, TIAOYUAN),
        clerk2=make_user("clerk2", Role.TOWN_CLERK, TIAOYUAN),
        officer=make_user("officer", Role.COUNTY_OFFICER, LUOJIANG),
        officer2=make_user("officer2", Role.COUNTY_OFFICER, LUOJIANG),
        reviewer=make_user("reviewer", Role.REVIEWER, LUOJIANG),
    )


def parameters() -> int:
    """The demonstration values."""
    return dibao.load_parameters(console(), EXAMPLES / "dibao-parameters.yaml")


def document(first: str = "2013-09", last: str = "2014-08", **changes: Any) -> dict[str, Any]:
    """The example household: farming 2,700.00 net, casual work 900.00, support 600.00 in twelve months; three persons."""
    made: dict[str, Any] = json.loads((EXAMPLES / "household.json").read_text())
    for item in (*made["income"], *made["supporters"]):
        item.update({"month": last} if "month" in item else {"from": first, "to": last})
    year, month = divmod(int(last[:4]) * 12 + int(last[5:]), 12)
    made["declaration"]["date"] = f"{year}-{month + 1:02d}-01"
    return made | changes


def application(day: str = "2014-09-15", **changes: Any) -> Application:
    """As the village hands it in."""
    return Application(BAIHUA, dt.date.fromisoformat(day), document(**changes), PEOPLE)


def applied(who: Crew, day: str = "2014-09-15", **changes: Any) -> Case:
    """Handed in by the village."""
    return dibao.apply(who.cadre, application(day, **changes))


def consent(who: Crew, case: Case, day: str = "2014-09-15") -> None:
    """Every adult signs."""
    for person in dibao.unsigned(case):
        dibao.record_consent(who.cadre, case.pk, person, signed_on=dt.date.fromisoformat(day))


def accepted(who: Crew, day: str = "2014-09-15") -> Case:
    """Accepted by the town on the same day."""
    case = applied(who, day)
    consent(who, case, day)
    return dibao.accept(who.clerk, case.pk)


def visit(who: Crew, day: str, **changes: Any) -> Visit:
    """Two people at the household's table."""
    fields: dict[str, Any] = {"investigators": (who.clerk.pk, who.cadre2.pk), "respondent": "邓有田"}
    return Visit(day=dt.date.fromisoformat(day), **(fields | changes))


def step(actor: User, case: Case, key: str, note: str = "情况属实，按程序办理", **data: Any) -> Case:
    """One plain step."""
    return casework.take(actor, case.pk, Move(key, note=note, data=data))


def decide(actor: User, case: Case, key: str, **changes: Any) -> Case:
    """One step that decides, with all it needs unless changed."""
    fields: dict[str, Any] = {"reasons": WHY, "article": "民发〔2012〕220号 第二十九条", "kin_declared": True}
    return dibao.decide(actor, case.pk, key, Verdict(**(fields | changes)))


def deliver(actor: User, case: Case, kind: str, day: str, channel: str = "handed") -> Case:
    """The newest letter of a kind reaches the household."""
    letter = notices.notices_of(casework.target(case)).filter(kind=kind).last()
    assert letter is not None, f"no letter {kind}"
    return casework.deliver_notice(
        actor,
        case.pk,
        letter.pk,
        channel=channel,
        on=dt.date.fromisoformat(day),
        receiver="邓有田",
        proof="本人签收",
    )


def numbers(letter: Any) -> Mapping[str, str]:
    """What stands in the table of a letter: number by the words before it."""
    grids = [block for block in letter.blocks if hasattr(block, "rows")]
    return {row[0]: row[1] for grid in grids for row in grid.rows}


def day(text: str) -> dt.date:
    """A day."""
    return dt.date.fromisoformat(text)
