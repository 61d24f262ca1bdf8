"""Every sheet of every programme, in the order of import."""

from collections.abc import Iterable

from datong.foundation.ledgers.core.sheet import Sheet
from datong.foundation.ledgers.protocols import Source
from datong.kernel.bilingual import Text
from datong.kernel.registry import Registry

SHEETS: Registry[str, Sheet] = Registry("sheet")
PROGRAMMES: Registry[str, tuple[str, Text]] = Registry("programme")
SOURCES: Registry[str, Source] = Registry("source")


def register(slug: str, label: Text, file_name: str, sheets: Iterable[Sheet]) -> None:
    """Plug a programme's ledger in: its label, the usual name of its workbook, its sheets."""
    PROGRAMMES.register(slug, (file_name, label))
    for sheet in sheets:
        SHEETS.register(sheet.id, sheet)


def sheets_of(programme: str) -> list[Sheet]:
    """The sheets of one programme."""
    return [sheet for sheet in SHEETS.values() if sheet.programme == programme]
