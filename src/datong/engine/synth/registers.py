"""The columns of each register's own: what the department that keeps it writes down beside number and name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from datong.engine.synth import identity, naming
from datong.engine.synth.calendar import FIRST, LAST, before
from datong.engine.synth.columns import NULL, Ints, Truths, chance, numbers, pick, words
from datong.engine.synth.people import People
from datong.engine.synth.planting import FACTS, RELATIVES, Rows
from datong.engine.synth.shapes import MONTHS

__all__ = ["OWN", "Source", "as_of", "employers"]

Column = dict[str, pa.Array]
UNITS: Final = (
    "镇人民政府",
    "社区居民委员会",
    "村民委员会",
    "中心小学",
    "卫生院",
    "农业服务中心",
    "财政所",
    "民政办",
)
POSTS: Final = ("办事员", "科员", "副主任", "主任", "教师", "医师", "会计", "文书")
TRADES: Final = (
    "建材",
    "农业",
    "商贸",
    "物流",
    "食品",
    "电子",
    "纺织",
    "餐饮",
    "劳务",
    "机械",
    "园林",
    "文化",
)
LEAST_FRESH: Final = 75
"""Days by which a source is behind at most."""


@dataclass(frozen=True)
class Source:
    """What the columns of a register are made from."""

    block: int
    rows: Rows
    people: People
    employers: pa.Array

    @property
    def count(self) -> int:
        return len(self.rows.who)

    def is_(self, fact: str) -> Truths:
        found: Truths = self.rows.fact == FACTS.index(fact)
        return found

    def number(self, who: Ints) -> pa.Array:
        return identity.whole(self.people.number[who], self.people.check[who])

    def name(self, who: Ints) -> pa.Array:
        return naming.written(self.people.surname[who], self.people.first[who], self.people.second[who])


def as_of(seed: int, county: int, register: int) -> int:
    """The day a county's source stands at, as yyyymmdd: the same for all its rows."""
    dice = np.random.default_rng(np.random.SeedSequence((seed, county, register, 99)))
    return int(before(dice.integers(5, LEAST_FRESH, 1))[0])


def employers(dice: np.random.Generator) -> pa.Array:
    """Two hundred firms; the word in brackets keeps them apart from any that exists."""
    first, second = naming.draw_given(dice, np.ones(200, dtype=bool), dice.integers(1950, 2000, 200))
    trade = words(dice.integers(0, len(TRADES), 200), TRADES)
    names = naming.written(first, second, np.zeros(200, dtype=np.int64))
    return pc.binary_join_element_wise(names, trade, pa.scalar("（合成）有限公司"), "")


def _days(dice: np.random.Generator, count: int, least: float, most: float) -> Ints:
    """Days between so many years before the day of the assessment."""
    return before((365.25 * dice.uniform(least, most, count)).astype(np.int64))


def _fen(dice: np.random.Generator, count: int, yuan: float, sigma: float) -> Ints:
    return (yuan * np.exp(dice.normal(0, sigma, count))).astype(np.int64) * 100


def _i(values: Ints) -> pa.Array:
    return numbers(values, pa.int64())


def _code(prefix: str, values: Ints, width: int, suffix: str = "") -> pa.Array:
    """A number filled up with zeros between two words."""
    filled = pc.utf8_lpad(pa.array(values).cast(pa.string()), width, "0")
    return pc.binary_join_element_wise(pa.scalar(prefix), filled, pa.scalar(suffix), "")


def _employer(dice: np.random.Generator, source: Source) -> pa.Array:
    return source.employers.take(pa.array(dice.integers(0, len(source.employers), source.count)))


def vehicle(dice: np.random.Generator, source: Source) -> Column:
    """Registered vehicles. One that was sold or scrapped long ago is old and long without inspection, whatever its status says."""
    count, stale = source.count, source.is_("stale_vehicle")
    new = source.is_("true_owner")
    age = np.where(
        stale,
        dice.uniform(11, 22, count),
        np.where(new, dice.uniform(0.3, 6, count), 14 * dice.random(count) ** 1.3),
    )
    first = (365.25 * age).astype(np.int64)
    second_hand = chance(dice, count, 0.3)
    acquired = np.where(second_hand, (first * dice.uniform(0.3, 1, count)).astype(np.int64), first)
    overdue = np.where(
        stale, (365.25 * dice.uniform(3, 9, count)).astype(np.int64), -dice.integers(0, 700, count)
    )
    late = stale & chance(dice, count, 0.7)
    kind = np.where(source.is_("known"), pick(dice, count, (0, 1, 0, 3)), pick(dice, count, (70, 18, 9, 3)))
    county, part = divmod(source.block, identity.BLOCKS)
    return {
        "plate": _code(f"测{chr(ord('A') + county % 26)}", part * 100_000 + np.arange(count), 6),
        "kind": words(kind, ("小型汽车", "普通摩托车", "轻型货车", "三轮汽车")),
        "first_registered": _i(before(first)),
        "acquired": _i(before(acquired)),
        "inspected_until": _i(before(overdue)),
        "status": words(np.where(late, 1, 0), ("正常", "逾期未检验")),
    }  # fmt: skip


def housing(dice: np.random.Generator, source: Source) -> Column:
    """Titles to houses and flats."""
    count = source.count
    county, part = divmod(source.block, identity.BLOCKS)
    return {
        "certificate": _code(f"（测{county:04d}）不动产权第", part * 1_000_000 + np.arange(count), 8, "号"),
        "use": words(np.where(source.is_("true_owner"), pick(dice, count, (5, 3, 2)), pick(dice, count, (95, 2, 3))), ("住宅", "商业", "车库")),
        "area": _i((dice.normal(108, 32, count).clip(15) * 100).astype(np.int64)),
        "share": words(pick(dice, count, (6, 4)), ("单独所有", "共同共有")),
        "registered": _i(np.where(source.is_("true_owner"), _days(dice, count, 0.2, 5), _days(dice, count, 1, 25))),
    }  # fmt: skip


def company(dice: np.random.Generator, source: Source) -> Column:
    """Firms and their people. The codes have the shape of credit codes and are nobody's."""
    count = source.count
    county, part = divmod(source.block, identity.BLOCKS)
    return {
        "company": _employer(dice, source),
        "credit_code": _code(f"92{identity.county_code(county)}", part * 10_000_000 + np.arange(count), 10),
        "role": words(pick(dice, count, (55, 35, 10)), ("法定代表人", "股东", "监事")),
        "capital": _i(_fen(dice, count, 200_000, 1.0)),
        "founded": _i(_days(dice, count, 0.3, 15)),
        "status": words(np.where(source.is_("true_owner"), 0, pick(dice, count, (86, 9, 5))), ("存续", "注销", "吊销")),
    }  # fmt: skip


def tax(dice: np.random.Generator, source: Source) -> Column:
    """Income of the year 2021 as its payers declared it."""
    income = _fen(dice, source.count, 41_000, 0.5)
    return {
        "year": _i(np.full(source.count, 2021)),
        "payer": _employer(dice, source),
        "income": _i(income),
        "tax": _i(np.maximum(income - 6_000_000, 0) * 3 // 100),
    }


def social_insurance(dice: np.random.Generator, source: Source) -> Column:
    """Old-age insurance: employees pay in by their employer, residents by themselves, the old draw."""
    count = source.count
    years = source.people.years[source.rows.who]
    hired = source.is_("true_change") | source.is_("wrong_source")
    employed = hired | (~source.is_("known") & (years < 60) & chance(dice, count, 0.45))
    draws = (years >= 60) & ~hired
    began = np.where(hired, dice.integers(LAST - 6, LAST + 1, count), FIRST - dice.integers(0, 180, count))
    base = np.where(
        employed, _fen(dice, count, 3_600, 0.3), np.where(draws, _fen(dice, count, 150, 0.4), 30_000)
    )
    return {
        "scheme": words(np.where(employed, 0, 1), ("企业职工养老", "城乡居民养老")),
        "employer": pc.if_else(pa.array(employed), _employer(dice, source), pa.scalar(None, pa.string())),
        "first": _i(began),
        "last": _i(np.where(hired | chance(dice, count, 0.9), LAST, np.maximum(began, LAST - dice.integers(1, 40, count)))),
        "base": _i(base),
        "status": words(np.where(draws, 1, 0), ("缴费", "领取待遇")),
    }  # fmt: skip


def provident_fund(dice: np.random.Generator, source: Source) -> Column:
    """Housing provident fund."""
    base = _fen(dice, source.count, 4_500, 0.4)
    began = np.where(
        source.is_("true_change"),
        dice.integers(LAST - 9, LAST + 1, source.count),
        LAST - dice.integers(1, 150, source.count),
    )
    return {
        "employer": _employer(dice, source),
        "first": _i(began),
        "last": _i(np.full(source.count, LAST)),
        "base": _i(base),
        "balance": _i(base // 10 * (LAST - began + 1)),
    }  # fmt: skip


def payroll(dice: np.random.Generator, source: Source) -> Column:
    """Paid from the public purse, month by month; who was hired this year has no earlier months."""
    count = source.count
    salary = _fen(dice, count, 3_800, 0.35)
    hired = np.where(source.is_("true_change"), dice.integers(3, 11, count), 0)
    found: Column = {
        "unit": words(dice.integers(0, len(UNITS), count), UNITS),
        "post": words(dice.integers(0, len(POSTS), count), POSTS),
    }
    for place, month in enumerate(MONTHS):
        found[month] = _i(np.where(place < hired, NULL, salary + (dice.integers(0, 200, count) * 100)))
    return found


def death(dice: np.random.Generator, source: Source) -> Column:
    """Deaths and when they were reported."""
    ago = dice.integers(40, 400, source.count)
    return {
        "died_on": _i(before(ago)),
        "registered_on": _i(before(np.maximum(ago - dice.integers(1, 40, source.count), 1))),
    }


def farm_machinery(dice: np.random.Generator, source: Source) -> Column:
    """Machines bought with a subsidy."""
    price = _fen(dice, source.count, 22_000, 0.8)
    return {
        "machine": words(
            pick(dice, source.count, (5, 3, 2, 2)), ("微耕机", "拖拉机", "联合收割机", "插秧机")
        ),
        "bought": _i(_days(dice, source.count, 0.2, 8)),
        "price": _i(price),
        "subsidy": _i(price * 3 // 10),
    }


def marriage(dice: np.random.Generator, source: Source) -> Column:
    """Marriages, each partner's row naming the other; the newest are changes nobody told."""
    rows, people = source.rows, source.people
    young = np.minimum(people.years[rows.who], people.years[np.maximum(rows.other, 0)])
    since = np.maximum(young - dice.uniform(20, 28, source.count), 0.3)
    ago = np.where(source.is_("true_change"), dice.uniform(0.1, 0.9, source.count), since)
    single = pa.scalar(None, pa.string())
    alone = pa.array(rows.other < 0)
    return {
        "event": words(np.zeros(source.count, dtype=np.int64), ("结婚",)),
        "date": _i(before((365.25 * ago).astype(np.int64))),
        "spouse_id": pc.if_else(alone, single, source.number(rows.other)),
        "spouse_name": pc.if_else(alone, single, source.name(rows.other)),
    }


def staff(_dice: np.random.Generator, source: Source) -> Column:
    """Staff and cadres and the near relatives of each."""
    rows = source.rows
    unit = np.where(rows.other >= 0, rows.other % len(UNITS), -1)
    return {
        "unit": words(unit, UNITS),
        "post": words(np.where(rows.other >= 0, rows.other // len(UNITS) % len(POSTS), -1), POSTS),
        "relation": words(rows.tie, RELATIVES),
        "staff_id": source.number(rows.other),
        "staff_name": source.name(rows.other),
    }


OWN: Final[dict[str, Callable[[np.random.Generator, Source], Column]]] = {
    "vehicle": vehicle, "housing": housing, "company": company, "tax": tax, "social_insurance": social_insurance,
    "provident_fund": provident_fund, "payroll": payroll, "death": death, "farm_machinery": farm_machinery, "marriage": marriage,
    "staff": staff,
}  # fmt: skip
