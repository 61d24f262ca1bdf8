"""The door: find or found organisations."""

from collections.abc import Iterable

from datong.foundation.organisations.models import Organisation

__all__ = ["Organisation", "found", "names"]


def found(county: str, kind: str, named: Iterable[tuple[str, str]]) -> dict[tuple[str, str], int]:
    """Ids by (name, 12-digit place); unknown ones are founded. Two queries, however many."""
    wanted = dict.fromkeys(named)
    known = {
        (name, place): pk
        for pk, name, place in Organisation.objects.filter(county=county, kind=kind).values_list(
            "id", "name", "place_code"
        )
    }
    fresh = [
        Organisation(county=county, kind=kind, name=n, place_code=p) for n, p in wanted if (n, p) not in known
    ]
    for organisation in Organisation.objects.bulk_create(fresh, batch_size=500):
        known[organisation.name, organisation.place_code] = organisation.pk
    return known


def names(ids: set[int]) -> dict[int, str]:
    """Names by id, one query."""
    return dict(Organisation.objects.filter(id__in=ids).values_list("id", "name"))
