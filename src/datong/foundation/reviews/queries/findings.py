"""A match as the programme is told of it."""

import json

from datong.foundation.reviews.core.fields import selecting
from datong.foundation.reviews.models import Hit
from datong.foundation.reviews.protocols import Finding


def of(row: Hit) -> Finding:
    """What the list says, for the programme."""
    return Finding(
        row.programme,
        row.person_id,
        row.household_id,
        row.place_code,
        row.source.kind,
        selecting(json.loads(row.row or "{}")),
        row.listing.as_of,
        row.source.name,
        f"reviews.Hit:{row.pk}",
    )
