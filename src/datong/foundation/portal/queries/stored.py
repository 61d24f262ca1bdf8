"""Many rows as the database gives them: what is only compared or printed need not become days and moments."""

from typing import Any

from django.db import connection
from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast


def text(column: str) -> Cast:
    """A day or a moment as it is stored: YYYY-MM-DD, and the time of UTC after it."""
    return Cast(column, TextField())


def fetched(rows: QuerySet[Any, Any]) -> list[tuple[Any, ...]]:
    """The rows of a query of values; moments and days only as `text`."""
    with connection.cursor() as cursor:
        cursor.execute(*rows.query.sql_with_params())
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found
