"""Everything this house plugs into the foundation."""

from datong.foundation.access import service as access
from datong.foundation.briefings import service as briefings
from datong.foundation.indicators import service as indicators
from datong.foundation.ledgers import service as ledgers
from datong.foundation.openness import service as openness
from datong.kernel.bilingual import Text
from datong.programmes.family_doctor.briefing import PARAGRAPH
from datong.programmes.family_doctor.disclosures import SOURCES
from datong.programmes.family_doctor.indicators import CHECKS, FIGURES
from datong.programmes.family_doctor.ledgers import SHEETS

LABEL = Text(zh="农村家庭医生", en="Family doctors")


def plug_in() -> None:
    access.name_programme("family_doctor", LABEL)
    ledgers.register("family_doctor", LABEL, "02-农村家庭医生服务台账.xlsx", SHEETS)
    indicators.register("family_doctor", FIGURES, CHECKS)
    briefings.register(PARAGRAPH)
    for source in SOURCES:
        openness.register_source(source)
