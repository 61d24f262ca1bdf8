"""The door: declare sheets, import and export workbooks, read registers, settle refused rows."""

from datong.foundation.ledgers.actions.entering import Entered, Entry, enter, leave, tell
from datong.foundation.ledgers.actions.jobs import run_job
from datong.foundation.ledgers.actions.outside import ReadBook, ReadRow, ReadSheet, read_sheets
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
from datong.foundation.ledgers.core.limits import Limits
from datong.foundation.ledgers.core.meter import Meter, Progress, read_progress
from datong.foundation.ledgers.core.reader import RawSheet, Workbook, read_workbook
from datong.foundation.ledgers.core.refusals import UnreadableWorkbook
from datong.foundation.ledgers.core.sheet import Batch, Column, RowFault, Sheet
from datong.foundation.ledgers.core.shelf import Shelf
from datong.foundation.ledgers.errors import (
    LedgerError,
    NoSuchImport,
    NotCorrectable,
    NotUndoable,
    PurposeMissing,
    ReasonMissing,
    RowsRefused,
    UnknownCounty,
)
from datong.foundation.ledgers.extracts.export import export
from datong.foundation.ledgers.extracts.filled import FilledRow, filled
from datong.foundation.ledgers.extracts.refused import refused_workbook
from datong.foundation.ledgers.extracts.tables import cells_of, csv_bytes, table, table_rows, xlsx_bytes
from datong.foundation.ledgers.extracts.template import template
from datong.foundation.ledgers.models import (
    Import,
    ImportedFile,
    LedgerRecord,
    RecordSet,
    RefusedRow,
    SheetReceipt,
)
from datong.foundation.ledgers.protocols import Source
from datong.foundation.ledgers.queries.viewing import InView, in_view
from datong.foundation.ledgers.registry import PROGRAMMES, SHEETS, SOURCES, register, sheets_of

__all__ = [
    "PROGRAMMES",
    "SEX",
    "SHEETS",
    "SOURCES",
    "Batch",
    "Body",
    "Choice",
    "Column",
    "Correction",
    "Day",
    "Entered",
    "Entry",
    "FilledRow",
    "Flag",
    "Identity",
    "Import",
    "ImportedFile",
    "InView",
    "LedgerError",
    "LedgerRecord",
    "Limits",
    "Meter",
    "Money",
    "NoSuchImport",
    "NotCorrectable",
    "NotUndoable",
    "Number",
    "Order",
    "Phone",
    "Progress",
    "PurposeMissing",
    "RawSheet",
    "ReadBook",
    "ReadRow",
    "ReadSheet",
    "ReasonMissing",
    "Receipt",
    "RecordSet",
    "Reference",
    "RefusedRow",
    "RowFault",
    "RowsRefused",
    "Scaled",
    "Sheet",
    "SheetReceipt",
    "Shelf",
    "Source",
    "Town",
    "UnknownCounty",
    "UnreadableWorkbook",
    "Village",
    "Whole",
    "Words",
    "Workbook",
    "Year",
    "cells_of",
    "correct",
    "csv_bytes",
    "dismiss",
    "enter",
    "export",
    "filled",
    "in_view",
    "leave",
    "read_progress",
    "read_sheets",
    "read_workbook",
    "receive",
    "refused_workbook",
    "register",
    "run_job",
    "sheets_of",
    "table",
    "table_rows",
    "tell",
    "template",
    "undo",
    "undoable",
    "xlsx_bytes",
]
