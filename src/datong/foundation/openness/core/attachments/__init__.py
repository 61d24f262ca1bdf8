"""Attachments (附件): what stands in a file is read for personal data, what it tells beside its pages is taken out."""

from datong.foundation.openness.core.attachments.cleaning import (
    ACCEPT,
    HINT,
    MOST_BYTES,
    Cleaned,
    Unfit,
    clean,
)

__all__ = ["ACCEPT", "HINT", "MOST_BYTES", "Cleaned", "Unfit", "clean"]
