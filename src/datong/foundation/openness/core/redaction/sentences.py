"""Addresses, illness, dates of birth and minors in sentences (语句识别): patterns and word lists, with what they must let pass."""

import re
from collections.abc import Iterator

from datong.foundation.openness.core.redaction.numbers import Hit

NUMERAL = r"[0-9一二三四五六七八九十百〇零]{1,6}"
ADDRESSES = (
    # a street and a house; not a canal, a document, a well, a bridge
    re.compile(
        rf"(?<![渠隧管通航河水轨巷])(?:大道|大街|[路街巷弄胡同])(?:[东南西北中]?段)?[\s]*{NUMERAL}(?:[\-－之附][0-9]+)?[\s]*号"
        r"(?!文|令|公告|线|机|井|桥|闸|渠|涵|支|标|泵|塘|地块|票|合同|凭证|路|灯|杆)"
    ),
    re.compile(
        rf"{NUMERAL}[\s]*(?:村民小组|组|社|队)[\s]*(?:附)?{NUMERAL}[\s]*号(?!文|机|井|桥|闸|渠|涵|支|塘|泵|地|合同|凭证|田)"
    ),
    re.compile(
        rf"{NUMERAL}(?:号楼|栋|幢|座)[\s]*(?:{NUMERAL}[\s]*(?:单元|楼|层))?[\s]*{NUMERAL}(?:室|号|房)?(?=[^年月日元]|$)"
    ),
    re.compile(rf"{NUMERAL}[\s]*单元[\s]*{NUMERAL}(?:楼|层|室|号)"),
    re.compile(r"门牌号?[\s:：]*[0-9]+"),
)
ILLNESS = re.compile(
    "癌|肿瘤|白血病|尿毒症|肾衰|肾病|透析|化疗|放疗|糖尿病|高血压|冠心病|心脏病|脑梗|脑溢血|脑出血|脑瘫|中风后|偏瘫|瘫痪|截瘫|截肢"
    "|精神病|精神分裂|精神障碍|抑郁症|双相|痴呆|智障|弱智|智力残疾|肢体残疾|视力残疾|听力残疾|言语残疾|精神残疾|多重残疾"
    "|[一二三四1-4]级残|残疾[一二三四1-4]级|残疾证|残疾人?等级|残疾类别|残疾"
    "|艾滋|HIV|乙肝|丙肝|肝炎|肝硬化|肺结核|结核|尘肺|矽肺|哮喘|癫痫|麻风|梅毒|淋病|血友病|红斑狼疮|帕金森|渐冻"
    "|失明|盲人|聋哑|聋人|哑巴|患有|患病|身患|因病|重病|大病|绝症|病史|病历|确诊|住院治疗|怀孕|流产|引产|不孕|吸毒|戒毒"
)
# Names of programmes, organisations and tasks that speak of illness without telling anybody's.
ALLOWED_NAMES = (
    "困难残疾人生活补贴",
    "重度残疾人护理补贴",
    "残疾人两项补贴",
    "残疾人生活补贴",
    "残疾人护理补贴",
    "残疾人就业保障金",
    "残疾人就业",
    "残疾人康复",
    "残疾人联合会",
    "残疾人保障法",
    "残疾人专项",
    "残疾人工作",
    "残疾人补贴",
    "残疾人救助",
    "扶残助残",
    "重特大疾病医疗救助",
    "重大疾病医疗救助",
    "大病医疗保险",
    "大病保险",
    "大病救助",
    "大病统筹",
    "大病医疗救助",
    "因病致贫救助",
    "高血压随访",
    "糖尿病随访",
    "高血压患者健康管理",
    "糖尿病患者健康管理",
    "结核病防治",
    "结核病患者健康管理",
    "肺结核患者健康管理",
    "艾滋病防治",
    "艾滋病防治宣传",
    "严重精神障碍患者管理",
    "严重精神障碍患者健康管理",
    "精神障碍社区康复",
    "癌症筛查",
    "两癌筛查",
    "乙肝疫苗",
    "禁毒戒毒宣传",
    "松材线虫病",
)
DAY = r"(?:(?:18|19|20)[0-9]{2}|[0-9]{2})\s*[年./\-]\s*[0-9]{1,2}\s*(?:[月./\-]\s*(?:[0-9]{1,2}\s*日?)?)?"
BIRTHS = (
    re.compile(
        rf"(?:出生(?:日期|年月日?|时间)?|生于|生日|生辰)[\s:：是为于，,]*(?:{DAY}|(?:18|19|20)[0-9]{{6}})"
    ),
    re.compile(rf"(?:{DAY}|(?:18|19|20)[0-9]{{6}})\s*(?:出生|生(?![效产态活成物计长意日源]))"),
    re.compile(rf"\b(?:born|date of birth|DOB)\b[\s:]*(?:on\s*)?{DAY}", re.I),
)
AGE = re.compile(
    r"(?<![不未年届在满])(?:现年|今年|年龄)?[\s:：]*(?<![0-9])([0-9]{1,2})\s*周?岁(?![以至到及之\-－~～]|的?以)"
)
AGE_BEFORE = re.compile(r"(不满|未满|年满|满|低于|超过|达到|[0-9]+\s*[-－~～至到])\s*$")
ADULT = 18


def sentences(plain: str, names: tuple[str, ...] = ALLOWED_NAMES) -> Iterator[Hit]:
    """Every address, illness, date of birth and minor's age in a normalised text; `names` may speak of illness."""
    for pattern in ADDRESSES:
        for found in pattern.finditer(plain):
            yield Hit("address", found.start(), found.end(), found.group(), certain=False)
    covered = [span for name in names for span in spans(plain, name)]
    for found in ILLNESS.finditer(plain):
        if not any(start <= found.start() and found.end() <= end for start, end in covered):
            yield Hit("illness", found.start(), found.end(), found.group(), certain=False)
    for pattern in BIRTHS:
        for found in pattern.finditer(plain):
            yield Hit("birth", found.start(), found.end(), found.group(), certain=False)
    for found in AGE.finditer(plain):
        general = AGE_BEFORE.search(plain[max(0, found.start() - 6) : found.start(1)])
        if int(found[1]) < ADULT and not general:
            yield Hit("age", found.start(), found.end(), found.group(), certain=False)


def spans(plain: str, name: str) -> Iterator[tuple[int, int]]:
    """Where a name stands."""
    at = plain.find(name)
    while at >= 0:
        yield at, at + len(name)
        at = plain.find(name, at + 1)
