"""The door: declare sheets, import and export workbooks, read registers, settle refused rows."""

from datong.foundation.ledgers.actions.receiving import Order, Receipt, receive
from datong.foundation.ledgers.core.kinds import (
    Body,
    Choice,
    Day,
    Flag,
    Identity,
    Money,
    Number,
    Phone,
    Reference,
    Scaled,
    Town,
    Village,
    Whole,
    Words,
    Year,
)
from datong.foundation.ledgers.core.sheet import Batch, Column, RowFault, Sheet
from datong.foundation.ledgers.errors import LedgerError, NotUndoable, UnknownCounty
from datong.foundation.ledgers.models import (
    Import,
    ImportedFile,
    LedgerRecord,
    RecordSet,
    RefusedRow,
    SheetReceipt,
)
from datong.foundation.ledgers.queries.viewing import InView, in_view
from datong.foundation.ledgers.registry import PROGRAMMES, SHEETS, register, sheets_of

__all__ = [
    "PROGRAMMES",
    "SHEETS",
    "Batch",
    "Body",
    "Choice",
    "Column",
    "Day",
    "Flag",
    "Identity",
    "Import",
    "ImportedFile",
    "InView",
    "LedgerError",
    "LedgerRecord",
    "Money",
    "NotUndoable",
    "Number",
    "Order",
    "Phone",
    "Receipt",
    "RecordSet",
    "Reference",
    "RefusedRow",
    "RowFault",
    "Scaled",
    "Sheet",
    "SheetReceipt",
    "Town",
    "UnknownCounty",
    "Village",
    "Whole",
    "Words",
    "Year",
    "in_view",
    "receive",
    "register",
    "sheets_of",
]
