"""Everything this house plugs into the foundation."""

from datong.foundation.access import service as access
from datong.foundation.briefings import service as briefings
from datong.foundation.indicators import service as indicators
from datong.foundation.ledgers import service as ledgers
from datong.kernel.bilingual import Text
from datong.programmes.sunshine.briefing import PARAGRAPH
from datong.programmes.sunshine.indicators import CHECKS, FIGURES
from datong.programmes.sunshine.ledgers import SHEETS

LABEL = Text(zh="阳光行动", en="Sunshine")


def plug_in() -> None:
    access.name_programme("sunshine", LABEL)
    ledgers.register("sunshine", LABEL, "04-阳光行动台账.xlsx", SHEETS)
    indicators.register("sunshine", FIGURES, CHECKS)
    briefings.register(PARAGRAPH)
