"""Roles (角色): what a post lets its holder do. The table of it is in permissions.py."""

from enum import StrEnum

from datong.kernel.bilingual import Text

DEMO_PASSWORD = "datong-2014"  # noqa: S105 - published on the login page of a demonstration database
CONSOLE = "console"  # the account the command line acts as
CITIZEN = "citizen"  # the account behind the page a household opens with number and code; it has no post
RESERVED = (CONSOLE, CITIZEN)
EVERY_PROGRAMME = "*"  # asked of a post: does it cover all programmes, as freezing the whole briefing needs?


class Role(StrEnum):
    """The roles of now; each post names one."""

    COUNTY_LEADER = "county_leader"
    COUNTY_OFFICER = "county_officer"
    TOWN_CLERK = "town_clerk"
    VILLAGE_CADRE = "village_cadre"
    AUDITOR = "auditor"
    REVIEWER = "county_reviewer"
    SYSTEM_ADMIN = "system_admin"
    CONSOLE = "console"

    @property
    def label(self) -> Text:
        return LABELS[self]

    @property
    def level(self) -> str:
        """The level of the place a post of this role is bound to; empty for the console, which has none."""
        return LEVELS[self]


LABELS = {
    Role.COUNTY_LEADER: Text("县领导", "county leader"),
    Role.COUNTY_OFFICER: Text("县级部门专干", "county department officer"),
    Role.TOWN_CLERK: Text("镇经办人", "town clerk"),
    Role.VILLAGE_CADRE: Text("村干部", "village cadre"),
    Role.AUDITOR: Text("审计人员", "auditor"),
    Role.REVIEWER: Text("县级复核员", "county reviewer"),
    Role.SYSTEM_ADMIN: Text("系统管理员", "system administrator"),
    Role.CONSOLE: Text("命令行操作员", "command line operator"),
}
LEVELS = {
    Role.COUNTY_LEADER: "county",
    Role.COUNTY_OFFICER: "county",
    Role.TOWN_CLERK: "town",
    Role.VILLAGE_CADRE: "village",
    Role.AUDITOR: "county",
    Role.REVIEWER: "county",
    Role.SYSTEM_ADMIN: "county",
    Role.CONSOLE: "",
}
LEVEL_NAMES = {
    "county": Text("县（区）", "county"),
    "town": Text("镇（街道）", "town"),
    "village": Text("村（社区）", "village"),
}
GRANTABLE = tuple(role for role in Role if role is not Role.CONSOLE)
