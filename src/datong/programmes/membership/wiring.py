"""Everything this house plugs into the foundation."""

from datong.foundation.access import service as access
from datong.foundation.briefings import service as briefings
from datong.foundation.indicators import service as indicators
from datong.foundation.ledgers import service as ledgers
from datong.foundation.openness import service as openness
from datong.kernel.bilingual import Text
from datong.programmes.membership.briefing import PARAGRAPH
from datong.programmes.membership.disclosures import SOURCES
from datong.programmes.membership.indicators import CHECKS, FIGURES
from datong.programmes.membership.ledgers import SHEETS

LABEL = Text(zh="党员民主评议", en="Party membership")


def plug_in() -> None:
    access.name_programme("membership", LABEL)
    ledgers.register("membership", LABEL, "05-党员民主评议台账.xlsx", SHEETS)
    indicators.register("membership", FIGURES, CHECKS)
    briefings.register(PARAGRAPH)
    for source in SOURCES:
        openness.register_source(source)
