"""Everything this house plugs into the foundation."""

from datong.foundation.access import service as access
from datong.foundation.briefings import service as briefings
from datong.foundation.indicators import service as indicators
from datong.foundation.ledgers import service as ledgers
from datong.foundation.openness import service as openness
from datong.kernel.bilingual import Text
from datong.programmes.silver_age.briefing import PARAGRAPH
from datong.programmes.silver_age.disclosures import SOURCES
from datong.programmes.silver_age.indicators import CHECKS, FIGURES
from datong.programmes.silver_age.ledgers import SHEETS

LABEL = Text(zh="银龄守护", en="Silver age")


def plug_in() -> None:
    access.name_programme("silver_age", LABEL)
    ledgers.register("silver_age", LABEL, "06-银龄守护志愿服务台账.xlsx", SHEETS)
    indicators.register("silver_age", FIGURES, CHECKS)
    briefings.register(PARAGRAPH)
    for source in SOURCES:
        openness.register_source(source)
