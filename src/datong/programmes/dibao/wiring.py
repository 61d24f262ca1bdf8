"""Everything this house plugs into the foundation."""

from datong.foundation.access import service as access
from datong.foundation.briefings import service as briefings
from datong.foundation.casework import service as casework
from datong.foundation.casework.service import Procedure
from datong.foundation.evidence import service as evidence
from datong.foundation.indicators import service as indicators
from datong.foundation.ledgers import service as ledgers
from datong.foundation.meetings import service as meetings
from datong.foundation.notices import service as notices
from datong.foundation.openness import service as openness
from datong.foundation.reviews import service as reviews
from datong.kernel.bilingual import Text
from datong.kernel.procedure import Workflow
from datong.programmes.dibao.actions import hooks
from datong.programmes.dibao.actions.reviewed import REVIEWED
from datong.programmes.dibao.briefing import PARAGRAPH
from datong.programmes.dibao.disclosures import SOURCES
from datong.programmes.dibao.indicators import CHECKS, FIGURES, RECORDS
from datong.programmes.dibao.ledgers import SHEETS
from datong.programmes.dibao.notices import KINDS
from datong.programmes.dibao.permissions import PERMISSIONS
from datong.programmes.dibao.queries import appraisal, letters, panels, statements
from datong.programmes.dibao.queries.addresses import address
from datong.programmes.dibao.queries.awards import review_limit
from datong.programmes.dibao.queries.guards import GUARDS
from datong.programmes.dibao.workflow import V2012, V2021
from datong.web import navigation

LABEL = Text(zh="低保专项整治", en="Dibao")
EVIDENCE = {
    "application": Text("申请书", "application form"),
    "consent": Text("核对授权书", "consent to be checked"),
    "survey": Text("入户调查表", "survey form"),
    "death": Text("死亡证明", "proof of death"),
    "photo": Text("入户照片", "photograph of a visit"),
    "signature": Text("屏上签名", "signature on the screen"),
}

SECTION = Text("低保", "Dibao")
ENTRIES = (
    (Text("低保申请", "Apply"), "dibao_apply", "pencil", "dibao.apply"),
    (Text("复核日程", "Re-verification"), "dibao_review", "calendar", "cases.view"),
    (Text("发放名册", "Payment lists"), "dibao_payments", "file-spreadsheet", "cases.view"),
    (Text("公示", "Postings"), "dibao_postings", "flag", "cases.view"),
    (Text("抽查", "Draws"), "dibao_draws", "shield-check", "cases.view"),
    (Text("公平监测", "Fairness"), "dibao_fairness", "scale", "dibao.fairness"),
    (Text("规则模拟", "What if"), "dibao_simulate", "chart-bar", "dibao.simulate"),
    (Text("县级参数", "County's values"), "dibao_parameters", "settings", "cases.view"),
    (Text("表格", "Forms"), "dibao_forms", "printer", "cases.view"),
)


def plug_in() -> None:
    access.name_programme("dibao", LABEL)
    access.add_permissions(PERMISSIONS)
    ledgers.register("dibao", LABEL, "01-城乡低保台账.xlsx", SHEETS)
    indicators.register("dibao", FIGURES, CHECKS, RECORDS)
    briefings.register(PARAGRAPH)
    for kind in KINDS:
        notices.register(kind)
    for key, name in EVIDENCE.items():
        evidence.name_kind(key, name)
    for source in SOURCES:
        openness.register_source(source)
    meetings.register(appraisal.KIND)
    reviews.register(REVIEWED)
    casework.register(procedure(V2012))
    casework.register(procedure(V2021))
    for order, (label, url_name, icon, action) in enumerate(ENTRIES, 40):
        navigation.register(label, url_name, icon, order, action, programme="dibao", section=SECTION)


def procedure(table: Workflow) -> Procedure:
    """A table with what it needs of this house."""
    used = {name for step in table.steps for name in step.guards}
    return Procedure(
        workflow=table,
        prefix="DB",
        open="dibao.open",
        guards={name: guard for name, guard in GUARDS.items() if name in used},
        after=hooks.after(table),
        parties=statements.persons_of,
        letter=letters.facts,
        limits={"open_review": review_limit},
        panels=panels.panels,
        citizen=panels.citizen,
        address=address,
    )
