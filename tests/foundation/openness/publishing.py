"""A village that publishes: two cadres, a clerk, a catalogue of four items, and one publication when asked."""

import datetime as dt
from dataclasses import dataclass

from datong.foundation.access.enums import Role
from datong.foundation.access.models import User
from datong.foundation.access.service import console
from datong.foundation.openness import service
from datong.foundation.openness.models import Item
from datong.foundation.publiclog import service as publiclog
from datong.kernel import clock
from datong.kernel.bilingual import Text
from tests.foundation.access.walk import BAIHUA, TIAOYUAN, make_user, plant_places

NOON = dt.datetime(2014, 10, 8, 12, tzinfo=clock.SHANGHAI)
Q3 = (dt.date(2014, 7, 1), dt.date(2014, 9, 30))
LIST, INCOME, GUIDE, PARTY = (
    "benefits.dibao.list",
    "assets.income.rent",
    "services.guide.one",
    "party.conduct.points",
)
COLUMNS = (
    service.Column("name", Text("姓名", "Name"), "text", "name"),
    service.Column("identity", Text("身份证号", "Identity number"), "text", "identity"),
    service.Column("group", Text("村组", "Group"), "text", "group"),
    service.Column("minor", Text("是否未成年", "Minor"), "text", "minor"),
    service.Column("amount", Text("金额", "Amount"), "money", "amount"),
)
ROWS = (
    ("王大山", "510626195501010014", "3组", "", 45000),
    ("李小花", "510626200501010022", "4组", "是", 30000),
)


@dataclass(frozen=True)
class Village:
    """Who acts: two cadres of the village, the clerk of its town, a stranger's cadre, the command line."""

    first: User
    second: User
    clerk: User
    console: User


def village() -> Village:
    """百花村 with its people and catalogue."""
    plant_places()
    first = make_user("zhang", Role.VILLAGE_CADRE, BAIHUA)
    people = Village(
        first,
        make_user("wang", Role.VILLAGE_CADRE, BAIHUA),
        make_user("liu", Role.TOWN_CLERK, TIAOYUAN),
        console(),
    )
    catalogue(first)
    return people


def catalogue(by: User) -> None:
    """A relief list shown 90 days, rent that must be signed, a guide without an end, the party's totals."""
    shapes = (
        (LIST, "benefits", "低保对象名单", "Dibao list", "quarterly", "R2", 90, False, 7, "working"),
        (INCOME, "assets", "租金收入", "Rent received", "quarterly", "R0", None, True, 10, "calendar"),
        (GUIDE, "services", "办事指南", "Guide to services", "standing", "R0", None, False, 10, "calendar"),
        (PARTY, "party", "党员积分", "Points of members", "quarterly", "R3", None, False, 10, "calendar"),
    )  # fmt: skip
    for key, aspect, zh, en, cycle, profile, days, signed, board, unit in shapes:
        Item.objects.create(
            county="510626", key=key, version=1, aspect=aspect, group_zh="公开", group_en="Open", name_zh=zh, name_en=en,
            cycle=cycle, day=15, prepares="committee", checks="supervision", profile=profile, source="县定", board_days=board,
            board_unit=unit, public_days=days, signed=signed, since=dt.date(2014, 1, 1), made_by=by, made_at=clock.now(),
        )  # fmt: skip


def table(rows: tuple = ROWS, columns: tuple = COLUMNS) -> service.Table:
    """A relief list as a register draws it: more columns than the public may see."""
    return service.Table(Text("对象名单", "Beneficiaries"), columns, rows)


def drafted(
    people: Village, key: str = LIST, blocks: tuple | None = None, corrects: str | None = None
) -> service.Draft:
    """A draft of the third quarter, filled in and handed over by the first cadre."""
    reason = "金额填错，现予更正" if corrects else ""
    row = service.begin(people.first, BAIHUA, key, *Q3, corrects=corrects, reason=reason)
    kept = (table(),) if blocks is None else blocks
    row = service.save(people.first, row.pk, kept, Text(row.title_zh, row.title_en), row.moves)
    return service.submit(people.first, row.pk, row.moves)


def published(
    people: Village,
    capture: object,
    key: str = LIST,
    blocks: tuple | None = None,
    corrects: str | None = None,
):
    """A publication released by the second cadre, in the log. `capture`: django_capture_on_commit_callbacks."""
    with capture(execute=True):  # type: ignore[operator]
        row = drafted(people, key, blocks, corrects)
        found = service.release(people.second, row.pk, row.moves)
    publiclog.integrate()
    return found
