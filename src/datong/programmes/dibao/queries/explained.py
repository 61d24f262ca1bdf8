"""An assessment for readers: income per head beside the standard as a picture, and what would be found of an application."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from datong.kernel.bilingual import Text
from datong.programmes.dibao.errors import CannotAssess
from datong.programmes.dibao.protocols import Application, KnownPerson
from datong.programmes.dibao.queries import applicants
from datong.programmes.dibao.rules import Assessment, Missing
from datong.programmes.dibao.rules.kinds import SUPPORTERS, names


@dataclass(frozen=True, slots=True)
class Picture:
    """Fen a head and month, the household's and the standard's; widths in per cent of the picture, from zero."""

    income: int
    standard: int
    income_width: float
    standard_width: float

    @property
    def below(self) -> bool:
        """Whether the household is below the standard."""
        return self.income < self.standard


def picture(found: Assessment | None) -> Picture | None:
    """The bar; None while income or standard is not known."""
    numbers = found.computation if found else None
    if numbers is None:
        return None
    income = half_up(numbers.income, numbers.months * numbers.members)
    standard = half_up(numbers.standard, numbers.standard_months)
    most = max(income, standard, 1) * 1.1
    return Picture(income, standard, round(max(income, 0) / most * 100, 1), round(standard / most * 100, 1))


def half_up(value: int, by: int) -> int:
    """value / by, rounded half up."""
    return (2 * value + by) // (2 * by)


def foreseen(given: Application, known: Mapping[int, KnownPerson]) -> tuple[Assessment | None, Text | None]:
    """What the rules would say of an application, or why they cannot say anything."""
    try:
        return applicants.foreseen(given.document, given.people, known, given.village, given.applied_on), None
    except CannotAssess as error:
        return None, error.text


@dataclass(frozen=True, slots=True)
class Gap:
    """Something the rules have to know: where it goes, and what it is."""

    where: Text
    text: Text


Names = Callable[[str], str]
NOUNS = {
    "members": Text("成员", "member"),
    "income": Text("收入", "income"),
    "deductions": Text("扣减", "deduction"),
    "supporters": Text("赡养义务人", "relative elsewhere"),
    "property": Text("财产", "property"),
}
PATH = re.compile(r"(\w+)\[(\d+)\](?:\.(\w+))?.*")


def where(path: str, document: Mapping[str, Any], name: Names) -> Text:
    """A place of the document in words: members[1].hukou is 成员 2（示例乙）."""
    found = PATH.fullmatch(path)
    if found is None or found[1] not in NOUNS:
        return Text("", "")
    at, number = document.get(found[1], []), int(found[2])
    item = at[number] if number < len(at) else {}
    about = name(str(item.get("id"))) if found[1] == "members" and item else kind_of(found[1], item)
    return NUMBERED.format(noun=NOUNS[found[1]], n=number + 1, about=about)


NUMBERED = Text("{noun} {n}（{about}）", "{noun} {n} ({about})")


def kind_of(group: str, item: Mapping[str, Any]) -> Any:
    """What kind of thing a row is, in words."""
    if group == "supporters":
        return item.get("name") or SUPPORTERS.get(str(item.get("relation")), Text("–", "–"))
    declared = names("deduction" if group == "deductions" else group)
    return declared.get(str(item.get("kind")), Text("–", "–"))


def gaps(found: Assessment | None, document: Mapping[str, Any], name: Names) -> list[Gap]:
    """What is missing for a verdict, in words."""
    return [Gap(where(each.key, document, name), bare(each)) for each in (found.missing if found else ())]


def bare(missing: Missing) -> Text:
    """The sentence without the path before it."""
    return Text(
        missing.text.zh.removeprefix(f"{missing.key}："), missing.text.en.removeprefix(f"{missing.key}: ")
    )
