"""The approvals figures, each with its definition in words, and what must agree."""

from django.db.models import Q

from datong.foundation.indicators.service import Check, Computed, Count, Figure, Share, Total
from datong.kernel.bilingual import Text
from datong.kernel.numerals import NumberStyle
from datong.programmes.approvals import queries

ITEMS = NumberStyle("plain", Text("项", "item|items"))
DAYS = NumberStyle("plain", Text("个工作日", "working day|working days"))
PAPERS = NumberStyle("plain", Text("份", "paper|papers"))
PERMIT, SERVICE = "行政审批", "公共服务"
STREAMLINED = ("中止", "取消", "调整", "合并")


def items(
    key: str, kind: str, reforms: tuple[str, ...], name: Text, *, lead: bool = False, listed: bool = True
) -> Figure:
    """Items of one type that were reformed in one of some ways; all items of the type without any."""
    reformed = Q(reform__in=reforms) if reforms else Q()
    how = "、".join(reforms)
    return Figure(
        key=key,
        name=name,
        definition=Text(
            f"事项目录中类型为“{kind}”" + (f"、改革方式为“{how}”" if how else "") + "的事项。",
            f"Items of the type {kind}" + (f" whose reform is {how}" if how else "") + " in the catalogue.",
        ),
        style=ITEMS,
        sheet="approvals.items",
        where=Q(type=kind) & reformed,
        measure=Count(),
        lead=lead,
        listed=listed,
    )


def share(key: str, name: Text, of: str, whole: str, shown: int) -> Figure:
    """A share of the catalogue, cut as the county cuts it."""
    return Figure(
        key=key,
        name=name,
        definition=Text(
            "（中止＋取消＋调整＋合并）÷ 全部同类事项 × 100，截去两位小数以后。",
            "(suspended + cancelled + adjusted + merged) / all items of the type x 100, cut after two decimals.",
        ),
        style=NumberStyle("percent", digits=shown),
        share=Share(of, whole),
    )


def papers(key: str, name: Text, definition: Text, where: Q) -> Figure:
    """Papers of the construction dossier."""
    return Figure(
        key=key,
        name=name,
        definition=definition,
        style=PAPERS,
        sheet="approvals.documents",
        where=where,
        measure=Count(),
    )


FIGURES = (
    items(
        "approvals.permits_suspended", PERMIT, ("中止",), Text("中止审批项目", "Permits suspended"), lead=True
    ),
    items("approvals.permits_cancelled", PERMIT, ("取消",), Text("取消审批项目", "Permits cancelled")),
    items("approvals.permits_adjusted", PERMIT, ("调整",), Text("调整审批项目", "Permits adjusted")),
    items(
        "approvals.permits_streamlined",
        PERMIT,
        STREAMLINED,
        Text("精简审批项目", "Permits streamlined"),
        listed=False,
    ),
    items("approvals.permits", PERMIT, (), Text("审批项目总数", "Permits in all"), listed=False),
    share(
        "approvals.permits_streamlined_share",
        Text("审批项目精简率", "Share of permits streamlined"),
        "approvals.permits_streamlined",
        "approvals.permits",
        2,
    ),
    items(
        "approvals.services_suspended",
        SERVICE,
        ("中止",),
        Text("中止公共服务项目", "Public services suspended"),
    ),
    items(
        "approvals.services_cancelled",
        SERVICE,
        ("取消",),
        Text("取消公共服务项目", "Public services cancelled"),
    ),
    items(
        "approvals.services_merged", SERVICE, ("合并",), Text("合并公共服务项目", "Public services merged")
    ),
    items(
        "approvals.services_streamlined",
        SERVICE,
        STREAMLINED,
        Text("精简公共服务项目", "Public services streamlined"),
        listed=False,
    ),
    items(
        "approvals.services", SERVICE, (), Text("公共服务项目总数", "Public services in all"), listed=False
    ),
    share(
        "approvals.services_streamlined_share",
        Text("公共服务项目精简率", "Share of public services streamlined"),
        "approvals.services_streamlined",
        "approvals.services",
        1,
    ),
    Figure(
        key="approvals.construction_days_before",
        name=Text("改革前建设项目审批时限", "Construction approval before the reform"),
        definition=Text(
            "各环节改革前时限逐个相加。", "The steps' limits before the reform, one after another."
        ),
        style=DAYS,
        sheet="approvals.steps",
        measure=Total("before"),
        lead=True,
    ),
    Figure(
        key="approvals.construction_days_after",
        name=Text("改革后建设项目审批时限", "Construction approval after the reform"),
        definition=Text(
            "各环节改革后时限相加，同一并联组同时办理，只计其中最长的一个。",
            "The steps' limits after the reform; steps of one parallel group run side by side and count as the longest.",
        ),
        style=DAYS,
        sheet="approvals.steps",
        measure=Computed(queries.days_after),
        lead=True,
    ),
    Figure(
        key="approvals.delegated",
        name=Text("下放业务", "Businesses delegated"),
        definition=Text("下放事项中的业务。", "Businesses handed down to the towns."),
        style=ITEMS,
        sheet="approvals.delegations",
        measure=Count(),
    ),
    papers(
        "approvals.dossier_before",
        Text("精简前报建资料", "Papers before"),
        Text("报建资料清单上的全部资料。", "All papers of the construction dossier."),
        Q(),
    ),
    papers(
        "approvals.dossier_after",
        Text("精简后报建资料", "Papers after"),
        Text("报建资料清单上保留的资料。", "Papers of the dossier that were kept."),
        Q(handling="保留"),
    ),
    papers(
        "approvals.dossier_dropped",
        Text("精简报建资料", "Papers dropped"),
        Text("报建资料清单上精简的资料。", "Papers of the dossier that were dropped."),
        Q(handling="精简"),
    ),
    Figure(
        key="approvals.dossier_dropped_share",
        name=Text("报建资料精简率", "Share of papers dropped"),
        definition=Text(
            "精简的资料占全部资料的百分比，截去小数。",
            "Papers dropped per cent of all papers, cut to a whole number.",
        ),
        style=NumberStyle("percent"),
        share=Share("approvals.dossier_dropped", "approvals.dossier_before", digits=0),
    ),
    Figure(
        key="approvals.cost_saved_yuan",
        name=Text("每件降低办事成本", "Saved on each case"),
        definition=Text(
            "办事成本改革前减改革后。", "The cost of a case before the reform less that after it."
        ),
        style=NumberStyle("plain", Text("元", "yuan"), digits=2),
        sheet="approvals.costs",
        measure=Computed(queries.saved),
    ),
)

CHECKS = (
    Check(
        key="approvals.promised_within_legal",
        name=Text("承诺时限不长于法定时限", "Promises within the legal limits"),
        definition=Text(
            "每个事项的承诺时限不应长于法定时限。", "No item's promised limit is longer than its legal one."
        ),
        run=queries.promised_within_legal,
    ),
    Check(
        key="approvals.suspended_is_not_shorter",
        name=Text("精简率的构成", "What the streamlined share is made of"),
        definition=Text(
            "中止不等于取消；精简率中中止占一半以上时提请注意。",
            "Suspended is not cancelled; tells when most of the streamlined items are only suspended.",
        ),
        run=queries.mostly_suspended,
        blocks=False,
    ),
)
