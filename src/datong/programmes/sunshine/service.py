"""The door of sunshine: the books of the villages, and their figures as they are published."""

from datong.programmes.sunshine.actions.books import attach, close, enter, open_books, reverse
from datong.programmes.sunshine.actions.decisions import begin as begin_decision
from datong.programmes.sunshine.actions.importing import take_workbook
from datong.programmes.sunshine.actions.registers import keep_row
from datong.programmes.sunshine.errors import (
    BadMatter,
    BadPeriod,
    BadRow,
    BadVoucher,
    BadWorkbook,
    BooksError,
)
from datong.programmes.sunshine.models import (
    Asset,
    Book,
    BookImport,
    Closing,
    Contract,
    Debt,
    Resource,
    Voucher,
)
from datong.programmes.sunshine.queries.books import balances, standing
from datong.programmes.sunshine.queries.decisions import CLASSES as DECISION_CLASSES
from datong.programmes.sunshine.queries.decisions import villages_of
from datong.programmes.sunshine.queries.finance import finance
from datong.programmes.sunshine.queries.registers import contracts, expiring
from datong.programmes.sunshine.registry import REGISTERS, SHEETS
from datong.programmes.sunshine.rules.bookkeeping import NewVoucher, Posting, Trial
from datong.programmes.sunshine.rules.charts import Account, Chart, chart_on
from datong.programmes.sunshine.rules.finance import (
    AssetLine,
    CashLine,
    ContractLine,
    DebtLine,
    Entry,
    Finance,
    Group,
    Part,
    ResourceLine,
)
from datong.programmes.sunshine.rules.periods import quarter, quarter_of

__all__ = [
    "DECISION_CLASSES",
    "REGISTERS",
    "SHEETS",
    "Account",
    "Asset",
    "AssetLine",
    "BadMatter",
    "BadPeriod",
    "BadRow",
    "BadVoucher",
    "BadWorkbook",
    "Book",
    "BookImport",
    "BooksError",
    "CashLine",
    "Chart",
    "Closing",
    "Contract",
    "ContractLine",
    "Debt",
    "DebtLine",
    "Entry",
    "Finance",
    "Group",
    "NewVoucher",
    "Part",
    "Posting",
    "Resource",
    "ResourceLine",
    "Trial",
    "Voucher",
    "attach",
    "balances",
    "begin_decision",
    "chart_on",
    "close",
    "contracts",
    "enter",
    "expiring",
    "finance",
    "keep_row",
    "open_books",
    "quarter",
    "quarter_of",
    "reverse",
    "standing",
    "take_workbook",
    "villages_of",
]
