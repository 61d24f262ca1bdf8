"""Duties (任职): what somebody holds for a village, a town or the county beside an account in this system."""

from enum import StrEnum

from datong.kernel.bilingual import Text


class Duty(StrEnum):
    """The duties that procedures ask for. The level is that of the place the duty is held for."""

    COMMITTEE = "committee"
    PARTY_BRANCH = "party_branch"
    VILLAGER_REP = "villager_rep"
    PARTY_REP = "party_rep"
    PARTY_MEMBER = "party_member"
    SUPERVISION = "supervision"
    FINANCE_GROUP = "finance_group"
    TOWN_STAFF = "town_staff"
    DIBAO_STAFF = "dibao_staff"

    @property
    def label(self) -> Text:
        return LABELS[self]

    @property
    def levels(self) -> frozenset[str]:
        """Levels of place the duty can be held at."""
        return LEVELS.get(self, frozenset({"village"}))


LABELS = {
    Duty.COMMITTEE: Text("村（居）委会成员", "village committee member"),
    Duty.PARTY_BRANCH: Text("村（社区）党组织成员", "village Party organisation member"),
    Duty.VILLAGER_REP: Text("村（居）民代表", "villagers' representative"),
    Duty.PARTY_REP: Text("党员代表", "Party members' representative"),
    Duty.PARTY_MEMBER: Text("党员（参加党员大会）", "Party member (entitled to the members' meeting)"),
    Duty.SUPERVISION: Text("村务监督委员会成员", "village supervision committee member"),
    Duty.FINANCE_GROUP: Text("民主理财小组成员", "democratic finance group member"),
    Duty.TOWN_STAFF: Text("镇（街道）工作人员", "township staff"),
    Duty.DIBAO_STAFF: Text("低保经办人员", "dibao staff"),
}
LEVELS = {
    Duty.TOWN_STAFF: frozenset({"town"}),
    Duty.DIBAO_STAFF: frozenset({"county", "town", "village"}),
}
