"""Tables of sunshine: the county's ledger of progress, the books of the villages, their registers."""

from datong.programmes.sunshine.models.books import Book, BookImport, Closing, Line, Opening, Voucher
from datong.programmes.sunshine.models.progress import Progress
from datong.programmes.sunshine.models.registers import Asset, BookRefusal, Contract, Debt, Holding, Resource

__all__ = [
    "Asset",
    "Book",
    "BookImport",
    "BookRefusal",
    "Closing",
    "Contract",
    "Debt",
    "Holding",
    "Line",
    "Opening",
    "Progress",
    "Resource",
    "Voucher",
]
