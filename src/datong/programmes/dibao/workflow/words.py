"""Documents, articles and desks that both tables cite, each named once."""

from dataclasses import dataclass

from datong.kernel.bilingual import Text
from datong.kernel.workdays import Limit

M2012 = "民发〔2012〕220号"
M2021 = "民发〔2021〕57号"
ORDER_649 = "社会救助暂行办法"
ORDER_271 = "城市居民最低生活保障条例"
CATALOGUE = "社会救助领域基层政务公开标准目录（2019年起；此前为县里从严掌握）"
NOTICE_2022 = "2022年10月20日《关于进一步做好最低生活保障等社会救助兜底工作的通知》"
OWN_RULE = "县级设定（所读条文没有规定期限）"

NOTICE_PERIOD = Limit(10, "calendar", f"{OWN_RULE}：送达之日起等待10日")
OBJECTION_TIME = Limit(20, "working", OWN_RULE)
CATALOGUE_POSTING = Limit(7, "working", CATALOGUE)


@dataclass(frozen=True, slots=True)
class Law:
    """What the life of a case cites under one law: documents and articles."""

    short: str
    decide: str
    refuse: str
    pay: str
    review: str
    change: str
    stop: str
    report: str
    remedy: str


UNDER_2012 = Law(
    short=M2012,
    decide=f"{M2012} 第二十九条",
    refuse=f"{M2012} 第二十六条",
    pay=f"{M2012} 第二十九条、第三十一条",
    review=f"{M2012} 第三十三条",
    change=f"{M2012} 第三十三条；{ORDER_649} 第十三条（2014-05-01起）",
    stop=f"{ORDER_649} 第十三条（2014-05-01起）；{M2012} 第三十三条",
    report=f"{M2012} 第三十三条；{ORDER_649} 第十三条（2014-05-01起）",
    remedy=f"{ORDER_649} 第六十五条（2014-05-01起）",
)
UNDER_2021 = Law(
    short=M2021,
    decide=f"{M2021} 第二十条",
    refuse=f"{M2021} 第二十一条",
    pay=f"{M2021} 第二十一条",
    review=f"{M2021} 第三十一条",
    change=f"{M2021} 第三十二条",
    stop=f"{M2021} 第三十二条",
    report=f"{M2021} 第三十一条、第三十二条",
    remedy=f"{M2021} 第三十八条；{ORDER_649} 第六十五条",
)

APPLY, ACCEPT, SURVEY, REVIEW, POST = (
    "dibao.apply",
    "dibao.accept",
    "dibao.survey",
    "dibao.review",
    "dibao.post",
)
CHECK, DECIDE, PAY = "dibao.check", "dibao.decide", "dibao.pay"
REVERIFY, REPORT, DELIVER = "dibao.reverify", "dibao.report", "dibao.deliver"


def t(zh: str, en: str) -> Text:
    """A name, shortly."""
    return Text(zh, en)
