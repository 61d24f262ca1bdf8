"""Everything this house plugs into the foundation."""

from datong.foundation.access import service as access
from datong.foundation.briefings import service as briefings
from datong.foundation.indicators import service as indicators
from datong.foundation.ledgers import service as ledgers
from datong.foundation.openness import service as openness
from datong.kernel.bilingual import Text
from datong.programmes.irrigation.briefing import PARAGRAPH
from datong.programmes.irrigation.disclosures import SOURCES
from datong.programmes.irrigation.indicators import CHECKS, FIGURES
from datong.programmes.irrigation.ledgers import SHEETS

LABEL = Text(zh="水利渠系整治", en="Irrigation")


def plug_in() -> None:
    access.name_programme("irrigation", LABEL)
    ledgers.register("irrigation", LABEL, "03-水利渠系整治台账.xlsx", SHEETS)
    indicators.register("irrigation", FIGURES, CHECKS)
    briefings.register(PARAGRAPH)
    for source in SOURCES:
        openness.register_source(source)
