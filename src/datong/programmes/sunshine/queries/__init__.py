"""Reads of the sunshine house: the county's ledger of progress, the books of the villages."""

from datong.programmes.sunshine.queries.progress import (
    IN_EVERY_ASPECT,
    aspects,
    calendar_agrees,
    every_village,
    open_everywhere,
    opened,
)

__all__ = ["IN_EVERY_ASPECT", "aspects", "calendar_agrees", "every_village", "open_everywhere", "opened"]
