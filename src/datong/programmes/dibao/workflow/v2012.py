"""The table of the 2012 measures (民发〔2012〕220号, 2012-12-12 to 2021-06-30): appraisal always, two postings.

The urban regulations ask for a decision within 30 calendar days of the application; the steps' own limits add up to more. Both
are shown, the earlier day binds. The texts read know no reason for which the clock may stand still, so there is none.
"""

from datong.kernel.procedure import Clock, Deadline, Objectable, State, Step, Workflow
from datong.kernel.workdays import Limit
from datong.programmes.dibao.workflow import life, states
from datong.programmes.dibao.workflow.entry import entry
from datong.programmes.dibao.workflow.words import (
    CATALOGUE_POSTING,
    CHECK,
    DECIDE,
    M2012,
    OBJECTION_TIME,
    ORDER_271,
    OWN_RULE,
    POST,
    REVIEW,
    SURVEY,
    UNDER_2012,
    t,
)

APPRAISED = State("appraised", t("已民主评议", "appraised"))
COUNTY_CHECKED = State("county_checked", t("县里拟批准", "the county means to approve"))
COUNTY_POSTED = State("county_posted", t("县级公示中", "posted by the county"))
COUNTY_CLEARED = State("county_cleared", t("县级公示期满", "county posting over"))
REINVESTIGATING = State("reinvestigating", t("因异议重新调查", "surveyed again after an objection"))

UNDECIDED = (
    "draft", "submitted", "incomplete", "accepted", "surveyed", "appraised", "reviewed", "town_posted", "forwarded",
    "county_received", "county_checked", "county_posted", "county_cleared", "reinvestigating",
)  # fmt: skip
POSTING = Limit(7, "calendar", f"{M2012} 第二十五条")
COUNTY_POSTING = Limit(7, "calendar", f"{M2012} 第二十九条")
DECIDERS_APART = ("survey", "survey_anew", "review")

TOWN = (
    Step(
        key="survey",
        name=t("入户调查", "survey the household"),
        before=("accepted",),
        after="surveyed",
        who=SURVEY,
        desk="town",
        article=f"{M2012} 第十八条、第十九条",
        deadlines=(Deadline(Limit(10, "working", f"{M2012} 第十八条")),),
        guards=("survey_recorded",),
    ),
    Step(
        key="survey_again",
        name=t("退回重新调查", "send back to be surveyed again"),
        before=("surveyed", "appraised", "town_posted"),
        after="accepted",
        who=REVIEW,
        desk="town",
        article=f"{M2012} 第二十四条",
        duty=False,
        guards=("says_why",),
        back=True,
    ),
    Step(
        key="appraise",
        name=t("民主评议", "democratic appraisal"),
        before=("surveyed",),
        after="appraised",
        who=REVIEW,
        desk="town",
        article=f"{M2012} 第二十一条至第二十四条",
        deadlines=(Deadline(Limit(5, "working", f"{M2012} 第二十一条")),),
        guards=("appraisal_held",),
    ),
    Step(
        key="review",
        name=t("镇审核", "review by the town"),
        before=("appraised",),
        after="reviewed",
        who=REVIEW,
        desk="town",
        article=f"{M2012} 第二十五条",
        guards=("assessed", "not_investigator"),
        apart=("survey",),
    ),
    Step(
        key="post_town",
        name=t("镇级公示", "post at the town and village"),
        before=("reviewed",),
        after="town_posted",
        who=POST,
        desk="town",
        article=f"{M2012} 第二十五条",
        guards=("postable",),
    ),
    Step(
        key="close_town",
        name=t("公示期满，报县", "posting over, send to the county"),
        before=("town_posted",),
        after="forwarded",
        who=POST,
        desk="town",
        article=f"{M2012} 第二十五条",
        deadlines=(Deadline(POSTING, since="post_town", floor=True, other=CATALOGUE_POSTING),),
        guards=("no_open_objection",),
    ),
)
COUNTY = (
    Step(
        key="receive",
        name=t("县里接收", "received by the county"),
        before=("forwarded",),
        after="county_received",
        who=CHECK,
        desk="county",
        article=f"{M2012} 第二十六条",
    ),
    Step(
        key="send_back",
        name=t("退回镇重新调查", "send back to the town"),
        before=("county_received", "county_checked"),
        after="accepted",
        who=CHECK,
        desk="county",
        article=f"{M2012} 第二十六条",
        duty=False,
        guards=("says_why",),
        back=True,
    ),
    Step(
        key="opine",
        name=t("提出拟批准意见", "state that it is to be approved"),
        before=("county_received",),
        after="county_checked",
        who=DECIDE,
        desk="county",
        article=f"{M2012} 第二十六条",
        deadlines=(Deadline(Limit(5, "working", f"{M2012} 第二十六条")),),
        guards=("assessed", "county_visit_done", "not_investigator", "no_open_objection"),
        apart=DECIDERS_APART,
    ),
    Step(
        key="post_county",
        name=t("县级公示", "post by the county"),
        before=("county_checked",),
        after="county_posted",
        who=POST,
        desk="county",
        article=f"{M2012} 第二十九条",
        guards=("postable",),
    ),
    Step(
        key="reinvestigate",
        name=t("公示有异议，重新调查", "objection while posted: survey again"),
        before=("county_posted", "county_cleared"),
        after="reinvestigating",
        who=CHECK,
        desk="county",
        article=f"{M2012} 第二十九条",
        duty=False,
        guards=("says_why",),
        back=True,
    ),
    Step(
        key="survey_anew",
        name=t("重新调查", "survey the household anew"),
        before=("reinvestigating",),
        after="county_received",
        who=SURVEY,
        desk="town",
        article=f"{M2012} 第二十九条",
        guards=("survey_recorded",),
        back=True,
    ),
    Step(
        key="close_county",
        name=t("县级公示期满", "county posting over"),
        before=("county_posted",),
        after="county_cleared",
        who=POST,
        desk="county",
        article=f"{M2012} 第二十九条",
        deadlines=(Deadline(COUNTY_POSTING, since="post_county", floor=True, other=CATALOGUE_POSTING),),
        guards=("no_open_objection", "unopposed"),
    ),
    Step(
        key="approve",
        name=t("批准", "approve"),
        before=("county_cleared",),
        after="approved",
        who=DECIDE,
        desk="county",
        article=UNDER_2012.decide,
        deadlines=(Deadline(Limit(3, "working", f"{M2012} 第二十九条"), since="close_county"),),
        effect="grant",
        notice="dibao.approval",
        guards=("computed", "county_visit_done", "not_investigator", "no_open_objection"),
        apart=DECIDERS_APART,
    ),
    Step(
        key="refuse",
        name=t("不予批准", "refuse"),
        before=("county_received", "county_checked", "county_cleared"),
        after="refusal_told",
        who=DECIDE,
        desk="county",
        article=UNDER_2012.refuse,
        effect="refuse",
        notice="dibao.refusal",
        guards=("county_visit_done", "not_investigator", "no_open_objection"),
        apart=DECIDERS_APART,
    ),
)

V2012 = Workflow(
    key="dibao.v2012",
    name=t("最低生活保障审核审批（2012年办法）", "Dibao under the measures of 2012"),
    programme="dibao",
    start="draft",
    entries=("in_pay",),
    states=(
        *states.BEGINNING,
        states.SURVEYED,
        APPRAISED,
        states.REVIEWED,
        states.TOWN_POSTED,
        states.FORWARDED,
        states.COUNTY_RECEIVED,
        COUNTY_CHECKED,
        COUNTY_POSTED,
        COUNTY_CLEARED,
        REINVESTIGATING,
        *states.LIFE,
    ),
    steps=(
        *entry(f"{M2012} 第十二条", f"{M2012} 第十三条", f"{M2012} 第十四条", UNDECIDED),
        *TOWN,
        *COUNTY,
        *life.paying(UNDER_2012),
        *life.refusing(
            UNDER_2012, Limit(3, "calendar", UNDER_2012.refuse), "county_received", f"{M2012} 第二十条"
        ),
        *life.reviewing(UNDER_2012, Limit(12, "month", UNDER_2012.review)),
        *life.concluding(UNDER_2012, None),
        *life.changing(UNDER_2012),
        *life.reducing(UNDER_2012),
        *life.stopping(UNDER_2012),
        *life.restoring(UNDER_2012, "decide_stop"),
    ),
    clocks=(
        Clock(
            key="urban_statute",
            name=t("城市低保条例：申请之日起30日内办结", "urban regulations: 30 days from the application"),
            limit=Limit(30, "calendar", f"{ORDER_271} 第八条"),
            since="submit",
            until=("approved", "refusal_told", "withdrawn"),
        ),
        Clock(
            key="redecision",
            name=t(
                "公示有异议：20个工作日内重新决定",
                "objection while posted: decide anew within 20 working days",
            ),
            limit=Limit(20, "working", f"{M2012} 第二十九条"),
            since="reinvestigate",
            until=("county_checked", "refusal_told", "withdrawn"),
        ),
    ),
    objections=(
        Objectable(
            key="town_posting",
            name=t("对镇级公示的异议", "objection to the town's posting"),
            states=("town_posted",),
            by="county",
            limit=OBJECTION_TIME,
        ),
        Objectable(
            key="county_posting",
            name=t("对县级公示的异议", "objection to the county's posting"),
            states=("county_posted", "county_cleared"),
            by="review",
            limit=Limit(20, "working", f"{M2012} 第二十九条"),
        ),
        Objectable(
            key="decision",
            name=t("对决定的异议", "objection to the decision"),
            states=states.CONTESTABLE,
            by="review",
            limit=Limit(20, "working", OWN_RULE),
        ),
    ),
)
