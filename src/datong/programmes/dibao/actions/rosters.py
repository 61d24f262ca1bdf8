"""Households of the imported roster."""

from collections.abc import Sequence

from datong.foundation.ledgers.service import Batch
from datong.foundation.people import service as people
from datong.programmes.dibao.models import Recipient
from datong.programmes.dibao.queries.registered import reference

HEAD = "户主"
FEW = 200  # certificates; a whole ledger brings its heads


def households(batch: Batch) -> list[int]:
    """The household of every accepted roster row, settled by its head; where the head is not among the rows, that of the
    certificate's current rows, else one known by the certificate. Members join as the ledger says. Cost: a handful of queries, however many rows."""
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
    found = {certificate: settled[person] for certificate, person in heads.items()}
    found |= known(batch.county, [certificate for certificate in at if certificate not in heads])
    headless = {reference(c): place for c, place in at.items() if c not in found}
    founded = people.settle_by_reference(headless)
    found |= {certificate: founded[reference(certificate)] for certificate in at if certificate not in found}
    households = [found[certificate] for certificate in certificates]
    people.join(households, persons, relations)
    return households


def known(county: str, certificates: Sequence[str]) -> dict[str, int]:
    """Households of the current rows under these certificates: a corrected or added member joins the others. One query."""
    if not 0 < len(certificates) <= FEW:
        return {}
    rows = Recipient.objects.filter(county=county, certificate__in=certificates, valid_to__isnull=True)
    return dict(rows.values_list("certificate", "household"))
