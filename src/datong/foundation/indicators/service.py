"""The door: declare figures and checks, read them, open them, freeze them."""

from datong.foundation.indicators.actions import explain, freeze, lock, trace_file
from datong.foundation.indicators.core import exact_text
from datong.foundation.indicators.errors import (
    ExplanationTooShort,
    FindingsChanged,
    NothingToFreeze,
    Unsettled,
)
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
from datong.foundation.indicators.queries.checking import (
    CheckPage,
    CheckResult,
    SeenCheck,
    checks_seen,
    open_check,
    run_checks,
)
from datong.foundation.indicators.queries.frozen import Restatement, history, restated, sealed, snapshots
from datong.foundation.indicators.queries.opening import (
    Asked,
    Division,
    FigurePage,
    Listed,
    division,
    figures_seen,
    filled,
    open_figure,
    sheet_behind,
)
from datong.foundation.indicators.queries.parts import Part, breakdown, monthly
from datong.foundation.indicators.queries.readings import (
    Reading,
    handed_in,
    number,
    placed,
    read,
    read_all,
    rows_behind,
)
from datong.foundation.indicators.queries.sights import Sight, sight, sights
from datong.foundation.indicators.queries.tracing import trace
from datong.foundation.indicators.registry import CHECKS, FIGURES, register

__all__ = [
    "CHECKS",
    "FIGURES",
    "Asked",
    "Check",
    "CheckPage",
    "CheckResult",
    "Computed",
    "Count",
    "Distinct",
    "Division",
    "ExplanationTooShort",
    "Figure",
    "FigurePage",
    "Finding",
    "FindingsChanged",
    "FrozenFigure",
    "Greatest",
    "Least",
    "Listed",
    "NothingToFreeze",
    "Part",
    "Reading",
    "Restatement",
    "SeenCheck",
    "Share",
    "Sight",
    "Snapshot",
    "Total",
    "Unsettled",
    "Value",
    "breakdown",
    "checks_seen",
    "division",
    "exact_text",
    "explain",
    "figures_seen",
    "filled",
    "freeze",
    "handed_in",
    "history",
    "lock",
    "monthly",
    "number",
    "open_check",
    "open_figure",
    "placed",
    "read",
    "read_all",
    "register",
    "restated",
    "rows_behind",
    "run_checks",
    "sealed",
    "sheet_behind",
    "sight",
    "sights",
    "snapshots",
    "trace",
    "trace_file",
]
