"""More for members in special need (分类施保): which of the county's uplifts fit a member. 2012 art. 28; 2021 art. 27."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from datong.programmes.dibao.rules.benefit import Household
from datong.programmes.dibao.rules.county_shape import Uplift
from datong.programmes.dibao.rules.document import Member
from datong.programmes.dibao.rules.law import Law
from datong.programmes.dibao.rules.membership import age_on
from datong.programmes.dibao.rules.missing import Missing

__all__ = ["UpliftFound", "add_uplifts", "fits"]


@dataclass(slots=True)
class UpliftFound:
    """An uplift that one member gets."""

    member: Member
    uplift: Uplift


def fits(uplift: Uplift, member: Member, age: int | None, adult_age: int) -> bool:
    """Whether a member belongs to the uplift's group; what the document does not claim is not so."""
    group = uplift.group
    if group == "minor":
        return age is not None and age < adult_age
    if group == "elderly":
        return age is not None and uplift.from_age is not None and age >= uplift.from_age
    if group == "serious_illness":
        return member.serious_illness is True
    if group == "named":
        return uplift.named in member.groups
    disability = member.disability
    return disability is not None and (
        disability.severe or (disability.grade == 3 and disability.kind in uplift.also_grade3)
    )


def add_uplifts(
    household: Household,
    paid: list[Member],
    law: Law,
    gap: Callable[[Missing], None],
    share: Callable[[], tuple[int, int]],
) -> list[UpliftFound]:
    """Sum the uplifts of the paid members into the household. `share` gives one head's amount as a ratio of fen; it is asked
    only to find the highest of several."""
    found: list[UpliftFound] = []
    for member in paid:
        age = None if member.birth is None else age_on(member.birth, law.on)
        fitting = [uplift for uplift in law.uplifts or () if fits(uplift, member, age, law.adult_age)]
        if len(fitting) > 1:
            combine = law.setting("uplift_combination")
            if combine is None:
                gap(law.ask("uplift_combination"))
                continue
            if combine == "highest":
                fitting = [_highest(fitting, household, share())]
        for uplift in fitting:
            found.append(UpliftFound(member, uplift))
            if uplift.percent is None:
                household.fixed += uplift.amount or 0
            elif uplift.of == "standard":
                household.percent_standard += uplift.percent
            else:
                household.percent_benefit += uplift.percent
    return found


def _highest(fitting: list[Uplift], household: Household, share: tuple[int, int]) -> Uplift:
    return max(fitting, key=lambda uplift: _worth(uplift, household, share))


def _worth(uplift: Uplift, household: Household, share: tuple[int, int]) -> int:
    """What an uplift is worth, in parts that are the same for all uplifts of one household (fen x 100 E x s)."""
    gap, base = share
    months = household.standard_months or 1
    if uplift.percent is None:
        return 100 * (uplift.amount or 0) * base * months
    if uplift.of == "standard":
        return uplift.percent * (household.standard or 0) * base
    return uplift.percent * gap * months
