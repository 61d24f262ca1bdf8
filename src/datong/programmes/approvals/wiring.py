"""Everything this house plugs into the foundation."""

from datong.foundation.access import service as access
from datong.foundation.briefings import service as briefings
from datong.foundation.indicators import service as indicators
from datong.foundation.ledgers import service as ledgers
from datong.foundation.openness import service as openness
from datong.kernel.bilingual import Text
from datong.programmes.approvals.briefing import PARAGRAPH
from datong.programmes.approvals.disclosures import SOURCES
from datong.programmes.approvals.indicators import CHECKS, FIGURES
from datong.programmes.approvals.ledgers import SHEETS

LABEL = Text(zh="行政审批改革", en="Approvals reform")


def plug_in() -> None:
    access.name_programme("approvals", LABEL)
    ledgers.register("approvals", LABEL, "07-行政审批事项改革台账.xlsx", SHEETS)
    indicators.register("approvals", FIGURES, CHECKS)
    briefings.register(PARAGRAPH)
    for source in SOURCES:
        openness.register_source(source)
