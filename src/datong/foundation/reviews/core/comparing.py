"""Two records side by side, field by field, and why they were taken for one person (并排对照)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from datong.foundation.reviews.core.fields import BY_KEY
from datong.foundation.reviews.core.placing import NOWHERE, Places, lies_in
from datong.kernel.bilingual import Text
from datong.kernel.identity import birth_date, check_digit, problem
from datong.kernel.identity import sex as sex_in
from datong.kernel.text import name_key

__all__ = ["Line", "converted", "side_by_side", "why"]

Value = str | int
OLD_NUMBER = re.compile(r"[0-9]{15}")
PERSONAL = ("id", "name", "sex", "birth", "place")
EXACT = Text("身份证号码 18 位完全相同。", "All 18 characters of the identity number are the same.")
OLD = Text(
    "名单上是 15 位旧号码，换算成 18 位后完全相同。",
    "The list has the old number of 15 digits; converted to 18 it is the same.",
)
ALIKE = Text(
    "号码对不上，凭姓名、出生日期等推断，可能是同一个人：相同的有{same}；不同的有{other}。",
    "The numbers do not match; name, birth and the like suggest the same person. The same: {same}; different: {other}.",
)
KIN = Text(
    "人口登记和亲属登记显示为近亲属。",
    "The registers of people and kinship say that they are near relatives.",
)
NONE = Text("无", "none")


@dataclass(frozen=True, slots=True)
class Line:
    """One field: what the register of people says, what the list says, whether they agree (None: one side is silent).

    `coarser`: they agree, and one says it more closely than the other: the town, and a village of it."""

    field: str
    name: Text
    ours: Value | None
    theirs: Value | None
    same: bool | None
    coarser: bool = False


def converted(old: str) -> str:
    """The 18 characters of an old number of 15 digits: 19 before the year, the check character at the end."""
    from_old = f"{old[:6]}19{old[6:]}"
    return from_old + check_digit(from_old)


def side_by_side(
    ours: Mapping[str, Value], theirs: Mapping[str, Value], places: Places = NOWHERE, code: str = ""
) -> list[Line]:
    """Who it is first, then what the list says besides. `code`: the 12 digits of our place, in the county's `places`."""
    theirs = with_number(theirs)
    keys = [*PERSONAL, *(key for key in BY_KEY if key not in PERSONAL)]
    return [
        compared(key, ours.get(key), theirs.get(key), places, code)
        for key in keys
        if ours.get(key) is not None or theirs.get(key) is not None
    ]


def compared(key: str, ours: Value | None, theirs: Value | None, places: Places, code: str) -> Line:
    """One field; places agree where one lies in the other."""
    name = BY_KEY[key].name
    if key == "place" and code and None not in (ours, theirs) and (found := places.read(str(theirs))):
        agrees = lies_in(code, found) or lies_in(found, code)
        return Line(key, name, ours, theirs, agrees, agrees and found != code)
    return Line(key, name, ours, theirs, same(key, ours, theirs))


def with_number(row: Mapping[str, Value]) -> dict[str, Value]:
    """A row with the sex and birthday that a sound number itself tells, an old one too, where the list is silent."""
    number = str(row.get("id", ""))
    if OLD_NUMBER.fullmatch(number):
        number = converted(number)
    if len(number) == 18 and problem(number) is None:
        return {"sex": sex_in(number), "birth": birth_date(number).isoformat(), **row}
    return dict(row)


def same(key: str, ours: Value | None, theirs: Value | None) -> bool | None:
    """Whether two values agree."""
    if ours is None or theirs is None:
        return None
    if key == "name":
        return name_key(str(ours)) == name_key(str(theirs))
    if key == "id" and len(str(theirs)) == 15:
        return ours == converted(str(theirs))
    if key == "place":
        return str(theirs) in str(ours) or str(ours) in str(theirs)
    return ours == theirs


def why(kind: str, lines: list[Line]) -> Text:
    """Why the two were brought together, in a sentence."""
    if kind in ("exact", "converted", "kinship"):
        return {"exact": EXACT, "converted": OLD, "kinship": KIN}[kind]
    agreed = [line.name for line in lines if line.same]
    other = [line.name for line in lines if line.same is False]
    return ALIKE.format(same=listed(agreed), other=listed(other))


def listed(names: list[Text]) -> Text:
    """Names in a row."""
    return Text("、".join(each.zh for each in names), ", ".join(each.en for each in names)) if names else NONE
