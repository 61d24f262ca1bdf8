"""Accounts of a demonstration database, with a published password: one per role, two where one prepares what another
decides."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction

from datong.foundation.access.actions.accounts import console
from datong.foundation.access.enums import DEMO_PASSWORD, RESERVED, Role
from datong.foundation.access.errors import BadAccount
from datong.foundation.access.models import Demo, Post, User
from datong.foundation.journal import service as journal
from datong.foundation.places import service as places
from datong.kernel import clock
from datong.kernel.bilingual import Text

TOWN = "调元镇"
VILLAGE = "百花村"


@dataclass(frozen=True)
class DemoAccount:
    """One account to make. Without `programmes` it is in charge of all."""

    username: str
    name: str
    role: Role
    programmes: tuple[str, ...] = ()


ACCOUNTS = (
    DemoAccount("leader", "县领导（演示）", Role.COUNTY_LEADER),
    DemoAccount("officer", "县大数据专干（演示）", Role.COUNTY_OFFICER),
    DemoAccount("dibao", "县低保专干（演示）", Role.COUNTY_OFFICER, ("dibao",)),
    DemoAccount("dibao2", "县低保审批员（演示）", Role.COUNTY_OFFICER, ("dibao",)),
    DemoAccount("reviewer", "县级复核员（演示）", Role.REVIEWER),
    DemoAccount("clerk", "镇经办人（演示）", Role.TOWN_CLERK),
    DemoAccount("clerk2", "第二位镇经办人（演示）", Role.TOWN_CLERK),
    DemoAccount("cadre", "村干部（演示）", Role.VILLAGE_CADRE),
    DemoAccount("cadre2", "第二位村干部（演示）", Role.VILLAGE_CADRE),
    DemoAccount("auditor", "审计人员（演示）", Role.AUDITOR),
    DemoAccount("admin", "系统管理员（演示）", Role.SYSTEM_ADMIN),
)


def load_demo_accounts(county_code: str, since: dt.date | None = None) -> None:
    """Make the demo accounts of a county (6 or 12 digits), in their posts from `since` (today) on, and mark the database;
    again, to mend it.

    Raises BadAccount when the database holds accounts of its own, or no place of the county: published
    passwords do not belong beside real people.
    """
    county = county_code[:6].ljust(12, "0")
    with transaction.atomic():
        actor = console()
        if not Demo.objects.exists() and User.objects.exclude(username__in=RESERVED).exists():
            raise BadAccount(
                "database",
                Text(
                    "这个数据库里已有真实账号，不能再加演示账号；请换一个空的 DATONG_HOME。",
                    "This database holds real accounts; demo accounts go into an empty DATONG_HOME only.",
                ),
            )
        codes = {
            "county": county,
            "town": look_up(TOWN, "town", county),
            "village": look_up(VILLAGE, "village", county),
        }
        names = [account.username for account in ACCOUNTS]
        Demo.objects.update_or_create(id=1, defaults={"county_code": county, "usernames": names})
        made = [
            account.username
            for account in ACCOUNTS
            if make(account, codes[account.role.level], since or clock.today())
        ]
        if made:
            journal.record(
                actor.username,
                "accounts.demo",
                "access.Demo:1",
                place=county,
                door="cli",
                detail={"made": made},
            )


def make(account: DemoAccount, place_code: str, since: dt.date) -> bool:
    """The account with its post and the published password; whether it had to be made."""
    user, new = User.objects.get_or_create(username=account.username, defaults={"name": account.name})
    if new or not user.check_password(DEMO_PASSWORD):
        user.set_password(DEMO_PASSWORD)
        user.save(update_fields=["password"])
    Post.objects.get_or_create(
        user=user,
        role=account.role,
        place_code=place_code,
        until=None,
        defaults={"programmes": list(account.programmes), "since": since},
    )
    return new


def look_up(name: str, level: str, county: str) -> str:
    """The code of a place of the county by name, or of its first place of that level; raises BadAccount."""
    found = [place.code for place in places.find(name, county) if place.level == level]
    first = found[0] if found else places.within(county[:6], level).values_list("code", flat=True).first()
    if first is None:
        raise BadAccount("place", Text("请先载入这个县的地名。", "Load the county's places first."))
    return str(first)
