"""Words of the dibao house."""

from django.db import models

from datong.kernel.bilingual import Text


class StatementKind(models.TextChoices):
    """On which occasion a version of the household document was written."""

    APPLICATION = "application"
    SURVEY = "survey"
    COUNTY_VISIT = "county_visit"
    REVIEW = "review"
    CHANGE = "change"
    FILED = "filed"


class SurveyKind(models.TextChoices):
    """Who visited, and what for."""

    SURVEY = "survey"
    COUNTY_VISIT = "county_visit"
    REVIEW = "review"


class Stage(models.TextChoices):
    """What a posting is about: the town's opinion, the county's, what has been decided."""

    TOWN = "town"
    COUNTY = "county"
    ANNOUNCED = "announcement"


class VisitReason(models.TextChoices):
    """Why the county has to visit a household."""

    RELATIVE = "registered_relative"
    DRAWN = "drawn"
    REPORTED = "reported"
    DOUBTFUL = "doubtful"
    OTHER = "other_key"


class Found(models.TextChoices):
    """What a control visit found: in order, or an error one way or the other."""

    IN_ORDER = "in_order"
    PAID_WRONGLY = "paid_wrongly"
    LEFT_OUT = "left_out"
    AMOUNT = "amount"


class Area(models.TextChoices):
    """Urban or rural dibao."""

    URBAN = "urban"
    RURAL = "rural"


AREA_OF_LEDGER = {"城市": Area.URBAN, "农村": Area.RURAL}
CATEGORY_OF_LEDGER = {"A类": "A", "B类": "B", "C类": "C", "稳定": "stable", "不稳定": "unstable"}
REMOVAL_REASONS = {
    "carry_out_stop": "复核后停发",
    "end_taper": "渐退期满停发",
    "end_by_death": "全部成员死亡",
}

STATEMENT_NAMES = {
    StatementKind.APPLICATION: Text("申请时申报", "declared at application"),
    StatementKind.SURVEY: Text("入户调查", "household survey"),
    StatementKind.COUNTY_VISIT: Text("县级入户", "visit by the county"),
    StatementKind.REVIEW: Text("复核", "re-verification"),
    StatementKind.CHANGE: Text("变化报告", "reported change"),
    StatementKind.FILED: Text("转入的纸质申报", "paper declaration taken over"),
}
STAGE_NAMES = {
    Stage.TOWN: Text("镇级公示", "the town's posting"),
    Stage.COUNTY: Text("县级公示", "the county's posting"),
    Stage.ANNOUNCED: Text("长期公布", "announcement"),
}
VISIT_REASONS = {
    VisitReason.RELATIVE: Text(
        "低保经办人员或村（居）委会成员的近亲属", "near relative of dibao staff or a committee member"
    ),
    VisitReason.DRAWN: Text("抽中入户抽查", "drawn for the spot check"),
    VisitReason.REPORTED: Text("有投诉举报", "reported"),
    VisitReason.DOUBTFUL: Text("有疑问", "doubtful"),
    VisitReason.OTHER: Text("其他重点", "other key case"),
}
SPECIAL_CASES = {
    "objection": Text("公示有异议", "objection while posted"),
    "lives_elsewhere": Text("人户分离", "lives apart from the household register"),
    "applied_elsewhere": Text("异地申办", "applied in another place"),
    "difficult_survey": Text("家庭经济状况调查有困难", "the survey is hard to carry out"),
}
FOUND_NAMES = {
    Found.IN_ORDER: Text("情况属实，没有错误", "in order, no error"),
    Found.PAID_WRONGLY: Text("在保但不符合条件", "in pay without being eligible"),
    Found.LEFT_OUT: Text("符合条件但不在保", "eligible and not in pay"),
    Found.AMOUNT: Text("金额有误", "the amount is wrong"),
}
