"""What a county may (and must) supply: each value's shape, its meaning, and who sets it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from datong.kernel.bilingual import Text
from datong.programmes.dibao.rules import kinds
from datong.programmes.dibao.rules.errors import Problem
from datong.programmes.dibao.rules.shapes import Field, Shape, choice, f

__all__ = [
    "KEYS",
    "CountyKey",
    "DeductionRule",
    "KindRule",
    "Notice",
    "PropertyLimit",
    "Standard",
    "Tier",
    "Uplift",
]


@dataclass(frozen=True, slots=True)
class Standard:
    """A dibao standard: fen for `months` months (1 or 12). Kept as a ratio, so that 2,777 yuan a year stays exact."""

    fen: int
    months: int


@dataclass(frozen=True, slots=True)
class Tier:
    """One tier (档): income per head below so many percent of the standard is paid so many fen a head."""

    below_percent: int
    per_person: int


@dataclass(frozen=True, slots=True)
class Uplift:
    """More for a member of a group: fen a month, or percent of the standard or of the member's own share."""

    group: str
    named: str | None
    from_age: int | None
    also_grade3: tuple[str, ...]
    amount: int | None
    percent: int | None
    of: str | None


@dataclass(frozen=True, slots=True)
class PropertyLimit:
    """One limit on property. `at_most` in fen, pieces or hundredths of a square metre; or months of the standard."""

    key: str
    name: Text
    kinds: tuple[str, ...]
    measure: str
    per_head: bool
    at_most: int | None
    standard_months: int | None


@dataclass(frozen=True, slots=True)
class KindRule:
    """What the locality says of a kind of income that the measures leave open."""

    kind: str
    counted: bool


@dataclass(frozen=True, slots=True)
class DeductionRule:
    """A kind of expense the county deducts, at most so many fen a month for each member."""

    kind: str
    at_most: int | None


@dataclass(frozen=True, slots=True)
class Notice:
    """A waiting time before an adverse decision takes effect."""

    days: int
    unit: str


@dataclass(frozen=True, eq=False)
class CountyKey:
    """One parameter a county supplies: the field of its value (its doc is the name), and who sets it."""

    field: Field
    authority: Text


GOVERNMENT = Text(
    "由县级以上地方人民政府公布，请县民政局录入",
    "Set by the government of the county or above; the county bureau enters it",
)
PREFECTURE = Text(
    "由设区的市级以上地方人民政府规定，请县民政局录入",
    "Set by the government of the prefecture or above; the county bureau enters it",
)
COUNTY = Text(
    "法律没有规定，由县里定，请县民政局录入",
    "The law gives none; the county decides and its bureau enters it",
)
PROVINCE = Text(
    "由省级人民政府民政部门认定，请县民政局录入",
    "Decided by the province's civil affairs department; the county bureau enters it",
)


def uplift_faults(made: Uplift, path: str) -> Iterator[Problem]:
    """An uplift is an amount, or a percentage of something; the elderly have an age, a named group its key."""
    if (made.amount is None) == (made.percent is None) or (made.percent is None) != (made.of is None):
        yield Problem(
            path,
            Text(
                "填每月金额，或者填百分比和它的基数，两种只填一种",
                "give an amount a month, or a percentage and what it is of, not both",
            ),
        )
    if (made.group == "elderly") != (made.from_age is not None):
        yield Problem(
            f"{path}.from_age",
            Text("老年人须写起始年龄，其他人员不写", "the elderly need an age, others none"),
        )
    if (made.group == "named") != (made.named is not None):
        yield Problem(
            f"{path}.named",
            Text(
                "“县规定的其他人员”须写明是哪类人员，其他各类不写",
                "another group named by the county needs its name, others none",
            ),
        )


STANDARD = Shape("standard", (
    f("amount", "yuan", "金额", "amount", required=True, low=1),
    choice("per", "每月还是每年", "a month or a year", {"month": Text("每月", "a month"), "year": Text("每年", "a year")}, required=True),
), lambda amount, per: Standard(amount, 12 if per == "year" else 1))  # fmt: skip

TIER = Shape("tier", (
    f("below_percent", "whole", "人均收入低于标准的百分之几", "income per head below so many percent of the standard", required=True, low=1, high=100),
    f("per_person", "yuan", "每人每月", "a head and month", required=True),
), Tier)  # fmt: skip

UPLIFT = Shape("uplift", (
    choice("group", "人员", "group", {
        "elderly": Text("老年人", "elderly"), "minor": Text("未成年人", "minors"),
        "severe_disability": Text("重度残疾人", "severely disabled"), "serious_illness": Text("重病患者", "seriously ill"),
        "named": Text("县规定的其他人员", "another group named by the county"),
    }, required=True),
    f("named", "text", "县规定的哪类人员", "which group named by the county"),
    f("from_age", "whole", "老年人起始年龄", "age from which", low=1, high=120),
    f("also_grade3", "texts", "重度残疾含三级的类别", "kinds of disability that count as severe at grade 3", choices=kinds.DISABILITIES),
    f("amount", "yuan", "每月金额", "amount a month"),
    f("percent", "whole", "百分比", "percent", low=1, high=100),
    choice("of", "百分比的基数", "percent of what", {"standard": Text("低保标准", "the standard"), "benefit": Text("本人应得低保金", "the member's own share")}),
), Uplift, uplift_faults)  # fmt: skip


def _limit(**v: Any) -> PropertyLimit:
    given = [v[key] for key in ("at_most_yuan", "at_most_count", "at_most_area") if v[key] is not None]
    return PropertyLimit(
        v["key"], Text(v["name_zh"], v["name_en"]), v["kinds"], v["measure"], v["per"] == "head",
        given[0] if len(given) == 1 else None, v["standard_months"],
    )  # fmt: skip


def limit_faults(made: PropertyLimit, path: str) -> Iterator[Problem]:
    """Kinds exist, and exactly one limit of the right measure is given."""
    for kind in made.kinds:
        if kind not in kinds.names("property"):
            yield Problem(f"{path}.kinds", Text(f"没有这种财产：{kind}", f"no such kind of property: {kind}"))
    if (made.at_most is None) == (made.standard_months is None):
        yield Problem(path, Text("限额只写一个", "give exactly one limit"))
    if made.standard_months is not None and made.measure != "value":
        yield Problem(
            path,
            Text("只有价值可以按标准的月数设限", "only a value can be limited in months of the standard"),
        )


PROPERTY_LIMIT = Shape("property_limit", (
    f("key", "text", "键", "key", required=True),
    f("name_zh", "text", "名称", "name in Chinese", required=True),
    f("name_en", "text", "英文名称", "name in English", required=True),
    f("kinds", "texts", "财产种类", "kinds of property", required=True, choices=kinds.names("property")),
    choice("measure", "计量", "measure", {"value": Text("价值", "value"), "count": Text("数量", "number"), "area": Text("面积", "area")}, required=True),
    choice("per", "按人均还是按户", "a head or a household", {"head": Text("人均", "a head"), "household": Text("每户", "a household")}, required=True),
    f("at_most_yuan", "yuan", "不超过（元）", "at most, yuan"),
    f("at_most_count", "whole", "不超过（个）", "at most, pieces"),
    f("at_most_area", "square", "不超过（平方米）", "at most, square metres"),
    f("standard_months", "whole", "不超过几个月的低保标准", "at most so many months of the standard", low=1, high=240),
), _limit, limit_faults, (
    ("at_most_yuan", "at_most_count"), ("at_most_yuan", "at_most_area"), ("at_most_count", "at_most_area"),
))  # fmt: skip

KIND_RULE = Shape("income_kind", (
    choice("kind", "收入种类", "kind of income", kinds.names("income"), required=True),
    f("counted", "flag", "是否计入", "whether it counts", required=True),
), KindRule)  # fmt: skip

DEDUCTION_RULE = Shape("deduction_rule", (
    choice("kind", "扣减种类", "kind of deduction", kinds.names("deduction"), required=True),
    f("at_most", "yuan", "每人每月上限", "at most, for each member and month"),
), DeductionRule)  # fmt: skip

NOTICE = Shape("notice", (
    f("days", "whole", "天数", "days", required=True, low=1, high=90),
    choice("unit", "工作日还是自然日", "working or calendar days", {"working": Text("工作日", "working"), "calendar": Text("自然日", "calendar")}, required=True),
), Notice)  # fmt: skip


def tiers_fall(made: tuple[Tier, ...]) -> bool:
    """Whether tiers rise in income, fall in money, and reach the standard."""
    steps = [tier for tier in made if tier is not None]
    rising = all(a.below_percent < b.below_percent for a, b in pairwise(steps))
    falling = all(a.per_person >= b.per_person for a, b in pairwise(steps))
    return bool(steps) and rising and falling and steps[-1].below_percent == 100


def _key(key: str, field: Field, authority: Text) -> tuple[str, CountyKey]:
    return key, CountyKey(field, authority)


def _v(kind: Any, zh: str, en: str, **more: Any) -> Field:
    return f("value", kind, zh, en, required=True, **more)


KEYS: dict[str, CountyKey] = dict((
    _key("standard.urban", _v("shape", "城市低保标准", "the urban dibao standard", shape=STANDARD), GOVERNMENT),
    _key("standard.rural", _v("shape", "农村低保标准", "the rural dibao standard", shape=STANDARD), GOVERNMENT),
    _key("income_period_months", _v("whole", "收入核算的“规定期限”（月数）", "the months over which income is reckoned", low=1, high=24), COUNTY),
    _key("property_limits", _v("list", "家庭财产限额", "the limits on property", shape=PROPERTY_LIMIT, once="key"), GOVERNMENT),
    _key("necessities", _v("texts", "可作为必需财产豁免的财产种类", "kinds of property that may be left out as necessities", choices=kinds.names("property")), GOVERNMENT),
    _key("uplifts", _v("list", "分类施保", "the uplifts for members in special need", shape=UPLIFT), GOVERNMENT),
    _key("uplift_combination", Field("value", "choice", Text("一人符合多项分类施保时取最高还是相加", "highest or sum, where several uplifts fit one member"), required=True, choices={"highest": Text("取最高", "highest"), "sum": Text("相加", "sum")}), GOVERNMENT),
    _key("benefit_method", Field("value", "choice", Text("低保金计算方式（补差或分档）", "how the benefit is computed: gap or tiers"), required=True, choices={"gap": Text("补差", "gap"), "tiers": Text("分档", "tiers")}), COUNTY),
    _key("tiers.urban", _v("list", "城市低保分档", "the urban tiers", shape=TIER, accept=tiers_fall), COUNTY),
    _key("tiers.rural", _v("list", "农村低保分档", "the rural tiers", shape=TIER, accept=tiers_fall), COUNTY),
    _key("income_kinds", _v("list", "当地规定计入或不计入的收入种类", "kinds of income the locality counts or leaves out", shape=KIND_RULE, once="kind"), PREFECTURE),
    _key("base_pension_excluded", _v("flag", "2026年起基础养老金是否仍不计入收入", "whether the basic pension is still left out of income from 2026"), COUNTY),
    _key("deductions", _v("list", "可扣减的刚性支出和就业成本", "the rigid expenses and costs of working that are deducted", shape=DEDUCTION_RULE, once="kind"), COUNTY),
    _key("imputed_income", _v("flag", "是否用“劳动力系数”等推算收入", "whether income is imputed"), COUNTY),
    _key("loss_offsets", _v("flag", "经营或财产亏损能否抵减其他收入", "whether a loss of business or property lowers other income"), COUNTY),
    _key("spread_kinds", _v("texts", "按所属期间分摊的收入种类", "kinds of income spread over their span", choices=kinds.names("income")), COUNTY),
    _key("mixed_household", Field("value", "choice", Text("城乡户籍混合家庭的收入合并还是分开核算", "whether a household of both registers reckons income together or apart"), required=True, choices={"together": Text("合并核算人均收入", "together"), "apart": Text("分开核算", "apart")}), COUNTY),
    _key("residence_permit", _v("flag", "持居住证人员能否在本县申请", "whether holders of a residence permit may apply here"), COUNTY),
    _key("single_grounds", _v("texts", "县规定可单独申请的情形", "the county's grounds for applying alone"), COUNTY),
    _key("provincial_exclusions", _v("texts", "省里规定不计入家庭成员的情形", "the province's grounds for leaving a member out"), PROVINCE),
    _key("taper_months", _v("whole", "渐退期月数", "months of taper", low=1, high=24), COUNTY),
    _key("advance_notice_days", _v("shape", "停发、减发前告知期", "days of notice before a stop or reduction", shape=NOTICE), COUNTY),
    _key("delegated_to_town", _v("flag", "审核确认权限是否下放乡镇", "whether confirmation is delegated to towns"), COUNTY),
))  # fmt: skip
