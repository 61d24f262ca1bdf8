"""The life in pay: re-verification, change, stop, death, restoring; and how a refusal becomes final.

Nothing is taken away but by a county decision of somebody who did not prepare it, told to the household, after the
waiting time, with no objection open. Also a household that gives up its benefit goes this way: forged renunciations are
a known abuse.
"""

from datong.kernel.procedure import TOLD, Deadline, Step
from datong.kernel.workdays import Limit
from datong.programmes.dibao.workflow.words import (
    CHECK,
    DECIDE,
    DELIVER,
    NOTICE_PERIOD,
    OWN_RULE,
    PAY,
    REPORT,
    REVERIFY,
    Law,
    t,
)

IN_LIFE = ("survey", "propose_change", "propose_stop")
"""Whoever took one of these since the case last rested in pay does not decide on it."""


def paying(law: Law) -> tuple[Step, ...]:
    """From approval into pay."""
    return (
        Step(
            key="enter_pay",
            name=t("列入发放名册", "enter on the payment list"),
            before=("approved",),
            after="in_pay",
            who=PAY,
            desk="county",
            article=law.pay,
            deadlines=(Deadline(Limit(1, "month", law.pay)),),
            guards=("month_turned",),
        ),
    )


def refusing(law: Law, told_within: Limit, reopened_in: str, objected: str) -> tuple[Step, ...]:
    """What follows a refusal: delivery, and opening the case again where it was wrong."""
    return (
        Step(
            key="confirm_refusal",
            name=t("确认不予批准通知已送达", "confirm that the refusal was delivered"),
            before=("refusal_told",),
            after="refused",
            who=DELIVER,
            desk="town",
            article=law.refuse,
            deadlines=(Deadline(told_within),),
            guards=("letter_delivered", "no_open_objection"),
        ),
        Step(
            key="reopen",
            name=t("撤销不予批准，重新办理", "set the refusal aside and go on"),
            before=("refusal_told", "refused"),
            after=reopened_in,
            who=DECIDE,
            desk="county",
            article=f"{law.remedy}；{objected}",
            duty=False,
            effect="restore",
            notice="dibao.reopened",
            guards=("no_other_open", "not_investigator"),
            apart=("survey", "review"),
            back=True,
        ),
    )


def reviewing(law: Law, every: Limit) -> tuple[Step, ...]:
    """What opens a re-verification. `every`: where the programme knows no category."""
    return (
        Step(
            key="open_review",
            name=t("启动复核", "open a re-verification"),
            before=("in_pay",),
            after="under_review",
            who=REVERIFY,
            desk="town",
            article=law.review,
            deadlines=(Deadline(every),),
        ),
        Step(
            key="report_change",
            name=t("登记家庭情况变化", "register a reported change"),
            before=("in_pay",),
            after="under_review",
            who=REPORT,
            desk="village",
            article=law.report,
            duty=False,
            guards=("change_stated",),
        ),
        Step(
            key="report_death",
            name=t("登记成员死亡", "register a death in the household"),
            before=("in_pay",),
            after="under_review",
            who=REPORT,
            desk="village",
            article=law.report,
            duty=False,
            guards=("says_why",),
        ),
    )


def concluding(law: Law, death: Limit | None) -> tuple[Step, ...]:
    """What a re-verification may lead to. `death`: the time to settle one, where the law sets it."""
    settled = (Deadline(death, since="report_death"),) if death else ()
    return (
        Step(
            key="keep",
            name=t("复核后继续保障", "go on unchanged"),
            before=("under_review",),
            after="in_pay",
            who=REVERIFY,
            desk="town",
            article=law.review,
            deadlines=settled,
            guards=("reverified", "not_kin"),
        ),
        Step(
            key="propose_change",
            name=t("提出调整建议", "propose another amount"),
            before=("under_review",),
            after="change_proposed",
            who=REVERIFY,
            desk="town",
            article=law.change,
            deadlines=settled,
            guards=("reverified",),
        ),
        Step(
            key="propose_stop",
            name=t("提出停发建议", "propose to stop"),
            before=("under_review",),
            after="stop_proposed",
            who=REVERIFY,
            desk="town",
            article=law.stop,
            deadlines=settled,
            guards=("reverified", "says_why"),
        ),
        Step(
            key="end_by_death",
            name=t("因全部成员死亡终止", "end, since nobody is left"),
            before=("under_review",),
            after="ended_by_death",
            who=DECIDE,
            desk="county",
            article=law.change,
            duty=False,
            effect="change",
            evidence=("death",),
            guards=("nobody_left", "not_investigator", "no_open_objection"),
            apart=("report_death", *IN_LIFE),
        ),
    )


def changing(law: Law) -> tuple[Step, ...]:
    """The county answers a proposal of another amount."""
    return (
        Step(
            key="decide_raise",
            name=t("决定增发", "decide to pay more"),
            before=("change_proposed",),
            after="in_pay",
            who=DECIDE,
            desk="county",
            article=law.change,
            effect="change",
            notice="dibao.change",
            guards=("computed", "not_investigator", "is_raise"),
            apart=IN_LIFE,
        ),
        Step(
            key="decide_reduction",
            name=t("决定减发", "decide to pay less"),
            before=("change_proposed",),
            after="change_told",
            who=DECIDE,
            desk="county",
            article=law.change,
            effect="reduce",
            notice="dibao.reduction",
            guards=("computed", "not_investigator", "is_reduction", "no_open_objection"),
            apart=IN_LIFE,
        ),
        Step(
            key="dismiss_change",
            name=t("不同意调整", "do not agree to the change"),
            before=("change_proposed",),
            after="in_pay",
            who=CHECK,
            desk="county",
            article=law.change,
            duty=False,
            guards=("says_why",),
        ),
    )


def reducing(law: Law) -> tuple[Step, ...]:
    """A reduction takes effect later, or is taken back."""
    return (
        Step(
            key="carry_out_change",
            name=t("执行减发", "carry the reduction out"),
            before=("change_told",),
            after="in_pay",
            who=DECIDE,
            desk="county",
            article=law.change,
            deadlines=(Deadline(NOTICE_PERIOD, since="delivered:dibao.reduction", floor=True),),
            guards=(*TOLD, "letter_delivered"),
            apart=IN_LIFE,
        ),
        Step(
            key="cancel_change",
            name=t("撤销减发决定", "take the reduction back"),
            before=("change_told",),
            after="in_pay",
            who=DECIDE,
            desk="county",
            article=f"{law.remedy}；{OWN_RULE}",
            duty=False,
            effect="restore",
            notice="dibao.restored",
            apart=IN_LIFE,
        ),
    )


def stopping(law: Law) -> tuple[Step, ...]:
    """The county answers a proposal to stop; a stop takes effect later, or is taken back."""
    return (
        Step(
            key="decide_stop",
            name=t("决定停发", "decide to stop"),
            before=("stop_proposed",),
            after="stop_told",
            who=DECIDE,
            desk="county",
            article=law.stop,
            effect="stop",
            notice="dibao.stop",
            guards=("not_investigator", "no_open_objection"),
            apart=IN_LIFE,
        ),
        Step(
            key="dismiss_stop",
            name=t("不同意停发", "do not agree to the stop"),
            before=("stop_proposed",),
            after="in_pay",
            who=CHECK,
            desk="county",
            article=law.stop,
            duty=False,
            guards=("says_why",),
        ),
        Step(
            key="carry_out_stop",
            name=t("执行停发", "carry the stop out"),
            before=("stop_told",),
            after="stopped",
            who=DECIDE,
            desk="county",
            article=law.stop,
            deadlines=(Deadline(NOTICE_PERIOD, since="delivered:dibao.stop", floor=True),),
            guards=(*TOLD, "letter_delivered"),
            apart=IN_LIFE,
        ),
        Step(
            key="cancel_stop",
            name=t("撤销停发决定", "take the stop back"),
            before=("stop_told",),
            after="in_pay",
            who=DECIDE,
            desk="county",
            article=f"{law.remedy}；{OWN_RULE}",
            duty=False,
            effect="restore",
            notice="dibao.restored",
            apart=IN_LIFE,
        ),
    )


def restoring(law: Law, *deciders: str) -> tuple[Step, ...]:
    """A stop, or an ending by a death that did not happen, may be put right for ever, by somebody who took none of the
    steps `deciders`."""
    return (
        Step(
            key="restore",
            name=t("恢复待遇并补发", "restore, with arrears"),
            before=("stopped", "ended_by_death"),
            after="in_pay",
            who=DECIDE,
            desk="county",
            article=f"{law.remedy}；{OWN_RULE}",
            duty=False,
            effect="restore",
            notice="dibao.restored",
            guards=("no_other_open", "cause_stated"),
            apart=(*deciders, "end_by_death"),
            back=True,
        ),
    )


def tapering(law: Law) -> tuple[Step, ...]:
    """2021: pay goes on for a while after work has lifted the household above the standard (渐退期)."""
    article = f"{law.short} 第三十三条"
    return (
        Step(
            key="decide_taper",
            name=t("决定给予渐退期后停发", "decide to stop after a taper"),
            before=("stop_proposed",),
            after="tapering",
            who=DECIDE,
            desk="county",
            article=article,
            effect="stop",
            notice="dibao.taper",
            guards=("not_investigator", "no_open_objection", "taper_allowed"),
            apart=IN_LIFE,
        ),
        Step(
            key="end_taper",
            name=t("渐退期满停发", "end the taper"),
            before=("tapering",),
            after="stopped",
            who=DECIDE,
            desk="county",
            article=article,
            deadlines=(Deadline(NOTICE_PERIOD, since="delivered:dibao.taper", floor=True),),
            guards=(*TOLD, "letter_delivered", "taper_over"),
            apart=IN_LIFE,
        ),
        Step(
            key="cancel_taper",
            name=t("撤销渐退停发决定", "take the taper back"),
            before=("tapering",),
            after="in_pay",
            who=DECIDE,
            desk="county",
            article=f"{law.remedy}；{OWN_RULE}",
            duty=False,
            effect="restore",
            notice="dibao.restored",
            apart=IN_LIFE,
        ),
    )
