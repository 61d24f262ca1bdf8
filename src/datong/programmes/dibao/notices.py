"""The letters of dibao (告知书), in plain words: what, why, by which numbers, how to object, until when, whom to ask.

Each is written from its kept facts alone. The amount can be computed again from the table in the letter.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from datong.foundation.documents.service import Doc, Grid, Letter
from datong.foundation.notices.service import NoticeKind
from datong.kernel.bilingual import Text
from datong.kernel.numerals import chinese_date, english_date
from datong.programmes.dibao.queries.decided import amount_from
from datong.programmes.dibao.rules import money

Facts = Mapping[str, Any]
Compose = Callable[[Facts, str], Doc]

TITLES = {
    "accepted": Text("低保申请受理告知书", "Your application has been accepted"),
    "papers": Text("补正材料一次性告知书", "What is still missing in your application"),
    "approval": Text("低保批准通知书", "Your household will receive dibao"),
    "refusal": Text("低保不予批准通知书", "Your application was refused"),
    "change": Text("低保金调整通知书", "Your monthly amount goes up"),
    "reduction": Text("低保金减发通知书", "Your monthly amount is to go down"),
    "stop": Text("低保停发通知书", "Your dibao is to stop"),
    "taper": Text("低保渐退通知书", "Your dibao goes on for a while and then stops"),
    "restored": Text("低保恢复通知书", "Your dibao goes on"),
    "reopened": Text("重新办理告知书", "Your application is taken up again"),
}
ARTICLES = {
    "accepted": "民发〔2012〕220号 第十三条；民发〔2021〕57号 第十条",
    "papers": "民发〔2012〕220号 第十三条；民发〔2021〕57号 第十条",
    "approval": "民发〔2012〕220号 第二十九条；民发〔2021〕57号 第二十一条",
    "refusal": "民发〔2012〕220号 第二十六条；民发〔2021〕57号 第二十一条",
    "change": "社会救助暂行办法 第十三条；民发〔2021〕57号 第三十二条",
    "reduction": "社会救助暂行办法 第十三条；民发〔2021〕57号 第三十二条",
    "stop": "社会救助暂行办法 第十三条；民发〔2021〕57号 第三十二条",
    "taper": "民发〔2021〕57号 第三十三条",
    "restored": "社会救助暂行办法 第六十五条",
    "reopened": "社会救助暂行办法 第六十五条",
}
DECISIONS = {
    "accepted": Text(
        "您家的低保申请已于 {day} 受理，编号 {case}。接下来会有两名以上调查人员到您家入户调查。",
        "Your application was accepted on {day} under number {case}. At least two people will come to visit you.",
    ),
    "papers": Text(
        "您家的低保申请（编号 {case}）还缺少下面列出的材料。材料只告知这一次，补齐后马上继续办理。",
        "Your application (number {case}) lacks the papers listed below. They are listed once; it goes on when they are here.",
    ),
    "approval": Text(
        "批准您家享受低保，每月 {amount} 元，从 {from_month} 起按月发放。",
        "Your household will receive {amount} yuan a month from {from_month} on.",
    ),
    "refusal": Text(
        "您家的低保申请（编号 {case}）没有批准。", "Your application (number {case}) was not approved."
    ),
    "change": Text(
        "您家的低保金调整为每月 {amount} 元，从 {from_month} 起发放。",
        "Your household will receive {amount} yuan a month from {from_month} on.",
    ),
    "reduction": Text(
        "决定将您家的低保金由每月 {before} 元减为每月 {amount} 元。决定现在还没有执行：要在这份通知送到您手中满 {wait}、"
        "而且没有未答复的异议之后才执行；在此之前照原数发放。",
        "Your amount is to go down from {before} to {amount} yuan a month. This is not done yet: only when this letter has "
        "been with you for {wait} and no objection is open. Until then you get what you got.",
    ),
    "stop": Text(
        "决定停发您家的低保金。决定现在还没有执行：要在这份通知送到您手中满 {wait}、而且没有未答复的异议之后才执行；"
        "在此之前照常发放。",
        "Your dibao is to stop. This is not done yet: only when this letter has been with you for {wait} and no objection "
        "is open. Until then you are paid as before.",
    ),
    "taper": Text(
        "您家收入已超过低保标准，给予渐退期：低保金照发到 {last_month}，之后停发。",
        "Your income is now above the standard. You are paid until {last_month}, and then dibao stops.",
    ),
    "restored": Text(
        "您家的低保金恢复（继续）发放，每月 {running} 元；少发的月份补发。",
        "Your dibao goes on at {running} yuan a month; months that were not paid are paid now.",
    ),
    "reopened": Text(
        "原来不予批准的决定已经撤销，您家的申请（编号 {case}）重新办理。",
        "The refusal has been set aside; your application (number {case}) is taken up again.",
    ),
}
SORRY = Text(
    "原来的停发是错的，错在我们。给您家造成的困难，我们诚恳道歉。",
    "The stop was wrong, and the mistake was ours. We are sorry for the hardship it brought to your household.",
)
OWED = Text(
    "{months}少发的共 {amount} 元，随下一次发放一起补上，不需要您申请。",
    "What was not paid for {months}, {amount} yuan in all, comes with the next payment; you need not ask for it.",
)
OBJECT = Text(
    "您可以随时向{county}县级复核提出异议：自己写、打电话、当面说或请村干部代写都可以，凭编号 {case}；由没有参与这个决定的人"
    "{days}答复。异议没有答复之前，不利的决定不执行。您也可以在 {until} 以前申请行政复议，或者依法提起行政诉讼。",
    "You may object at any time to the review of {county}: in writing, by phone, in person or through the village, with "
    "number {case}. Somebody who had no part in this decision answers{days}. Until then nothing is taken away. You may also apply for "
    "administrative review by {until}, or go to court.",
)
WITHIN = Text("在 {n} 个工作日内", " within {n} working days")
ASK = Text(
    "{town}便民服务中心、{village}村（居）委会，或{county}民政局低保窗口。",
    "{town} service centre, {village}, or the civil affairs bureau of {county}.",
)
BEFORE_DECISION = Text(
    "现在还没有作出决定。对办理过程有意见，可以向{county}民政局反映，编号 {case}。",
    "Nothing has been decided yet. If something is wrong, tell the civil affairs bureau of {county}, number {case}.",
)
WHY_PAPERS = Text("缺少的材料：{items}。", "Missing: {items}.")
WHY_NONE = Text("申请材料齐全，符合受理条件。", "The application is complete.")
BY = Text("决定人：{authority} {by}。", "Decided by {by}, {authority}.")

HEAD = (Text("项目", "Item"), Text("数", "Number"))
ROWS: tuple[tuple[str, Text], ...] = (
    ("income", Text("核算期（{first}至{last}，{months}个月）计入的家庭收入合计（元）", "Household income counted over {months} months, {first} to {last} (yuan)")),
    ("months", Text("核算期月数", "Months counted")),
    ("members", Text("计算人均收入的家庭成员（人）", "Members the income is shared by")),
    ("paid", Text("享受保障的人数（人）", "Members who are paid")),
    ("standard", Text("低保标准，每人{span}（元）", "Dibao standard, each person, {span} (yuan)")),
    ("standard_months", Text("标准对应的月数", "Months the standard is for")),
    ("tier", Text("所在档次，每人每月（元）", "Tier, each person and month (yuan)")),
    ("fixed", Text("分类施保固定金额，每月合计（元）", "Fixed supplements, a month in all (yuan)")),
    ("percent_standard", Text("分类施保，按标准的百分比合计（%）", "Supplements as percent of the standard, in all (%)")),
    ("percent_benefit", Text("分类施保，按本人应得的百分比合计（%）", "Supplements as percent of one's own share, in all (%)")),
)  # fmt: skip
MONEY = frozenset({"income", "standard", "tier", "fixed"})
HOW = Text(
    "算法：每人每月差额＝标准÷标准月数－收入÷月数÷成员数；月保障金＝差额×享受人数＋分类施保，四舍五入到分",
    "How: gap a head and month = standard / its months - income / months / members; amount = gap x members paid + supplements",
)
HOW_TIER = Text(
    "算法：月保障金＝档次金额×享受人数＋分类施保", "How: amount = tier x members paid + supplements"
)
RESULT = Text("计算得出每月（元）", "Computed, a month (yuan)")
DECIDED = Text("决定每月（元）", "Decided, a month (yuan)")
SPANS = {1: Text("每月", "a month"), 12: Text("每年", "a year")}


def compose(kind: str) -> Compose:
    """How one kind of letter is written."""

    def write(facts: Facts, lang: str) -> Doc:
        place = {key: facts.get(key, "") for key in ("county", "town", "village", "case")}
        return Letter(
            title=TITLES[kind].to(lang),
            to=facts["name"],
            decision=DECISIONS[kind].format(**place, **said(facts)).to(lang),
            paragraphs=reasons(kind, facts, lang),
            computation=grid(facts, lang) if facts.get("numbers") else None,
            article=facts["article"],
            how_to_object=objecting(facts, place, lang),
            contact=ASK.format(**place).to(lang),
            unit=f"{facts.get('county', '')}民政局"
            if lang == "zh"
            else f"Civil Affairs Bureau of {facts.get('county', '')}",
            lang="en" if lang == "en" else "zh",
        ).doc()

    return write


def said(facts: Facts) -> dict[str, Any]:
    """Days, months and sums in words."""
    return {
        "wait": Text(**facts["wait"]) if facts.get("wait") else Text("", ""),
        "day": said_day(facts["day"]),
        "amount": money(facts.get("amount") or 0),
        "running": money(facts.get("running") or 0),
        "before": money(facts.get("before") or 0),
        "from_month": said_month(facts.get("from_month")),
        "last_month": said_month(facts.get("last_month")),
    }


def reasons(kind: str, facts: Facts, lang: str) -> list[str]:
    """Why, in the decider's own words; or what is missing."""
    if kind == "papers":
        return [
            WHY_PAPERS.format(items=("；" if lang == "zh" else "; ").join(facts.get("papers", ()))).to(lang)
        ]
    if "reasons" not in facts:
        return [WHY_NONE.to(lang)]
    told = [facts["reasons"], *([facts["facts"]] if facts.get("facts") else [])]
    return [*apology(facts, lang), *told, BY.format(authority=facts["authority"], by=facts["by"]).to(lang)]


def apology(facts: Facts, lang: str) -> list[str]:
    """After a stop that was wrong: that it was ours, and what is owed for which months; `owed`: fen by first day of month."""
    if "owed" not in facts:
        return []
    said = [SORRY.to(lang)]
    if owed := facts["owed"]:
        months = [said_month(month) for month in sorted(owed)]
        named = Text("、".join(each.zh for each in months), ", ".join(each.en for each in months))
        said.append(OWED.format(months=named, amount=money(sum(owed.values()))).to(lang))
    return said


def objecting(facts: Facts, place: Mapping[str, Any], lang: str) -> str:
    """How, to whom, until when."""
    if "reasons" not in facts:
        return BEFORE_DECISION.format(**place).to(lang)
    days = WITHIN.format(n=facts["answer_days"]) if facts.get("answer_days") else Text("", "")
    return OBJECT.format(**place, days=days, until=said_day(facts["review_until"])).to(lang)


def grid(facts: Facts, lang: str) -> Grid:
    """The numbers the amount follows from, and the amount."""
    numbers = facts["numbers"]
    words = {
        "first": numbers.get("first_month", ""),
        "last": numbers.get("last_month", ""),
        "months": numbers["months"],
        "span": SPANS.get(
            numbers["standard_months"],
            Text(f"{numbers['standard_months']}个月", f"{numbers['standard_months']} months"),
        ),
    }
    rows = [
        (name.format(**words).to(lang), money(numbers[key]) if key in MONEY else str(numbers[key]))
        for key, name in ROWS
        if key in numbers
    ]
    rows.append(((HOW_TIER if "tier" in numbers else HOW).to(lang), ""))
    rows.append((RESULT.to(lang), money(amount_from(numbers) or 0)))
    if facts.get("amount") is not None:
        rows.append((DECIDED.to(lang), money(facts["amount"])))
    return Grid([each.to(lang) for each in HEAD], rows, widths=(3, 1), numbers=(1,))


def said_day(day: str) -> Text:
    """A day in words."""
    read = dt.date.fromisoformat(day)
    return Text(chinese_date(read), english_date(read))


def said_month(day: str | None) -> Text:
    """A month in words."""
    if not day:
        return Text("", "")
    read = dt.date.fromisoformat(day)
    return Text(f"{read.year}年{read.month}月", f"{read:%B %Y}")


KINDS = tuple(
    NoticeKind(
        key=f"dibao.{kind}",
        programme="dibao",
        name=TITLES[kind],
        article=ARTICLES[kind],
        compose=compose(kind),
    )
    for kind in TITLES
)
