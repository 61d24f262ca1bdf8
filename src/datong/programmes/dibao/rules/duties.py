"""What the packs ask of the offices: what a posting shows, whose relatives are registered, how many are visited, when to review."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from datong.kernel.bilingual import Text
from datong.kernel.workdays import Limit
from datong.programmes.dibao.rules.errors import NotInForce, UnknownParameter
from datong.programmes.dibao.rules.national import Area
from datong.programmes.dibao.rules.packs import Pack
from datong.programmes.dibao.rules.payment import add_months

__all__ = [
    "POSTED",
    "Posting",
    "Review",
    "Stage",
    "mandatory_visits",
    "near_relative_kinds",
    "posting_content",
    "review_categories",
    "review_due",
    "spot_check_share",
]

Stage = Literal["town", "county", "announcement"]

POSTED = {
    "survey_result": Text("入户调查结果", "result of the survey"),
    "appraisal_result": Text("民主评议结果", "result of the appraisal"),
    "review_result": Text("审核结果", "result of the review"),
    "initial_opinion": Text("初审意见", "the initial opinion"),
    "applicant_name": Text("申请人姓名", "name of the applicant"),
    "member_names": Text("家庭成员", "the members"),
    "member_count": Text("家庭成员数量", "number of members"),
    "amount": Text("保障金额", "the amount"),
}
NO_STAGE = Text("{pack}没有这一公示环节：{stage}", "{pack} has no such posting: {stage}")


@dataclass(frozen=True, slots=True)
class Posting:
    """One posting: the keys it may show (`POSTED`) and no others; for how long (None: announced without an end).

    `also`: the disclosure catalogue's seven working days; both run, the later end binds.
    """

    stage: Stage
    shows: tuple[str, ...]
    limit: Limit | None
    also: Limit | None
    article: Text


def posting_content(pack: Pack, stage: Stage, on: dt.date | None = None) -> Posting:
    """What a posting shows under a pack. Raises NotInForce for a stage the pack does not have (a county posting in 2021)."""
    day = on or pack.since
    if not pack.has(f"posting.{stage}_shows", day):
        raise NotInForce(NO_STAGE.format(pack=pack.name, stage=stage))
    shows = pack.at(f"posting.{stage}_shows", day)
    posted = stage != "announcement"
    also = (
        pack.limit("posting.catalogue_days", day)
        if posted and pack.has("posting.catalogue_days", day)
        else None
    )
    return Posting(
        stage, shows.value, pack.limit(f"posting.{stage}_days", day) if posted else None, also, shows.cite
    )


def near_relative_kinds(pack: Pack) -> tuple[str, ...]:
    """近亲属 of dibao staff and of the village committee, whose applications are registered apart: kinds of kinship."""
    kinds: tuple[str, ...] = pack.value("relatives.near")
    return kinds


def spot_check_share(pack: Pack) -> Fraction | None:
    """The least share of households the county visits; None where the pack names none (2021)."""
    return pack.value("county.visit_share") if pack.has("county.visit_share") else None


def mandatory_visits(pack: Pack) -> tuple[str, ...]:
    """Cases the county visits without exception."""
    cases: tuple[str, ...] = pack.value("county.visit_all")
    return cases


@dataclass(frozen=True, slots=True)
class Review:
    """When the next review of a household is due, every how many months, by which article."""

    due: dt.date
    months: int
    article: Text


def review_categories(pack: Pack) -> tuple[str, ...]:
    """The groups a pack distinguishes: A, B, C in 2012; stable, unstable in 2021."""
    return tuple(key for key in ("A", "B", "C", "stable", "unstable") if _has_review(pack, key))


def _has_review(pack: Pack, category: str) -> bool:
    return any(pack.has(f"review.{category}", None, area) for area in ("urban", "rural"))


def review_due(category: str, area: Area, pack: Pack, last: dt.date) -> Review:
    """The next review after the one of day `last`. Raises UnknownParameter for a category the pack does not know."""
    if category not in review_categories(pack):
        known = ", ".join(review_categories(pack))
        raise UnknownParameter(
            Text(
                f"没有这个复核类别：{category}；可用 {known}",
                f"no such review category: {category}; use one of {known}",
            )
        )
    found = pack.at(f"review.{category}", None, area)
    return Review(add_months(last, found.value), found.value, found.cite)
