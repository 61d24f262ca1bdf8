"""People of 百花村 and above, something published there, and an objection with data that could leak."""

import datetime as dt
from dataclasses import dataclass

from datong.foundation.access.service import Role, User
from datong.foundation.openness import service as openness
from datong.foundation.openness.models import Edition, Publication
from datong.kernel import clock
from tests.foundation.access.walk import BAIHUA, LUOJIANG, TIAOYUAN, make_user, plant_places

DAY = dt.date(2014, 9, 26)
NUMBER = "GK-510626-2014-000001"
NAME, PHONE, SECRET, WHY = "邓有田", "13890212345", "我家就在晒坝边上", "他上门来骂过我"
LEAKS = (NAME, PHONE, SECRET, WHY)
WORDS = "第 12 行的金额和发到手的不一样，少了一百元。"
REPLY = "已核对发放名册和签收单，第 12 行录入有误，正在更正，三日内重新公开。"


@dataclass(frozen=True)
class Crew:
    """One of each, and a second cadre of the village."""

    cadre: User
    cadre2: User
    clerk: User
    officer: User
    reviewer: User
    auditor: User
    leader: User
    far: User


def crew() -> Crew:
    """Two counties' places and the crew."""
    plant_places()
    return Crew(
        cadre=make_user("cadre", Role.VILLAGE_CADRE, BAIHUA),
        cadre2=make_user("cadre2", Role.VILLAGE_CADRE, BAIHUA),
        clerk=make_user("clerk", Role.TOWN_CLERK, TIAOYUAN),
        officer=make_user("officer", Role.COUNTY_OFFICER, LUOJIANG),
        reviewer=make_user("reviewer", Role.REVIEWER, LUOJIANG),
        auditor=make_user("auditor", Role.AUDITOR, LUOJIANG),
        leader=make_user("leader", Role.COUNTY_LEADER, LUOJIANG),
        far=make_user("far", Role.VILLAGE_CADRE, "510626106210"),
    )


def published(by: User, number: str = NUMBER, place: str = BAIHUA, versions: int = 1) -> Publication:
    """Something published, put straight into the tables; nothing of it is read here."""
    made = Publication.objects.create(
        number=number, county=place[:6], place_code=place, aspect="benefits", key="benefits.dibao.list", profile="R2",
        period_start=dt.date(2014, 7, 1), period_end=dt.date(2014, 9, 30), title_zh="低保名单", title_en="Dibao list",
        published_on=DAY, board_until=DAY, changed_at=clock.now(),
    )  # fmt: skip
    for version in range(1, versions + 1):
        edit(made, by, version)
    return made


def edit(made: Publication, by: User, version: int) -> Edition:
    """One edition of it, the current one."""
    edition = Edition.objects.create(
        publication=made, version=version, action="publish" if version == 1 else "correct", content="{}",
        log_index=made.pk * 10 + version, prepared_by=by, released_by=by, released_at=clock.now(),
    )  # fmt: skip
    Publication.objects.filter(pk=made.pk).update(edition=edition)
    return edition


def asked(**changes: object) -> openness.Asked:
    """About disclosure as a whole, with everything that must not leak."""
    given = {"place_code": BAIHUA, "defect": "fact", "words": WORDS, "where": "第 12 行", "private": SECRET}
    return openness.Asked(**(given | {"by_name": NAME, "phone": PHONE} | changes))  # type: ignore[arg-type]


def raised(**changes: object) -> openness.Receipt:
    """Sent from the public page."""
    return openness.object_publicly(asked(**changes), address="10.1.2.3")


def answered(outcome: str = "upheld", **changes: str) -> openness.Answered:
    """An answer."""
    return openness.Answered(outcome, REPLY, **changes)
