"""Words of casework: desks and their roles, channels and capacities of objections."""

from datong.foundation.access.service import Role
from datong.kernel.bilingual import Text

DESKS: dict[str, Role | None] = {
    "citizen": None,
    "village": Role.VILLAGE_CADRE,
    "town": Role.TOWN_CLERK,
    "county": Role.COUNTY_OFFICER,
    "review": Role.REVIEWER,
}
DESK_NAMES = {
    "citizen": Text("申请人", "the applicant"),
    "village": Text("村（社区）", "the village"),
    "town": Text("镇（街道）", "the town"),
    "county": Text("县级部门", "the county department"),
    "review": Text("县级复核", "the county's review"),
}
CHANNELS = {
    "page": Text("本人网页", "own page"),
    "paper": Text("书面", "on paper"),
    "visit": Text("当面", "in person"),
    "phone": Text("电话", "by phone"),
}
CAPACITIES = {
    "applicant": Text("申请人或家庭成员", "applicant or member of the household"),
    "agent": Text("代理人", "agent"),
    "villager": Text("本村村民", "villager"),
    "other": Text("其他人", "somebody else"),
}
OUTCOMES = {
    "upheld": Text("异议成立", "upheld"),
    "partly": Text("部分成立", "partly upheld"),
    "dismissed": Text("异议不成立", "not upheld"),
}


def desk_place(desk: str, place_code: str) -> str:
    """The 12-digit code of the desk responsible for a village: itself, its town, its county."""
    keep = {"village": 12, "town": 9, "county": 6, "review": 6}[desk]
    return place_code[:keep].ljust(12, "0")
