"""The door: declare sheets, import and export workbooks, read registers, settle refused rows."""

from datong.foundation.ledgers.actions.jobs import run_job
from datong.foundation.ledgers.actions.receiving import Order, Receipt, receive
from datong.foundation.ledgers.actions.settling import Correction, correct, dismiss
from datong.foundation.ledgers.actions.undoing import undo, undoable
from datong.foundation.ledgers.core.kinds import (
    SEX,
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
from datong.foundation.ledgers.errors import (
    LedgerError,
    NoSuchImport,
    NotCorrectable,
    NotUndoable,
    PurposeMissing,
    ReasonMissing,
    UnknownCounty,
)
from datong.foundation.ledgers.extracts.export import export
from datong.foundation.ledgers.extracts.refused import refused_workbook
from datong.foundation.ledgers.extracts.tables import csv_bytes, table, table_rows, xlsx_bytes
from datong.foundation.ledgers.extracts.template import template
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
    "SEX",
    "SHEETS",
    "Batch",
    "Body",
    "Choice",
    "Column",
    "Correction",
    "Day",
    "Flag",
    "Identity",
    "Import",
    "ImportedFile",
    "InView",
    "LedgerError",
    "LedgerRecord",
    "Money",
    "NoSuchImport",
    "NotCorrectable",
    "NotUndoable",
    "Number",
    "Order",
    "Phone",
    "PurposeMissing",
    "ReasonMissing",
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
    "correct",
    "csv_bytes",
    "dismiss",
    "export",
    "in_view",
    "receive",
    "refused_workbook",
    "register",
    "run_job",
    "sheets_of",
    "table",
    "table_rows",
    "template",
    "undo",
    "undoable",
    "xlsx_bytes",
]
