"""Households of the imported roster."""

from datong.foundation.ledgers.service import Batch
from datong.foundation.people import service as people

HEAD = "户主"


def households(batch: Batch) -> list[int]:
    """The household of every accepted roster row, settled by its head; by its certificate where the head's own row
    was refused. Members join as the ledger says. Cost: a handful of queries, however many rows."""
    certificates, relations = batch.values["certificate"], batch.values["relation"]
    persons = [pk for pk in batch.ids["person"] if pk is not None]
    heads: dict[str, int] = {}
    at: dict[str, str] = {}
    for certificate, relation, person, place in zip(
        certificates, relations, persons, batch.places, strict=True
    ):
        at.setdefault(certificate, place)
        if relation == HEAD:
            heads.setdefault(certificate, person)
    settled = people.settle({person: at[certificate] for certificate, person in heads.items()})
    headless = people.settle_by_reference({f"dibao:{c}": place for c, place in at.items() if c not in heads})
    found = {certificate: settled[person] for certificate, person in heads.items()}
    found |= {certificate: headless[f"dibao:{certificate}"] for certificate in at if certificate not in heads}
    households = [found[certificate] for certificate in certificates]
    people.join(households, persons, relations)
    return households
