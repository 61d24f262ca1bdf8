"""Cycles of disclosure, profiles of redaction, states of what is published; each with its words."""

from enum import StrEnum

from datong.kernel.bilingual import Text


class Cycle(StrEnum):
    """How often an item is owed (公开周期)."""

    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    YEARLY = "yearly"
    AT_ONCE = "at_once"
    STAGE = "stage"
    STANDING = "standing"

    @property
    def label(self) -> Text:
        return CYCLES[self]


class Profile(StrEnum):
    """What personal data an item may show (脱敏档次)."""

    PUBLIC = "R0"
    STAFF = "R1"
    BENEFICIARY = "R2"
    AGGREGATE = "R3"
    NONE = "R4"

    @property
    def label(self) -> Text:
        return PROFILES[self]


class PublicationState(StrEnum):
    """Where a publication stands. A withdrawn or expired one keeps its line in the log, not its content."""

    SHOWN = "shown"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"

    @property
    def label(self) -> Text:
        return STATES[self]


class DraftState(StrEnum):
    """Where a draft stands between who prepares it and who releases it."""

    OPEN = "open"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    RELEASED = "released"
    DROPPED = "dropped"

    @property
    def label(self) -> Text:
        return DRAFTS[self]


class DutyState(StrEnum):
    """A duty on a day: computed, never stored."""

    COMING = "coming"
    DUE = "due"
    LATE = "late"
    DONE = "done"
    DONE_LATE = "done_late"
    EXEMPT = "exempt"

    @property
    def label(self) -> Text:
        return DUTIES[self]


class Defect(StrEnum):
    """What an objection says is wrong: the six defects of the campaign, or a fact in a publication (异议种类)."""

    NOT_DISCLOSED = "not_disclosed"
    NOT_TO_STANDARD = "not_to_standard"
    NOT_NOTIFIED = "not_notified"
    NOT_CONVENIENT = "not_convenient"
    NOT_SUPERVISED = "not_supervised"
    NOT_SATISFIED = "not_satisfied"
    FACT = "fact"

    @property
    def label(self) -> Text:
        return DEFECTS[self]


CYCLES = {
    Cycle.MONTHLY: Text("每月", "monthly"),
    Cycle.QUARTERLY: Text("每季度", "quarterly"),
    Cycle.YEARLY: Text("每年", "yearly"),
    Cycle.AT_ONCE: Text("随时", "at once"),
    Cycle.STAGE: Text("分阶段", "at each stage"),
    Cycle.STANDING: Text("长期", "standing"),
}
PROFILES = {
    Profile.PUBLIC: Text("R0 公开文字", "R0 public text"),
    Profile.STAFF: Text("R1 工作人员：姓名、职务、金额", "R1 staff: name, duty, amount"),
    Profile.BENEFICIARY: Text(
        "R2 受益对象：姓名、村组、人数、项目、金额",
        "R2 beneficiaries: name, group, persons, programme, amount",
    ),
    Profile.AGGREGATE: Text("R3 只公开汇总数", "R3 totals only"),
    Profile.NONE: Text("R4 不公开个人信息", "R4 nothing personal"),
}
STATES = {
    PublicationState.SHOWN: Text("公开中", "shown"),
    PublicationState.WITHDRAWN: Text("已撤回", "withdrawn"),
    PublicationState.EXPIRED: Text("已到期", "expired"),
}
DRAFTS = {
    DraftState.OPEN: Text("准备中", "being prepared"),
    DraftState.SUBMITTED: Text("待审核发布", "waiting for release"),
    DraftState.RETURNED: Text("已退回修改", "sent back"),
    DraftState.RELEASED: Text("已发布", "released"),
    DraftState.DROPPED: Text("已放弃", "dropped"),
}
DUTIES = {
    DutyState.COMING: Text("未到期", "coming"),
    DutyState.DUE: Text("即将到期", "due soon"),
    DutyState.LATE: Text("逾期未公开", "late"),
    DutyState.DONE: Text("已公开", "published"),
    DutyState.DONE_LATE: Text("逾期后公开", "published late"),
    DutyState.EXEMPT: Text("免公开", "exempt"),
}
DEFECTS = {
    Defect.NOT_DISCLOSED: Text("公开不到位", "not disclosed"),
    Defect.NOT_TO_STANDARD: Text("规范不到位", "not to standard"),
    Defect.NOT_NOTIFIED: Text("告知不到位", "not notified"),
    Defect.NOT_CONVENIENT: Text("便捷不到位", "not convenient"),
    Defect.NOT_SUPERVISED: Text("监督不到位", "not supervised"),
    Defect.NOT_SATISFIED: Text("群众不满意", "not satisfied"),
    Defect.FACT: Text("内容不属实", "a fact is wrong"),
}
DESKS = {
    "accountant": Text("村会计（报账员）", "village accountant"),
    "committee": Text("村民委员会", "village committee"),
    "party": Text("村党组织", "village party organisation"),
    "association": Text("互助会", "mutual aid association"),
    "finance_group": Text("民主理财小组", "democratic finance group"),
    "supervision": Text("村务监督委员会", "village supervision committee"),
    "party_branch": Text("党支部", "party branch"),
    "town": Text("镇（街道）", "town"),
}
UNITS = {"calendar": Text("天", "days"), "working": Text("个工作日", "working days")}
CONFIDENCES = {
    "H": Text("H 已核对", "H certain"),
    "M": Text("M 待核实", "M likely"),
    "L": Text("L 措辞未核对原文", "L wording not compared with the source"),
}
EDITIONS = {
    "publish": Text("公布", "published"),
    "correct": Text("更正", "corrected"),
    "withdraw": Text("撤回", "withdrawn"),
    "expire": Text("到期撤下", "taken down when its time was over"),
}
