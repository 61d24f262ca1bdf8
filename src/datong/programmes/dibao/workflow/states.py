"""The states both tables share: the way to a decision, and the life in pay."""

from datong.kernel.procedure import State
from datong.programmes.dibao.workflow.words import t

DRAFT = State("draft", t("起草", "draft"))
SUBMITTED = State("submitted", t("已申请，待受理", "submitted, awaiting acceptance"))
INCOMPLETE = State("incomplete", t("待补齐材料", "papers to be completed"))
ACCEPTED = State("accepted", t("已受理，待调查", "accepted, to be surveyed"))
SURVEYED = State("surveyed", t("已入户调查", "surveyed"))
REVIEWED = State("reviewed", t("镇已审核", "reviewed by the town"))
TOWN_POSTED = State("town_posted", t("镇级公示中", "posted by the town"))
FORWARDED = State("forwarded", t("已报县", "sent to the county"))
COUNTY_RECEIVED = State("county_received", t("县里已接收", "received by the county"))

APPROVED = State("approved", t("已批准，次月起发放", "approved, paid from next month"), entitlement="paid")
IN_PAY = State("in_pay", t("在保", "in pay"), resting=True, entitlement="paid")
UNDER_REVIEW = State("under_review", t("复核中", "under re-verification"), entitlement="paid")
CHANGE_PROPOSED = State("change_proposed", t("拟调整", "change proposed"), entitlement="paid")
CHANGE_TOLD = State(
    "change_told", t("已决定减发，待生效", "reduction decided, not in force"), entitlement="paid"
)
STOP_PROPOSED = State("stop_proposed", t("拟停发", "stop proposed"), entitlement="paid")
STOP_TOLD = State("stop_told", t("已决定停发，待生效", "stop decided, not in force"), entitlement="paid")
TAPERING = State("tapering", t("渐退期", "tapering"), entitlement="paid")

STOPPED = State("stopped", t("已停发", "stopped"), final=True, entitlement="stopped")
REFUSAL_TOLD = State("refusal_told", t("决定不予批准，待送达", "refusal decided, to be delivered"))
REFUSED = State("refused", t("不予批准", "refused"), final=True, entitlement="refused")
WITHDRAWN = State("withdrawn", t("申请人撤回", "withdrawn"), final=True)
ENDED_BY_DEATH = State("ended_by_death", t("因死亡终止", "ended by death"), final=True)

BEGINNING = (DRAFT, SUBMITTED, INCOMPLETE, ACCEPTED)
LIFE = (
    APPROVED, IN_PAY, UNDER_REVIEW, CHANGE_PROPOSED, CHANGE_TOLD, STOP_PROPOSED, STOP_TOLD,
    STOPPED, REFUSAL_TOLD, REFUSED, WITHDRAWN, ENDED_BY_DEATH,
)  # fmt: skip
CONTESTABLE = (
    "approved", "in_pay", "under_review", "change_proposed", "change_told", "stop_proposed", "stop_told",
    "stopped", "refusal_told", "refused", "ended_by_death",
)  # fmt: skip
"""Where there is a decision one may object to, at any time, as its letter says."""
