"""The door: declare figures and checks, read them, open them, freeze them."""

from datong.foundation.indicators.actions import explain, freeze
from datong.foundation.indicators.errors import ExplanationTooShort, Unsettled
from datong.foundation.indicators.models import FrozenFigure, Snapshot
from datong.foundation.indicators.protocols import (
    Check,
    Computed,
    Count,
    Distinct,
    Figure,
    Finding,
    Greatest,
    Least,
    Share,
    Total,
    Value,
)
from datong.foundation.indicators.queries.checking import CheckResult, run_checks
from datong.foundation.indicators.queries.frozen import Restatement, history, restated, sealed, snapshots
from datong.foundation.indicators.queries.parts import Part, breakdown, monthly
from datong.foundation.indicators.queries.readings import Reading, handed_in, read, read_all, rows_behind
from datong.foundation.indicators.registry import CHECKS, FIGURES, register

__all__ = [
    "CHECKS",
    "FIGURES",
    "Check",
    "CheckResult",
    "Computed",
    "Count",
    "Distinct",
    "ExplanationTooShort",
    "Figure",
    "Finding",
    "FrozenFigure",
    "Greatest",
    "Least",
    "Part",
    "Reading",
    "Share",
    "Snapshot",
    "Total",
    "Unsettled",
    "Value",
    "breakdown",
    "explain",
    "freeze",
    "handed_in",
    "history",
    "monthly",
    "read",
    "read_all",
    "register",
    "rows_behind",
    "run_checks",
    "sealed",
    "snapshots",
]
