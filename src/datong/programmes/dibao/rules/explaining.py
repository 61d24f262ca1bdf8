"""`assess`: the reckoning told in lines, each with its article."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from datong.engine.algebra import PLAIN
from datong.kernel.bilingual import Text
from datong.programmes.dibao.rules import kinds, words
from datong.programmes.dibao.rules.assessment import (
    Assessment,
    Criterion,
    IncomeLine,
    MemberLine,
    UpliftLine,
    money,
)
from datong.programmes.dibao.rules.assets import LimitFound, bound_of
from datong.programmes.dibao.rules.changes import changes_of
from datong.programmes.dibao.rules.computing import computation_of
from datong.programmes.dibao.rules.county import CountyParameters
from datong.programmes.dibao.rules.county_shape import UPLIFT, PropertyLimit
from datong.programmes.dibao.rules.document import Deduction, HouseholdDocument, IncomeItem, Member
from datong.programmes.dibao.rules.incomes import ItemFound, Why
from datong.programmes.dibao.rules.membership import ALONE, CLAUSES, PersonFound
from datong.programmes.dibao.rules.reckoning import Reckoning, reckon
from datong.programmes.dibao.rules.shapes import month_words

__all__ = ["assess"]


def assess(document: HouseholdDocument, on: dt.date, county: CountyParameters) -> Assessment:
    """Assess a household by the law of day `on` (the application's; for a review, the review's), and explain it.

    Raises NotInForce before 2012-12-12. What is missing raises nothing: the verdict is undetermined and names it.
    """
    r = reckon(document, on, county)
    criteria = tuple(_criteria(r))
    return Assessment(
        on=on,
        pack=r.law.pack.key,
        rules=r.law.pack.version,
        county_version=county.version,
        demonstration=county.demonstration,
        area=document.area,
        eligible=r.eligible,
        amount=r.amount,
        borderline=_borderline(r),
        members=tuple(_member(r, *found) for found in r.people()),
        income=(*(_income(r, *i) for i in r.income()), *(_deduction(r, *d) for d in r.deductions())),
        uplifts=tuple(_uplifts(r)),
        criteria=criteria,
        computation=computation_of(r),
        reasons=tuple(_reasons(r, criteria)),
        changes=changes_of(r),
        missing=tuple(r.missing),
        notices=tuple(_notices(r)),
        trace=r.trace,
    )


def _member(r: Reckoning, member: Member, found: PersonFound) -> MemberLine:
    if found.clause is None:
        basis, article = words.WHY["missing"], r.law.at("household.others").cite
    else:
        key, basis = CLAUSES[found.clause]
        article = r.law.at(key).cite
        if found.clause == ALONE and r.document.single is not None:
            ground = r.law.find(f"single.{r.document.single.ground}")
            article = ground.cite if ground else article
        if found.clause > 0 and found.paid is False:
            apart = r.law.at("eligibility.by_register_type").cite
            basis = Text(f"{basis.zh}；{words.APPLIES_APART.zh}", f"{basis.en}; {words.APPLIES_APART.en}")
            article = Text(f"{article.zh}；{apart.zh}", f"{article.en}; {apart.en}")
    relation = kinds.RELATIONS[member.relation]
    return MemberLine(member.id, member.name or "", relation, found.counted, found.paid, basis, article)


def _why(found: ItemFound) -> str:
    return "missing" if found.why >= Why.MISSING else Why(found.why).name.lower()


def _income(r: Reckoning, item: IncomeItem, found: ItemFound) -> IncomeLine:
    rule, why = r.law.income[item.kind], _why(found)
    reason = words.WHY[why].format(first=month_words(r.law.first), last=month_words(r.law.last))
    if why in {"judged_out", "waived"} and item.judgement:
        reason = Text(f"{reason.zh}：{item.judgement.reason}", f"{reason.en}: {item.judgement.reason}")
    elif rule.note is not None and why in {"counted", "missing", "law"}:
        reason = Text(f"{reason.zh}（{rule.note.zh}）", f"{reason.en} ({rule.note.en})")
    counted = None if why == "missing" else why == "counted"
    return IncomeLine(
        item.path, item.member or "", kinds.names("income")[item.kind], kinds.METHODS[item.method], item.source or "",
        None if counted is None else found.net, counted, reason, rule.cite,
    )  # fmt: skip


def _deduction(r: Reckoning, item: Deduction, found: ItemFound) -> IncomeLine:
    rule = r.law.deductions[item.kind]
    why = {"counted": "deducted", "law": "not_deducted"}.get(_why(found), _why(found))
    reason = words.WHY[why].format(first=month_words(r.law.first), last=month_words(r.law.last))
    return IncomeLine(
        item.path, item.member or "", kinds.names("deduction")[item.kind], Text("", ""), item.source or "",
        None if why == "missing" else found.net, None if why == "missing" else found.why == Why.COUNTED, reason, rule.cite,
        deducted=True,
    )  # fmt: skip


def _criteria(r: Reckoning) -> Iterator[Criterion]:
    law = r.law
    yield Criterion(
        "registered", words.NAMES["registered"], _flag(r.found.registered), words.CONDITION["asked"], r.found.registered,
        law.at("eligibility.registration").cite,
    )  # fmt: skip
    if r.document.single is not None:
        ground = r.document.single.ground
        value = law.find(f"single.{ground}")
        article = (
            value.cite if value else Text("当日没有这一理由的规定", "no rule gives this ground on that day")
        )
        yield Criterion(
            "single",
            words.NAMES["single"],
            kinds.names("single")[ground],
            words.CONDITION["asked"],
            r.found.ground,
            article,
        )
    settled = all(found.paid is not None for found in r.found.persons)
    yield Criterion(
        "household", words.NAMES["household"], words.CONDITION["persons"].format(n=r.found.sums.paid), words.CONDITION["someone"],
        r.found.sums.paid > 0 if settled or r.found.sums.paid else None, law.at("household.self").cite,
    )  # fmt: skip
    yield _income_criterion(r)
    for limit, tested in r.limits():
        yield _property_criterion(r, limit, tested)


def _flag(value: bool | None) -> Text:
    return words.NOT_KNOWN if value is None else words.CONDITION["yes" if value else "no"]


def _income_criterion(r: Reckoning) -> Criterion:
    """Income per head against the standard; not judged while anything that enters it is missing."""
    law, h = r.law, r.found.sums
    standard = law.county.find(f"standard.{law.area}", law.on)
    threshold, value, met = words.NOT_KNOWN, words.NOT_KNOWN, None
    if law.standard is not None:
        threshold = words.CONDITION["below"].format(n=money(_rounded(law.standard.fen, law.standard.months)))
    if r.verdict.below is not None and _income_settled(r):
        head = _rounded(h.income, h.months * h.members)
        value, met = words.CONDITION["income"].format(n=money(head)), r.verdict.below
    return Criterion(
        "income", words.NAMES["income"], value, threshold, met, law.at("eligibility.income_test").cite,
        standard.document if standard else "",
    )  # fmt: skip


def _income_settled(r: Reckoning) -> bool:
    """Whether members, items and settings that enter the income are all known."""
    unsettled = (
        "members",
        "income",
        "deductions",
        "supporters",
        "declaration.members",
        "declaration.income",
        "loss_offsets",
    )
    return not any(gap.key.startswith(unsettled) or gap.kind != "fact" for gap in r.missing)


def _property_criterion(r: Reckoning, limit: PropertyLimit, tested: LimitFound) -> Criterion:
    document = r.law.county.find("property_limits", r.law.on)
    numerator, denominator = bound_of(PLAIN, limit, r.found.members, r.terms)
    bound = numerator // denominator
    counted = limit.measure == "count"
    threshold = words.CONDITION[limit.measure].format(n=bound if counted else money(bound))
    if limit.per_head:
        threshold = words.TOGETHER.format(limit=threshold, n=r.found.members)
    unit = words.CONDITION["income"] if limit.measure == "value" else Text("{n}", "{n}")
    total = tested.total
    value = words.NOT_KNOWN if total is None else unit.format(n=total if counted else money(total))
    settled = r.document.declaration.property_complete and all(p.counted is not None for p in r.found.persons)
    return Criterion(
        f"property.{limit.key}", words.NAMES["property"].format(name=limit.name), value,
        threshold,
        tested.kept if settled and not (limit.standard_months and r.law.standard is None) else None,
        r.law.at("eligibility.property_test").cite, document.document if document else "",
    )  # fmt: skip


def _rounded(numerator: int, denominator: int) -> int:
    """Half up, for showing only; verdicts and amounts use the exact ratio."""
    return (2 * numerator + denominator) // (2 * denominator)


def _uplifts(r: Reckoning) -> Iterator[UpliftLine]:
    groups = UPLIFT.by_key["group"].choices or {}
    for member, uplift in r.uplifts():
        if uplift.percent is None:
            text = words.UPLIFT["fixed"].format(n=money(uplift.amount or 0))
        else:
            text = words.UPLIFT[uplift.of or "standard"].format(n=uplift.percent)
        yield UpliftLine(member.id, groups[uplift.group], text)


def _borderline(r: Reckoning) -> bool | None:
    """2021 art. 8: not eligible, income below 1.5 times the standard, property as required."""
    ratio = r.law.find("eligibility.borderline_ratio")
    h = r.found.sums
    if ratio is None or r.eligible is None or not r.found.members:
        return None
    below = (
        h.income * h.standard_months * ratio.value.denominator
        < h.standard * h.months * h.members * ratio.value.numerator
    )
    return not r.eligible and below and all(tested.kept for tested in r.found.limits)


def _reasons(r: Reckoning, criteria: tuple[Criterion, ...]) -> Iterator[Text]:
    if r.missing:
        yield words.UNDETERMINED.format(n=len(r.missing))
        yield from (gap.text for gap in r.missing)
        return
    for criterion in criteria:
        if not criterion.met:
            yield words.NOT_MET.format(
                name=criterion.name,
                value=criterion.value,
                threshold=criterion.threshold,
                article=criterion.article,
            )
    if r.eligible:
        yield Text("各项条件都满足", "every condition is met")


def _notices(r: Reckoning) -> Iterator[Text]:
    if r.law.county.demonstration:
        yield words.DEMONSTRATION
    if any(item.method == "imputed" and found.why == Why.COUNTED for item, found in r.income()):
        yield words.IMPUTED
    ratio = r.law.find("eligibility.borderline_ratio")
    if ratio is not None and _borderline(r):
        yield words.BORDERLINE.format(ratio=f"{float(ratio.value):g}", article=ratio.cite)
    refusals = r.law.find("review.work_refusals")
    for member, found in r.people():
        refused = member.work_refusals or 0
        if refusals is not None and found.paid and refused >= refusals.value:
            yield words.WORK_REFUSED.format(name=member.name or member.id, n=refused, article=refusals.cite)
    for kind in sorted({item.kind for item, found in r.income() if found.why == Why.COUNTED}):
        value = r.law.at(f"income.{kind}")
        if value.confidence != "H" and value.unknown is None:
            yield words.SETTLED_BY_OTHERS.format(kind=value.name)
