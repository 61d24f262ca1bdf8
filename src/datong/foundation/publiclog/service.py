"""The door: append entries, grow the log, prove what was logged, forget a salt."""

from datong.foundation.publiclog.actions import append, export, forget, integrate, quietly, rotate
from datong.foundation.publiclog.core.checking import Report
from datong.foundation.publiclog.core.entries import Action, Logged, NewEntry
from datong.foundation.publiclog.core.refusal import (
    BadEntry,
    BadKey,
    Halted,
    LogRefusal,
    NotProved,
    Unreadable,
)
from datong.foundation.publiclog.queries import (
    Proved,
    Status,
    checked,
    checkpoint,
    origin,
    proof,
    proofs,
    proved,
    proved_all,
    status,
    vkeys,
    witness_vkeys,
)

__all__ = [
    "Action",
    "BadEntry",
    "BadKey",
    "Halted",
    "LogRefusal",
    "Logged",
    "NewEntry",
    "NotProved",
    "Proved",
    "Report",
    "Status",
    "Unreadable",
    "append",
    "checked",
    "checkpoint",
    "export",
    "forget",
    "integrate",
    "origin",
    "proof",
    "proofs",
    "proved",
    "proved_all",
    "quietly",
    "rotate",
    "status",
    "vkeys",
    "witness_vkeys",
]
