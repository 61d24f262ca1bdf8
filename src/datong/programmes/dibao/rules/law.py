"""The law of one day in one county, resolved once: everything the reckoning asks, without dates left to compare."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from datong.kernel.bilingual import Text
from datong.programmes.dibao.rules.county import CountyParameters
from datong.programmes.dibao.rules.county_shape import PropertyLimit, Standard, Tier, Uplift
from datong.programmes.dibao.rules.missing import Missing, of_county
from datong.programmes.dibao.rules.national import Area, Value, national
from datong.programmes.dibao.rules.packs import Pack, pack_of

__all__ = ["DeductionLaw", "IncomeLaw", "Law", "law_of"]


@dataclass(frozen=True, slots=True)
class IncomeLaw:
    """How one kind of income is treated. `counted` None: nobody has said, `missing` tells what to ask."""

    type: str
    counted: bool | None
    costs: str
    cite: Text
    note: Text | None
    missing: Missing | None


@dataclass(frozen=True, slots=True)
class DeductionLaw:
    """How one kind of expense is treated: `taken` None where the county has not said; `at_most` fen a month."""

    taken: bool | None
    at_most: int | None
    cite: Text
    missing: Missing | None


@dataclass(frozen=True, slots=True)
class Law:
    """One day's law in one county for urban or rural dibao. None: not supplied, named in `missing` where always needed."""

    pack: Pack
    on: dt.date
    area: Area
    county: CountyParameters
    adult_age: int
    clergy_years: int
    absences: tuple[str, ...]
    parents: bool
    full_time: bool
    by_register: bool
    judged: bool
    waiver: bool
    months: int | None
    first: int
    last: int
    standard: Standard | None
    method: str | None
    tiers: tuple[Tier, ...]
    uplifts: tuple[Uplift, ...] | None
    ages_matter: bool
    limits: tuple[PropertyLimit, ...] | None
    income: dict[str, IncomeLaw]
    deductions: dict[str, DeductionLaw]
    missing: tuple[Missing, ...]

    def at(self, key: str) -> Value:
        """A national parameter's entry in force. Raises UnknownParameter, NotInForce."""
        return national().at(key, self.on, self.area)

    def find(self, key: str) -> Value | None:
        """The entry in force, or None."""
        return national().find(key, self.on, self.area)

    def setting(self, key: str) -> Any:
        """The county's value in force, or None."""
        found = self.county.find(key, self.on)
        return None if found is None else found.value

    def ask(self, key: str, why: Text | None = None) -> Missing:
        """The county's value that is missing."""
        return of_county(key, self.on, why)


@lru_cache(maxsize=1024)
def law_of(on: dt.date, county: CountyParameters, area: Area) -> Law:
    """Resolve the law of a day. Raises NotInForce before the first pack."""
    pack, law = pack_of(on), national()
    settings = {key: _setting(county, key, on) for key in _ALWAYS}
    methods = law.value("benefit.methods", on)
    method = methods[0] if len(methods) == 1 else settings["benefit_method"]
    tiers = _setting(county, f"tiers.{area}", on) if method == "tiers" else ()
    standard, months = _setting(county, f"standard.{area}", on), settings["income_period_months"]
    here = on.year * 12 + on.month - 1
    needed = {f"standard.{area}": standard, **settings, "benefit_method": method, f"tiers.{area}": tiers}
    return Law(
        pack=pack, on=on, area=area, county=county,
        adult_age=law.value("household.adult_age", on),
        clergy_years=law.value("household.not_clergy", on),
        absences=law.value("household.not_absent", on),
        parents=law.value("household.parents", on),
        full_time=law.value("household.study_must_be_full_time", on),
        by_register=law.value("eligibility.by_register_type", on),
        judged=law.find("method.imputed_needs_judgement", on) is not None,
        waiver=law.find("method.support_waiver", on) is not None,
        months=months, first=here - (months or 0), last=here - 1,
        standard=standard, method=method, tiers=tiers or (),
        uplifts=settings["uplifts"],
        ages_matter=any(uplift.group in {"elderly", "minor"} for uplift in settings["uplifts"] or ()),
        limits=settings["property_limits"],
        income=_income(on, county, area), deductions=_deductions(on, county),
        missing=tuple(of_county(key, on) for key, value in needed.items() if value is None),
    )  # fmt: skip


_ALWAYS = ("income_period_months", "property_limits", "uplifts", "benefit_method")


def _setting(county: CountyParameters, key: str, on: dt.date) -> Any:
    found = county.find(key, on)
    return None if found is None else found.value


def _income(on: dt.date, county: CountyParameters, area: Area) -> dict[str, IncomeLaw]:
    """The measures first; what they leave open, or leave to the prefecture, the locality's list settles."""
    local = county.find("income_kinds", on)
    said = {rule.kind: rule.counted for rule in local.value} if local else {}
    found: dict[str, IncomeLaw] = {}
    for kind, parameter in national().starting("income").items():
        value = national().find(parameter.key, on, area)
        if value is None:
            continue
        if value.unknown is not None:
            found[kind] = _open(kind, value, county, on)
            continue
        counted = value.value["counted"]
        cite, missing = value.cite, None
        if kind in said:
            counted = said[kind]
            cite = Text(f"{cite.zh}；{local.document}", f"{cite.en}; {local.document}") if local else cite
        elif counted == "ask":
            counted, missing = None, of_county("income_kinds", on, _undecided(parameter.name, value.note))
        found[kind] = IncomeLaw(value.value["type"], counted, value.value["costs"], cite, value.note, missing)
    return found


def _open(kind: str, value: Value, county: CountyParameters, on: dt.date) -> IncomeLaw:
    """A kind on which the law has run out: the county's own statement, or a gap."""
    stated = county.find(f"{kind}_excluded", on)
    if stated is None:
        return IncomeLaw(
            "transfer",
            None,
            "kept",
            value.cite,
            value.unknown,
            of_county(f"{kind}_excluded", on, value.unknown),
        )
    cite = Text(f"{value.cite.zh}；{stated.document}", f"{value.cite.en}; {stated.document}")
    return IncomeLaw("transfer", not stated.value, "kept", cite, value.unknown, None)


def _undecided(name: Text, note: Text | None) -> Text:
    zh, en = f"“{name.zh}”是否计入收入没有定", f'whether "{name.en}" counts as income is not settled'
    return Text(f"{zh}（{note.zh}）", f"{en} ({note.en})") if note else Text(zh, en)


def _deductions(on: dt.date, county: CountyParameters) -> dict[str, DeductionLaw]:
    rules = county.find("deductions", on)
    allowed = {rule.kind: rule for rule in rules.value} if rules else {}
    found: dict[str, DeductionLaw] = {}
    for kind, parameter in national().starting("deduction").items():
        value = national().at(parameter.key, on)
        cite = value.cite
        if value.value != "county":
            found[kind] = DeductionLaw(value.value == "statute", None, cite, None)
        elif rules is None:
            found[kind] = DeductionLaw(None, None, cite, of_county("deductions", on))
        else:
            cite = Text(f"{cite.zh}；{rules.document}", f"{cite.en}; {rules.document}")
            rule = allowed.get(kind)
            found[kind] = DeductionLaw(rule is not None, rule.at_most if rule else None, cite, None)
    return found
