"""What a column of a list may mean (字段), and what none may ever select people by.

The allow-list is short on purpose: whatever is not on it is not read, not matched, not kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from datong.kernel.bilingual import Text
from datong.kernel.text import heading_key

__all__ = [
    "BY_KEY",
    "FIELDS",
    "FORBIDDEN",
    "SELECTING",
    "Field",
    "Forbidden",
    "NotForSelection",
    "Shape",
    "check_selection",
    "forbidden_content",
    "forbidden_heading",
    "selecting",
    "spoken",
]

Shape = Literal["identity", "name", "sex", "date", "money", "plate", "place", "address", "words"]


@dataclass(frozen=True, slots=True)
class Field:
    """One meaning. `identifying`: tells who the row is about and is used for matching only. `spellings`: headings that mean it."""

    key: str
    name: Text
    shape: Shape
    spellings: tuple[str, ...]
    identifying: bool = False


def field(
    key: str, zh: str, en: str, shape: Shape, spellings: str = "", *, identifying: bool = False
) -> Field:
    """A declaration; `spellings` are headings apart by blanks, the Chinese name is one of them."""
    return Field(key, Text(zh, en), shape, (zh, *spellings.split()), identifying)


FIELDS = (
    field(
        "id",
        "身份证号码",
        "identity number",
        "identity",
        "身份证号 身份证 公民身份号码 证件号码 证件号 身份证件号码 居民身份证号 公民身份证号码 身份号码 有效证件号码 证照号码"
        " 纳税人识别号 个人编号 社会保障号码 社会保障号 idcard id sfzh sfzhm gmsfhm zjhm",
        identifying=True,
    ),
    field(
        "name",
        "姓名",
        "name",
        "name",
        "名字 所有人 所有人姓名 车主 车主姓名 机主 权利人 产权人 产权人姓名 房主 业主 纳税人 纳税人姓名 参保人 参保人姓名 缴存人"
        " 死者姓名 逝者姓名 死亡人员 法定代表人 法人 法人姓名 法人代表 投资人 投资人姓名 人员姓名 职工姓名 员工姓名 户主 户主姓名 机动车所有人 name xm",
        identifying=True,
    ),
    field("sex", "性别", "sex", "sex", "sex xb", identifying=True),
    field(
        "birth", "出生日期", "date of birth", "date", "出生年月日 出生年月 生日 birth csrq", identifying=True
    ),
    field(
        "place",
        "所在镇村",
        "town and village",
        "place",
        "乡镇 镇 镇(街道) 乡镇(街道) 所属乡镇 所在乡镇 镇乡 村 村(社区) 行政村 town place",
        identifying=True,
    ),
    field(
        "address",
        "地址",
        "address",
        "address",
        "住址 家庭住址 户籍地址 现住址 详细地址 坐落 房屋坐落 房屋地址 联系地址 住所 登记住所 fwzl",
    ),
    field(
        "plate", "车牌号", "number plate", "plate", "号牌号码 车牌 车牌号码 号牌 车号 牌照号码 牌号 cph hphm"
    ),
    field(
        "model",
        "品牌型号",
        "make and model",
        "words",
        "车辆型号 型号 品牌 厂牌型号 车型 车辆品牌 机具名称 机型 车辆类型",
    ),
    field(
        "amount",
        "金额",
        "amount",
        "money",
        "金额(元) 工资 月工资 应发工资 实发工资 收入 收入额 缴费基数 月缴费基数 缴存基数 月缴存基数 纳税额 税额 购置价 价格 评估价 注册资本 出资额 缴费金额 月缴存额 余额 补贴金额",
    ),
    field("size", "面积", "floor area", "words", "建筑面积 建筑面积(平方米) 面积(平方米) 房屋面积 jzmj"),
    field(
        "organisation",
        "单位",
        "organisation",
        "words",
        "单位名称 工作单位 缴费单位 缴存单位 企业名称 公司名称 公司 扣缴义务人 任职单位 市场主体名称 名称",
    ),
    field(
        "role",
        "身份或职务",
        "role",
        "words",
        "职务 岗位 任职 投资人类型 股东类型 人员类别 险种 险种类型 税种 用途 房屋用途 房屋性质",
    ),
    field(
        "from",
        "开始日期",
        "first day",
        "date",
        "登记日期 注册日期 初次登记日期 初次登记 djrq 购买日期 入职日期 参保日期 开户日期 成立日期 发证日期 缴费开始 起始日期 购置日期",
    ),
    field("until", "结束日期", "last day", "date", "注销日期 截止日期 转出日期 终止日期 缴费截止"),
    field("died", "死亡日期", "date of death", "date", "死亡时间 去世日期 火化日期 火化时间 注销户口日期"),
    field(
        "status",
        "状态",
        "state",
        "words",
        "车辆状态 机动车状态 登记状态 参保状态 缴费状态 缴存状态 经营状态 户籍状态 账户状态",
    ),
    field(
        "number",
        "编号",
        "record number",
        "words",
        "登记编号 产权证号 不动产权证号 房产证号 证书编号 统一社会信用代码 注册号 档案编号 火化证号",
    ),
)
BY_KEY = {each.key: each for each in FIELDS}
SELECTING = frozenset(each.key for each in FIELDS if not each.identifying)


@dataclass(frozen=True, slots=True)
class Forbidden:
    """Something no rule may select people by (社会救助的核对与此无关): its name, how a heading calls it, what stands in such a column."""

    name: Text
    headings: re.Pattern[str]
    values: re.Pattern[str]


PEOPLES = (
    "汉|满|蒙古|回|藏|维吾尔|苗|彝|壮|布依|朝鲜|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|高山|拉祜|水|东乡|纳西|景颇|柯尔克孜|土"
    "|达斡尔|仫佬|羌|布朗|撒拉|毛南|仡佬|锡伯|阿昌|普米|塔吉克|怒|乌孜别克|俄罗斯|鄂温克|德昂|保安|裕固|京|塔塔尔|独龙|鄂伦春|赫哲|门巴|珞巴|基诺"
)
FORBIDDEN = (
    Forbidden(
        Text("民族、国籍", "ethnicity or nationality"),
        re.compile(r"民族|族别|国籍|种族|ethnic|nationality|mz"),
        re.compile(rf"({PEOPLES})族|中国籍?|中华人民共和国"),
    ),
    Forbidden(
        Text("宗教信仰", "religion"),
        re.compile(r"宗教|信仰|教派|religion"),
        re.compile(r"(佛|道|伊斯兰|基督|天主)教|无宗教信仰|信教|不信教"),
    ),
    Forbidden(
        Text("政治面貌", "party membership"),
        re.compile(r"政治面貌|党员|党派|入党|团员|party|zzmm"),
        re.compile(
            r"中共(预备)?党员|共青团员|群众|(民革|民盟|民建|民进|农工党|致公党|九三学社|台盟)(盟员|会员|党员|社员)?|无党派(人士)?"
        ),
    ),
    Forbidden(
        Text("村里的口碑", "reputation in the village"),
        re.compile(
            r"口碑|信誉|信用(评|等|分)|群众(评价|反映|意见)|村民评价|表现|品行|名声|积分|评价|reputation"
        ),
        re.compile(
            r"(表现|口碑|品行|群众反映)?(很|较|非常)?(好|差|坏|不好|一般)|优秀|良好|懒惰|好吃懒做|名声(好|坏|差)"
        ),
    ),
    Forbidden(
        Text("性别", "sex"),
        re.compile(r"性别|sex|gender|xb"),
        re.compile(r"男性?|女性?"),
    ),
)
SEX = FORBIDDEN[-1]
REFUSED = Text(
    "“{what}”不能用来筛选核对对象：民族、国籍、性别、宗教信仰、政治面貌、村里的口碑都与家庭经济状况无关。请去掉这一项。",
    "“{what}” cannot select people: ethnicity, nationality, sex, religion, party membership and reputation say nothing of a "
    "household's means. Leave it out.",
)
UNKNOWN = Text(
    "“{what}”不在可以用于筛选的字段中。可用的有：{known}。",
    "“{what}” is not among the fields that may select: {known}.",
)


class NotForSelection(ValueError):
    """A field that must not enter a selection rule; `text` says which and why."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.zh)
        self.text = text


def spoken(heading: str) -> str:
    """A heading as it is compared: without blanks, quotes, and what stands in brackets as a unit."""
    return re.sub(r"\((元|万元|平方米|㎡|m2)\)", "", heading_key(heading)).strip("*:：、")


def forbidden_heading(heading: str) -> Forbidden | None:
    """What a heading names that may never select; None for any other."""
    key = spoken(heading)
    return next((each for each in FORBIDDEN if each.headings.search(key)), None)


def forbidden_content(values: Iterable[str]) -> Forbidden | None:
    """What a column of an innocent heading really holds: over half of its values are of one forbidden kind."""
    listed = [value for value in values if value]
    for each in FORBIDDEN:
        if listed and sum(bool(each.values.fullmatch(value)) for value in listed) * 2 > len(listed):
            return each
    return None


def selecting(row: Mapping[str, str | int]) -> dict[str, str | int]:
    """What of a row may reach a rule: fields of the allow-list and nothing else, whoever put what into the row."""
    return {key: value for key, value in row.items() if key in SELECTING}


def check_selection(names: Iterable[str]) -> None:
    """Raises NotForSelection unless every name is a field of the allow-list; identifying fields match and never select."""
    for name in names:
        if name in SELECTING:
            continue
        if forbidden_heading(name) is not None:
            raise NotForSelection(REFUSED.format(what=name))
        known = [BY_KEY[key].name for key in BY_KEY if key in SELECTING]
        listed = Text("、".join(each.zh for each in known), ", ".join(each.en for each in known))
        raise NotForSelection(UNKNOWN.format(what=name, known=listed))
