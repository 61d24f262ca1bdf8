"""Writes of the family-doctor house."""

from datong.foundation.ledgers.service import Batch
from datong.foundation.people import service as people


def households(batch: Batch) -> list[int]:
    """The household of every contract, settled by its head."""
    heads = [pk for pk in batch.ids["head"] if pk is not None]
    settled = people.settle(dict(zip(heads, batch.places, strict=True)))
    return [settled[head] for head in heads]
