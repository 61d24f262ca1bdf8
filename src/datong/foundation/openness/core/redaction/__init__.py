"""Redaction (脱敏): what a profile lets through, and a search for what must never stand in public text."""

from datong.foundation.openness.core.redaction.profiles import Dropped, Redacted, redact
from datong.foundation.openness.core.redaction.scan import (
    KINDS,
    OVERRULABLE,
    Finding,
    Known,
    findings,
    kinds_of,
    scan,
    search,
)

__all__ = [
    "KINDS",
    "OVERRULABLE",
    "Dropped",
    "Finding",
    "Known",
    "Redacted",
    "findings",
    "kinds_of",
    "redact",
    "scan",
    "search",
]
