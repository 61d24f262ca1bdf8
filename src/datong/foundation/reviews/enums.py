"""What a source, a list, a match can be; each with its word. A match is “to verify” until a human has decided."""

from enum import StrEnum

from datong.kernel.bilingual import Text


class Worded(StrEnum):
    """A value with a word for the reader."""

    @property
    def label(self) -> Text:
        return WORDS[type(self).__name__, self.value]


class SourceKind(Worded):
    """What a source lists. `kinship` is the built-in one: computed from the registers, with no file."""

    VEHICLE = "vehicle"
    HOUSING = "housing"
    COMPANY = "company"
    TAX = "tax"
    SOCIAL_INSURANCE = "social_insurance"
    PROVIDENT_FUND = "provident_fund"
    PAYROLL = "payroll"
    DEATH = "death"
    FARM_MACHINERY = "farm_machinery"
    OTHER = "other"
    KINSHIP = "kinship"


class Format(Worded):
    """How a list came."""

    XLSX = "xlsx"
    CSV = "csv"
    PARQUET = "parquet"
    REGISTER = "register"


class HitKind(Worded):
    """How a match was found."""

    EXACT = "exact"
    CONVERTED = "converted"
    FUZZY = "fuzzy"
    KINSHIP = "kinship"


class HitState(Worded):
    """Where a match stands; what may follow is in `workflow`."""

    TO_VERIFY = "to_verify"
    EXPLAINED = "explained"
    CONFIRMED = "confirmed"
    DISMISSED = "dismissed"


class Ground(Worded):
    """Why a match is explained or dismissed. The first three say that the source's own data are wrong."""

    STALE = "stale"
    WRONG_PERSON = "wrong_person"
    WRONG_DATA = "wrong_data"
    DECLARED = "declared"
    EXEMPT = "exempt"
    OTHER = "other"


class Seen(Worded):
    """What checking somebody without any match found, or a settled match a second time."""

    CLEAR = "clear"
    MISSED = "missed"
    WRONG = "wrong"


class JobState(Worded):
    """How a review that was ordered on a page stands."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


ASK, SWITCHED_OFF = "reviews.asked", "reviews.switched_off"
"""The two letters of this house."""

OF_UNMATCHED, OF_SETTLED = (Seen.CLEAR, Seen.MISSED), (Seen.CLEAR, Seen.WRONG)
"""What may be found of a recipient without a match, and of a settled match."""

SOURCE_IS_WRONG = frozenset({Ground.STALE, Ground.WRONG_PERSON, Ground.WRONG_DATA})

WORDS = {
    ("SourceKind", "vehicle"): Text("机动车", "vehicles"),
    ("SourceKind", "housing"): Text("住房", "housing"),
    ("SourceKind", "company"): Text("市场主体", "companies"),
    ("SourceKind", "tax"): Text("纳税", "tax"),
    ("SourceKind", "social_insurance"): Text("社会保险", "social insurance"),
    ("SourceKind", "provident_fund"): Text("住房公积金", "housing provident fund"),
    ("SourceKind", "payroll"): Text("财政供养", "public payroll"),
    ("SourceKind", "death"): Text("死亡", "deaths"),
    ("SourceKind", "farm_machinery"): Text("农机", "farm machinery"),
    ("SourceKind", "other"): Text("其他", "other"),
    ("SourceKind", "kinship"): Text("近亲属登记", "near relatives"),
    ("Format", "xlsx"): Text("Excel 工作簿", "Excel workbook"),
    ("Format", "csv"): Text("CSV 文本", "CSV text"),
    ("Format", "parquet"): Text("Parquet", "Parquet"),
    ("Format", "register"): Text("本系统名册", "registers of this system"),
    ("HitKind", "exact"): Text("号码相同", "same number"),
    ("HitKind", "converted"): Text("15 位号码换算后相同", "same after conversion from 15 digits"),
    ("HitKind", "fuzzy"): Text("姓名等相近", "similar name and particulars"),
    ("HitKind", "kinship"): Text("近亲属", "near relative"),
    ("HitState", "to_verify"): Text("待核实", "to verify"),
    ("HitState", "explained"): Text("已说明", "explained"),
    ("HitState", "confirmed"): Text("情况属实，待复核", "confirmed, to be checked"),
    ("HitState", "dismissed"): Text("不属实", "dismissed"),
    ("Ground", "stale"): Text("来源信息已过时", "the source is out of date"),
    ("Ground", "wrong_person"): Text("不是同一个人", "another person"),
    ("Ground", "wrong_data"): Text("来源登记有误", "the source's record is wrong"),
    ("Ground", "declared"): Text("家庭已如实申报", "declared by the household"),
    ("Ground", "exempt"): Text("按规定不影响保障", "does not count under the rules"),
    ("Ground", "other"): Text("其他原因", "another reason"),
    ("JobState", "waiting"): Text("等待", "waiting"),
    ("JobState", "running"): Text("正在核对", "running"),
    ("JobState", "done"): Text("已完成", "done"),
    ("JobState", "failed"): Text("没有完成", "failed"),
    ("Seen", "clear"): Text("没有问题", "nothing found"),
    ("Seen", "missed"): Text("有未比对出的情况", "something was missed"),
    ("Seen", "wrong"): Text("原来的核实结论不对", "the decision was wrong"),
}
