"""The letter by which a household is asked (情况核实告知书): what was seen, where, how old it is, how and until when to answer."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from datong.foundation.documents.service import Doc, Letter
from datong.foundation.notices.service import NoticeKind
from datong.foundation.reviews.enums import ASK, SWITCHED_OFF
from datong.kernel.bilingual import Text
from datong.kernel.numerals import chinese_date, english_date

TITLE = Text("情况核实告知书", "We have a question for you")
ASKED = Text(
    "部门信息核对时看到可能与您家有关的登记，请您说明。这只是询问，不是决定：在有人核实清楚之前，您家的待遇照常发放。",
    "When records of departments were compared we saw entries that may concern your household; please tell us about them. This "
    "is a question, not a decision: until somebody has looked into it, you are paid as before.",
)
WHY = Text(
    "同名同姓、信息过时、登记错误都会这样。请逐条核对：",
    "Namesakes, old data and wrong entries all lead to this. Please check each of these:",
)
HOW = Text(
    "请在收到本告知书之日起{days}内（从第二天起算），到{town}说明，或者请村里代办。口头说就行；有凭证（如卖车协议）请带上，没有也行；"
    "不对的，直接说不对。过了期限还没有人核实的，照样可以说。",
    "Within {days} of receiving this letter, counted from the day after, please tell {town}, or the village, which passes it on. "
    "By word of mouth will do; bring papers if you have any. If something is wrong, say so. After that you can still answer as "
    "long as nobody has decided.",
)
ONLINE = Text(
    "也可以上网：打开{page}“我家的办件”，填办件编号 {case} 和查询码，在“请您说明的情况”里写，那里也写着哪天截止。没有查询码的，请村"
    "（社区）干部当面给您。",
    "Or online: open “My case”{page}, give the case number {case} and your code, and write under “What you are asked about”; "
    "the last day stands there. If you have no code, the village gives you one in person.",
)
WHOM = Text(
    "{town}便民服务中心。来不了、不识字、没有手机的，请村里上门。",
    "The service centre of {town}. Whoever cannot come, read or phone may ask for a visit.",
)
ENTRY = Text("{source}（截至{day}）：{whose}{said}", "{source} (as of {day}): {whose}{said}")
WHOSE = Text("{name}，", "{name}, ")
OFF_TITLE = Text("核对来源停用告知书", "Your list is no longer used for now")
OFF = Text(
    "贵单位提供的“{source}”自{day}起停止用于核对：已核实的 {decided} 条线索中，只有 {confirmed} 条属实，不到一半。"
    "停用期间不再接收这份名单，也不产生新的线索。",
    "“{source}” is no longer used for joint review from {day}: of {decided} matches decided, {confirmed} were true, less "
    "than half. While it is off, no list of it is taken in and no match comes of it.",
)
OFF_WHY = Text(
    "名单过时或登记有误，会使困难群众平白受到查问。不属实的记录可以按来源导出，供贵单位更正。",
    "Old or wrong entries have people in need questioned for nothing. The entries that were wrong can be exported for you to correct.",
)
OFF_HOW = Text(
    "更正后请书面告知县社会救助信息核对工作机构；由具名的工作人员写明理由后恢复使用。对以上数字有不同意见的，也请书面提出。",
    "When they are corrected, say so in writing to the county's joint review office: a named official switches it on again, with "
    "the reason. Write as well if you disagree with these numbers.",
)
OFF_WHOM = Text("{county}社会救助信息核对工作机构", "The joint review office of {county}")


def compose(facts: Mapping[str, Any], lang: str) -> Doc:
    """The letter from its facts: name, items (source, as_of, whose, said), days, town, county, article; case and page: where the
    household answers online, the number of its case (empty: it has none) and the address."""
    place = {"town": facts["town"], "days": Text(**facts["days"])}
    county = facts["county"]
    return Letter(
        title=TITLE.to(lang),
        to=facts["name"],
        decision=ASKED.to(lang),
        paragraphs=[WHY.to(lang), *(entry(item).to(lang) for item in facts["items"])],
        article=facts["article"],
        how_to_object="\n".join(each.to(lang) for each in [HOW.format(**place), *online(facts)]),
        contact=WHOM.format(**place).to(lang),
        unit=f"{county}社会救助信息核对工作机构" if lang == "zh" else f"Joint review office of {county}",
        lang="en" if lang == "en" else "zh",
        asks=True,
    ).doc()


def online(facts: Mapping[str, Any]) -> list[Text]:
    """How to answer online; nothing for a household without a case."""
    number, page = facts.get("case", ""), facts.get("page", "")
    if not number:
        return []
    where = Text(f"网页 {page} ", f" at {page}") if page else Text("县里网站上的", "")
    return [ONLINE.format(case=number, page=where)]


def entry(item: Mapping[str, Any]) -> Text:
    """One entry in words; of letters of long ago in the language they were written in."""
    told = item["said"]
    said = Text(**told) if isinstance(told, Mapping) else told
    name = item.get("whose", "")
    whose = WHOSE.format(name=name) if name else Text("", "")
    return ENTRY.format(source=item["source"], day=said_day(item["as_of"]), whose=whose, said=said)


def switched_off(facts: Mapping[str, Any], lang: str) -> Doc:
    """The letter to a source's owner, from its facts: owner, source, day, decided, confirmed, county, article."""
    told = {"source": facts["source"], "day": said_day(facts["day"])}
    county = facts["county"]
    return Letter(
        title=OFF_TITLE.to(lang),
        to=facts["owner"],
        decision=OFF.format(**told, decided=facts["decided"], confirmed=facts["confirmed"]).to(lang),
        paragraphs=[OFF_WHY.to(lang)],
        article=facts["article"],
        how_to_object=OFF_HOW.to(lang),
        contact=OFF_WHOM.format(county=county).to(lang),
        unit=OFF_WHOM.format(county=county).to(lang),
        lang="en" if lang == "en" else "zh",
    ).doc()


def said_day(day: str) -> Text:
    """A day in words."""
    read = dt.date.fromisoformat(day)
    return Text(chinese_date(read), english_date(read))


LAW = "社会救助暂行办法 第五十八条"
KINDS = (
    NoticeKind(ASK, "reviews", TITLE, LAW, compose),
    NoticeKind(SWITCHED_OFF, "reviews", OFF_TITLE, LAW, switched_off),
)
