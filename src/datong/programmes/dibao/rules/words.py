"""The sentences of an assessment."""

from __future__ import annotations

from datong.kernel.bilingual import Text

__all__ = [
    "APPLIES_APART",
    "BORDERLINE",
    "CONDITION",
    "DEMONSTRATION",
    "IMPUTED",
    "INCOME_LINES",
    "NAMES",
    "NOT_KNOWN",
    "NOT_MET",
    "SETTLED_BY_OTHERS",
    "TOGETHER",
    "UNDETERMINED",
    "UPLIFT",
    "WHY",
    "WORK_REFUSED",
]

NAMES = {
    "registered": Text("户籍在本县", "registered in this county"),
    "single": Text("单独申请的理由", "ground for applying alone"),
    "household": Text("有可计入的家庭成员", "there are members to be counted"),
    "income": Text("家庭人均月收入低于低保标准", "monthly income per head below the standard"),
    "property": Text("家庭财产：{name}", "property: {name}"),
}
NOT_KNOWN = Text("不知道", "not known")
CONDITION = {
    "yes": Text("是", "yes"),
    "no": Text("否", "no"),
    "asked": Text("须为是", "must be so"),
    "below": Text("低于 {n} 元", "below {n} yuan"),
    "income": Text("{n} 元", "{n} yuan"),
    "persons": Text("{n} 人", "{n} persons"),
    "someone": Text("至少 1 人", "at least 1"),
    "value": Text("不超过 {n} 元", "at most {n} yuan"),
    "count": Text("不超过 {n} 件", "at most {n}"),
    "area": Text("不超过 {n} 平方米", "at most {n} square metres"),
}
TOGETHER = Text("{limit}（{n} 人合计）", "{limit} (for {n} persons together)")
WHY = {
    "counted": Text("计入", "counted"),
    "law": Text("按规定不计入", "not counted by law"),
    "outside": Text("不在核算期 {first} 至 {last} 内", "outside the period reckoned, {first} to {last}"),
    "not_member": Text("不是计入的家庭成员", "not of a member who is counted"),
    "not_imputed": Text("本县不推算收入，不计入", "the county does not impute income: not counted"),
    "judged_out": Text("经综合判断不计入", "left out on judgement of the case"),
    "waived": Text("供养费视情豁免，不计入", "support left out on judgement of the case"),
    "missing": Text("缺少资料或参数，还不能核算", "facts or parameters are missing"),
    "deducted": Text("扣减", "deducted"),
    "not_deducted": Text("没有扣减的规定，不扣减", "no rule deducts it"),
}
INCOME_LINES = {
    "period": Text(
        "核算期 {first} 至 {last}（{months} 个月）可计收入合计 {income} 元",
        "counted income over {first} to {last} ({months} months): {income} yuan",
    ),
    "head": Text(
        "人均月收入＝{income} ÷ {months} 个月 ÷ {members} 人＝{head} 元",
        "per head and month: {income} / {months} months / {members} persons = {head} yuan",
    ),
    "month_standard": Text(
        "{area}低保标准每人每月 {standard} 元", "the {area} standard is {standard} yuan a head and month"
    ),
    "year_standard": Text(
        "{area}低保标准每人每年 {standard} 元，每月 {standard} ÷ {months}＝{monthly} 元",
        "the {area} standard is {standard} yuan a head and year, {standard} / {months} = {monthly} yuan a month",
    ),
    "gap": Text(
        "补差＝（每月标准－人均月收入）× {paid} 人＝{base} 元",
        "gap: (monthly standard - income per head) x {paid} persons = {base} yuan",
    ),
    "tier": Text(
        "分档＝每人每月 {tier} 元 × {paid} 人＝{base} 元",
        "tier: {tier} yuan a head x {paid} persons = {base} yuan",
    ),
    "total": Text(
        "月低保金＝以上精确值相加（中间不取舍），到分四舍五入＝{amount} 元",
        "benefit a month: the exact values added (none rounded on the way), rounded half up to the fen = {amount} yuan",
    ),
}
UPLIFT = {
    "fixed": Text("每月 {n} 元", "{n} yuan a month"),
    "standard": Text("每月标准的 {n}%", "{n}% of the monthly standard"),
    "benefit": Text("本人应得低保金的 {n}%", "{n}% of the member's own share"),
    "line": Text("分类施保（{group}）：{text}", "uplift ({group}): {text}"),
}
APPLIES_APART = Text(
    "户籍类别不同，另行申请相应类别的低保", "of the other type of register: applies for the other dibao apart"
)
UNDETERMINED = Text(
    "还缺 {n} 项，补齐前不能认定符合或不符合",
    "{n} things are missing; until they are supplied nothing can be said either way",
)
NOT_MET = Text(
    "不满足：{name}（{value}，要求{threshold}；{article}）",
    "not met: {name} ({value}, required {threshold}; {article})",
)
DEMONSTRATION = Text(
    "所用县级参数是示例值，不是该县实际标准",
    "the county's parameters are demonstration values, not its real standards",
)
BORDERLINE = Text(
    "家庭人均收入低于标准的 {ratio} 倍且财产符合低保限额，可能属于低保边缘家庭（{article}），请另行认定",
    "income per head is below {ratio} times the standard and property within the limits of dibao: possibly a borderline household "
    "({article}), to be recognised separately",
)
IMPUTED = Text(
    "收入中有推算的项目，决定人须逐项核对其理由",
    "some income is imputed; whoever decides must check each reason",
)
WORK_REFUSED = Text(
    "{name} 连续 {n} 次无正当理由拒绝介绍的工作；是否减发或停发其本人的低保金须由县级民政部门的人决定，这里不计算（{article}）",
    "{name} refused suitable work {n} times in a row; whether their own share is reduced or stopped is for people of the county bureau "
    "to decide and is not computed here ({article})",
)
SETTLED_BY_OTHERS = Text(
    "收入“{kind}”的处理依据一般条文推定，把握中等，请核对当地规定",
    'the treatment of "{kind}" rests on a general clause (medium confidence); check local rules',
)
