"""Everything this house plugs into the foundation."""

from datong.foundation.access import service as access
from datong.foundation.briefings import service as briefings
from datong.foundation.indicators import service as indicators
from datong.foundation.ledgers import service as ledgers
from datong.kernel.bilingual import Text
from datong.programmes.dibao.briefing import PARAGRAPH
from datong.programmes.dibao.indicators import CHECKS, FIGURES
from datong.programmes.dibao.ledgers import SHEETS

LABEL = Text(zh="低保专项整治", en="Dibao")


def plug_in() -> None:
    access.name_programme("dibao", LABEL)
    ledgers.register("dibao", LABEL, "01-城乡低保台账.xlsx", SHEETS)
    indicators.register("dibao", FIGURES, CHECKS)
    briefings.register(PARAGRAPH)
