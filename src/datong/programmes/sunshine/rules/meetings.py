"""The rules of a village's meetings by the law of the day (会议规则): quorum, majority, who is entitled.

村民委员会组织法: villagers' meeting art. 21-22, representatives art. 25-26, in force from 2010-10-28 with equal numbers in the
2018 text. From 2026-01-01 a revised law is in force whose articles have new numbers; the official text has not been read here, so
none is cited for days from then on. 农村集体经济组织法, in force from 2025-05-01: the assembly of the collective's members.
What the four-plus-two practice leaves open (branch, two committees) is the county's setting and says so.
"""

import datetime as dt

from datong.kernel.bilingual import Text
from datong.programmes.sunshine.rules.shapes import Body, Rule

ORGANIC = dt.date(2010, 10, 28)
REVISED = dt.date(2026, 1, 1)
COLLECTIVE = dt.date(2025, 5, 1)
LAW = "村民委员会组织法"
UNREAD = f"{LAW}（2026-01-01 起施行的修订文本，条次待核）"
PRACTICE = "四议两公开（县级设定，法律没有规定比例）"

HALF = (1, 2, True)
TWO_THIRDS = (2, 3, False)


def article(day: dt.date, numbers: str) -> str:
    """The law of the day with its articles, as far as they are known."""
    return f"{LAW} {numbers}" if day < REVISED else UNREAD


def branch(_day: dt.date) -> Rule:
    """The Party branch's committee proposes: more than half of those present (county's setting)."""
    return Rule(
        "sunshine.branch",
        Text("党支部提议会", "the branch proposes"),
        PRACTICE,
        (Body.BRANCH,),
        None,
        HALF,
        "present",
    )


def committees(_day: dt.date) -> Rule:
    """The branch's and the villagers' committee together (county's setting)."""
    return Rule(
        "sunshine.committees",
        Text("村“两委”商议会", "joint meeting of the two committees"),
        PRACTICE,
        (Body.BRANCH, Body.COMMITTEE),
        None,
        HALF,
        "present",
    )


def members(_day: dt.date) -> Rule:
    """Party members: two thirds attend, more than half of those entitled agree (四议两公开 as practised)."""
    return Rule(
        "sunshine.members",
        Text("党员大会审议", "meeting of Party members"),
        "四议两公开：到会三分之二以上，应到会过半数同意",
        (Body.MEMBERS,),
        TWO_THIRDS,
        HALF,
        "entitled",
    )


def representatives(day: dt.date) -> Rule:
    """Villagers' representatives: two thirds of them attend, more than half of those present agree."""
    return Rule(
        "sunshine.representatives",
        Text("村民代表会议", "meeting of villagers' representatives"),
        article(day, "第二十五条、第二十六条"),
        (Body.REPRESENTATIVES,),
        TWO_THIRDS,
        HALF,
        "present",
    )


def villagers(day: dt.date) -> Rule:
    """Villagers' meeting: more than half of the adults attend, more than half of those present agree."""
    return Rule(
        "sunshine.villagers",
        Text("村民会议", "villagers' meeting"),
        article(day, "第二十一条、第二十二条"),
        (Body.VILLAGERS,),
        HALF,
        HALF,
        "present",
    )


def finance_group(_day: dt.date) -> Rule:
    """The democratic finance group audits before anything about money is posted; the share is the county's setting."""
    return Rule(
        "sunshine.finance_group",
        Text("民主理财小组审核会", "democratic finance group"),
        "农经发〔2011〕13号：公开前由民主理财小组审核签字；表决比例：县级设定",
        (Body.FINANCE_GROUP,),
        None,
        HALF,
        "present",
    )


RULES = (branch, committees, members, representatives, villagers, finance_group)
