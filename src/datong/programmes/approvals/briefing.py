"""The paragraph of this programme in the county's briefing; every number in it is a figure."""

from datong.foundation.briefings.service import Template
from datong.kernel.bilingual import Text
from datong.programmes.approvals import queries

PARAGRAPH = Template(
    slug="approvals",
    icon="rubber-stamp",
    heading=Text("行政审批事项改革", "Reforming administrative approvals"),
    text=Text(
        "针对审批流程繁、手续多、效率低，从简化程序入手，优化流程、压缩时限、提高质量。目前，全县中止行政"
        "审批项目{approvals.permits_suspended}，取消{approvals.permits_cancelled}，"
        "调整{approvals.permits_adjusted}，精简率达"
        "{approvals.permits_streamlined_share}；中止公共服务审批项目"
        "{approvals.services_suspended}，取消{approvals.services_cancelled}，"
        "合并{approvals.services_merged}，精简率为"
        "{approvals.services_streamlined_share}；建设投资项目审批时"
        "限由{approvals.construction_days_before}压缩至"
        "{approvals.construction_days_after}。{delegated}等"
        "{approvals.delegated}业务办理权限下放到镇便民服务中心。报建项目所需资料由"
        "{approvals.dossier_before}精简至{approvals.dossier_after}，"
        "精简{approvals.dossier_dropped}，精简率达{approvals.dossier_dropped_share}，"
        "每件降低办事成本{approvals.cost_saved_yuan}。",
        "Approvals took too many steps, papers and days. The county has suspended "
        "{approvals.permits_suspended}, cancelled {approvals.permits_cancelled} and adjusted "
        "{approvals.permits_adjusted} among its permits, {approvals.permits_streamlined_share} in "
        "all; among public services it suspended {approvals.services_suspended}, cancelled "
        "{approvals.services_cancelled} and merged {approvals.services_merged}, "
        "{approvals.services_streamlined_share} in all. Approval of a construction project went "
        "from {approvals.construction_days_before} to {approvals.construction_days_after}. "
        "{approvals.delegated}, among them {delegated}, were handed down to the towns' service "
        "centres. A construction dossier went from {approvals.dossier_before} to "
        "{approvals.dossier_after}, {approvals.dossier_dropped} or "
        "{approvals.dossier_dropped_share} less, which saves an applicant "
        "{approvals.cost_saved_yuan} a case.",
    ),
    phrases={"delegated": queries.delegated},
)
