"""What a decision kept, read back: the numbers of its formula by key."""

import json
from collections.abc import Mapping

from datong.foundation.casework.service import Decision

NUMBERS = {
    "first_month": "核算期首月",
    "last_month": "核算期末月",
    "months": "核算期月数",
    "income": "核算期计入收入合计（分）",
    "members": "计算人均收入的家庭成员数",
    "paid": "享受保障的人数",
    "standard": "低保标准（分）",
    "standard_months": "低保标准对应月数",
    "method": "计算方式",
    "tier": "所在档次每人每月（分）",
    "fixed": "分类施保固定金额合计（分）",
    "percent_standard": "分类施保按标准的百分比合计",
    "percent_benefit": "分类施保按本人应得的百分比合计",
}
COUNTYS = frozenset({"standard", "standard_months", "method", "tier"})
RESULT = "计算得出的月保障金（分）"
WORDS = frozenset({"first_month", "last_month", "method"})

Numbers = Mapping[str, int | str]


def numbers_of(decision: Decision) -> dict[str, int | str]:
    """The numbers by key; empty when the decision rests on no computation. Money in fen."""
    kept = {each["name"]: each["value"] for each in json.loads(decision.inputs)}
    found: dict[str, int | str] = {}
    for key, name in NUMBERS.items():
        if name in kept:
            found[key] = kept[name] if key in WORDS else int(kept[name])
    return found


def amount_from(numbers: Numbers) -> int | None:
    """Fen a month by the formula of the measures (2012 art. 27, 2021 art. 23), rounded half up once; None without numbers."""
    if not numbers:
        return None
    of = {key: int(value) for key, value in numbers.items() if key not in WORDS}
    base = of["standard_months"] * of["months"] * of["members"]
    gap = of["standard"] * of["months"] * of["members"] - of["income"] * of["standard_months"]
    if gap <= 0:
        return 0
    share = of["tier"] * base if "tier" in of else gap
    total = (100 * of["paid"] + of["percent_benefit"]) * share
    total += of["percent_standard"] * of["standard"] * of["months"] * of["members"]
    total += 100 * of["fixed"] * base
    return (2 * total + 100 * base) // (200 * base)
