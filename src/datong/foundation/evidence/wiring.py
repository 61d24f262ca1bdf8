"""What this house brings itself: the retention class of ordinary papers."""

from datong.foundation.evidence.registry import Retention, register_retention
from datong.kernel.bilingual import Text


def plug_in() -> None:
    # No article of the rules at hand says how many years; until a county names them, nothing is destroyed.
    register_retention(Retention("case", Text("办件材料", "papers of a case"), years=None, then="archive"))
