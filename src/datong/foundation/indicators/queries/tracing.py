"""The records behind a figure as a table."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.db.models import Q

from datong.foundation.indicators.protocols import Figure
from datong.foundation.indicators.queries.opening import sheet_behind
from datong.foundation.indicators.queries.readings import rows_behind
from datong.foundation.ledgers import service as ledgers


def trace(
    figure: Figure, county: str, day: dt.date, within: Q | None = None, lang: str = "zh"
) -> tuple[list[str], Iterator[list[Any]]]:
    """Headings and the records behind a figure (of the numerator, for a share), inside a scope, numbers of persons
    masked. Two queries, however many records. The caller asked permission and tells the journal."""
    return ledgers.table(sheet_behind(figure), rows_behind(figure, county, day, within), lang, masked=True)
