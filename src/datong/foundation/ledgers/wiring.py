"""What this house plugs into the shell."""

from datong.foundation.ledgers.protocols import Source
from datong.foundation.ledgers.queries.plain import first_sheet
from datong.foundation.ledgers.queries.sources import case_address
from datong.foundation.ledgers.registry import SOURCES
from datong.foundation.openness import service as openness
from datong.kernel.bilingual import Text
from datong.web import navigation

SECTION = Text("数据与简报", "Data and briefing")


def plug_in() -> None:
    openness.read_with(first_sheet)
    SOURCES.register("case", Source(Text("办件 {number}", "case {number}"), case_address))
    navigation.register(
        Text("台账", "Ledgers"), "ledgers", "file-spreadsheet", 62, "ledgers.view", section=SECTION
    )
    navigation.register(
        Text("待更正的行", "Rows to correct"),
        "refused_rows",
        "alert-circle",
        63,
        "ledgers.correct",
        section=SECTION,
    )
