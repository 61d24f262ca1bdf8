"""The terms of one day's law as a rule reads them: whole numbers and sets of codes, nothing left to look up."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from operator import attrgetter
from typing import Any, TypeVar

from datong.engine.algebra import Algebra
from datong.programmes.dibao.rules.codes import CODES, code, codes
from datong.programmes.dibao.rules.county import CountyParameters
from datong.programmes.dibao.rules.county_shape import PropertyLimit, Standard, Tier, Uplift
from datong.programmes.dibao.rules.facts import day_number
from datong.programmes.dibao.rules.law import Law, law_of
from datong.programmes.dibao.rules.national import Area

__all__ = ["Both", "RowTerms", "Terms", "by_area", "terms_at"]

Codes = frozenset[int]
Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class RowTerms:
    """What decides about single persons, incomes and things. None: the county has not said.

    `registers`: the registers that belong here, None where types of register do not matter. `capped`: expense kinds taken, with
    the most in fen a month. `necessities`: kinds left out as necessities, None where the county has not said, empty where no
    rule leaves any out.
    """

    on: int
    adult_age: int
    clergy_years: int
    absences: Codes
    parents: bool
    full_time: bool
    provincial: frozenset[str] | None
    registers: Codes | None
    mixed_together: bool | None
    ages_matter: bool
    judged: bool
    waiver: bool
    imputed: bool | None
    months: int | None
    first: int
    last: int
    counted: Codes
    unsettled: Codes
    business: Codes
    property: Codes
    costs_required: Codes
    costs_deducted: Codes
    spread: Codes | None
    capped: tuple[tuple[int, int | None], ...]
    expenses_unsettled: Codes
    mobility: Codes | None
    necessities: Codes | None
    uplifts: tuple[Uplift, ...]
    limits: tuple[PropertyLimit, ...]
    grounds: Codes
    county_grounds: frozenset[str] | None
    measures: tuple[Callable[[Any], Any], ...] = field(default=(), compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Terms:
    """What decides about a household. `settled`: the county has supplied what is always needed."""

    rows: RowTerms
    settled: bool
    standard: Standard | None
    tiers: tuple[Tier, ...]
    permit: bool | None
    permits_matter: bool
    loss_offsets: bool | None
    combination: str | None


@dataclass(frozen=True, slots=True)
class Both:
    """Urban and rural terms side by side, for tables that hold households of both."""

    urban: Terms
    rural: Terms


def by_area(
    alg: Algebra, h: Any, p: Terms | Both, of: Callable[[Terms], Found], *, rows: bool = False
) -> Found:
    """`of(terms)` of the household's area; asked once where both areas have the same terms (`rows`: the same terms for rows)."""
    if isinstance(p, Terms):
        return of(p)
    urban, rural = p.urban, p.rural
    if urban == rural or (rows and urban.rows == rural.rows):
        return of(urban)
    either: Found = _either(alg, alg.equal(h.area, code("area", "urban")), of(urban), of(rural))
    return either


def _either(alg: Algebra, is_urban: Any, urban: Any, rural: Any) -> Any:
    if isinstance(urban, tuple):
        chosen = [_either(alg, is_urban, *pair) for pair in zip(urban, rural, strict=True)]
        return type(urban)(*chosen) if hasattr(urban, "_fields") else tuple(chosen)
    return urban if urban is rural else alg.where(is_urban, urban, rural)


@lru_cache(maxsize=1024)
def terms_at(on: dt.date, county: CountyParameters, area: Area) -> Terms:
    """The terms of a day in one county. Raises NotInForce before the first pack."""
    return terms_of(law_of(on, county, area))


def terms_of(law: Law) -> Terms:
    """The terms of a law."""
    return Terms(
        rows=_rows(law),
        settled=not law.missing,
        standard=law.standard,
        tiers=law.tiers,
        permit=law.setting("residence_permit"),
        permits_matter=law.find("eligibility.residence_permit") is not None,
        loss_offsets=law.setting("loss_offsets"),
        combination=law.setting("uplift_combination"),
    )


def _rows(law: Law) -> RowTerms:
    listed, own = law.setting("provincial_exclusions"), law.setting("single_grounds")
    mixed, spread = law.setting("mixed_household"), law.setting("spread_kinds")
    return RowTerms(
        on=day_number(law.on) or 0, adult_age=law.adult_age, clergy_years=law.clergy_years,
        absences=codes("absence", law.absences), parents=law.parents, full_time=law.full_time,
        provincial=None if listed is None else frozenset(listed),
        registers=codes("hukou", (law.area, "unified")) if law.by_register else None,
        mixed_together=None if mixed is None else mixed == "together",
        ages_matter=law.ages_matter, judged=law.judged, waiver=law.waiver, imputed=law.setting("imputed_income"),
        months=law.months, first=law.first, last=law.last,
        counted=_income(law, lambda rule: rule.counted is True),
        unsettled=_income(law, lambda rule: rule.counted is None),
        business=_income(law, lambda rule: rule.type == "business"),
        property=_income(law, lambda rule: rule.type == "property"),
        costs_required=_income(law, lambda rule: rule.costs == "required"),
        costs_deducted=_income(law, lambda rule: rule.costs != "kept"),
        spread=None if spread is None else codes("income", spread),
        capped=tuple(
            (code("deduction", kind), rule.at_most) for kind, rule in law.deductions.items() if rule.taken
        ),
        expenses_unsettled=frozenset(
            code("deduction", kind) for kind, rule in law.deductions.items() if rule.taken is None
        ),
        mobility=_mobility(law), necessities=_necessities(law),
        uplifts=law.uplifts or (), limits=law.limits or (),
        measures=tuple(attrgetter(limit.measure) for limit in law.limits or ()),
        grounds=frozenset(place for place, ground in _grounds() if law.find(f"single.{ground}") is not None),
        county_grounds=None if own is None else frozenset(own),
    )  # fmt: skip


def _income(law: Law, fits: Callable[[Any], bool]) -> Codes:
    return codes("income", [kind for kind, rule in law.income.items() if fits(rule)])


def _grounds() -> list[tuple[int, str]]:
    return list(enumerate(CODES["single"]))


def _mobility(law: Law) -> Codes | None:
    named = law.find("exemption.mobility_vehicle")
    return None if named is None else codes("property", named.value)


def _necessities(law: Law) -> Codes | None:
    if law.find("exemption.necessity") is None:
        return frozenset()
    kinds = law.setting("necessities")
    return None if kinds is None else codes("property", kinds)
