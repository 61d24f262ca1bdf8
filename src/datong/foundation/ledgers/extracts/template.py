"""An empty ledger to be filled in (台账模板)."""

from datong.foundation.ledgers import registry
from datong.foundation.ledgers.extracts.layout import Book, guide, lay_out


def template(programme: str) -> bytes:
    """The .xlsx of a programme: a page of explanations, then every sheet with headings, notes and validation.

    Raises UnknownKeyError for a programme nobody declared.
    """
    file_name, label = registry.PROGRAMMES.get(programme)
    sheets = registry.sheets_of(programme)
    book = Book()
    guide(book, f"{label.zh}：{file_name}填表说明", sheets)
    for sheet in sheets:
        lay_out(book, book.page(sheet.name), sheet.columns)
    return book.close()
