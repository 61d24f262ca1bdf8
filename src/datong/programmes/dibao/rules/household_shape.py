"""The shape of the household document: its keys, what each means, and what must agree."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from functools import cache
from typing import Any

from datong.kernel.bilingual import Text
from datong.programmes.dibao.rules import kinds
from datong.programmes.dibao.rules.document import (
    Absence,
    Declaration,
    Deduction,
    Disability,
    HouseholdDocument,
    IncomeItem,
    Judgement,
    Member,
    PropertyItem,
    Single,
)
from datong.programmes.dibao.rules.errors import BadDocument, Problem
from datong.programmes.dibao.rules.shapes import Field, Shape, choice, f

__all__ = ["VERSION", "household", "parse_document"]

VERSION = 1


def parse_document(given: Any) -> HouseholdDocument:
    """Read a document from what JSON, YAML or a page gave. Raises BadDocument with every fault, its path and what to do."""
    faults: list[Problem] = []
    read = household().read(given, "", faults)
    if faults:
        raise BadDocument(faults)
    assert isinstance(read, HouseholdDocument)  # noqa: S101 - no faults, so the shape made it
    return read


def _money(key: str, zh: str, en: str) -> tuple[Field, Field]:
    return (
        f(key, "yuan", f"{zh}（元，加引号）", f"{en} in yuan, in quotation marks"),
        f(f"{key}_fen", "fen", f"{zh}（分）；与 {key} 二者填一", f"{en} in fen; fill this or {key}"),
    )


def _fen(yuan: int | None, fen: int | None) -> int | None:
    return yuan if fen is None else fen


def _span() -> tuple[Field, ...]:
    return (
        f("month", "month", "所属月份（只有一个月时）", "the month, when it is one"),
        f("from", "month", "起始月份", "first month"),
        f("to", "month", "截止月份", "last month"),
        choice(
            "per",
            "金额是每月的还是整个期间的，默认整个期间",
            "whether amounts are for each month or for the whole span (default)",
            kinds.PER,
        ),
    )


TIMED = (("amount", "amount_fen"), ("month", "from"), ("month", "to"))
MEMBER_REF = f("member", "text", "成员编号", "the member's id")
SOURCE = f("source", "text", "材料或出处", "the paper or other source")


def _timed(values: dict[str, Any]) -> dict[str, Any]:
    """Month or span, and amounts, as the records hold them."""
    month, first, last = values.pop("month"), values.pop("from"), values.pop("to")
    amount, fen = values.pop("amount"), values.pop("amount_fen")
    per = values.pop("per") or ("month" if month is not None else "period")
    return values | {
        "first": first if month is None else month,
        "last": last if month is None else month,
        "amount": _fen(amount, fen),
        "per": per,
    }


def _income(**values: Any) -> IncomeItem:
    costs = _fen(values.pop("costs"), values.pop("costs_fen"))
    return IncomeItem(path="", costs=costs, **_timed(values))


def _supporter(**values: Any) -> IncomeItem:
    name, relation = values.pop("name"), values.pop("relation")
    label = f"{kinds.SUPPORTERS[relation].zh} {name or ''}".strip()
    return IncomeItem(path="", kind="support", supporter=label, **_timed(values))


def _deduction(**values: Any) -> Deduction:
    return Deduction(path="", **_timed(values))


def _property(**values: Any) -> PropertyItem:
    value = _fen(values.pop("value"), values.pop("value_fen"))
    count = values.pop("count")
    return PropertyItem(path="", value=value, count=1 if count is None else count, **values)


def _household(**values: Any) -> HouseholdDocument:
    """Items learn their paths; supporters' payments join the income."""
    del values["version"]
    supporters = _placed(values.pop("supporters"), "supporters")
    return HouseholdDocument(
        **values
        | {
            "declaration": values["declaration"] or Declaration(),
            "income": _placed(values["income"], "income") + supporters,
            "deductions": _placed(values["deductions"], "deductions"),
            "property": _placed(values["property"], "property"),
        }
    )


def _placed(items: tuple[Any, ...], key: str) -> tuple[Any, ...]:
    return tuple(dataclasses.replace(item, path=f"{key}[{number}]") for number, item in enumerate(items))


@cache
def household() -> Shape:
    """The whole document."""
    return Shape("household", (
        f("version", "whole", "格式版本，现为 1", "version of this format: 1", required=True, low=VERSION, high=VERSION),
        choice("area", "申请城市低保还是农村低保", "urban or rural dibao", kinds.AREAS, required=True),
        f("applicant", "text", "申请人的成员编号", "the applicant's member id", required=True),
        f("registered_here", "flag", "申请人户籍是否在本县", "whether the applicant is registered in this county"),
        f("residence_permit", "flag", "申请人是否持本地居住证", "whether the applicant holds a residence permit here"),
        f("single", "shape", "单独提出申请（单人户）的理由", "the ground for applying alone", shape=single()),
        f("declaration", "shape", "签字声明", "the signed declaration", shape=declaration()),
        f("members", "list", "成员", "members", required=True, shape=member()),
        f("income", "list", "收入", "income", shape=income()),
        f("deductions", "list", "扣减", "deductions", shape=deduction()),
        f("property", "list", "财产", "property", shape=property_item()),
        f("supporters", "list", "户外赡养、抚养、扶养义务人", "persons outside the household who owe support", shape=supporter()),
        f("note", "text", "备注", "a note"),
    ), _household, agree)  # fmt: skip


def single() -> Shape:
    """Applying alone."""
    return Shape("single", (
        choice("ground", "理由", "the ground", kinds.names("single"), required=True),
        f("family_borderline", "flag", "所在家庭是否已认定为低保边缘家庭", "whether the family is a recognised borderline household"),
        f("family_in_difficulty", "flag", "所在家庭是否困难", "whether the family is in difficulty"),
        f("religious_house", "flag", "是否在宗教场所居住", "whether they live in a religious house"),
        f("county_ground", "text", "县规定的情形（其键）", "the county's own ground, by its key"),
    ), Single)  # fmt: skip


def declaration() -> Shape:
    """What was declared complete."""
    return Shape("declaration", (
        f("date", "day", "签字日期", "day of signature"),
        f("members_complete", "flag", "成员情况已列全", "all facts about members are listed"),
        f("income_complete", "flag", "收入已列全", "all income is listed"),
        f("property_complete", "flag", "财产已列全", "all property is listed"),
    ), Declaration)  # fmt: skip


def member() -> Shape:
    """One person."""
    return Shape("members", (
        f("id", "text", "成员编号，文书内不重复", "an id, once in the document", required=True),
        choice("relation", "与申请人的关系", "relation to the applicant", kinds.RELATIONS, required=True),
        f("name", "text", "姓名", "name"),
        f("birth", "day", "出生日期", "date of birth"),
        choice("hukou", "户籍类别", "type of register", kinds.REGISTERS),
        f("lives_together", "flag", "是否长期共同居住", "whether they have long lived together"),
        f("legal_duty", "flag", "与申请人之间有无法定赡养、扶养、抚养义务", "whether a legal duty of support binds them and the applicant"),
        choice("study", "在校学习", "study", kinds.STUDIES),
        f("full_time", "flag", "是否全日制", "whether study is full-time"),
        f("cannot_live_alone", "flag", "成年但不能独立生活", "adult who cannot live independently"),
        f("disability", "shape", "残疾人证", "disability certificate", shape=Shape("disability", (
            choice("kind", "类别", "kind", kinds.DISABILITIES, required=True),
            f("grade", "whole", "等级，1 最重", "grade, 1 is gravest", required=True, low=1, high=4),
        ), Disability)),
        f("serious_illness", "flag", "患当地认定的重特大疾病（2012年办法：重病）", "a serious illness recognised locally"),
        f("pregnant", "flag", "怀孕", "pregnant"),
        choice("work_capacity", "劳动能力", "capacity to work", kinds.CAPACITIES),
        f("employed", "flag", "是否就业", "whether in work"),
        f("hard_to_employ", "flag", "确实难以就业或较长时间无法获得收入", "truly hard to employ, or long without income"),
        f("work_refusals", "whole", "无正当理由连续拒绝介绍工作的次数", "suitable work refused in a row without good reason", high=99),
        f("own_register", "flag", "是否单独立户", "whether on a register of their own"),
        f("clergy_since", "day", "宗教教职人员脱离家庭独立生活的起始日", "day since which a cleric has lived apart from the family"),
        f("absence", "shape", "服刑等情形", "away by order of law", shape=Shape("absence", (
            choice("kind", "情形", "kind", kinds.ABSENCES, required=True),
            f("since", "day", "起始日", "since"),
        ), Absence)),
        f("provincial_exclusion", "text", "省里规定不计入的情形（其键）", "the province's ground for leaving out, by its key"),
        f("died_on", "day", "死亡日期", "day of death"),
        f("groups", "texts", "县规定的困难人员类别（其键）", "groups in special need named by the county, by their keys"),
        SOURCE,
    ), Member)  # fmt: skip


def income() -> Shape:
    """One item of income."""
    return Shape("income", (
        MEMBER_REF,
        choice("kind", "种类", "kind", kinds.names("income"), required=True),
        *_span(),
        *_money("amount", "金额", "amount"),
        *_money("costs", "为取得该收入支出的成本、费用", "what was spent to earn it"),
        choice("method", "依据", "how it is known", kinds.METHODS, required=True),
        f("reason", "text", "推算的理由（推算时必填）", "reason for imputing it; required when imputed"),
        f("spread", "flag", "按年或按季一次取得，应按所属期间分摊", "received once for a year or season, to be spread over its span"),
        choice("giver", "供养费由谁给付", "who pays the support", kinds.GIVERS),
        f("judgement", "shape", "法律留有余地时由人作出的判断", "a person's judgement where the law leaves room", shape=Shape("judgement", (
            f("counted", "flag", "是否计入", "whether it counts", required=True),
            f("reason", "text", "理由", "reason", required=True),
        ), Judgement)),
        SOURCE,
    ), _income, _item_faults, (*TIMED, ("costs", "costs_fen")))  # fmt: skip


def supporter() -> Shape:
    """One person who owes support, and what they pay."""
    return Shape("supporters", (
        f("name", "text", "姓名", "name"),
        choice("relation", "与被供养人的关系", "relation to the member", kinds.SUPPORTERS, required=True),
        MEMBER_REF,
        *_span(),
        *_money("amount", "给付金额；没有给付写 \"0\"", 'what they pay; "0" when they pay nothing'),
        choice("method", "依据", "how it is known", kinds.METHODS, required=True),
        f("reason", "text", "推算的理由（推算时必填）", "reason for imputing it; required when imputed"),
        choice("giver", "供养费由谁给付", "who pays the support", kinds.GIVERS),
        f("judgement", "shape", "法律留有余地时由人作出的判断", "a person's judgement where the law leaves room", shape=Shape("judgement", (
            f("counted", "flag", "是否计入", "whether it counts", required=True),
            f("reason", "text", "理由", "reason", required=True),
        ), Judgement)),
        SOURCE,
    ), _supporter, _item_faults, TIMED)  # fmt: skip


def deduction() -> Shape:
    """One deduction."""
    return Shape("deductions", (
        MEMBER_REF,
        choice("kind", "种类", "kind", kinds.names("deduction"), required=True),
        *_span(),
        *_money("amount", "金额", "amount"),
        SOURCE,
    ), _deduction, _item_faults, TIMED)  # fmt: skip


def property_item() -> Shape:
    """One thing owned."""
    return Shape("property", (
        MEMBER_REF,
        choice("kind", "种类", "kind", kinds.names("property"), required=True),
        *_money("value", "价值", "value"),
        f("count", "whole", "数量，默认 1", "how many, 1 unless stated", high=10_000),
        f("area", "square", "面积（平方米，加引号）", "area in square metres, in quotation marks"),
        choice("exempt", "主张豁免的理由", "ground for leaving it out", kinds.EXEMPTIONS),
        f("reason", "text", "说明", "explanation"),
        SOURCE,
    ), _property, None, (("value", "value_fen"),))  # fmt: skip


def _item_faults(item: IncomeItem | Deduction, path: str) -> Iterator[Problem]:
    if item.first is not None and item.last is not None and item.last < item.first:
        yield Problem(f"{path}.to", Text("截止月份早于起始月份", "the last month is before the first"))
    if isinstance(item, IncomeItem) and item.method == "imputed" and not item.reason:
        yield Problem(f"{path}.reason", Text("推算的收入必须写明理由", "imputed income needs its reason"))


def agree(document: HouseholdDocument, _path: str) -> Iterator[Problem]:
    """What must agree between the parts: ids once, references to members that exist, one applicant."""
    ids = [person.id for person in document.members]
    for number, person in enumerate(document.members):
        if person.id in ids[:number]:
            yield Problem(
                f"members[{number}].id", Text(f"编号 {person.id} 重复", f"id {person.id} stands twice")
            )
        if (person.relation == "self") != (person.id == document.applicant):
            yield Problem(
                f"members[{number}].relation",
                Text("申请人（且只有申请人）的关系填 self", "the applicant, and nobody else, is self"),
            )
    if document.applicant not in ids:
        yield Problem("applicant", Text("成员中没有这个编号", "no member has this id"))
    items: tuple[IncomeItem | Deduction | PropertyItem, ...] = (
        *document.income, *document.deductions, *document.property
    )  # fmt: skip
    for item in items:
        if item.member is not None and item.member not in ids:
            yield Problem(
                f"{item.path}.member", Text(f"成员中没有 {item.member}", f"no member {item.member}")
            )
